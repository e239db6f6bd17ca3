"""What a line was read as."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line and the part it plays; ``certain`` is false where spelling or meaning had to be forgiven.

    Roles: kind, organisation, theme, target_group, locality, network, project (with the entry's key; an organisation
    without one is only a name), minutes, clock, persons, organisations_count, day, state, mode, online, reason; ``title`` and
    ``note`` for words that were not understood, ``joint`` for small words and signs that held figures together. Pieces may
    share a stretch where one word names entries of two lists; together they cover every sign of the line.
    """

    start: int
    end: int
    role: str
    text: str
    key: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Who came or was met: the key of a known organisation, or a name only; ``persons`` from there where the line says so.

    ``name`` is the organisation as the line has it. ``sector`` (a value of ``organisations.Sector``) is told by words such as
    "kommunen", never for known organisations: those have their own.
    """

    key: str | None
    name: str
    persons: int | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that could be two things or none. ``choices`` are readable, ``keys`` the same choices where they are entries."""

    about: str
    text: str
    choices: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Every field is None or empty where the line says nothing of it.

    ``kind`` and the five after the organisations are keys of the vocabulary. ``done_on`` only where the line names a day.
    ``mode`` is held, joined or offered; ``state`` held, planned, moved or cancelled, the last two perhaps with a ``reason``.
    ``organisations_count`` is a number of organisations without names ("fra 9 foreninger"); its words stand in the note too.
    """

    kind: str | None = None
    organisations: tuple[Affiliation, ...] = ()
    organisations_count: int | None = None
    theme: str | None = None
    target_group: str | None = None
    locality: str | None = None
    network: str | None = None
    project: str | None = None
    minutes: int | None = None
    persons: int | None = None
    done_on: date | None = None
    mode: str | None = None
    online: bool | None = None
    state: str | None = None
    reason: str = ""
    title: str = ""
    note: str = ""
    pieces: tuple[Piece, ...] = ()
    questions: tuple[Question, ...] = ()
