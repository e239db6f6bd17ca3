"""The shapes in which example plans and people are written down."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class T:
    """A target: of ``measure``, at least ``low``, at most ``high``, ``per`` …; ``proof`` for one shown by proof."""

    measure: str = ""
    low: int | None = None
    high: int | None = None
    per: str = "plan"
    narrow: dict[str, Any] = field(default_factory=dict)
    each: str = ""
    share: bool = False
    whole: int | None = None
    due: tuple[int, int] | None = None  # day, month of the plan's last year
    proof: bool = False
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class A:
    """An activity; ``months`` is its planned end in months from the plan's first day, ``late`` how many months after that it was done."""

    text: str
    targets: tuple[T, ...] = ()
    continuous: bool = False
    months: int | None = None
    done: bool = False
    late: int = 0


@dataclass(frozen=True, slots=True)
class G:
    title: str
    activities: tuple[A, ...]
    means: tuple[tuple[str, tuple[str, ...]], ...] = ()
    team: str = ""
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    goals: tuple[G, ...]
    core: bool = False
    first_year_only: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A pattern of registrations: about ``n`` a year of ``kind``, titles in turn, themes, places and sizes at random."""

    kind: str
    n: int
    titles: tuple[str, ...]
    theme: str = ""
    network: str = ""
    persons: tuple[int, int] = (0, 0)
    minutes: tuple[int, int] = (0, 0)
    guests: int = 0
    online: bool = False
    mode: str = "held"


@dataclass(frozen=True, slots=True)
class Example:
    """One example centre, whole."""

    key: str
    name: str
    municipality: str
    accent: str
    about: str
    hours: str
    plan_title: str
    label: str
    years: int
    localities: tuple[tuple[str, str, str, str], ...]  # name, postal codes, degrees north and east; an invented town is on no map
    themes: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    organisations: tuple[tuple[str, str, str], ...]  # name, also called, sector
    networks: tuple[tuple[str, str], ...]
    teams: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, str], ...]  # name, role, local part of the mail
    seats: tuple[tuple[str, str, str], ...]  # name, office, organisation
    staff: tuple[tuple[str, str, str], ...]  # name, hours, paid by
    areas: tuple[Area, ...]
    work: tuple[Work, ...]
    sections: tuple[tuple[str, str], ...] = ()
    words: tuple[str, str] = ("Indsatsområde", "Mål")
