"""What every row of a list on its way in has: where it stands, what was typed, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with which cell, and what was typed there; ``label`` is what we call the column. No field: with the row."""

    field: str
    typed: str
    why: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.why}" if self.label else self.why

    def told(self, number: int, headings: dict[str, str]) -> list[str]:
        """The fault as a row to put right: the row's number, the column as the list heads it, what was typed, what is wrong."""
        return [str(number), headings.get(self.field) or self.label, self.typed, self.why]


def headings_of(headings: list[str], chosen: dict[int, str]) -> dict[str, str]:
    """What the list itself calls each field."""
    return {name: headings[index] for index, name in chosen.items() if index < len(headings)}


@dataclass(slots=True)
class Line:
    """A row of a list that becomes a row of ours. ``said``: the cells as typed, by column; ``labels``: what we call the columns.

    ``key`` tells the row from others by what it says, ``occurrence`` counts those of the list that say the same; ``form`` holds it, checked, and ``brought`` what the form has no place for.
    """

    number: int
    said: dict[str, str]
    labels: Mapping[str, str]
    name: str = ""
    state: State = State.NEW
    key: tuple[Any, ...] | None = None
    occurrence: int = 1
    form: Any = None
    brought: Any = None
    shown: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, why: Any, column: str = "") -> None:
        found = Fault(column, self.said.get(column, "") if column else self.name, str(why), self.labels.get(column, ""))
        if found not in self.faults:  # of a mail address both the form's field and the row's may say it
            self.faults.append(found)
        self.state = State.WRONG

    def refuse(self, error: ValidationError, column: str = "") -> None:
        for message in error.messages:
            self.fault(message, column)
