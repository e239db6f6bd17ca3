"""The document as a row of units: tables, labels, headings, plain lines; and the tree that its headings make."""

from collections.abc import Sequence

from brobygger.plan.importing.blocks import Block, Kind, Line, Table
from brobygger.plan.importing.columns import is_band
from brobygger.plan.importing.labels import Label, Role, leading_label, whole_label
from brobygger.plan.importing.markers import depth
from brobygger.plan.importing.meanings import judge
from brobygger.plan.importing.nodes import BOLD_RANK, NUMBER_RANK, PLAIN_RANK, Node, Rank, Unit
from brobygger.plan.importing.numbering import find_spread_numbers
from brobygger.plan.importing.tables import header_of


def units_of(blocks: Sequence[Block]) -> list[Unit]:
    units = [_unit(block) for block in blocks]
    find_spread_numbers(units)
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
        return (BOLD_RANK, deep)
    return (NUMBER_RANK if deep and line.kind is Kind.ITEM else PLAIN_RANK, deep + line.level)


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
