"""By when: "inden udgangen af 2019", "1. kvartal", "ultimo oktober", "uge 41", "per 1. august", "i foråret".

A span named as a time for something is kept until its last day. Without a year the first one inside the plan's period is meant.
What begins then ("fra 1. august", "siden 2019") is no deadline.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from brobygger.plan.phrases.calendar import (
    DAY_HERE,
    MONTH,
    ORDINALS,
    YEAR,
    day_before,
    end_of_week,
    full_year,
    last_day,
    make_date,
    month_number,
    read_day,
)
from brobygger.plan.phrases.folding import fold
from brobygger.plan.phrases.guess import Span


@dataclass(frozen=True, slots=True)
class When:
    """A day by which, read at ``start``:``end``. ``weak`` is a bare year; ``year`` is the year it names; ``until`` None is unknown."""

    start: int
    end: int
    due_on: date | None
    weak: bool = False
    year: int | None = None
    recurring: bool = False  # names no year
    begins: bool = False  # "fra 2024": no deadline


_LEAD: Final = (
    r"(?P<lead>(?:(?:senest|inden|før|pr\.?|per|til|ved|i|d\.|den|fra|efter|siden|om|for|af|løbet af|udgangen af|slutningen af|starten af|begyndelsen af|"
    r"midten af|første halvdel af|primo|medio|ultimo|start|sidst i|tidligt|sent|hen over|med|og med|omkring|omkr\.|allerede|midt i|mod|frem til|fra og med|løbet|udgangen)\s+)*)"
)
_ORD: Final = r"(?:[1-4]\.|første|andet|anden|tredje|fjerde|sidste)"
_SHORT: Final = r"(?:\s-|\s?')(?P<{}>2\d)(?![\d.,/-])"  # forår -26, maj '26
_UNITS: Final = re.compile(
    r"(?<![\w.,/-])" + _LEAD + "(?:"
    rf"(?P<day>{DAY_HERE.pattern})"
    rf"|(?:{_ORD}\s*(?:(?:og|/|-|til|eller)\s*))?(?P<nth>{_ORD})\s*(?P<part>halvår|kvartal)(?:et)?(?:\s+(?:i\s+|af\s+)?(?P<part_year>{YEAR}))?"
    rf"|q(?P<q>[1-4])(?:[\s-]+(?P<q_year>{YEAR}))?(?!\w)"
    rf"|(?:{MONTH}\.?\s*(?:-|/|og|til|eller)\s*)?(?P<month>{MONTH})(?:\s+måned)?(?:\s+(?P<month_year>{YEAR})|{_SHORT.format('month_short')})?"
    rf"|uger?(?:ne)?\s*(?:\d{{1,2}}\s*(?:-|og|til|eller)\s*)?(?P<week>\d{{1,2}})(?!\d|\.\d)(?:(?:,?\s*(?:i\s+)?)(?P<week_year>{YEAR}))?"
    rf"|(?P<season>forår|sommer|efterår|vinter)(?:en|et)?(?:\s+(?:i\s+)?(?P<season_year>{YEAR})(?:\s*/\s*\d\d(?:\d\d)?)?|{_SHORT.format('season_short')})?(?!\w)"
    r"|(?P<feast>sommerferien|efterårsferien|vinterferien|påskeferien|juleferien|jul|påske|årsskiftet|årets\s+udgang|årets\s+afslutning|(?:planens|projektets)\s+udløb|sankthans)(?!\w)"
    rf"|(?P<whole>året|(?:plan|projekt)?perioden)(?!\w)|(?P<year>{YEAR})(?![\w]|\s*[-/]\s*\d)"
    ")"
)  # fmt: skip
_GATE: Final = re.compile(
    r"\d|januar|februar|marts|april|maj|jun|jul|aug|sept|okt|nov|dec|kvartal|halvår|forår|efterår|sommer|vinter|påske|årsskiftet|udgang|perioden"
)
_SEASON_END: Final = {"forår": (5, 31), "sommer": (8, 31), "efterår": (11, 30)}
_SEASON_BEGIN: Final = {"forår": (3, 1), "sommer": (6, 1), "efterår": (9, 1), "vinter": (12, 1)}
_FEASTS: Final = {
    "sommerferien": (6, 30), "efterårsferien": (10, 10), "vinterferien": (2, 10), "påskeferien": (4, 1), "påske": (4, 1), "juleferien": (12, 20),
    "jul": (12, 24), "sankthans": (6, 23),
}  # fmt: skip


def find_whens(text: str, period: Span | None) -> list[When]:
    """The times named in a folded text, by place."""
    if not _GATE.search(text):
        return []
    matches = list(_UNITS.finditer(text))
    context = {int(year) for match in matches if (year := match["year"]) and not _begins(match)}
    hint = context.pop() if len(context) == 1 else None
    return [when for match in matches if (when := _read(match, period, hint)) is not None]


def find_deadline(text: str, period: Span | None) -> date | None:
    """The first day by which ``text`` wants something done, or None; the plan's own last day says nothing new and is None."""
    whens = [when for when in find_whens(fold(text).text, period) if when.due_on and not when.begins]
    for when in sorted(whens, key=lambda found: found.weak):
        if period is None or (period.start <= (when.due_on or period.start) and when.due_on != period.end):
            return when.due_on
    return None


