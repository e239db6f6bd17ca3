"""The document as a row of units: tables, labels, headings, plain lines; and the tree that its headings make."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from brobygger.plan.importing.blocks import Block, Kind, Line, Table
from brobygger.plan.importing.columns import is_band
from brobygger.plan.importing.guesses import guessed_columns
from brobygger.plan.importing.headers import header_of
from brobygger.plan.importing.labels import Label, Role, leading_label, plain, whole_label
from brobygger.plan.importing.markers import depth
from brobygger.plan.importing.meanings import SURROUNDING, judge
from brobygger.plan.importing.nodes import ACTING, BOLD_RANK, NUMBER_RANK, PLAIN_RANK, Node, Rank, Unit
from brobygger.plan.importing.numbering import find_outlined, find_spread_numbers

_WISH: Final = re.compile(r"(?:derfor |det |dette |her )?(?:vil|ønsker|skal) vi\b|(?:det |dette |derfor )?vi (?:vil|ønsker|skal)\b")


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    units = [_unit(block) for block in blocks]
    if not any(unit.columns for unit in units):
        for unit in units:
            unit.columns = guessed_columns(unit.table) if unit.table is not None else None
    _count_off(units)
    _doing_over_goals(units)
    _free_headings(units)
    _wishes_under_goals(units)
    _name_by_labels(units)
    _order_levels(units)
    find_spread_numbers(units)
    find_outlined(units)
    root = _tree(units)
    labelled = root.speaks_of_plan()
    for node in root.below:
        judge(node, root, labelled=labelled)
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
        return line.text.endswith(":") or line.bold or (depth(line.marker) > 1 and len(line.text.split()) <= 4)
    return line.kind is Kind.HEADING or line.bold or line.text.endswith((":", "?")) or len(line.text.split()) <= 4


_GREETING: Final = re.compile(r"^(?:kære|hej|til)\s", re.IGNORECASE)


def _is_heading(line: Line) -> bool:
    if _GREETING.match(line.text) and line.text.rstrip(",").count(" ") < 12 and not line.text.endswith("."):
        return False
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
        return (BOLD_RANK, deep)
    return (NUMBER_RANK if deep and line.kind is Kind.ITEM else PLAIN_RANK, deep + line.level)


def _free_headings(units: list[Unit]) -> None:
    """A heading like "Samarbejde" beside others of its rank, with a list under it, is a part of the plan and no label."""
    ranks = Counter(unit.rank for unit in units if unit.head)
    texts = Counter(plain(unit.line.text) for unit in units if unit.whole)
    for index, unit in enumerate(units):
        if not unit.whole or unit.label is None or unit.label.role is not Role.NOTE or texts[plain(unit.line.text)] > 1:
            continue
        if unit.line.kind is Kind.ITEM or unit.line.text.endswith(":") or not ranks[unit.rank]:
            continue
        end = next((later for later in range(index + 1, len(units)) if units[later].head or units[later].rank <= unit.rank), len(units))
        if any(below.is_item or (below.label is not None and below.label.role in ACTING) for below in units[index + 1 : end]):
            unit.label, unit.whole, unit.head = None, False, True


_COUNTED_OFF: Final = re.compile(r"^for det (første|andet|tredje|tredie|fjerde|femte|sjette)[ ,:]", re.IGNORECASE)
_LONGEST_TOLD: Final = 30  # words


def _count_off(units: list[Unit]) -> None:
    """A letter counts its goals off: "For det første vil vi have flere unge med.", "For det andet …"."""
    told = [unit for unit in units if unit.table is None and _COUNTED_OFF.match(unit.line.text) and len(unit.line.text.split()) <= _LONGEST_TOLD]
    if len(told) < 2:
        return
    for unit in told:
        unit.label, unit.whole, unit.head = Label((Role.GOAL,), "", "", unit.line.text.rstrip(" .:")), False, False


def _doing_over_goals(units: list[Unit]) -> None:
    """"Indsats 1: Havnen" as a heading over "Mål: …" names an area, whatever it is called."""
    ranked: dict[Rank, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.line.kind is Kind.HEADING and unit.label is not None and unit.label.rest and unit.label.role in {Role.ACTIVITY, Role.INITIATIVE}:
            ranked.setdefault(unit.rank, []).append(index)
    for places in ranked.values():
        over = sum(any(below.label is not None and below.label.role is Role.GOAL for below in units[index + 1 : index + 4]) for index in places)
        if over * 2 > len(places):
            for index in places:
                label = units[index].label
                units[index].label = replace(label, roles=(Role.AREA,)) if label else None


def _wishes_under_goals(units: list[Unit]) -> None:
    """"Vi vil:" names goals where nothing else does; under a goal or a purpose already said it announces what is done."""
    said = acts = False
    for unit in units:
        if unit.head:
            said = acts = False
        if unit.label is None:
            continue
        if unit.label.role is Role.ACTIVITY:
            acts = True
        elif unit.whole and unit.label.role is Role.GOAL and said and not acts and _WISH.match(plain(unit.line.text)):
            unit.label = replace(unit.label, roles=(Role.ACTIVITY,))
        elif unit.label.role in {Role.GOAL, Role.PURPOSE}:
            said = True


def _name_by_labels(units: list[Unit]) -> None:
    """Under a heading that is only a label ("Målsætninger") the headings one rank below are what it names."""
    role: Role | None = None
    over: Rank = (0, 0)
    below: Rank | None = None
    for unit in units:
        if unit.line.kind is not Kind.HEADING or unit.table is not None:
            continue
        if role is not None and unit.rank <= over:
            role = None
        if unit.whole and unit.label is not None and unit.label.role in {Role.AREA, Role.GOAL} and not unit.label.mixed and not unit.label.about:
            role, over, below = unit.label.role, unit.rank, None
        elif role is not None and unit.head:
            below = below or unit.rank
            unit.by_label = role if unit.rank == below else None


def _order_levels(units: list[Unit]) -> None:
    """Where "Fokusområde 1.1" stands under "Mål 1", the document calls its areas goals and its goals focus areas."""
    named = [unit for unit in units if unit.label is not None and unit.label.rest and unit.label.role in {Role.AREA, Role.GOAL} and not unit.label.mixed]
    first = next((unit for unit in named if unit.label and unit.label.role is Role.GOAL), None)
    areas = [unit for unit in named if unit.label and unit.label.role is Role.AREA]
    if first is None or not areas or named[0] is not first or any(_deep(area) <= _deep(first) for area in areas):
        return
    for unit in named:
        if unit.label is not None:
            swapped = Role.AREA if unit.label.role is Role.GOAL else Role.GOAL
            unit.label = replace(unit.label, roles=(swapped,))


def _deep(unit: Unit) -> tuple[int, int]:
    return unit.rank[0], depth(unit.label.number) if unit.label is not None and unit.label.number else unit.rank[1]


def _tree(units: list[Unit]) -> Node:
    root = Node(Unit(Line("")))
    stack: list[tuple[Rank, Node]] = [((0, 0), root)]
    for unit in units:
        if not unit.head:
            while len(stack) > 1 and _ends(unit, stack[-1]):
                stack.pop()
            stack[-1][1].own.append(unit)
            continue
        while len(stack) > 1 and stack[-1][0] >= unit.rank:
            stack.pop()
        node = Node(unit)
        stack[-1][1].below.append(node)
        stack.append((unit.rank, node))
    return root


def _ends(unit: Unit, above: tuple[Rank, Node]) -> bool:
    """Whether a labelled unit ends the part that the heading ``above`` opened."""
    rank, node = above
    if unit.label is None or unit.table is not None:
        return False
    if unit.label.role is Role.AREA and not unit.label.mixed:
        return rank >= unit.rank
    if unit.line.kind is not Kind.HEADING or node.unit.line.kind is not Kind.HEADING:
        return False
    surrounding = bool(SURROUNDING.match(plain(node.unit.line.text))) or bool(unit.label.rest)
    return rank > unit.rank or (rank == unit.rank and surrounding)
