"""Tables that are sheets: a label in the first column, what it says in the next. One sheet for each initiative or goal."""

from collections.abc import Iterator
from typing import Final

from brobygger.plan.importing.blocks import Block, Kind, Line, Row, Table
from brobygger.plan.importing.columns import starts_of
from brobygger.plan.importing.labels import Label, Role, leading_label, whole_label

_OPENING: Final = frozenset({Role.AREA, Role.INITIATIVE, Role.GOAL})
_ORDER: Final = {role: index for index, role in enumerate(
    (Role.AREA, Role.INITIATIVE, Role.GOAL, Role.PURPOSE, Role.ACTIVITY, Role.MEANS, Role.INDICATOR, Role.OWNER, Role.DEADLINE, Role.STATUS)
)}


def is_sheet(table: Table) -> bool:
    roles = [label.role for row in table.rows if (label := _row_label(row.cells[0].text if row.cells else "")) is not None]
    return len(set(roles)) >= 2 and len(roles) * 2 >= len(table.rows)


def _row_label(text: str) -> Label | None:
    return whole_label(text) or leading_label(text)


def as_lines(table: Table) -> Iterator[list[Block]]:
    """For each column of values the lines of one sheet: each label, then what it says, in the order of a plan."""
    width = max((row.width for row in table.rows), default=0)
    for column in range(1, max(width, 2)):
        for rows in _groups(table.rows):
            yield from _told(rows, column)


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of each sheet, where several stand below each other: one begins where its first label comes again."""
    first: Role | None = None
    group: list[Row] = []
    for row in rows:
        label = _row_label(row.cells[0].text if row.cells else "")
        role = label.role if label is not None and label.role in _OPENING else None
        if role is not None and role is first:
            yield group
            group = []
        first = first or role
        group.append(row)
    yield group


def _told(rows: list[Row], column: int) -> Iterator[list[Block]]:
    told: list[tuple[int, list[Block]]] = []
    for row in rows:
        cells = starts_of(row)
        first = cells[0][1]
        label = _row_label(first.text)
        values = [line for start, cell in cells[1:] if start <= column < start + cell.span for line in cell.lines]
        if label is None:
            if not values and first.lines and first.span > 1 and column == 1:
                told.append((-1, [Line(first.text, Kind.HEADING, 6, "", bold=True, where=row.where, id=row.id)]))
            elif values:
                told.append((99, [Line(f"{first.text}: {line.text}", where=row.where, id=row.id) for line in values]))
            continue
        if label.rest:
            values = [Line(label.rest, where=row.where, id=row.id), *values]
        if not values:
            continue
        head = Line(f"{_name(label)}:", Kind.PARAGRAPH, 0, "", bold=True, where=row.where, id=row.id)
        told.append((_ORDER.get(label.role, 50), [head, *values]))
    told.sort(key=lambda part: part[0])
    lines = [line for _, part in told for line in part]
    if lines:
        yield lines


_NAMES: Final = {
    Role.AREA: "Indsatsområde", Role.INITIATIVE: "Initiativ", Role.GOAL: "Mål", Role.PURPOSE: "Formål", Role.ACTIVITY: "Aktiviteter",
    Role.MEANS: "Dokumentation", Role.INDICATOR: "Indikatorer", Role.OWNER: "Ansvarlig", Role.DEADLINE: "Tidsplan", Role.STATUS: "Status",
    Role.NOTE: "Bemærkninger", Role.PERIOD: "Periode", Role.NUMBER: "Nr.", Role.RESULT: "Status", Role.SCHEDULE: "Status",
}  # fmt: skip


def _name(label: Label) -> str:
    return _NAMES[label.role]
