"""Which column of a table holds what, read from its header row in whatever order and with whatever columns beside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from brobygger.plan.importing.blocks import Cell, Row
from brobygger.plan.importing.labels import Label, Role, plain, whole_label

_CORE: Final = frozenset({Role.AREA, Role.GOAL, Role.PURPOSE, Role.INITIATIVE, Role.ACTIVITY, Role.MEANS, Role.INDICATOR, Role.STATUS})
_MONTH: Final = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]*\.?"
_ONE: Final = rf"(?:[QK]\s?[1-4]|[1-4]\.? ?(?:kvartal|kvt\.?|halvår)|(?:første|anden|andet|tredje|fjerde) (?:kvartal|halvår)|{_MONTH}|forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?)"
# A year, or a part of one: what is done in it stands below.
_YEAR: Final = re.compile(rf"^(?:år(?:et)? )?20\d\d$|^{_ONE}(?:\s*(?:-|–|/|og|til)\s*{_ONE})?(?:,?\s*(?:20)?\d\d)?$", re.IGNORECASE)
# Words that name a column and would mislead elsewhere ("Antal kurser" is no heading).
_OF_TABLES: Final = {word: Label((Role.INDICATOR,)) for word in ("antal", "mængde", "omfang")} | {word: Label((Role.DEADLINE,)) for word in ("hyppighed", "frekvens", "hvor ofte", "kadence", "pr", "per")}
_ONE_YEAR: Final = re.compile(r"20\d\d")
_PLANNED: Final = ("plan", "strategi", "aftal", "mål", "aktivitet", "indsats", "handling", "punkt", "tekst", "opgave", "emne", "delmål", "aftale", "kontrakt")


@dataclass(slots=True)
class Columns:
    """``roles`` by column; ``title`` is what a header says beyond naming its column ("Mål for foreningsservice")."""

    roles: dict[int, Role]
    width: int
    title: str = ""
    names_area: bool = False  # the title stands where the goals' column would be named
    years: dict[int, str] = field(default_factory=dict)  # columns of what is done in one year
    guessed: bool = False  # by their place alone
    heading: str = ""  # the id of the row that heads them in words nobody foresaw

    def of(self, *wanted: Role) -> list[int]:
        return [column for column, role in sorted(self.roles.items()) if role in wanted]

    @property
    def has_goal(self) -> bool:
        return Role.GOAL in self.roles.values()

    def name_years(self, row: Row) -> None:
        """Note the years that a header row gives to columns of activities."""
        self.years |= {
            column: _time_of(cell.text) for column, cell in starts_of(row) if self.roles.get(column) in {Role.ACTIVITY, Role.NUMBER} and _YEAR.match(cell.text)
        }

    def under_bands(self) -> None:
        """Areas stand in rows of their own across the table: a column of areas without one of goals ("Fokusområde") holds goals."""
        areas = self.of(Role.AREA)
        if areas and not self.has_goal:
            self.roles[areas[-1]] = Role.GOAL

    def first_text_column(self) -> int:
        return min(self.of(Role.AREA, Role.GOAL, Role.ACTIVITY), default=0)


def _time_of(text: str) -> str:
    """A column's year, or the part of a year as a deadline says it: "Jan.-mar. 2026" is over with "marts 2026"."""
    last = re.split(r"\s*(?:[-–/]|\bog\b|\btil\b)\s*", text)[-1].strip()
    last = _QUARTER.sub(lambda found: f"{found[1] or found[2]}. kvartal", last)
    last = re.sub(rf"^{_MONTH}", lambda found: next(month for month in _MONTHS if month[:3] == found[0][:3].lower()), last, flags=re.IGNORECASE)
    return last if re.search(r"[^\W\d_]", last.lower().replace("år", "")) else _ONE_YEAR.findall(last)[-1]


_MONTHS: Final = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
_QUARTER: Final = re.compile(r"^(?:[QK]\s?([1-4])|([1-4])\.?\s?(?:kvt\.?|kvartal))", re.IGNORECASE)


def is_time(text: str) -> bool:
    """A heading that is a year or a part of one: "Januar", "2. halvår"."""
    return _YEAR.match(text) is not None


