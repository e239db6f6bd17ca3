"""Figures and dates as a person would say them, in the language in force; and a target read aloud."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from brobygger.plan.periods import Per

if TYPE_CHECKING:
    from brobygger.plan.models import Target

PER_LABELS: dict[Per, str | Promise] = {
    Per.PLAN: gettext_lazy("in the whole period"),
    Per.YEAR: gettext_lazy("a year"),
    Per.HALF_YEAR: gettext_lazy("each half-year"),
    Per.QUARTER: gettext_lazy("each quarter"),
    Per.MONTH: gettext_lazy("a month"),
    Per.FORTNIGHT: gettext_lazy("each fortnight"),
    Per.WEEK: gettext_lazy("a week"),
}
EACH_LABELS: dict[str, str | Promise] = {
    "network": pgettext_lazy("for each", "for each network"),
    "association": pgettext_lazy("for each", "for each association"),
    "locality": pgettext_lazy("for each", "for each locality"),
    "team": pgettext_lazy("for each", "for each team"),
    "place": pgettext_lazy("for each", "for each place"),
}


def number(value: float) -> str:
    if isinstance(value, int) and -1000 < value < 1000:  # a plan's page shows hundreds, and these need no grouping
        return str(value)
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def day(value: date) -> str:
    return _day(value, get_language() or "")


@lru_cache(maxsize=4096)
def _day(value: date, _language: str) -> str:
    return formats.date_format(value, "DATE_FORMAT")


def times(per: Per, n: int) -> str:
    """The noun for ``n`` windows of ``per``."""
    nouns = {
        Per.YEAR: ngettext("year", "years", n),
        Per.HALF_YEAR: ngettext("half-year", "half-years", n),
        Per.QUARTER: ngettext("quarter", "quarters", n),
        Per.MONTH: ngettext("month", "months", n),
        Per.FORTNIGHT: ngettext("fortnight", "fortnights", n),
        Per.WEEK: ngettext("week", "weeks", n),
        Per.PLAN: ngettext("period", "periods", n),
    }
    return nouns[per]


def aim(target: "Target", *, dated: bool = True) -> str:
    """The target's number and cadence: "2–4 a year for each network", "at least 2 in the whole period, by 31 March"."""
    if target.evidenced:
        said = _("documented")
    elif target.share:
        said = _("all of them")
    elif target.minimum is None and target.maximum is None:
        return _("counted, without a number")
    elif target.minimum is None:
        said = _("at most %(n)s") % {"n": number(target.maximum or 0)}
    elif target.maximum is None:
        said = (_("about %(n)s") if target.about else _("at least %(n)s")) % {"n": number(target.minimum)}
    elif target.minimum == target.maximum:
        said = number(target.minimum)
    else:
        said = f"{number(target.minimum)}–{number(target.maximum)}"
    if not target.evidenced:
        said = f"{said} {PER_LABELS[Per(target.per)]}"
    if target.for_each:
        said = f"{said} {EACH_LABELS[target.for_each]}"
    if target.due_on and dated:
        said = _("%(aim)s, by %(day)s") % {"aim": said, "day": day(target.due_on)}
    return said


def promise(target: "Target") -> str:
    """The aim without its day, for comparing a plan with the next, where days have moved on."""
    return aim(target, dated=False)
