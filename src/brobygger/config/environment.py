"""What the environment may say, read once and loudly: an impossible value stops the start with a sentence."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SETTINGS: dict[str, str] = {
    "DATABASE_URL": "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME. Default: a SQLite file in the data folder.",
    "BROBYGGER_DATA": "The data folder: database, uploaded files, secret key. Default: .data beside the program.",
    "BROBYGGER_SECRET_KEY": "Signs sessions and links, at least 40 characters. Needed outside the demo.",
    "BROBYGGER_HOSTS": "Host names this installation answers to, separated by commas.",
    "BROBYGGER_URL": "The address people use, such as https://centre.example; used in mails.",
    "BROBYGGER_MAIL_URL": "smtp://USER:PASSWORD@HOST:PORT or smtps://…; without it mail stays in the outbox.",
    "BROBYGGER_MAIL_FROM": "The sender of mails.",
    "BROBYGGER_DEMO": "1 shows example accounts on the sign-in page and the outbox to all. Never with real data.",
    "BROBYGGER_DEBUG": "1 shows error details. For development only.",
    "BROBYGGER_BEHIND_PROXY": "1 trusts X-Forwarded-Proto and the last address in X-Forwarded-For from the proxy in front.",
}


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(_known(name), "").strip() or default


def flag(name: str) -> bool:
    value = text(name, default="0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value in {"1", "true", "yes"}


def path(name: str, *, default: Path) -> Path:
    value = text(name)
    return Path(value).expanduser().resolve() if value else default


def hosts(name: str, *, default: list[str]) -> list[str]:
    return [host.strip() for host in text(name).split(",") if host.strip()] or default


def secret_key(data: Path, *, generate: bool) -> str:
    """The key from the environment, or (demo and development) one made once and kept in the data folder."""
    value = text("BROBYGGER_SECRET_KEY")
    if value:
        if len(value) < 40:
            raise ImproperlyConfigured("BROBYGGER_SECRET_KEY must have at least 40 characters.")
        return value
    kept = data / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    if not generate:
        raise ImproperlyConfigured("BROBYGGER_SECRET_KEY is not set. Give one of at least 40 characters.")
    data.mkdir(parents=True, exist_ok=True)
    value = secrets.token_urlsafe(48)
    try:
        with os.fdopen(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(value)
    except FileExistsError:  # another process was first
        return kept.read_text().strip()
    return value


def database(name: str, *, default: str) -> dict[str, Any]:
    """A Django database entry for a URL; SQLite gets WAL, IMMEDIATE transactions and a busy timeout."""
    url = text(name, default=default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        file = Path(unquote(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path))
        if str(file) in {"", "/"}:
            raise ImproperlyConfigured(f"{name} names no file: sqlite:///PATH is wanted.")
        return {
            "ENGINE": "brobygger.core.sqlite",
            "NAME": str(file),
            "OPTIONS": {
                # DEFERRED lets two writers both read first and then one of them fail at once; IMMEDIATE queues them.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;",
            },
            "CONN_MAX_AGE": None,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", "") or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgresql://, not {url.split(':', 1)[0]!r}.")


def mail(name: str) -> dict[str, Any] | None:
    """Where the worker hands mail over, or None: then mail stays in the outbox."""
    url = text(name)
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must be smtp://, smtp+tls:// or smtps:// with a host.")
    return {
        "host": parts.hostname,
        "port": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
    }


def _known(name: str) -> str:
    if name not in SETTINGS:
        raise KeyError(name)
    return name
