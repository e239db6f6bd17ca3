"""The rows behind a target's figure, by source, window and member. The figure is made of the rows shown, and says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.plan import wording
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Evidence, Source, measures
from brobygger.plan.periods import Per, Period, windows
from brobygger.plan.states import TargetState


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a target's evidence is wanted: a window's number from 1 (None: the whole span), a member's key."""

    window: int | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class SourceRows:
    """One source's rows; ``values`` are the distinct things told apart among them, with their words."""

    name: str | Promise
    rows: QuerySet[Any]
    source: Source

    def shown(self, first: int, last: int) -> Iterator[Evidence]:
        for row in self.rows[first:last]:
            yield self.source.show(row)


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A figure and all it is made of."""

    period: Period
    figure: int
    unit: Unit
    sources: list[SourceRows]
    told_apart: list[str]
    sentence: str

    @property
    def rows(self) -> int:
        return sum(source.rows.count() for source in self.sources)


def made_of(key: str, period: Period, narrow: dict[str, Any] | None = None) -> MadeOf | None:
    """What measure ``key`` comes to in ``period``, narrowed, and what of. None where nothing counts it yet."""
    measure, narrow = measures.get(key), narrow or {}
    if measure is None or not measure.counted:
        return None
    demand = Demand(key, period, freeze(narrow))
    figure = count([demand])[demand]
    assert isinstance(figure, int)  # noqa: S101 -- for the type checker: asked for without "each"
    sources = [SourceRows(source.name, source.evidence(period, narrow), source) for source in (each.towards(narrow) for each in measure.sources)]
    told_apart = _told_apart(sources)
    return MadeOf(period, figure, measure.unit, sources, told_apart, _sentence(measure.unit, figure, sources, told_apart))


def evidence_of(state: TargetState, wanted: Slice) -> MadeOf | None:
    """None for a target that nothing counts yet."""
    target = state.target
    if target.evidenced:
        return None
    narrow = target.only
    if target.for_each:
        known = [member.member.pk for member in state.members]
        narrow[target.for_each] = [pk for pk in known if not wanted.member or str(pk) == wanted.member]
    return made_of(target.measure, period_of(state, wanted), narrow)


def period_of(state: TargetState, wanted: Slice) -> Period:
    cut = windows(Per(state.target.per), state.span)
    if wanted.window is not None and 1 <= wanted.window <= len(cut):
        return cut[wanted.window - 1].period
    return state.span


def _told_apart(sources: Sequence[SourceRows]) -> list[str]:
    """The words of the distinct values behind a distinct count, each once."""
    words: dict[Any, str] = {}
    for each in sources:
        if not each.source.distinct:
            continue
        pks = each.rows.order_by().values("pk")
        values = each.source.rows().order_by().filter(pk__in=pks).values_list(each.source.value, flat=True).distinct()
        known = [value for value in values if value not in ("", None)]
        names = each.source.names(known) if each.source.names else {}
        words.update({value: names.get(value, str(value)) for value in known})
    return sorted(words.values(), key=str.casefold)


def _sentence(unit: Unit, figure: int, sources: Sequence[SourceRows], told_apart: Sequence[str]) -> str:
    """How the figure comes of the rows."""
    rows = sum(source.rows.count() for source in sources)
    figures = {"figure": wording.number(figure), "rows": wording.number(rows)}
    if any(source.source.distinct for source in sources):
        return ngettext(
            "%(figure)s different in %(rows)s row; each counts once.", "%(figure)s different in %(rows)s rows; each counts once.", rows
        ) % figures
    if unit is Unit.AVERAGE:
        return ngettext("The score of %(rows)s answer: %(figure)s of 100.", "The average of %(rows)s answers: %(figure)s of 100.", rows) % figures
    if unit is Unit.HOURS:
        return ngettext(
            "The minutes of %(rows)s row make %(figure)s whole hours.", "The minutes of %(rows)s rows make %(figure)s whole hours.", rows
        ) % figures
    if any(source.source.value for source in sources):
        return ngettext(
            "The figures of %(rows)s row make %(figure)s.", "The figures of %(rows)s rows make %(figure)s together.", rows
        ) % figures
    return _("%(figure)s rows: each counts one.") % figures if rows != 1 else _("1 row: it counts one.")
