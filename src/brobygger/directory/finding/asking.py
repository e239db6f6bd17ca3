"""Ask the directory: ``find`` gives the offers that answer, in order, each with its reasons; and ways out where there are few."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from brobygger.directory.finding.ages import OLDEST
from brobygger.directory.finding.search import Search
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.finding.ways import WayOut, ways_out
from brobygger.directory.models import Meaning, Offer

__all__ = ["Found", "Hit", "Wanted", "WayOut", "find"]

TOGETHER = 30  # offers read at a time


@dataclass(frozen=True)
class Hit:
    """``reasons``: sentences that say why it answers, the weightiest first."""

    offer: Offer
    reasons: list[str]


@dataclass(frozen=True)
class Found:
    """``meant``: life situations that were understood; ``corrected``: words as they were typed and understood; ``near``: sorted by nearness; ``age``: read from the words."""

    hits: list[Hit]
    total: int
    meant: list[Meaning] = field(default_factory=list)
    sensitive: bool = False
    corrected: list[tuple[str, str]] = field(default_factory=list)
    ways_out: list[WayOut] = field(default_factory=list)
    near: bool = False
    age: int | None = None


def find(wanted: Wanted, *, now: datetime, limit: int = 30, offset: int = 0) -> Found:
    """The public offers of the centre in force that answer ``wanted``, ``limit`` of them from ``offset`` on."""
    search = Search(wanted.sound(), now)
    keys, total = search.page(limit, offset)
    offers = _offers(list(keys))
    where = search.whereabouts(keys)
    hits = [Hit(offers[pk], [*why, *where.get(pk, []), *_for_the_age(offers[pk], search.age)]) for pk, why in keys.items() if pk in offers]
    meant = [search.known.meanings[pk] for pk in search.question.meant] if search.question else []
    corrected = list(search.question.corrected) if search.question else []
    out = [] if offset else ways_out(search, total, now=now)
    return Found(hits, total, meant, any(each.sensitive for each in meant), corrected, out, bool(search.bands), search.age)


def _for_the_age(offer: Offer, age: int | None) -> list[str]:
    """Where the offer says for whom it is, and that is one of ``age``."""
    if age is None or (offer.age_from is None and offer.age_to is None) or not (offer.age_from or 0) <= age <= (offer.age_to or OLDEST):
        return []
    return [_("For one of %(n)s") % {"n": age}]


def _offers(keys: list[int]) -> dict[int, Offer]:
    """Those of them that are public. Few at a time, and the state told here: else SQLite, which thinks little of long lists, would read all of the centre."""
    found: dict[int, Offer] = {}
    for start in range(0, len(keys), TOGETHER):
        rows = Offer.objects.listed().filter(pk__in=keys[start : start + TOGETHER]).order_by()
        found |= {offer.pk: offer for offer in rows if offer.state == Offer.State.PUBLISHED}
    return found
