"""A table before it is read: its columns, as its header and its rows tell them."""

from brobygger.plan.importing.blocks import Cell, Row, Table
from brobygger.plan.importing.cells import FIGURE
from brobygger.plan.importing.columns import Columns, is_band, read_header, starts_of
from brobygger.plan.importing.labels import Role
from brobygger.plan.phrases import find_deadline, find_targets, is_continuous


def without_empty_columns(table: Table) -> Table:
    """The table without columns in which nothing ever begins, and without empty rows."""
    used = {column for row in table.rows for column, cell in starts_of(row) if cell.lines}
    rows = []
    for row in table.rows:
        cells = []
        for column, cell in starts_of(row):
            span = sum(1 for covered in range(column, column + cell.span) if covered in used)
            if span:
                cells.append(Cell(cell.lines, span, cell.above))
        if any(cell.lines for cell in cells):
            rows.append(Row(cells, row.where, row.id))
    return Table(rows, table.caption)


def header_of(table: Table) -> Columns | None:
    """The first header row among the first rows of ``table``."""
    found = next((columns for row in table.rows[:12] if (columns := read_header(row)) is not None), None)
    if found is not None:
        settle_by_rows(table, found)
    return found


def settle_by_rows(table: Table, columns: Columns) -> None:
    """What only the rows can tell: areas that stand across the table, and a column "Mål" behind the activities that holds figures."""
    if has_bands(table, columns):
        columns.under_bands()
    goals, acting = columns.of(Role.GOAL), columns.of(Role.ACTIVITY)
    if goals and acting and goals[0] > acting[0] and not columns.of(Role.INDICATOR):
        cells = [cell.text for row in table.rows for start, cell in starts_of(row) if start == goals[0] and cell.lines and not is_band(row, columns.width)]
        if sum(_says_how_much(text) for text in cells) * 2 >= max(len(cells) - 1, 1):
            columns.roles[goals[0]] = Role.INDICATOR


def _says_how_much(text: str) -> bool:
    """How many, how often or by when: no title of a goal."""
    return FIGURE.match(text) is not None or is_continuous(text) or bool(find_targets(text, None)) or find_deadline(text, None) is not None


def has_bands(table: Table, columns: Columns) -> bool:
    return any(is_band(row, columns.width) for row in table.rows)
