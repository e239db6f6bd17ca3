"""Tables of goal, activities and documentation: area rows, cells merged downwards, one row per goal or one per activity."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from brobygger.plan.importing.assembling import Assembly, same
from brobygger.plan.importing.blocks import Cell, Kind, Line, Row, Table
from brobygger.plan.importing.cells import read_listing, title_of
from brobygger.plan.importing.columns import Columns, is_band, read_header, refine, starts_of
from brobygger.plan.importing.headers import settle_by_rows
from brobygger.plan.importing.labels import Role, leading_label, plain, whole_label
from brobygger.plan.importing.meanings import SURROUNDING
from brobygger.plan.importing.preview import Confidence, FoundActivity
from brobygger.plan.importing.statuses import colour_of, in_one
from brobygger.plan.importing.wording import gettext
from brobygger.plan.phrases import Span, find_deadline

_LONGEST_TITLE: Final = 220


class TableReader:
    """Reads one plan table into the assembly. ``known`` are the columns of the table before it, which this one may carry on.

    ``given_area`` says that the document already names the area, by a heading above.
    """

    def __init__(self, assembly: Assembly, table: Table, known: Columns | None, period: Span | None, *, given_area: bool) -> None:
        self._assembly = assembly
        self._table = table
        self._period = period
        self._columns = known
        self._width = table.width
        self._given_area = given_area
        self._bands = 0
        self._activities: list[FoundActivity] = []
        self._after_header = False
        self._sure = Confidence.GUESSED if known is not None and known.guessed else Confidence.SAID
        self._ticked: list[str] = []  # the times that the row marks, of a chart of times
        self._year_of: dict[int, str] = {}  # by line: the year whose column it stands in

    def read(self) -> Columns | None:
        rows = self._table.rows
        before: list[Row] = []
        end = _end_of_plan(rows)
        for index, row in enumerate(rows):
            if index >= end:
                self._text(row, opens=index == end)
                continue
            if self._columns is not None and self._columns.guessed and row.id == self._columns.heading:
                continue
            header = read_header(row)
            if header is not None and not (self._after_header and self._columns and refine(self._columns, row)):
                self._begin(header, row, before)
                before = []
                continue
            if self._after_header and self._columns is not None and refine(self._columns, row):
                continue
            following = rows[index + 1] if index + 1 < len(rows) else None
            if self._columns is None or (following is not None and len(row.filled) == 1 and read_header(following)):
                before.append(row)
                continue
            self._after_header = False
            self._row(row, following, self._columns)
        return self._columns

    def _text(self, row: Row, *, opens: bool) -> None:
        """What follows the plan in the same sheet: "Økonomi", and the lines about it."""
        text = " ".join(cell.text for cell in row.filled)
        if opens:
            self._assembly.close_area()
            self._assembly.open_section(text)
        else:
            self._assembly.add_text(text)

    def _begin(self, header: Columns, row: Row, before: list[Row]) -> None:
        settle_by_rows(self._table, header)
        self._columns, self._sure = header, Confidence.SAID
        self._after_header = True
        for column, cell in starts_of(row):
            self._assembly.name_level(header.roles.get(column, Role.NOTE), cell.text)
        for band in before:
            said = leading_label(band.filled[0].text) if len(band.filled) == 1 else None
            if said is not None and said.role is Role.GOAL:
                self._assembly.open_goal(said.rest, band, Confidence.SAID, said.number)
            elif len(band.filled) == 1 and len(band.filled[0].text) <= _LONGEST_TITLE:
                self._area(band.filled[0], band)
            else:
                self._assembly.add_text(" ".join(cell.text for cell in band.filled))
        if header.title and not before and (header.names_area or not self._given_area):
            self._assembly.open_area(header.title, row, Confidence.LIKELY)

    def _row(self, row: Row, following: Row | None, columns: Columns) -> None:
        if is_band(row, max(columns.width, self._width)) or self._stands_alone(row, following, columns):
            self._band(row.filled[0], row, following, columns)
            return
        parts = self._parts(row, columns)
        self._open(parts, row)
        self._fill(parts, row)

    def _stands_alone(self, row: Row, following: Row | None, columns: Columns) -> bool:
        """Only the first text column is filled, and the next row begins a goal of its own: a title over the rows below."""
        filled = [(column, cell) for column, cell in starts_of(row) if cell.lines]
        if len(filled) != 1 or len(columns.of(Role.GOAL, Role.ACTIVITY, Role.MEANS, Role.INDICATOR, Role.STATUS)) < 2:
            return False
        column, cell = filled[0]
        first = columns.first_text_column()
        if column > first or len(cell.text) > _LONGEST_TITLE:
            return False
        if following is None:
            return False
        if columns.roles.get(column) is Role.AREA:
            return False
        goals = columns.of(Role.GOAL)
        if not goals:
            return cell.bold or cell.text.isupper()
        begins = any(below.lines for start, below in starts_of(following) if start == goals[0])
        return begins and (is_band(following, columns.width) is False)

    def _band(self, cell: Cell, row: Row, following: Row | None, columns: Columns) -> None:
        text = cell.text
        if len(text) > _LONGEST_TITLE and not cell.bold:
            self._assembly.add_text(text)
            return
        label = leading_label(text)
        role = label.role if label else None
        two_bands = following is not None and (is_band(following, columns.width) or _says_goal(following))
        if role is Role.GOAL or (role is not Role.AREA and not columns.has_goal and self._assembly.area is not None and not two_bands and self._named_area()):
            self._assembly.open_goal(label.rest if label else text, row, Confidence.SAID, label.number if label else _number(cell))
            self._bands += 1
            return
        self._area(cell, row)

    def _named_area(self) -> bool:
        """There is an area above that the document itself named, so a row across the table is a goal."""
        area = self._assembly.area
        return area is not None and area.title != "" and (self._given_area or not self._columns or bool(self._columns.of(Role.AREA)))

    def _area(self, cell: Cell, row: Row) -> None:
        text = cell.text
        whole = whole_label(text)
        if whole is not None and whole.mixed:
            return
        label = leading_label(text)
        if label is not None and label.role in {Role.AREA, Role.GOAL}:
            self._assembly.name_level(Role.AREA, text.removesuffix(label.rest))
            self._assembly.open_area(label.rest, row, Confidence.SAID, label.number)
        else:
            self._assembly.open_area(text, row, Confidence.LIKELY, _number(cell))
        self._bands += 1

    def _parts(self, row: Row, columns: Columns) -> dict[Role, list[Line]]:
        """The row's lines by what they are: the column decides, and a label inside a cell ("Ansvarlig: Bo") decides anew."""
        parts: dict[Role, list[Line]] = {}
        self._ticked = []
        for column, cell in starts_of(row):
            role = columns.roles.get(column, Role.NOTE)
            if role is Role.NUMBER and column in columns.years:
                self._ticked += [columns.years[column]] if cell.lines else []
                continue
            for line in cell.lines:
                if column in columns.years:
                    self._year_of[id(line)] = columns.years[column]
                label = leading_label(line.text) if role in {Role.GOAL, Role.ACTIVITY, Role.MEANS, Role.INDICATOR} else None
                whole = whole_label(line.text) if len(cell.lines) > 1 and (line.bold or line.text.endswith(":")) else None
                if whole is not None and not whole.mixed and whole.role in _SPLITTING:
                    role = whole.role
                    continue
                if label is not None and label.role in _SPLITTING and (label.role is not role or label.number or role is Role.GOAL):
                    parts.setdefault(label.role, []).append(_rest_of(line, label.rest, label.number))
                    continue
                parts.setdefault(role, []).append(line)
        return parts

    def _open(self, parts: dict[Role, list[Line]], row: Row) -> None:
        assembly = self._assembly
        if parts.get(Role.AREA):
            title = title_of(parts[Role.AREA])
            if assembly.area is None or not same(assembly.area.title, title):
                assembly.open_area(title, row, Confidence.SAID, _number_of(parts[Role.AREA]))
                self._activities = []
        goal_lines = parts.get(Role.GOAL, [])
        if not goal_lines:
            return
        goal_lines = self._area_in_goal(goal_lines, row)
        title = title_of(goal_lines)
        if assembly.goal is not None and same(assembly.goal.title, title):
            return
        assembly.open_goal(title, row, self._sure, _number_of(goal_lines))
        self._activities = []

    def _area_in_goal(self, lines: list[Line], row: Row) -> list[Line]:
        """A short bold first line in the goal's cell names its area, unless the document names areas otherwise."""
        columns = self._columns
        first = lines[0]
        if columns is None or columns.of(Role.AREA) or self._bands or self._given_area or len(lines) < 2:
            return lines
        if first.bold and not all(line.bold for line in lines) and len(first.text.split()) <= 8 and not first.text.endswith("."):
            self._assembly.open_area(first.text.rstrip(":"), row, Confidence.LIKELY)
            return lines[1:]
        return lines

    def _fill(self, parts: dict[Role, list[Line]], row: Row) -> None:
        assembly = self._assembly
        listing = read_listing(parts.get(Role.ACTIVITY, []))
        if listing.lead_in:
            goal = assembly.goal_for(row)
            goal.lead_in = goal.lead_in or listing.lead_in
        if parts.get(Role.ACTIVITY):
            self._activities = [assembly.add_activity(entry, self._sure) for entry in listing.entries]
            for activity, entry in zip(self._activities, listing.entries, strict=True):
                time = self._year_of.get(id(entry.line), "") or self._last_ticked()
                activity.deadline, activity.column = time or activity.deadline, bool(time)
        for role in (Role.MEANS, Role.INDICATOR):
            for entry in read_listing(parts.get(role, [])).entries:
                means = assembly.add_means(entry, indicator=role is Role.INDICATOR, confidence=self._sure)
                means.beside = self._activities if parts.get(Role.ACTIVITY) else []
        self._details(parts)
        self._follow_up(parts, row)

    def _last_ticked(self) -> str:
        """Until when the row's marks go; what goes on all the time ends with the plan."""
        times = self._columns.years if self._columns is not None else {}
        return self._ticked[-1] if 0 < len(self._ticked) < len(times) else ""

    def _details(self, parts: dict[Role, list[Line]]) -> None:
        owners = [line.text for line in parts.get(Role.OWNER, [])]
        ends = [line.text for line in parts.get(Role.DEADLINE, []) + parts.get(Role.PERIOD, []) if colour_of(line.text) is None]
        notes = [line.text for line in parts.get(Role.NOTE, [])]
        for name, texts, separator in (("owner", owners, ", "), ("deadline", ends, "; "), ("note", notes, "\n")):
            texts = [text for text in texts if any(letter.isalnum() for letter in text)]  # a dash says that there is none
            if not texts:
                continue
            paired = len(texts) == len(self._activities) and len(texts) > 1
            for index, activity in enumerate(self._activities):
                setattr(activity, name, texts[index] if paired else separator.join(texts))
        for activity in self._activities:
            activity.planned_end = planned_end(activity.deadline, self._period)

    def _follow_up(self, parts: dict[Role, list[Line]], row: Row) -> None:
        told = [line for role in (Role.STATUS, Role.RESULT, Role.SCHEDULE) for line in parts.get(role, []) if colour_of(line.text) is None]
        result = next((colour for line in parts.get(Role.RESULT, []) + parts.get(Role.STATUS, []) if (colour := colour_of(line.text))), None)
        schedule = next((colour for line in parts.get(Role.SCHEDULE, []) + parts.get(Role.DEADLINE, []) if (colour := colour_of(line.text))), None)
        if not told and result is None and schedule is None:
            return
        entries = read_listing(told).entries
        names = [activity.text for activity in self._activities]
        if len(entries) == len(names) and len(names) > 1:
            for name, entry in zip(names, entries, strict=True):
                self._assembly.add_follow_up(name, entry.text, row, result, schedule)
            return
        goal = self._assembly.goal
        about = names[0] if names else (goal.title if goal else "")
        if len(names) > 1:
            self._assembly.warn(row.where, gettext("The status here speaks of several activities at once; it was put with the first of them."))
        self._assembly.add_follow_up(about, in_one(entries), row, result, schedule)


