"""A hall that signs up at once, against the product's own web server: places given out, and how many sign-ups it takes in a second."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from statistics import median
from typing import TypeVar
from urllib.parse import urlencode

from django.db import connections
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.bench.timing import say
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.events import actions
from brobygger.events.models import Event, SignUp
from brobygger.journal.models import Kind, Registration

CLIENTS, PLACES = 500, 20
SUSTAINED, HANDS, ROUNDS = 240, 8, 5  # sign-ups one after another, by so many clients; so many times, in turn with the bare form
PATIENCE = 300  # seconds a client waits for its answer
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(slots=True)
class Visitor:
    """One who opens the page and sends the form, from an address of her own (all of 127.0.0.0/8 is this machine)."""

    port: int
    number: int
    path: str
    cookie: str = ""
    token: str = ""
    page: str = ""
    answers: list[int] = field(default_factory=list)

    def open_page(self) -> None:
        answer, self.page = self._ask("GET", None)
        self.answers.append(answer.status)
        found = TOKEN.search(self.page)
        self.token = found.group(1) if found else ""
        self.cookie = "; ".join([*([self.cookie] if self.cookie else []), *(each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or [])])

    def form(self) -> dict[str, str]:
        return {"name": f"Gæst {self.number}", "mail": f"gaest{self.number}@bench.example", "label": "", "persons": "1", "second_name": ""}

    def send(self) -> None:
        answer, self.page = self._ask("POST", urlencode({"csrfmiddlewaretoken": self.token, **self.form()}))
        self.answers.append(answer.status)

    def _ask(self, method: str, body: str | None) -> tuple[http.client.HTTPResponse, str]:
        source = f"127.1.{self.number // 250}.{self.number % 250 + 1}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0))
        headers = {**({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}), **({"Cookie": self.cookie} if self.cookie else {})}
        try:
            connection.request(method, self.path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read().decode(errors="replace")
        finally:
            connection.close()


V = TypeVar("V", bound=Visitor)


def measure() -> list[tuple[str, str, str, str]]:
    """Give the last places to a crowd, then take sign-ups steadily beside a bare form. Rows for the table."""
    centre = Centre.objects.get(key="maalt")
    with centre_in_force(centre):
        full, steady = _event("Sidste pladser", PLACES), [_event(f"Fri plads {number}", None) for number in range(ROUNDS)]
    connections.close_all()  # the server has the database to itself
    with server() as port:
        say(f"{CLIENTS} clients for {PLACES} places")
        rows = [_the_last_places(port, full, centre)]
        say("sign-ups one after another, and a bare form")
        taken = [(_in_a_second(port, event.public_url), _in_a_second(port, f"/{centre.key}/bar-formular/")) for event in steady]
        own, bare = (median(each) for each in zip(*taken, strict=True))
        rows.append(("sign-ups in a second over a bare form's", f"{own / bare:.2f} ×", "≥ 0.5 ×", f"{own:.0f} over {bare:.0f}"))
    return rows


def _event(title: str, places: int | None) -> Event:
    now = timezone.now()
    by = User.objects.get(email="astrid@bench.example")
    registration = Registration(title=title, kind=Kind.objects.get(name="Kursus"))
    event = Event(starts_at=now + timedelta(days=20), ends_at=now + timedelta(days=20, hours=2), place="Salen")
    made = actions.plan(event, registration, takes_signups=True, capacity=places, by=by, now=now)
    actions.publish(made, by=by, now=now)
    return made


def _the_last_places(port: int, event: Event, centre: Centre) -> tuple[str, str, str, str]:
    visitors = [Visitor(port, number, event.public_url) for number in range(CLIENTS)]
    all_of(visitors, Visitor.open_page, HANDS)
    begun = time.perf_counter()
    all_of(visitors, Visitor.send, CLIENTS)
    taken = time.perf_counter() - begun
    answers = Counter(visitor.answers[-1] for visitor in visitors)
    with centre_in_force(centre):
        states = Counter(SignUp.objects.filter(signup_list=event.signup_list).values_list("state", flat=True))
    connections.close_all()
    right = answers == Counter({302: CLIENTS}) and states == Counter({SignUp.State.CONFIRMED.value: PLACES, SignUp.State.WAITING.value: CLIENTS - PLACES})
    said = f"{states[SignUp.State.CONFIRMED]} + {states[SignUp.State.WAITING]}" if right else f"{dict(states)}, answers {dict(answers)}"
    return (f"{CLIENTS} at once for the last {PLACES} places", said, f"{PLACES} + {CLIENTS - PLACES}", f"confirmed + in the queue; all answered in {taken:.0f} s")


def _in_a_second(port: int, path: str) -> float:
    return in_a_second([Visitor(port, CLIENTS + number, path) for number in range(SUSTAINED)])


def in_a_second(visitors: Sequence[Visitor]) -> float:
    """How many of them are served in a second, eight at a time."""
    all_of(visitors, Visitor.open_page, HANDS)
    begun = time.perf_counter()
    all_of(visitors, Visitor.send, HANDS)
    taken = time.perf_counter() - begun
    if any(visitor.answers != [200, 302] for visitor in visitors):
        raise RuntimeError(f"{visitors[0].path}: {Counter(tuple(visitor.answers) for visitor in visitors)}")
    return len(visitors) / taken


def all_of(visitors: Sequence[V], act: Callable[[V], None], hands: int) -> None:
    """Let each visitor act once, so many at a time; all hands begin together."""
    waiting: SimpleQueue[V] = SimpleQueue()
    for visitor in visitors:
        waiting.put(visitor)
    together = threading.Barrier(hands)

    def work() -> None:
        together.wait()
        while True:
            try:
                visitor = waiting.get_nowait()
            except Empty:
                return
            try:
                act(visitor)
            except OSError:
                visitor.answers.append(0)  # no answer at all

    threads = [threading.Thread(target=work) for _hand in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def server() -> Iterator[int]:
    """The product's web server with two processes, as an installation runs it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own module
        [sys.executable, "-m", "brobygger.config.processes", "web", "127.0.0.1", str(port), "2"],
        env={**os.environ, "BROBYGGER_HOSTS": "127.0.0.1"}, stdin=subprocess.PIPE, start_new_session=True,
    )
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError("the web server did not answer")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
