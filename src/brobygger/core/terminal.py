"""What the command line says to a person: plain sentences in Danish where the locale is Danish, else in English.

No gettext: these sentences are needed before anything is installed or compiled, so both languages stand side by side
where they are said. Standard library only.
"""

import os
import sys
from typing import NoReturn


def danish() -> bool:
    return (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("da")


def either(english: str, in_danish: str) -> str:
    return in_danish if danish() else english


def say(english: str, in_danish: str) -> None:
    """A line to the person, at once: a reader behind a pipe must see progress as it happens."""
    print(either(english, in_danish), flush=True)


def warn(english: str, in_danish: str) -> None:
    print(either(english, in_danish), file=sys.stderr, flush=True)


def stop(english: str, in_danish: str, *, code: int = 1) -> NoReturn:
    warn(english, in_danish)
    raise SystemExit(code)
