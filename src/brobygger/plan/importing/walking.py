"""Walks through a document's units and builds the preview: opens areas and goals, collects what labels announce, reads tables."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from brobygger.plan.importing.assembling import Assembly
from brobygger.plan.importing.blocks import Kind, Line, Table
from brobygger.plan.importing.cells import read_listing
from brobygger.plan.importing.columns import Columns
from brobygger.plan.importing.guesses import sentences_of
from brobygger.plan.importing.headers import header_of, without_empty_columns
from brobygger.plan.importing.labels import Label, Role
from brobygger.plan.importing.markers import marker_class
from brobygger.plan.importing.nodes import BOLD_RANK, Meaning, Rank, Unit, rank_of
from brobygger.plan.importing.preview import Confidence, FoundGoal
from brobygger.plan.importing.sheets import as_lines, is_sheet
from brobygger.plan.importing.tables import TableReader
from brobygger.plan.importing.text import ends_sentence
from brobygger.plan.importing.units import units_of
from brobygger.plan.importing.wording import gettext
from brobygger.plan.phrases import Span

_LISTED: Final = frozenset({Role.ACTIVITY, Role.MEANS, Role.INDICATOR, Role.STATUS, Role.OWNER, Role.DEADLINE, Role.NOTE, Role.PERIOD})

_LEAD_IN: Final = re.compile(r"^(.+[.!?])\s+([A-ZÆØÅ][^.!?]*:)$")  # "… for alle. Det gør vi ved at:"
_SENTENCES: Final = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-ZÆØÅ].*[.!?]$", re.DOTALL)
_LONGEST_TITLE: Final = 120
_LONGEST_AREA: Final = 16


class Walker:
    """One pass over the units. ``_role`` is what the last label announced; lines wait in ``_lines`` until the next one."""

    def __init__(self, assembly: Assembly, period: Span | None, running_titles: frozenset[str]) -> None:
        self._assembly = assembly
        self._period = period
        self._running = running_titles
        self._role: Role | None = None
        self._label_rank: Rank = (0, 0)
        self._area_rank: Rank = (99, 0)
        self._lines: list[Line] = []
        self._in_text = True
        self._columns: Columns | None = None
        self._list_class = ""
        self._goals_listed = 0
        self._given_area = False
        self._awaits_area = False
        self._told: FoundGoal | None = None  # a goal that only prose under an area's heading speaks for
        self._bare = False  # the list that is open stands under a heading, without a label or lead-in
        self._goal_rank: Rank = (0, 0)
        self._labels_seen: dict[tuple[Role, Rank], int] = {}

    def walk(self, units: Sequence[Unit]) -> None:
        for unit in units:
            if unit.whole and unit.label is not None:
                key = (unit.label.role, unit.rank)
                self._labels_seen[key] = self._labels_seen.get(key, 0) + 1
        for unit in units:
            if unit.table is not None:
                self._flush()
                self._table(unit.table, unit.columns)
            elif unit.head:
                self._flush()
                self._head(unit)
            elif unit.label is not None:
                self._flush()
                self._labelled(unit, unit.label)
            else:
                self._plain(unit.line)
        self._flush()

    def _head(self, unit: Unit) -> None:
        line, assembly = unit.line, self._assembly
        title = line.lead.rstrip(" .:–-") if line.lead and len(line.lead.split()) > 1 else line.text.rstrip(":")
        match unit.meaning:
            case Meaning.AREA:
                self._open_area(title, line, unit.rank, Confidence.LIKELY)
            case Meaning.GOAL:
                self._role, self._in_text = None, False
                self._goal_rank = unit.rank
                assembly.open_goal(line.text.rstrip(":"), line, Confidence.LIKELY, line.marker.strip("()."))
            case Meaning.WITHIN if self._role is Role.ACTIVITY and unit.rank >= self._label_rank:
                self._within(line)
            case Meaning.CONTAINER:
                self._role, self._in_text, self._given_area = None, False, False
                assembly.close_area()
            case _:
                self._open_text(line)

    def _within(self, line: Line) -> None:
        """A heading among activities: its list is a goal of its own; a goal that still is empty takes it as its first part."""
        self._assembly.open_goal(line.text.rstrip(":"), line, Confidence.LIKELY)

    def _open_area(self, title: str, line: Line, rank: Rank, confidence: Confidence, number: str = "") -> None:
        if len(title) > _LONGEST_TITLE and not line.lead:
            title = (re.match(r".{12,}?[.:](?=\s)", title) or [title])[0].rstrip(".:")
        area = self._assembly.open_area(title, line, confidence, number or line.marker.strip("()."))
        if len(line.text) > len(title) + 20 and not area.note:
            area.note = line.text
        self._area_rank, self._role, self._in_text, self._given_area = rank, None, False, True
        self._columns = None
        self._goals_listed = 0
        self._list_class = marker_class(line.marker)

    def _open_text(self, line: Line) -> None:
        self._assembly.close_area()
        self._role, self._in_text, self._given_area = None, True, False
        if line.text.casefold() not in self._running:
            self._assembly.open_section(line.text.rstrip(":"))

    def _labelled(self, unit: Unit, label: Label) -> None:
        line = unit.line
        if unit.whole and label.mixed:
            self._role, self._in_text = None, False
            return
        if self._is_text_heading(unit, label):
            self._open_text(line)
            return
        self._assembly.name_level(label.role, line.text.removesuffix(label.rest) if label.rest else line.text)
        self._role, self._in_text = label.role, False
        self._label_rank = unit.rank
        if label.about:
            self._assembly.turn_to(label.about)
        if label.role in {Role.GOAL, Role.PURPOSE, Role.AREA, Role.INITIATIVE}:
            self._goals_listed = 0
        self._awaits_area = label.role is Role.AREA
        if label.role is Role.GOAL and unit.rank[0] <= BOLD_RANK:
            self._goal_rank = unit.rank
        if not label.rest:
            self._list_class = ""
            return
        self._say(label, line)

    def _is_text_heading(self, unit: Unit, label: Label) -> bool:
        """"Opfølgning på mål i 2021" as a heading at or above the areas' own, once: a section about it, not a part of a goal."""
        if not unit.whole or label.role in {Role.GOAL, Role.AREA, Role.ACTIVITY}:
            return False
        if self._assembly.area is None and self._assembly.goal is None:
            return label.role is not Role.INITIATIVE
        once = self._labels_seen.get((label.role, unit.rank), 0) == 1
        above = (unit.rank <= self._area_rank and len(self._assembly.areas) > 1) or unit.rank < self._goal_rank
        return unit.line.kind is Kind.HEADING and once and above

    def _say(self, label: Label, line: Line) -> None:
        """A label with its text on the same line."""
        said = Line(label.rest, Kind.PARAGRAPH, 0, label.number, line.bold, "", line.where, line.id)
        match label.role:
            case Role.AREA:
                self._open_area(label.rest, line, rank_of(line), Confidence.SAID, label.number)
            case Role.GOAL:
                self._goal(said, Confidence.SAID)
                if not label.rest.endswith(":"):
                    self._role = None  # the goal is said in full: a list below it is what is done
            case Role.INITIATIVE | Role.ACTIVITY if not label.number and len(sentences := sentences_of(label.rest)) > 1:
                self._role = Role.ACTIVITY
                self._lines = [replace(said, text=sentence, kind=Kind.ITEM, marker="•") for sentence in sentences]
            case Role.INITIATIVE:
                self._assembly.open_goal(label.rest, line, Confidence.LIKELY, label.number)
                self._role = None
            case Role.ACTIVITY if label.number and line.kind is not Kind.ITEM:
                self._lines = [Line(label.rest, Kind.ITEM, 0, label.number, False, "", line.where, line.id)]
            case Role.PURPOSE:
                self._purpose(said)
                self._role = None
            case _:
                self._lines = [said]

    def _plain(self, line: Line) -> None:
        if self._in_text or (self._role is None and self._assembly.area is None):
            self._assembly.add_text(f"{line.marker} {line.text}".strip())
            return
        match self._role:
            case Role.AREA:
                self._listed_area(line)
            case Role.GOAL:
                self._goal(line, Confidence.SAID)
            case Role.INITIATIVE:
                self._assembly.open_goal(line.text, line, Confidence.LIKELY)
                self._role = None
            case Role.PURPOSE:
                self._purpose(line)
            case None:
                self._under_heading(line)
            case Role.ACTIVITY if line.kind is Kind.PARAGRAPH and self._lines and self._lines[-1].kind is Kind.ITEM and _SENTENCES.search(line.text):
                self._flush()  # prose behind the list is no part of it
                self._assembly.note(line.text)
            case _:
                self._lines.append(line)

    def _listed_area(self, line: Line) -> None:
        named = self._awaits_area and len(line.text.split()) <= _LONGEST_AREA and not line.text.endswith(".")
        self._awaits_area = False
        if line.kind is Kind.ITEM or self._assembly.area is None or named:
            title = line.lead.rstrip(" .:–-") or line.text
            self._open_area(title, line, (9, 0), Confidence.SAID)
            self._role = Role.AREA
        else:
            self._assembly.note(line.text)

    def _goal(self, line: Line, confidence: Confidence) -> None:
        """A goal said by a label or listed under one. Before any area is named, it waits for its area."""
        assembly = self._assembly
        goal = assembly.goal
        if line.kind is Kind.PARAGRAPH and not line.marker and self._goals_listed and goal is not None and not goal.activities:
            goal.title = f"{goal.title} {line.text}" if not ends_sentence(goal.title) else goal.title
            goal.note = goal.note if not ends_sentence(goal.title) else f"{goal.note}\n{line.text}".strip()
            return
        if goal is not None and goal is self._told and not (goal.activities or goal.means) and assembly.area is not None:
            assembly.area.note = f"{assembly.area.note}\n{goal.title}".strip()  # the prose above was no goal: here it is said
            goal.confidence = Confidence.GUESSED
        if goal is not None and goal.confidence is Confidence.GUESSED and not goal.activities:
            goal.title, goal.confidence = line.text, confidence
        elif assembly.area is None and line.kind is Kind.ITEM:
            assembly.loose.append(FoundGoal(line.id, line.where, confidence, line.text, number=line.marker.strip("().")))
        else:
            assembly.open_goal(line.text, line, confidence, line.marker.strip("()."))
        self._goals_listed += 1

    def _purpose(self, line: Line) -> None:
        goal = self._assembly.goal
        if goal is None:
            self._assembly.open_goal(line.text, line, Confidence.LIKELY)
        else:
            goal.note = f"{goal.note}\n{line.text}".strip()

    def _under_heading(self, line: Line) -> None:
        """Lines directly under an area's or goal's heading: a list is activities, prose says what the goal is."""
        assembly = self._assembly
        if line.kind is Kind.ITEM:
            self._role, self._bare = Role.ACTIVITY, True
            self._lines = [line]
            return
        area = assembly.area
        may_be_goal = assembly.goal is None and area is not None and not area.goals and not assembly.loose
        led = _LEAD_IN.match(line.text)
        if led is not None:
            said = replace(line, text=led[1])
            if may_be_goal and len(said.text) <= 400:
                self._told = assembly.open_goal(said.text, said, Confidence.LIKELY)
            else:
                self._assembly.note(said.text)
            self._lines = [replace(line, text=led[2], lead="")]
            self._role = Role.ACTIVITY
        elif may_be_goal and len(line.text) <= 400 and not line.text.endswith(":"):
            self._told = assembly.open_goal(line.text, line, Confidence.LIKELY)
        elif line.text.endswith(":"):
            self._lines = [line]
            self._role = Role.ACTIVITY
        else:
            self._assembly.note(line.text)

    def _flush(self) -> None:
        """Give the lines that were waiting to the part that the last label announced."""
        lines, self._lines = self._lines, []
        if not lines:
            return
        assembly, role = self._assembly, self._role
        bare, self._bare = self._bare, False
        if bare and role is Role.ACTIVITY and assembly.add_nested(lines):
            return
        listing = read_listing(lines)
        match role:
            case Role.ACTIVITY:
                goal = assembly.goal_for(lines[0])
                if self._goals_listed > 1 and not goal.activities:
                    assembly.warn(lines[0].where, gettext("Several goals stand above these activities; they were put under the last one."))
                goal.lead_in = goal.lead_in or listing.lead_in
                for entry in listing.entries:
                    assembly.add_activity(entry)
            case _:
                assembly.hang(role, lines, listing.entries, self._period)

    def _table(self, whole: Table, columns: Columns | None) -> None:
        table = without_empty_columns(whole)
        if not table.rows:
            return
        carried_on = self._columns if self._columns is not None and self._columns.width == table.width else None
        if columns is not None and carried_on is None and header_of(table) is None:
            carried_on = columns
            if columns.guessed:
                self._assembly.warn(table.rows[0].where, gettext("The headings of this table were not understood. Its columns were taken by their place: goal, activities, documentation."))
        if columns is None and carried_on is None:
            if is_sheet(table):
                for lines in as_lines(table):
                    self._goals_listed = 0
                    self._assembly.goal = None
                    self.walk(units_of(lines))
                self._role = None
            else:
                for row in table.rows:
                    self._assembly.add_text(" | ".join(cell.text for cell in row.cells))
            return
        self._in_text, self._role = False, None
        reader = TableReader(self._assembly, table, carried_on, self._period, given_area=self._given_area)
        self._columns = reader.read()
