"""What a list of posts shows: narrowed as its address says, and ways on where nothing fits."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.exchange.models import Category, ExchangePost, Side

SIDES = {"tilbydes": Side.OFFER, "soeges": Side.NEED}
WORDS = {side: word for word, side in SIDES.items()}


class Asked:
    """``q`` words, ``vis`` offered or looked for, ``om`` a category, ``sted`` a locality. Strange values are none."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.words = str(given.get("q", "")).strip()[:100]
        self.side = str(given.get("vis", "")) if given.get("vis") in SIDES else ""
        self.about = key_of(given.get("om"))
        self.place = key_of(given.get("sted"))

    def narrow(self, rows: Any) -> Any:
        for word in self.words.split()[:6]:
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(organisation__name__icontains=word) | Q(place__icontains=word) | Q(category__name__icontains=word) | Q(category__also__icontains=word))
        if self.side:
            rows = rows.filter(side=SIDES[self.side])
        if self.about:
            rows = rows.filter(category=self.about)
        if self.place:
            rows = rows.filter(locality=self.place)
        return rows

    def said(self) -> dict[str, object]:
        """The address's words, those that say something."""
        return {name: value for name, value in {"q": self.words, "vis": self.side, "om": self.about, "sted": self.place}.items() if value}

    def query(self, *, without: str = "", **instead: object) -> str:
        return urlencode({name: value for name, value in {**self.said(), **instead}.items() if value and name != without})


def filters(asked: Asked) -> list[Filter]:
    """The fields above a list; offered or looked for is chosen beside it."""
    return [
        Filter("q", _("Words"), asked.words), Filter("om", _("What"), asked.about, lines=list(Category.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("sted", _("Locality"), asked.place, lines=list(Locality.objects.filter(retired=False).values_list("pk", "name"))),
    ]


def ways_out(asked: Asked, rows: Any) -> list[tuple[str, str, int]]:
    """Where nothing fits: each word of the address taken away by itself, as far as something fits then: the words, the address, how many."""
    labels = {"q": _("without “%(filter)s”") % {"filter": asked.words}, "vis": _("offered and looked for"), "om": _("of every kind"), "sted": _("everywhere")}
    found = []
    for name in asked.said():
        fewer = Asked({key: value for key, value in asked.said().items() if key != name})
        if n := fewer.narrow(rows).count():
            found.append((labels[name], asked.query(without=name), n))
    return found


def public() -> Any:
    return ExchangePost.objects.listed().public()
