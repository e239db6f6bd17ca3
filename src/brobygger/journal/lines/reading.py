"""What a line was read as."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line and the part it plays; ``certain`` is false where spelling had to be forgiven."""

    start: int
    end: int
    role: str
    text: str
    key: str | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class From:
    """Who came: an organisation's key, or words for one; persons from there where the line says so."""

    key: str | None
    name: str
    persons: int | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that could be two things, with the choices."""

    about: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Every field None or empty where the line says nothing of it. ``minutes`` and ``persons`` are whole numbers."""

    kind: str | None = None
    organisations: tuple[From, ...] = ()
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
    title: str = ""
    note: str = ""
    pieces: tuple[Piece, ...] = ()
    questions: tuple[Question, ...] = ()
