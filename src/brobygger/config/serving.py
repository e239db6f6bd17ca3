"""Start an installation: the demo on this machine, or the real one with settings from the environment."""

import http.client
import os
import socket
import time
from pathlib import Path

from brobygger.config.preparation import (
    bring_tables_up_to_date,
    compile_texts,
    pack_static,
    prepare_demo,
    sole_use,
)
from brobygger.config.processes import Children, Stopped
from brobygger.core.terminal import either, say, stop, warn

NEEDED = ("BROBYGGER_SECRET_KEY", "BROBYGGER_HOSTS", "BROBYGGER_URL", "BROBYGGER_DATA")


def demo(*, data: Path, port: int) -> int:
    """Example data on this machine alone. Settings of a real installation in the environment do not reach it."""
    from brobygger.config.environment import SETTINGS

    require_free("127.0.0.1", port)
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ |= {
        "BROBYGGER_DEMO": "1",
        "BROBYGGER_DATA": str(data),
        "BROBYGGER_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "brobygger.config.settings",
    }
    with sole_use(data):
        prepare_demo(data)
        return run("127.0.0.1", port, workers=1, address=f"http://localhost:{port}")


def serve(*, host: str, port: int, workers: int) -> int:
    """A real installation. Whatever is missing in the environment is said at once, all of it, and nothing starts."""
    from django.core.exceptions import ImproperlyConfigured

    from brobygger.config.environment import SETTINGS

    missing = [name for name in NEEDED if not os.environ.get(name, "").strip()]
    if missing:
        warn("Not started. Missing in the environment:", "Ikke startet. Der mangler i miljøet:")
        for name in missing:
            print(f"  {name}: {SETTINGS[name]}", flush=True)
        return 2
    require_free(host, port)
    os.environ["DJANGO_SETTINGS_MODULE"] = "brobygger.config.settings"
    try:
        from django.conf import settings

        data: Path = settings.DATA
    except ImproperlyConfigured as error:
        stop(f"Not started: {error}", f"Ikke startet: {error}", code=2)
    if settings.DEMO or settings.DEBUG:
        stop(
            "Not started: BROBYGGER_DEMO and BROBYGGER_DEBUG show accounts and errors to all; serve runs without them.",
            "Ikke startet: BROBYGGER_DEMO og BROBYGGER_DEBUG viser konti og fejl til alle; serve kører uden dem.",
            code=2,
        )
    with sole_use(data):
        compile_texts()
        prepare_installation()
        return run(host, port, workers=workers, address=settings.SITE_URL)


def prepare_installation() -> None:
    import django
    from django.db import OperationalError, connections

    django.setup()
    try:
        bring_tables_up_to_date()
    except OperationalError as error:
        stop(f"Not started, the database does not answer: {error}", f"Ikke startet, databasen svarer ikke: {error}")
    pack_static()
    connections.close_all()


def run(host: str, port: int, *, workers: int, address: str) -> int:
    """Web server and worker until someone stops them (0), or one of them ends by itself (1)."""
    try:
        with Children() as children:
            children.start("web", host, str(port), str(workers))
            children.start("worker")
            if wait_for_answer(host, port, children):
                how = either("Stop with Ctrl-C.", "Stop med Ctrl-C.")
                say(f"Brobygger is ready: {address}  {how}", f"Brobygger er klar: {address}  {how}")
            ended = children.wait()
    except Stopped:
        say("Stopped.", "Stoppet.")
        return 0
    warn(
        f"The {ended} process ended by itself, so everything was stopped. The reason stands above.",
        f"Processen {ended} sluttede af sig selv, så alt blev stoppet. Grunden står ovenfor.",
    )
    return 1


def wait_for_answer(host: str, port: int, children: Children) -> bool:
    """Wait until a page is answered; False when a child ended first. The first answer also warms the server up."""
    reachable = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 -- compared, not bound
    while children.ended() is None:
        link = http.client.HTTPConnection(reachable, port, timeout=60)
        try:
            link.request("GET", "/", headers={"Host": f"localhost:{port}"})
            link.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return True
        finally:
            link.close()
    return False


def require_free(host: str, port: int) -> None:
    """Stop with a sentence when something else listens on the port."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind((host, port))
    except (OSError, OverflowError) as error:
        stop(
            f"Port {port} cannot be used ({error}). Something else may use it; choose another one with --port.",
            f"Port {port} kan ikke bruges ({error}). Måske er den optaget; vælg en anden med --port.",
        )
