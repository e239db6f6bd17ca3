"""The document as a row of units: tables, labels, headings, plain lines; and what each heading without a label stands for.

A heading is judged by what stands under it: one over goals is an area, one over activities a goal (or an area where nothing
stands above it), one over prose a section of text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from brobygger.plan.importing.blocks import Block, Kind, Line, Table
from brobygger.plan.importing.columns import Columns, is_band
from brobygger.plan.importing.labels import Label, Role, leading_label, plain, whole_label
from brobygger.plan.importing.markers import depth, marker_class
from brobygger.plan.importing.tables import header_of


class Meaning(StrEnum):
    """What a heading without a label stands for. ``WITHIN`` groups activities inside the goal that is open."""

    AREA = "area"
    GOAL = "goal"
    CONTAINER = "container"
    TEXT = "text"
    WITHIN = "within"


Rank = tuple[int, int]
_BOLD_RANK: Final = 7
_NUMBER_RANK: Final = 8
_PLAIN_RANK: Final = 9
_ACTING: Final = frozenset({Role.ACTIVITY, Role.INITIATIVE, Role.MEANS, Role.INDICATOR, Role.STATUS})
SURROUNDING: Final = re.compile(
    r"^(?:\d+\.?\s*)?(?:vores |vor |centrets |frivilligcentrets |om |den |det |de |særlige )?(?:vision|mission|værdi|værdier|værdigrundlag|baggrund|indledning|forord|udfordring|"
    r"målgruppe|organiser|organisation(?:en)?\b|ressource|opfølgning|økonomi|budget|evaluering|historie|ramme|samarbejdspartner|bestyrelse|kontakt|hvem er|introduktion|"
    r"resum|sammenfatning|status\b|afslutning|læsevejledning|sådan læs|ordforklaring|bilag|indhold|perspektiv|trafiklys|lovgrundlag|vedtægt|personale|medarbejder|"
    r"kvalitet|frivilligcent|tilblivelse|proces|hvad er|ledelse|idégrundlag|lokaler|grundlag|formål\b|præsentation|godkend|underskrift|revision|"
    r"tidslinje|årshjul|kommunikation$|situation|udgangspunkt|strategiens|strategi for|planens|principper|tilgang|her står vi)"
)
_PLAN_WORD: Final = re.compile(r"(?:plan|planen|strategi|program|handleplan|status|opfølgning)\b|\b20\d\d\b")


@dataclass(slots=True)
class Unit:
    """One line or table. ``label`` with ``whole`` is nothing but a label; otherwise the label leads and ``label.rest`` is said by it."""

    line: Line  # empty where the unit is a table
    table: Table | None = None
    label: Label | None = None
    whole: bool = False
    rank: Rank = (_PLAIN_RANK, 0)
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
        return bool(self.labels() & (_ACTING | {Role.GOAL, Role.AREA})) or any(node.speaks_of_plan() for node in self.below)

    def items(self) -> int:
        return sum(unit.is_item for unit in self.own)


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    units = [_unit(block) for block in blocks]
    _find_spread_numbers(units)
    root = _tree(units)
    labelled = root.speaks_of_plan()
    for node in root.below:
        _judge(node, root, labelled=labelled)
    return units


def _unit(block: Block) -> Unit:
    if isinstance(block, Table):
        columns = header_of(block)
        banded = columns is not None and columns.has_goal and any(is_band(row, columns.width) for row in block.rows)
        return Unit(Line(""), block, columns=columns, banded=banded)
    label, whole = _label(block)
    unit = Unit(block, None, label, whole, _rank(block))
    unit.head = label is None and _is_heading(block)
    return unit


def _label(line: Line) -> tuple[Label | None, bool]:
    whole = whole_label(line.text)
    if whole is not None and _may_be_label(line):
        return whole, True
    if line.lead:
        led = whole_label(line.lead)
        if led is not None and not led.mixed:
            rest = line.text[len(line.lead) :].lstrip(" :–-")
            return Label(led.roles, led.number, "", rest), False
        named = leading_label(line.lead)
        if named is not None:
            return Label(named.roles, named.number, "", line.text[line.text.find(named.rest) :]), False
    led = leading_label(line.text)
    if led is not None and (line.kind is not Kind.ITEM or led.number or led.role not in {Role.NOTE, Role.PURPOSE}):
        return led, False
    return None, False


def _may_be_label(line: Line) -> bool:
    if line.kind is Kind.ITEM:
        return line.text.endswith(":") or line.bold
    return line.kind is Kind.HEADING or line.bold or line.text.endswith((":", "?")) or len(line.text.split()) <= 4


def _is_heading(line: Line) -> bool:
    if line.kind is Kind.HEADING:
        return True
    letters = [letter for letter in line.text if letter.isalpha()]
    capitals = len(letters) >= 6 and all(letter.isupper() for letter in letters)
    if (line.text.endswith((".", ",", ";")) and not capitals) or len(line.text.split()) > 16:
        return False
    return line.kind is Kind.PARAGRAPH and (line.bold or capitals) and not line.text.endswith(":")


def _rank(line: Line) -> Rank:
    deep = depth(line.marker)
    if line.kind is Kind.HEADING:
        return (line.level, deep)
    if _is_heading(line) or line.bold:
        return (_BOLD_RANK, deep)
    return (_NUMBER_RANK if deep and line.kind is Kind.ITEM else _PLAIN_RANK, deep + line.level)


def _find_spread_numbers(units: list[Unit]) -> None:
    """Numbered lines with lists, labels or paragraphs between them are headings: "1. Flere frivillige", bullets, "2. …"."""
    runs: list[list[int]] = []
    naming: dict[int, Role] = {}
    label_ranks: dict[int, Rank] = {}
    last_label: Role | None = None
    last_rank: Rank = (0, 0)
    for index, unit in enumerate(units):
        if unit.table is not None:
            continue
        if unit.whole and unit.label is not None and unit.label.role in {Role.AREA, Role.GOAL} and not unit.label.mixed:
            last_label, last_rank = unit.label.role, unit.rank
            runs.append([])
        elif unit.head and unit.line.kind is Kind.HEADING and unit.rank[0] <= 1:
            last_label = None
        line = unit.line
        if unit.label is not None or not line.numbered or marker_class(line.marker)[:1] != "1" or line.kind is Kind.HEADING:
            continue
        number = _number(line.marker)
        previous = runs[-1][-1] if runs and runs[-1] else None
        if previous is None or not _follows(number, _number(units[previous].line.marker)) or units[previous].line.level != line.level:
            runs.append([])
        runs[-1].append(index)
        if last_label is not None:
            naming[index], label_ranks[index] = last_label, last_rank
    for run in runs:
        spread = [index for position, index in enumerate(run) if _is_spread(units, run, position)]
        if run and len(spread) * 2 >= len(run):
            for index in run:
                units[index].head = True
                units[index].by_label = naming.get(index)
                units[index].rank = (_NUMBER_RANK, depth(units[index].line.marker))
                if units[index].by_label is Role.AREA:
                    units[index].rank = label_ranks[index]


def _number(marker: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", marker)]


def _follows(number: list[int], previous: list[int]) -> bool:
    return len(number) == len(previous) and number > previous


def _is_spread(units: list[Unit], run: list[int], position: int) -> bool:
    index = run[position]
    end = run[position + 1] if position + 1 < len(run) else min(index + 6, len(units))
    between = units[index + 1 : end]
    if position + 1 == len(run):
        between = _until_heading(between)
    return any(unit.is_item or unit.table is not None or unit.label is not None for unit in between)


def _until_heading(units: list[Unit]) -> list[Unit]:
    end = next((index for index, unit in enumerate(units) if unit.head), len(units))
    return units[:end]


def _tree(units: list[Unit]) -> Node:
    root = Node(Unit(Line("")))
    stack: list[tuple[Rank, Node]] = [((0, 0), root)]
    for unit in units:
        if not unit.head:
            starts_area = unit.label is not None and unit.label.role is Role.AREA and unit.table is None and not unit.label.mixed
            while starts_area and len(stack) > 1 and stack[-1][0] >= unit.rank:
                stack.pop()
            stack[-1][1].own.append(unit)
            continue
        while len(stack) > 1 and stack[-1][0] >= unit.rank:
            stack.pop()
        node = Node(unit)
        stack[-1][1].below.append(node)
        stack.append((unit.rank, node))
    return root


def _judge(node: Node, parent: Node, *, labelled: bool) -> None:
    node.unit.meaning = _meaning(node, parent, labelled=labelled)
    if node.unit.meaning is Meaning.TEXT:
        _all_text(node)
        return
    for below in node.below:
        _judge(below, node, labelled=labelled)


def _all_text(node: Node) -> None:
    for below in node.below:
        below.unit.meaning = Meaning.TEXT
        _all_text(below)


def _meaning(node: Node, parent: Node, *, labelled: bool) -> Meaning:
    unit = node.unit
    if unit.by_label is not None:
        return Meaning.AREA if unit.by_label is Role.AREA else Meaning.GOAL
    direct = node.labels()
    title = plain(unit.line.text)
    acting = bool(direct & _ACTING)
    if SURROUNDING.match(title) and not (direct & {Role.GOAL, Role.ACTIVITY, Role.AREA}) and not (node.below and node.speaks_of_plan()):
        return Meaning.TEXT
    if Role.AREA in direct:
        return Meaning.CONTAINER
    if Role.GOAL in direct or (Role.PURPOSE in direct and acting):
        return Meaning.AREA
    if acting:
        return _over_activities(parent)
    if not node.speaks_of_plan():
        if labelled:
            return Meaning.WITHIN if node.items() else Meaning.TEXT
        return _without_labels(node, parent)
    if _is_container(node, parent):
        return Meaning.CONTAINER
    return Meaning.AREA


def _over_activities(parent: Node) -> Meaning:
    if parent.unit.meaning is Meaning.AREA:
        return Meaning.GOAL
    return Meaning.AREA


def _is_container(node: Node, parent: Node) -> bool:
    """A heading over the whole plan, not over one area of it."""
    deeper = [below for below in node.below if below.speaks_of_plan() or below.items()]
    if any(below.labels() & {Role.GOAL, Role.AREA} or any(further.speaks_of_plan() for further in below.below) for below in deeper):
        return True
    alone = sum(beside.speaks_of_plan() or beside.items() > 1 for beside in parent.below) == 1
    return alone and (bool(_PLAN_WORD.search(plain(node.unit.line.text))) or node is parent.below[0])


def _without_labels(node: Node, parent: Node) -> Meaning:
    """A document without any label: lists under headings. The heading over a list is a goal if a heading stands above it."""
    below = [further for further in node.below if further.items() and not SURROUNDING.match(plain(further.unit.line.text))]
    if below:
        deeper = any(further.below for further in below)
        siblings = [beside for beside in parent.below if any(further.items() for further in beside.below)]
        title = plain(node.unit.line.text)
        if deeper or (len(siblings) == 1 and (bool(_PLAN_WORD.search(title)) or node is parent.below[0])):
            return Meaning.CONTAINER
        return Meaning.AREA
    if node.items():
        return _over_activities(parent)
    return Meaning.TEXT


