"""The last pass over a preview: loose goals find their area, numbers in the texts become targets, documentation its measures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from brobygger.plan.importing.assembling import Assembly, plainly
from brobygger.plan.importing.cells import FIGURE
from brobygger.plan.importing.columns import is_time
from brobygger.plan.importing.preview import Confidence, FoundActivity, FoundArea, FoundGoal, FoundMeans
from brobygger.plan.importing.text import words_of
from brobygger.plan.importing.wording import gettext
from brobygger.plan.phrases import (
    Span,
    TargetGuess,
    find_deadline,
    find_period,
    find_targets,
    is_continuous,
    suggest_measures,
)
from brobygger.plan.phrases.cadence import find_cadences
from brobygger.plan.phrases.folding import fold


def finish(assembly: Assembly, period: Span | None) -> None:
    _place_loose_goals(assembly)
    _prune(assembly)
    for area, goal in _goals(assembly):
        _indicators_alone(goal)
        _read_targets(assembly, area, goal, period)


def _goals(assembly: Assembly) -> Iterator[tuple[FoundArea, FoundGoal]]:
    for area in assembly.areas:
        for goal in area.goals:
            yield area, goal


def _place_loose_goals(assembly: Assembly) -> None:
    """As many goals as areas, in the same order: "4 centrale mål", then "4 centrale indsatsområder"."""
    areas = assembly.areas
    titles = {plainly(goal.title) for area in areas for goal in area.goals}
    loose = [goal for goal in assembly.loose if plainly(goal.title) not in titles]
    if not loose:
        return
    if len(loose) == len(areas):
        for goal, area in zip(loose, areas, strict=True):
            first = area.goals[0] if area.goals else None
            if first is not None and first.confidence is Confidence.GUESSED:
                first.title, first.source, first.where, first.confidence = goal.title, goal.source, goal.where, Confidence.LIKELY
            else:
                area.goals.insert(0, goal)
        return
    assembly.areas.insert(0, FoundArea(loose[0].source, loose[0].where, Confidence.GUESSED, "", list(loose)))


def _prune(assembly: Assembly) -> None:
    """Take out what holds nothing: goals without a title and without content, areas without goals."""
    for area in assembly.areas:
        area.goals = [goal for goal in area.goals if goal.title or goal.activities or goal.means]
    emptied = [area for area in assembly.areas if not area.goals]
    assembly.areas = [area for area in assembly.areas if area.goals]
    for area in emptied:
        if area.note:
            assembly.open_section(area.title)
            assembly.add_text(area.note)


def _indicators_alone(goal: FoundGoal) -> None:
    """A goal with indicators and no activities: the indicators are what is to be done."""
    if goal.activities:
        return
    indicators = [means for means in goal.means if means.indicator]
    goal.activities = [
        FoundActivity(means.source, means.where, Confidence.LIKELY, means.text) for means in indicators
    ]
    goal.means = [means for means in goal.means if not means.indicator]


def _read_targets(assembly: Assembly, area: FoundArea, goal: FoundGoal, period: Span | None) -> None:
    area.period = _own_period(area.title, period) or _part_of_year(area.title, period)
    goal.period = _own_period(goal.title, area.period or period) or _part_of_year(goal.title, period)
    span = goal.period or area.period or period
    for activity in goal.activities:
        if activity.deadline and activity.planned_end is None and not activity.column:
            activity.planned_end = find_deadline(activity.deadline, span)
        activity.targets = [_due(target, activity) for target in find_targets(activity.text, span)]
        if activity.planned_end is None and activity.targets and all(target.due_on for target in activity.targets):
            activity.planned_end = max(target.due_on for target in activity.targets if target.due_on)
    for means in list(goal.means):
        if means.indicator and len(means.beside) == 1 and (FIGURE.match(means.text) or _names_nothing(means.text, span)):
            _figure_alone(goal, means, span)
            continue
        means.measures = suggest_measures(means.text)
        if means.indicator and len(means.beside) == 1 and _READY.match(means.text):
            _deliverable(means, span)
        if means.indicator and len(means.beside) == 1 and is_continuous(means.text) and not means.beside[0].deadline:
            means.beside[0].deadline = means.text
        if means.indicator:
            means.targets = list(find_targets(means.text, span))
            _lend_targets(goal, means)
    for activity in goal.activities:
        if not activity.deadline and find_cadences(fold(goal.title).text) and len(goal.title.split()) <= _SHORT_TITLE:
            activity.deadline = goal.title  # "Hver måned" as the heading of a year's wheel
        activity.targets = activity.targets or _by_rhythm(activity, span)
        _in_column(activity, span)
        _promised(activity, span)
    if not goal.activities:
        assembly.warn(goal.where, gettext("This goal has no activities: “%(title)s”") % {"title": goal.title[:80]})


_SHORT_TITLE: Final = 3  # words


def _part_of_year(title: str, period: Span | None) -> Span | None:
    """The months that a heading of a year's wheel names: "Januar", "2. kvartal"."""
    if period is None or period.start.year != period.end.year or not is_time(title):
        return None
    return _own_period(f"{title} {period.end.year}", period)


def _due(target: TargetGuess, activity: FoundActivity) -> TargetGuess:
    """What stands in the column of a year, or of a part of it, is due by its end."""
    if target.per != "plan" or target.due_on is not None or not activity.column:
        return target
    return replace(target, due_on=activity.planned_end)


