"""What the consultations of a time add up to, and whom nobody has spoken with for long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brobygger.advice.filters import NONE, Filters
from brobygger.advice.models import About, Client, Consultation, ItemSent
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, Registration, State
from brobygger.organisations.models import Membership, Organisation, Sector, in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One bar: ``percent`` of the longest of its kind; ``query`` is the address of the rows behind it."""

    label: str
    n: int
    percent: int
    query: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """``n`` consultations, whole ``hours``, distinct ``organisations``, items of the shelf that were ``sent``; and how the consultations fall."""

    n: int
    hours: int
    organisations: int
    sent: int
    parts: list[tuple[str, list[Line]]]


def figures(start: date, end: date, filters: Filters | None = None) -> Figures:
    """Of consultations held from ``start`` to ``end`` that fit the filters. Ten queries."""
    chosen = filters or Filters({})
    period = {"vis": "holdt", "fra": start, "til": end}
    rows = chosen.apply(Registration.objects.of(BaseKind.CONSULTATION), start=start, end=end).order_by()
    whole = rows.aggregate(n=Count("pk"), minutes=Sum("minutes"))
    n = whole["n"]
    of = Consultation.objects.filter(registration__in=rows).order_by()
    whom = Participation.objects.filter(registration__in=rows).exclude(who="").order_by()
    by_whom = dict(whom.values_list("who").annotate(n=Count("registration", distinct=True)))
    names = in_words(by_whom)
    months = rows.annotate(month=TruncMonth("done_on")).values_list("month").annotate(n=Count("pk")).order_by("month")
    themes = rows.values_list("theme", "theme__name").annotate(n=Count("pk"))
    kinds = rows.values_list("kind", "kind__name").annotate(n=Count("pk"))
    abouts, clients = (list(rows.values_list(f"consultation__{field}").annotate(n=Count("pk"))) for field in ("about", "client"))
    staff = rows.values_list("consultation__advised_by", "consultation__advised_by__name").annotate(n=Count("pk"))

    def lines(found: Iterable[tuple[Any, str, int]], name: str, *, in_order: bool = False) -> list[Line]:
        said = [(label, number, {name: key if key is not None else NONE}) for key, label, number in found]
        return _lines([(label, number, chosen.query(**{**period, **more})) for label, number, more in said], in_order=in_order)

    by_month = [
        (date_format(month, "b Y"), number, chosen.query(**{**period, "fra": max(start, month), "til": min(end, _last(month))})) for month, number in months
    ]
    parts = [
        (_("By month"), _lines(by_month, in_order=True)),
        (_("What they were about"), lines([(key, str(About(key).label) if key else _("not filled in"), number) for key, number in abouts], "om")),
        (_("By theme"), lines([(key, label or _("no theme"), number) for key, label, number in themes], "tema")),
        (_("Who was helped"), lines([(key, str(Client(key).label) if key else _("not filled in"), number) for key, number in clients], "klient")),
        (_("By kind"), lines(kinds, "slags")),
        (_("Who advised"), lines([(key, label or _("nobody named"), number) for key, label, number in staff], "medarbejder")),
        (_("Organisations most often"), lines([(names[key], Truncator(names[key]).chars(60), number) for key, number in by_whom.items()], "forening")),
    ]
    sent = ItemSent.objects.filter(consultation__in=of, sent_at__date__gte=start).count()
    return Figures(n, (whole["minutes"] or 0) // 60, len(by_whom), sent, [each for each in parts if each[1]])


def _last(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _lines(found: Iterable[tuple[str, int, str]], *, in_order: bool = False) -> list[Line]:
    counted = list(found)
    shown = counted if in_order else sorted(counted, key=lambda each: (-each[1], each[0].casefold()))
    most = max((n for _label, n, _query in shown), default=1)
    return [Line(label, n, round(100 * n / most), query) for label, n, query in shown]


def not_spoken_with(since: date, today: date, *, everybody: bool = False) -> QuerySet[Any]:
    """Members of today (or all associations) that nobody has advised on ``since`` or after; ``last`` is the day somebody did, those never spoken with first.

    Who became a member after ``since`` has not been a member long enough to be missed.
    """
    held = {"registration__base": BaseKind.CONSULTATION, "registration__draft": False, "registration__state": State.HELD}
    talks = Participation.objects.filter(organisation=OuterRef("pk"), **held).order_by("-registration__done_on")
    of_organisations = Membership.objects.filter(organisation__isnull=False)
    members = Organisation.objects.filter(pk__in=of_organisations.on(today).values("organisation")).filter(pk__in=of_organisations.filter(starts_on__lte=since).values("organisation"))
    among = Organisation.objects.filter(sector=Sector.CIVIL_SOCIETY) if everybody else members
    quiet = among.filter(~Exists(talks.filter(registration__done_on__gte=since)))
    return quiet.annotate(last=Subquery(talks.values("registration__done_on")[:1])).order_by(F("last").asc(nulls_first=True), "name", "pk")