_SPLITTING: Final = frozenset(
    {Role.AREA, Role.GOAL, Role.ACTIVITY, Role.MEANS, Role.INDICATOR, Role.OWNER, Role.DEADLINE, Role.STATUS}
)


def _says_goal(row: Row) -> bool:
    label = leading_label(row.filled[0].text) if len(row.filled) == 1 else None
    return label is not None and label.role is Role.GOAL


def _end_of_plan(rows: Sequence[Row]) -> int:
    """Where a text around the plan begins behind its last row of several cells."""
    last = next((index for index in range(len(rows) - 1, -1, -1) if len(rows[index].filled) > 1), -1)
    trailing = (index for index in range(last + 1, len(rows)) if rows[index].filled and SURROUNDING.match(plain(rows[index].filled[0].text)))
    return next(trailing, len(rows))


def _rest_of(line: Line, rest: str, number: str) -> Line:
    return Line(rest, line.kind, line.level, number or line.marker, line.bold, "", line.where, line.id)


def _number(cell: Cell) -> str:
    return _number_of(cell.lines)


def _number_of(lines: Sequence[Line]) -> str:
    first = lines[0] if lines else None
    return first.marker.strip("().") if first is not None and first.numbered and first.kind is not Kind.PARAGRAPH else ""


def planned_end(text: str, period: Span | None) -> date | None:
    """The day by which, when the deadline's column or label names one."""
    if not text:
        return None
    return find_deadline(text, period)
