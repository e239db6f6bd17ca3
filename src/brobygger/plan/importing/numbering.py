"""Numbered lines that are headings: "1. Flere frivillige", bullets, "2. …". What lies between two numbers tells them from a list."""

import re

from brobygger.plan.importing.blocks import Kind
from brobygger.plan.importing.labels import Role, whole_label
from brobygger.plan.importing.markers import depth, marker_class
from brobygger.plan.importing.nodes import NUMBER_RANK, Rank, Unit


def find_spread_numbers(units: list[Unit]) -> None:
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
                units[index].rank = (NUMBER_RANK, depth(units[index].line.marker))
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
        between = _until_heading(between, depth(units[index].line.marker))
    return any(unit.is_item or unit.table is not None or unit.label is not None for unit in between)


def _until_heading(units: list[Unit], own: int) -> list[Unit]:
    """The units before a heading, or before a number of a higher level: "2." behind "1.2"."""
    end = next((index for index, unit in enumerate(units) if unit.head or unit.line.kind is Kind.HEADING or 0 < depth(unit.line.marker) < own), len(units))
    return units[:end]


def find_outlined(units: list[Unit]) -> None:
    """A list that is an outline: items that are labels over deeper items are labels, and what holds such items is a heading."""
    for index, unit in enumerate(units):
        if not unit.is_item or unit.label is not None:
            continue
        below = _below(units, index)
        if not below:
            continue
        label = whole_label(unit.line.text)
        if label is not None:
            unit.label, unit.whole = label, True
        elif any(other.label is not None or whole_label(other.line.text) is not None for other in below if other.line.kind is Kind.ITEM):
            unit.head, unit.rank = True, (NUMBER_RANK, unit.line.level)


def _below(units: list[Unit], index: int) -> list[Unit]:
    """The items that hang below the item at ``index``."""
    level = units[index].line.level
    end = index + 1
    while end < len(units) and units[end].table is None and units[end].line.kind is Kind.ITEM and units[end].line.level > level:
        end += 1
    return units[index + 1 : end]