def _in_column(activity: FoundActivity, span: Span | None) -> None:
    """What the column says of when: an event in "1. kvartal" is held by then, and "hver måned" goes on in that quarter alone."""
    if not activity.column:
        return
    if not activity.targets and not activity.deadline.isdigit():
        activity.targets = [target for target in find_targets(f"{activity.text.rstrip(' .')} i {activity.deadline}", span) if target.per == "plan"]
    if any(target.per != "plan" for target in activity.targets):
        activity.period = _own_period(activity.deadline, span) or (_own_period(f"{activity.deadline} {span.end.year}", span) if span and span.start.year == span.end.year else None)


def _by_rhythm(activity: FoundActivity, span: Span | None) -> list[TargetGuess]:
    """What is done "hvert halvår", as another column says."""
    rhythm = _rhythm(activity.deadline)
    if not find_cadences(fold(rhythm).text):
        return []
    return [target for target in find_targets(f"{activity.text.rstrip(' .')} {rhythm}", span) if target.per != "plan"]


_FIGURED: Final = re.compile(r"(?:min\.?|mindst|minimum|ca\.?|op til|højst|max\.?|maks\.?)?\s*\d", re.IGNORECASE)


def _names_nothing(text: str, span: Span | None) -> bool:
    """"2 pr. uge", "3-4 årligt": how many and how often of what the activity beside it names."""
    return len(text.split()) <= _FEW and _FIGURED.match(text) is not None and bool(find_cadences(fold(text).text)) and not find_targets(text, span)


_FEW: Final = 4  # words


def _rhythm(said: str) -> str:
    """What a column says of how often: its heading may hold the "pr." of "pr. kvartal"."""
    return f"pr. {said}" if said.casefold() in {"år", "halvår", "kvartal", "måned", "uge"} else said


def _figure_alone(goal: FoundGoal, means: FoundMeans, span: Span | None) -> None:
    """A column of figures ("4", "2-3") beside what they count, perhaps with another that says how often ("pr. år")."""
    activity = means.beside[0]
    counted = activity.text.removeprefix("Antal ").removeprefix("antal ")
    said = f"{means.text} {counted[:1].lower()}{counted[1:]} {'' if activity.planned_end else _rhythm(activity.deadline)}".strip()
    found = list(find_targets(said, span)) or list(find_targets(f"{activity.text.rstrip(' .:')}: {means.text}", span))
    if found and not activity.targets:
        activity.targets = found
        goal.means.remove(means)


_READY: Final = re.compile(r"(?:er )?(?:klar|færdig|på plads|i drift|i gang|udarbejdet|vedtaget|godkendt|offentliggjort|gennemført|afsluttet|udgivet|lanceret|etableret|indgået)(?:t|e)?\b", re.IGNORECASE)


def _deliverable(means: FoundMeans, span: Span | None) -> None:
    """"Klar primo april": no number, but something to show by a day."""
    activity = means.beside[0]
    by = find_deadline(means.text, span)
    if by is not None and not activity.targets:
        activity.planned_end, activity.deadline = activity.planned_end or by, activity.deadline or means.text
        activity.proof = True


_BY: Final = re.compile(r"\b(?:inden|senest|før|udgangen af|(?:er|ligger|være|bliver) (?:klar|færdig|på plads|i drift|vedtaget|godkendt|lanceret))\b", re.IGNORECASE)


def _promised(activity: FoundActivity, span: Span | None) -> None:
    """What nothing is counted of but a day is named for: "Byttebørs er klar 1. maj" is late after that day."""
    if activity.targets or activity.planned_end or activity.deadline or not _BY.search(activity.text):
        return
    activity.planned_end = find_deadline(activity.text, span)
    activity.proof = activity.planned_end is not None


def _own_period(title: str, period: Span | None) -> Span | None:
    found = find_period(title)
    if found is None or found == period:
        return None
    if period is not None and (found.end < period.start or found.start > period.end):
        return None
    return found


def _lend_targets(goal: FoundGoal, means: FoundMeans) -> None:
    """Numbers that stand in the indicator go to the activity that they count: the one of the same kind, or the only one."""
    for target in means.targets:
        activity = _counted_by(goal, means)
        if len(activity.targets) < _MOST_COMPARED and not any(_same_numbers(known, target) for known in activity.targets):
            activity.targets.append(replace(target, phrase=target.phrase))


def _counted_by(goal: FoundGoal, means: FoundMeans) -> FoundActivity:
    activities = means.beside or goal.activities
    if len(activities) > _MOST_COMPARED:
        return activities[-1]
    words = words_of(means.text) - _GENERAL
    scored = [(_kinship(words, words_of(activity.text) - _GENERAL), -index) for index, activity in enumerate(activities)]
    best = max(range(len(scored)), key=lambda index: scored[index])
    return activities[best if scored[best][0] else -1]


_MOST_COMPARED: Final = 40
# Words that say nothing about which of a goal's activities is meant.
_GENERAL: Final = frozenset(
    ["mindst", "minimum", "årligt", "årlig", "årlige", "perioden", "hvert", "gange", "gang", "antal", "foreninger", "forening", "deltager", "deltagere", "borgere", "frivillige", "personer", "hver", "året", "være", "bliver", "have", "som", "der", "centret", "frivilligcentret", "holdes", "afholdes", "holder"]
)


def _kinship(first: set[str], second: set[str]) -> int:
    """How many letters of words they share: Danish compounds may agree at either end ("presseomtale", "lokalpressen")."""
    best = 0
    for word in first:
        for other in second:
            match = SequenceMatcher(None, word, other, autojunk=False).find_longest_match()
            if match.size > 3 and 0 in {match.a, match.b}:
                best = max(best, match.size)
    return best


def _same_numbers(first: TargetGuess, second: TargetGuess) -> bool:
    return (first.minimum, first.maximum, first.per) == (second.minimum, second.maximum, second.per)
