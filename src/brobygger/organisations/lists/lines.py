"""One row of a list on its way in: what it is about, what it would change, and what is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from brobygger.intake.lines import Fault, State
from brobygger.organisations.lists.cells import Entry
from brobygger.organisations.lists.columns import FIELDS
from brobygger.organisations.models import Contact, Membership, Organisation
from brobygger.people.models import Person


@dataclass(slots=True)
class Told:
    """Somebody the row names: the contact and person she is already, and what of them the row says otherwise."""

    entry: Entry
    contact: Contact | None = None
    person: Person | None = None
    role: dict[str, Any] = field(default_factory=dict)
    corrects: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """``said``: the cells as typed, by field. ``values``: what is to be written of the row's own; a key means that it differs.

    ``joins``, ``goes_on`` and ``ends`` say what becomes of its membership: a new one, the one it has as another type (or in another
    place), and its last day.
    """

    number: int
    said: dict[str, str]
    name: str = ""
    state: State = State.SAME
    personal: bool = False
    there: Organisation | Person | None = None
    values: dict[str, Any] = field(default_factory=dict)
    parent: "Line | None" = None
    joins: dict[str, Any] | None = None
    goes_on: tuple[Membership, Any] | None = None
    ends: tuple[Membership, Any] | None = None
    people: list[Told] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    likely: list[tuple[Organisation, str]] = field(default_factory=list)
    made: Any = None

    @property
    def wrong(self) -> list[str]:
        return [str(each) for each in self.faults]

    @property
    def key(self) -> tuple[str, int]:
        """What its memberships are known by, where it is there already."""
        return ("p" if self.personal else "o", self.there.pk if self.there is not None else 0)

    def fault(self, why: str, name: str = "") -> None:
        self.faults.append(Fault(name, self.said.get(name, "") if name else self.name, str(why), str(FIELDS[name][0]) if name else ""))

    def say(self, name: str, was: Any, becomes: Any) -> None:
        self.changes.append((str(FIELDS[name][0]), "" if was is None else str(was), str(becomes)))
