"""The preview as it grows while a document is walked through: the area, goal and section that are open, and what is hung on them."""

from collections.abc import Sequence
from typing import Final

from brobygger.plan.importing.blocks import Line, Row
from brobygger.plan.importing.cells import Entry, is_nested, split_details, split_means
from brobygger.plan.importing.labels import Role, level_word
from brobygger.plan.importing.preview import (
    Confidence,
    FoundActivity,
    FoundArea,
    FoundFollowUp,
    FoundGoal,
    FoundMeans,
    FoundSection,
    Warned,
)
from brobygger.plan.phrases import Span, find_deadline

Source = Line | Row
_LEVELS: Final = {Role.AREA: "area", Role.GOAL: "goal", Role.ACTIVITY: "activity", Role.MEANS: "means", Role.INDICATOR: "means"}
_NAMING: Final = {
    "area": frozenset({Role.AREA}), "goal": frozenset({Role.GOAL, Role.AREA}), "activity": frozenset({Role.ACTIVITY, Role.INITIATIVE}),
    "means": frozenset({Role.MEANS, Role.INDICATOR}),
}  # fmt: skip


class Assembly:
    """``loose`` are goals that were listed before any area ("4 centrale mål"): they find their area when all is read."""

    def __init__(self) -> None:
        self.areas: list[FoundArea] = []
        self.loose: list[FoundGoal] = []
        self.follow_ups: list[FoundFollowUp] = []
        self.warnings: list[Warned] = []
        self.sections: list[FoundSection] = []
        self.words: dict[str, str] = {}  # by level, the word that the document names it by
        self._by_title: dict[str, FoundArea] = {}
        self._told: dict[int, set[str]] = {}  # by goal, the documentation it has
        self.area: FoundArea | None = None
        self.goal: FoundGoal | None = None

    def name_level(self, role: Role, text: str) -> None:
        """The first label of a level names it: a column's heading, "Kerneydelse 1: …"."""
        level = _LEVELS.get(role)
        if level and level not in self.words and (word := level_word(text, _NAMING[level])):
            self.words[level] = word

    def open_area(
        self, title: str, source: Source, confidence: Confidence = Confidence.SAID, number: str = "", note: str = ""
    ) -> FoundArea:
        """The area called ``title``; the one that is open already, if that is its name."""
        if self.area is not None and same(self.area.title, title):
            self.goal = None
            return self.area
        known = self._by_title.get(plainly(title)) if title else None
        if known is None:
            known = FoundArea(source.id, source.where, confidence, title, [], number, note)
            self.areas.append(known)
            self._by_title[plainly(title)] = known
        self.area, self.goal = known, None
        return known

    def turn_to(self, number: str) -> None:
        """"… for indsatsområde 2" goes back to that area when no other one is open."""
        index = int(number) - 1 if number.isdigit() else -1
        if 0 <= index < len(self.areas) and self.area is None:
            self.open_area(self.areas[index].title, Line(self.areas[index].title))

    def close_area(self) -> None:
        self.area = self.goal = None

    def open_goal(
        self, title: str, source: Source, confidence: Confidence = Confidence.SAID, number: str = ""
    ) -> FoundGoal:
        goal = FoundGoal(source.id, source.where, confidence, title, number=number)
        self._area(source).goals.append(goal)
        self.goal = goal
        return goal

    def goal_for(self, source: Source) -> FoundGoal:
        """The open goal; where the document names none, one with the area's title."""
        if self.goal is not None:
            return self.goal
        return self.open_goal(self._area(source).title, source, Confidence.GUESSED)

    def add_activity(self, entry: Entry, confidence: Confidence = Confidence.SAID) -> FoundActivity:
        bare, details = split_details(entry.text)
        text, told = split_means(bare)
        activity = FoundActivity(
            entry.line.id, entry.line.where, confidence, text, lead_in=entry.lead_in, owner=details.get(Role.OWNER, ""),
            deadline=details.get(Role.DEADLINE, ""),
        )
        self.goal_for(entry.line).activities.append(activity)
        if told:
            self.add_means(Entry(told, entry.line), indicator=False).beside = [activity]
        return activity

    def add_nested(self, lines: Sequence[Line]) -> bool:
        """A bare list of two levels where no goal was named: its first level are the goals. False when ``lines`` are no such list."""
        if not is_nested(lines) or (self.goal is not None and self.goal.confidence is not Confidence.GUESSED):
            return False
        for line in lines:
            if line.level == lines[0].level:
                self.open_goal(line.text.rstrip(":"), line, Confidence.LIKELY, line.marker.strip("()."))
            else:
                self.add_activity(Entry(line.text, line), Confidence.LIKELY)
        return True

    def add_means(self, entry: Entry, *, indicator: bool, confidence: Confidence = Confidence.SAID) -> FoundMeans:
        text = f"{entry.lead_in} {entry.text}" if entry.lead_in else entry.text
        means = FoundMeans(entry.line.id, entry.line.where, confidence, text, indicator=indicator)
        goal = self.goal_for(entry.line)
        told = self._told.setdefault(id(goal), set())
        if plainly(text) not in told:
            told.add(plainly(text))
            goal.means.append(means)
        return means

    def add_follow_up(
        self, activity: str, text: str, source: Source, result: str | None = None, schedule: str | None = None
    ) -> None:
        self.follow_ups.append(FoundFollowUp(source.id, source.where, Confidence.SAID, activity, text, result, schedule))

    def tell_status(self, lines: Sequence[Line]) -> None:
        """A status under a label: about the open goal, or its only activity."""
        goal = self.goal
        about = goal.activities[-1].text if goal is not None and len(goal.activities) == 1 else (goal.title if goal else "")
        self.add_follow_up(about, "\n".join(line.text for line in lines), lines[0])

    def detail(self, role: Role, text: str, period: Span | None) -> None:
        """Who or when, said once for a goal: it holds for the activities that have none of their own."""
        if self.goal is None:
            return
        for activity in self.goal.activities:
            if role is Role.OWNER:
                activity.owner = activity.owner or text
            else:
                activity.deadline = activity.deadline or text
                activity.planned_end = find_deadline(activity.deadline, period)
        if not self.goal.activities:
            self.note(text)

    def hang(self, role: Role | None, lines: Sequence[Line], entries: Sequence[Entry], period: Span | None) -> None:
        """Lines that stood under a label on what is open: documentation, status, who and when; all else is a note."""
        match role:
            case Role.MEANS | Role.INDICATOR:
                for entry in entries:
                    self.add_means(entry, indicator=role is Role.INDICATOR)
            case Role.STATUS:
                self.tell_status(lines)
            case Role.OWNER | Role.DEADLINE | Role.PERIOD:
                self.detail(role, ", ".join(line.text for line in lines), period)
            case _:
                for line in lines:
                    self.note(line.text)

    def has_activities(self) -> bool:
        """Something to do was found, or an indicator that says what is."""
        return any(goal.activities or any(means.indicator for means in goal.means) for area in self.areas for goal in area.goals)

    def note(self, text: str) -> None:
        part = self.goal or self.area
        if part is not None:
            part.note = f"{part.note}\n{text}".strip()

    def add_text(self, text: str) -> None:
        if not self.sections:
            self.sections.append(FoundSection(""))
        section = self.sections[-1]
        section.text = f"{section.text}\n\n{text}" if section.text else text

    def open_section(self, title: str) -> None:
        self.sections.append(FoundSection(title, after_goals=bool(self.areas)))

    def warn(self, where: str, message: str) -> None:
        if not any(warned.where == where and warned.message == message for warned in self.warnings):
            self.warnings.append(Warned(where, message))

    def _area(self, source: Source) -> FoundArea:
        if self.area is None:
            self.area = FoundArea(source.id, source.where, Confidence.GUESSED)
            self.areas.append(self.area)
        return self.area


def same(first: str, second: str) -> bool:
    return plainly(first) == plainly(second)


def plainly(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".:")