def starts_of(row: Row) -> list[tuple[int, Cell]]:
    """Each cell with the column that it begins in."""
    column, found = 0, []
    for cell in row.cells:
        found.append((column, cell))
        column += cell.span
    return found


def read_header(row: Row) -> Columns | None:
    """The columns that ``row`` names, or None when it is no header."""
    labelled: dict[int, tuple[Role, ...]] = {}
    spans: dict[int, int] = {}
    odd: dict[int, str] = {}
    years: list[int] = []
    for column, cell in starts_of(row):
        text = cell.text
        if not text:
            continue
        spans[column] = cell.span
        label = _OF_TABLES.get(plain(text).strip(" .:")) or whole_label(text)
        if _YEAR.match(text):
            years.append(column)
        elif label is not None:
            labelled[column] = label.roles
        else:
            odd[column] = text
    roles = {column: _one_of(named, [other for beside, other in labelled.items() if beside != column]) for column, named in labelled.items()}
    if len(years) > 1 and not roles and len(odd) <= 1 and (not odd or min(odd) < years[0]):
        roles |= dict.fromkeys(years, Role.ACTIVITY)  # nothing but times: what is done in each, for the goal above or the one in the first column
        if years[0] > 0 and (odd or not starts_of(row)[0][1].lines):
            roles[0] = Role.GOAL
            odd.clear()
        labelled |= dict.fromkeys(years, (Role.ACTIVITY,))
    elif years and roles:  # what is done in each year, or ticks beside what is done
        each = Role.NUMBER if {Role.ACTIVITY, Role.INITIATIVE} & set(roles.values()) or len(years) < 2 else Role.ACTIVITY
        roles |= dict.fromkeys(years, each)
    if len(roles) > 1 and set(roles.values()) == {Role.INDICATOR}:
        roles[min(roles)] = Role.ACTIVITY  # "Indikator | Måltal": what is counted, and how many
    title = _fit_odd(roles, odd)
    alone = len(years) > 1 and set(roles.values()) == {Role.ACTIVITY}
    if (len(set(roles.values())) < 2 and not alone) or not _CORE & set(roles.values()) or len(odd) > len(labelled):
        return None
    if any(len(text.split()) > 7 for text in odd.values()):
        return None
    for column in odd:
        roles.setdefault(column, Role.NOTE)
    columns = Columns(_settle(roles, years), row.width, title, names_area=bool(title) and not leading_goal(title))
    columns.name_years(row)
    for column, span in spans.items():
        for further in range(column + 1, column + span):
            columns.roles.setdefault(further, columns.roles.get(column, Role.NOTE))
    return columns


def _one_of(named: tuple[Role, ...], others: Sequence[tuple[Role, ...]]) -> Role:
    """What a column holds whose heading names several things: "Indsatsområde og mål", "Opfølgning og dokumentation"."""
    if len(named) > 1:
        taken = {role for other in others for role in other[:1]}
        for role in (Role.ACTIVITY, Role.GOAL, Role.MEANS, Role.INDICATOR):
            if role in named and role not in taken:
                return role
    return named[0]


def _fit_odd(roles: dict[int, Role], odd: dict[int, str]) -> str:
    """Columns whose heading says more than a label: "Plan 2023" beside "Status", "Mål for foreningsservice" beside "Aktiviteter"."""
    if Role.STATUS in roles.values() and not {Role.ACTIVITY, Role.GOAL} & set(roles.values()):
        for column, text in odd.items():
            if any(word in plain(text) for word in _PLANNED):
                roles[column] = Role.ACTIVITY
                return ""
    if {Role.ACTIVITY, Role.MEANS} & set(roles.values()) and Role.GOAL not in roles.values():
        for column, text in odd.items():
            if leading_goal(text):
                roles[column] = Role.GOAL
                return text
    named = set(roles.values())
    if odd and Role.ACTIVITY in named and named & {Role.MEANS, Role.INDICATOR} and not named & {Role.GOAL, Role.AREA, Role.PURPOSE, Role.INITIATIVE}:
        first = min(odd)
        if first < min(roles) and not any(letter.isdigit() for letter in odd[first]):
            roles[first] = Role.GOAL
            return odd[first]
    return ""


