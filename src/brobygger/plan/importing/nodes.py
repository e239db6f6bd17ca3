"""The pieces that a document is judged by: units (a line or a table with the label it carries) and the tree of its headings."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from brobygger.plan.importing.blocks import Kind, Line, Table
from brobygger.plan.importing.columns import Columns
from brobygger.plan.importing.labels import Label, Role

Rank = tuple[int, int]
BOLD_RANK: Final = 7
NUMBER_RANK: Final = 8
PLAIN_RANK: Final = 9
ACTING: Final = frozenset({Role.ACTIVITY, Role.INITIATIVE, Role.MEANS, Role.INDICATOR, Role.STATUS})

LONGEST_LEAD: Final = 400
PROMISE: Final = re.compile(r"\b(?:vil|gør|derfor|ved at|skal|arbejder|planlægger|sætter)\b[^.]*:$")


class Meaning(StrEnum):
    """What a heading without a label stands for. ``WITHIN`` groups activities inside the goal that is open."""

    AREA = "area"
    GOAL = "goal"
    CONTAINER = "container"
    TEXT = "text"
    WITHIN = "within"


def rank_of(line: Line) -> Rank:
    """The rank of a line that a label makes a heading."""
    return (line.level, 0) if line.kind is Kind.HEADING else (BOLD_RANK, 0)


@dataclass(slots=True)
class Unit:
    """One line or table. ``label`` with ``whole`` is nothing but a label; otherwise the label leads and ``label.rest`` is said by it."""

    line: Line  # empty where the unit is a table
    table: Table | None = None
    label: Label | None = None
    whole: bool = False
    rank: Rank = (PLAIN_RANK, 0)
    head: bool = False
    columns: Columns | None = None
    banded: bool = False
    meaning: Meaning | None = None
    by_label: Role | None = None

    @property
    def is_item(self) -> bool:
        return self.line.kind is Kind.ITEM and not self.head


@dataclass(slots=True)
class Node:
    """An unlabelled heading with the units directly under it and the headings below it."""

    unit: Unit
    own: list[Unit] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)

    def labels(self) -> set[Role]:
        """The roles that labels and table columns directly under this heading name."""
        found: set[Role] = set()
        for unit in self.own:
            if unit.label is not None and not (unit.whole and unit.label.mixed):
                found.add(unit.label.role)
            if unit.columns is not None:
                found |= set(unit.columns.roles.values())
                if unit.banded:
                    found.add(Role.AREA)
        return found

    def speaks_of_plan(self) -> bool:
        return bool(self.labels() & (ACTING | {Role.GOAL, Role.AREA})) or any(node.speaks_of_plan() for node in self.below)

    def promises(self) -> bool:
        """A list led in by what is going to be done: "Derfor vil vi:"."""
        return any(
            unit.label is None and not unit.is_item and len(unit.line.text) < LONGEST_LEAD and unit.line.text.endswith(":") and below.is_item and PROMISE.search(unit.line.text.lower()) is not None
            for unit, below in pairwise(self.own)
        )

    def items(self) -> int:
        return sum(unit.is_item for unit in self.own)
