"""What a list of posts shows: narrowed as its address says, and ways on where nothing fits."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre, Locality
from brobygger.centres.scoping import centre_id_in_force
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.exchange import neighbours
from brobygger.exchange.models import Category, Side

SIDES = {"tilbydes": Side.OFFER, "soeges": Side.NEED}
WORDS = {side: word for word, side in SIDES.items()}


class Asked:
    """``q`` words, ``vis`` offered or looked for, ``om`` a category, ``sted`` a locality, ``center`` one of those that are exchanged with. Strange values are none."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.words = str(given.get("q", "")).strip()[:100]
        self.side = str(given.get("vis", "")) if given.get("vis") in SIDES else ""
        self.about = key_of(given.get("om"))
        self.place = key_of(given.get("sted"))
        self.centre = str(given.get("center", ""))[:40]

    def narrow(self, rows: Any) -> Any:
        for word in self.words.split()[:6]:
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(organisation__name__icontains=word) | Q(place__icontains=word) | Q(category__name__icontains=word) | Q(category__also__icontains=word))
        if self.side:
            rows = rows.filter(side=SIDES[self.side])
        if self.about:
            rows = rows.filter(_about(self.about))
        if self.place:
            rows = rows.filter(locality=self.place)
        if self.centre:
            rows = rows.filter(centre__key=self.centre)
        return rows

    def said(self) -> dict[str, object]:
        """The address's words, those that say something."""
        return {name: value for name, value in {"q": self.words, "vis": self.side, "om": self.about, "sted": self.place, "center": self.centre}.items() if value}

    def query(self, *, without: str = "", **instead: object) -> str:
        return urlencode({name: value for name, value in {**self.said(), **instead}.items() if value and name != without})


def _about(category: int) -> Q:
    """Of a category of ours; of a neighbour, whose lists are its own, of the same sort."""
    sort = Category.objects.filter(pk=category).exclude(sort=Category.Sort.OTHER).order_by().values("sort")
    return Q(category=category) | (Q(category__sort__in=sort) & ~Q(centre=centre_id_in_force()))


def filters(asked: Asked, centres: Sequence[Centre] = ()) -> list[Filter]:
    """The fields above a list; offered or looked for is chosen beside it. ``centres``: the neighbours whose posts are among them."""
    across = [Filter("center", _("Centre"), asked.centre, lines=[(each.key, each.name) for each in (*Centre.objects.filter(pk=centre_id_in_force()), *centres)])] if centres else []
    return [
        Filter("q", _("Words"), asked.words), Filter("om", _("What"), asked.about, lines=list(Category.objects.filter(retired=False).values_list("pk", "name"))),
        Filter("sted", _("Locality"), asked.place, lines=list(Locality.objects.filter(retired=False).values_list("pk", "name"))), *across,
    ]


def ways_out(asked: Asked, rows: Any) -> list[tuple[str, str, int]]:
    """Where nothing fits: each word of the address taken away by itself, as far as something fits then: the words, the address, how many."""
    labels = {"q": _("without “%(filter)s”") % {"filter": asked.words}, "vis": _("offered and looked for"), "om": _("of every kind"), "sted": _("everywhere"), "center": _("at all the centres")}
    found = []
    for name in asked.said():
        fewer = Asked({key: value for key, value in asked.said().items() if key != name})
        if n := fewer.narrow(rows).count():
            found.append((labels[name], asked.query(without=name), n))
    return found


def public(centres: Sequence[Centre] | None = None) -> Any:
    """The public posts of the centre in force, and of the neighbours it exchanges with."""
    return neighbours.public(list(neighbours.mutual() if centres is None else centres))