def find_day(text: str) -> date | None:
    """The first day that ``text`` names with its year."""
    match = DAY_HERE.search(fold(text).text)
    return read_day(match, None) if match else None


def _begins(match: "re.Match[str]") -> bool:
    return bool(re.search(r"(?:^|\s)(?:fra|efter|siden|for|af)\s+(?:\S+\s+)?$", match["lead"])) and not re.search(
        r"(?:udgangen|slutningen|starten|begyndelsen|midten|halvdel|løbet) af\s+$", match["lead"]
    )


def _read(match: "re.Match[str]", period: Span | None, hint: int | None) -> When | None:
    start, end = match.span()
    names = match.groupdict()
    named = next(
        (names[key] for key in ("part_year", "q_year", "month_year", "week_year", "season_year", "month_short", "season_short", "year") if names[key]),
        None,
    )
    if names["day"]:
        inner = DAY_HERE.match(names["day"])
        numbers = re.findall(YEAR, names["day"])
        named = numbers[0] if numbers else (inner[7] if inner else None)
    year = full_year(named) if named else None
    if names["whole"] and "udgangen" not in names["lead"]:
        return None
    years = [year] if year else ([hint] if hint else _years(period))
    due_on = None
    for candidate in years:
        due_on = _due(names, candidate)
        if due_on is not None and (period is None or len(years) == 1 or period.start <= due_on <= period.end):
            break
    if names["whole"] and names["whole"].endswith("perioden"):
        due_on = period.end if period else None
    return When(
        start,
        end,
        due_on,
        weak=bool(names["year"])
        and not re.search(
            r"udgangen|senest|inden|før|primo|medio|ultimo|starten|begyndelsen|midten|slutningen", names["lead"]
        ),
        year=year,
        recurring=year is None and hint is None,
        begins=_begins(match),
    )


def _years(period: Span | None) -> list[int]:
    if period is None:
        return []
    return list(range(period.start.year, min(period.end.year, period.start.year + 20) + 1))


def _due(names: dict[str, str | None], year: int) -> date | None:
    """The last day of what was named, in ``year``, moved by the words before it."""
    lead = names["lead"] or ""
    before = re.search(r"(?:^|\s)(?:inden|før)\s+(?:den\s+|d\.\s+|i\s+)?$", lead) is not None
    if names["day"]:
        inner = DAY_HERE.match(names["day"])
        return read_day(inner, year) if inner else None
    if names["part"] or names["q"]:
        parts = 2 if names["part"] == "halvår" else 4
        number = int(names["q"]) if names["q"] else ORDINALS[names["nth"] or "1."]
        number = parts if number == -1 else number
        if number > parts:
            return None
        months = 12 // parts
        return day_before(date(year, (number - 1) * months + 1, 1)) if before else last_day(year, number * months)
    if names["month"]:
        return _in_month(year, month_number(names["month"]), lead, before=before)
    if names["week"]:
        sunday = end_of_week(year, int(names["week"]))
        return sunday - timedelta(days=7) if sunday and before else sunday
    if names["season"]:
        if before:
            return day_before(date(year, *_SEASON_BEGIN[names["season"]]))
        return last_day(year, 2) if names["season"] == "vinter" else date(year, *_SEASON_END[names["season"]])
    if names["feast"]:
        return make_date(year, *_FEASTS.get(names["feast"], (12, 31)))
    return _in_year(year, lead, before=before)


def _in_month(year: int, month: int, lead: str, *, before: bool) -> date:
    if before:
        return day_before(date(year, month, 1))
    if re.search(r"primo|starten af|begyndelsen af|tidligt", lead):
        return date(year, month, 10)
    if re.search(r"medio|midt", lead):
        return date(year, month, 20)
    return last_day(year, month)


def _in_year(year: int, lead: str, *, before: bool) -> date:
    if before:
        return date(year - 1, 12, 31)
    if re.search(r"primo", lead):
        return date(year, 1, 31)
    if re.search(r"starten af|begyndelsen af|tidligt", lead):
        return date(year, 3, 31)
    if re.search(r"medio|midt|første halvdel", lead):
        return date(year, 6, 30)
    return date(year, 12, 31)
