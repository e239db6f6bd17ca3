"""The exchange in figures: of a year, what was put up and what came of it, by category. Each is a count of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from brobygger.core.keys import key_of
from brobygger.exchange.models import Category, Exchange, ExchangePost, Side


@dataclass(slots=True)
class Line:
    pk: int
    name: str
    offers: int = 0
    needs: int = 0
    answers: int = 0
    made: int = 0
    done: int = 0
    minutes: int = 0


def by_category(year: int) -> list[Line]:
    """One line for each category that is in use or was; three questions."""
    lines = {pk: Line(pk, name) for pk, name in Category.objects.values_list("pk", "name")}
    first, last = date(year, 1, 1), date(year, 12, 31)
    posts: Any = ExchangePost.objects.filter(published_on__range=(first, last)).exclude(state=ExchangePost.State.HIDDEN).order_by()
    for pk, offers, needs in posts.values_list("category").annotate(offers=Count("pk", filter=Q(side=Side.OFFER)), needs=Count("pk", filter=Q(side=Side.NEED))):
        lines[pk].offers, lines[pk].needs = offers, needs
    agreed, took_place = Q(agreed_on__range=(first, last), state__in=Exchange.MADE), Q(done_on__range=(first, last), state=Exchange.State.DONE)
    swaps: Any = Exchange.objects.order_by().values_list("category")
    found = swaps.annotate(answers=Count("pk", filter=Q(answered_at__year=year, post__isnull=False)), made=Count("pk", filter=agreed), done=Count("pk", filter=took_place), given=Sum("minutes", filter=took_place))
    for pk, answers, made, done, given in found:
        line = lines[pk]
        line.answers, line.made, line.done, line.minutes = answers, made, done, given or 0
    return list(lines.values())


def year_of(said: object) -> int | None:
    """The year that an address says; None where it says none that can be."""
    year = key_of(said)
    return year if year is not None and 2000 <= year <= 2100 else None


def total(lines: Iterable[Line]) -> Line:
    whole, given = Line(0, _("All together")), list(lines)
    for each in fields(Line):
        if each.name not in {"pk", "name"}:
            setattr(whole, each.name, sum(getattr(line, each.name) for line in given))
    return whole
