"""What the consultations of a time add up to, and whom nobody has spoken with for long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.advice.models import About, Client, Consultation
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, Registration
from brobygger.organisations.models import Membership, Organisation, in_words

MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One bar: ``percent`` of the longest of its kind."""

    label: str
    n: int
    percent: int


@dataclass(frozen=True, slots=True)
class Figures:
    """``n`` consultations, whole ``hours``, distinct ``organisations``; and how they fall."""

    n: int
    hours: int
    organisations: int
    parts: list[tuple[str, list[Line]]]


def figures(start: date, end: date) -> Figures:
    """Of consultations held from ``start`` to ``end``. Seven queries."""
    rows = Registration.objects.of(BaseKind.CONSULTATION).filter(done_on__gte=start, done_on__lte=end).order_by()
    whole = rows.aggregate(n=Count("pk"), minutes=Sum("minutes"))
    of = Consultation.objects.filter(registration__in=rows).order_by()
    whom = Participation.objects.filter(registration__in=rows).exclude(who="").order_by()
    by_whom = dict(whom.values_list("who").annotate(n=Count("registration", distinct=True)))
    names = in_words(by_whom)
    months = [(date_format(month, "b Y"), n) for month, n in rows.annotate(month=TruncMonth("done_on")).values_list("month").annotate(n=Count("pk")).order_by("month")]
    themes = rows.exclude(theme=None).values_list("theme__name").annotate(n=Count("pk"))
    parts = [
        (_("By month"), _lines(months, in_order=True)),
        (_("What they were about"), _lines((str(About(key).label), n) for key, n in of.values_list("about").annotate(n=Count("pk")))),
        (_("By theme"), _lines(themes)),
        (_("Who was helped"), _lines((str(Client(key).label), n) for key, n in of.values_list("client").annotate(n=Count("pk")))),
        (_("Organisations most often"), _lines((names[key], n) for key, n in by_whom.items())),
    ]
    return Figures(whole["n"], (whole["minutes"] or 0) // 60, len(by_whom), [each for each in parts if each[1]])


def _lines(found: Iterable[tuple[Any, int]], *, in_order: bool = False) -> list[Line]:
    counted = [(str(label), n) for label, n in found]
    shown = counted if in_order else sorted(counted, key=lambda each: (-each[1], each[0].casefold()))[:MOST]
    most = max((n for _label, n in shown), default=1)
    return [Line(label, n, round(100 * n / most)) for label, n in shown]


def not_spoken_with(since: date, today: date) -> list[tuple[Organisation, date | None]]:
    """Members of today that nobody has advised on ``since`` or after, with the day somebody last did; those never spoken with first. Two queries."""
    held = Q(registration__base=BaseKind.CONSULTATION, registration__draft=False, registration__state="held")
    last = dict(Participation.objects.filter(held, organisation__isnull=False).order_by().values_list("organisation").annotate(day=Max("registration__done_on")))
    members = Organisation.objects.filter(pk__in=Membership.objects.on(today).filter(organisation__isnull=False).values("organisation"))
    found = [(each, last.get(each.pk)) for each in members if (day := last.get(each.pk)) is None or day < since]
    return sorted(found, key=lambda each: (each[1] or date.min, each[0].name.casefold()))