def leading_goal(text: str) -> bool:
    return plain(text).startswith(("mål for", "mål vedr", "målsætninger for", "mål -", "mål –", "mål:"))


def refine(columns: Columns, row: Row) -> bool:
    """A second header row: "Resultat | Tidsplan" under "Opfølgning", "2025 | 2026" under "Aktiviteter". True when ``row`` was one."""
    filled = [(column, cell) for column, cell in starts_of(row) if cell.lines and not cell.above]
    if filled and all(_YEAR.match(cell.text) and columns.roles.get(column) is Role.ACTIVITY for column, cell in filled):
        columns.name_years(row)
        return True
    named: dict[int, Role] = {}
    for column, cell in starts_of(row):
        if not cell.lines or cell.above:
            continue
        label = whole_label(cell.text)
        if label is None or columns.roles.get(column) not in {Role.STATUS, Role.RESULT, Role.NOTE, None}:
            return False
        named[column] = {Role.STATUS: Role.RESULT, Role.DEADLINE: Role.SCHEDULE}.get(label.role, label.role)
    columns.roles.update(named)
    return bool(named)


def _settle(roles: dict[int, Role], years: Sequence[int] = ()) -> dict[int, Role]:
    """Resolve what a header leaves open: two columns of goals, initiatives without activities, a plan of goals and status alone."""
    order = sorted(roles)
    if Role.GOAL not in roles.values():
        for column in order:
            if roles[column] is Role.PURPOSE:
                roles[column] = Role.GOAL
                break
    _one_goal(roles, order)
    acting = [column for column in order if roles[column] in {Role.ACTIVITY, Role.INITIATIVE} and column not in years]
    goals = [column for column in order if roles[column] is Role.GOAL]
    has_area = Role.AREA in roles.values()
    if len(acting) > 1:
        first = acting[0]
        if not goals:
            roles[first] = Role.GOAL
        elif first < goals[0] and not has_area:
            roles[first] = Role.AREA
        elif first > goals[0] and not has_area:
            roles[goals[0]], roles[first] = Role.AREA, Role.GOAL
    goals = [column for column in order if roles[column] is Role.GOAL]
    if not any(roles[column] in {Role.ACTIVITY, Role.INITIATIVE} for column in order):
        _without_activities(roles, order, goals)
    for column in order:
        if roles[column] is Role.INITIATIVE:
            roles[column] = Role.ACTIVITY
        elif roles[column] is Role.PURPOSE:
            roles[column] = Role.NOTE
    if Role.GOAL not in roles.values() and Role.AREA in roles.values() and Role.ACTIVITY in roles.values():
        areas = [column for column in order if roles[column] is Role.AREA]
        if len(areas) > 1:
            roles[areas[-1]] = Role.GOAL
    return roles


def _one_goal(roles: dict[int, Role], order: list[int]) -> None:
    goals = [column for column in order if roles[column] is Role.GOAL]
    if len(goals) < 2:
        return
    if Role.AREA not in roles.values():
        roles[goals[0]] = Role.AREA
    else:
        roles[goals[0]] = Role.NOTE
    for column in goals[2:]:
        roles[column] = Role.NOTE


def _without_activities(roles: dict[int, Role], order: list[int], goals: list[int]) -> None:
    indicators = [column for column in order if roles[column] in {Role.INDICATOR, Role.MEANS}]
    if goals and indicators:
        roles[indicators[0]] = Role.ACTIVITY
    elif goals:
        roles[goals[-1]] = Role.ACTIVITY
    elif indicators and Role.AREA in roles.values():
        roles[indicators[0]] = Role.ACTIVITY
    elif Role.AREA in roles.values():
        last = max(column for column in order if roles[column] is Role.AREA)
        roles[last] = Role.ACTIVITY


def is_band(row: Row, width: int) -> bool:
    """One text across (nearly) all columns: the title of an area, or of a goal."""
    filled = row.filled
    return len(filled) == 1 and width > 1 and filled[0].span >= max(2, width - 1)
