"""Offers in further languages: kept, taken out, and what is to be done in each language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.directory.finding import index
from brobygger.directory.languages import LANGUAGES, Language
from brobygger.directory.models import Offer, OfferLanguage, OfferTranslation
from brobygger.directory.models.translations import OfferTranslationQuerySet

Status = OfferTranslation.Status


def stamp(row: OfferTranslation, now: datetime) -> None:
    """It is right for what the offer says today; the offer is held meanwhile, so that nobody changes its Danish under it. In the caller's transaction."""
    row.offer = Offer.objects.select_for_update(of=("self",)).select_related("centre").get(pk=row.offer_id)
    row.of_title, row.of_short, row.of_how = row.offer.title, row.offer.short, row.offer.how
    row.translated_on = localtime(now).date()


@transaction.atomic
def take_out(row: OfferTranslation, *, by: User, now: datetime) -> None:
    audit.record("removed", row, by=by, now=now)
    row.delete()
    index.put([row.offer_id])


@transaction.atomic
def choose(codes: Iterable[str], *, by: User, now: datetime) -> None:
    """The languages that are asked for are these. Texts there are in others stay."""
    wanted = {code for code in codes if code in LANGUAGES}
    there = {row.code: row for row in OfferLanguage.objects.select_for_update()}
    for code in sorted(there.keys() - wanted):
        audit.record("removed", there[code], by=by, now=now)
        there[code].delete()
    for code in sorted(wanted - there.keys()):
        row, made = OfferLanguage.objects.get_or_create(code=code)
        if made:
            audit.record("added", row, by=by, now=now)


class Tally(NamedTuple):
    """How the public offers stand in one language."""

    language: Language
    right: int
    old: int
    draft: int
    missing: int


def tallies() -> list[Tally]:
    """For each language that is asked for, with two questions more."""
    total = Offer.objects.public().count()
    as_it_is = OfferTranslationQuerySet.AS_IT_IS
    rows = OfferTranslation.objects.filter(offer__in=Offer.objects.public()).order_by().values("language").annotate(
        right=Count("pk", filter=Q(ready=True) & as_it_is), old=Count("pk", filter=Q(ready=True) & ~as_it_is), draft=Count("pk", filter=Q(ready=False)),
    )
    found = {row["language"]: row for row in rows}
    none = {"right": 0, "old": 0, "draft": 0}
    return [Tally(each, said["right"], said["old"], said["draft"], total - said["right"] - said["old"] - said["draft"]) for each in asked_for() for said in [found.get(each.code, none)]]


def asked_for() -> list[Language]:
    return [LANGUAGES[code] for code in OfferLanguage.objects.values_list("code", flat=True) if code in LANGUAGES]


def offers_in(status: str, code: str) -> QuerySet[Any]:
    """The public offers that stand so in that language."""
    mine = OfferTranslation.objects.filter(offer=OuterRef("pk"), language=code)
    rows: QuerySet[Any] = Offer.objects.listed().public()
    if status == Status.MISSING:
        return rows.filter(~Exists(mine))
    wanted = {Status.DRAFT: mine.filter(ready=False), Status.OLD: mine.out_of_date()}.get(Status(status), mine.shown().filter(OfferTranslationQuerySet.AS_IT_IS))
    return rows.filter(Exists(wanted))


def standing(offer: Offer) -> list[tuple[Language, OfferTranslation | None, Any]]:
    """Of one offer for each language that is asked for, and for those it has besides: the translation and how it stands."""
    there = {row.language: row for row in offer.translations.all()}
    for row in there.values():
        row.offer = offer
    codes = dict.fromkeys([*(each.code for each in asked_for()), *there])
    return [(LANGUAGES[code], there.get(code), there[code].status.label if code in there else Status.MISSING.label) for code in codes if code in LANGUAGES]


def shown_of(offer: Offer) -> list[OfferTranslation]:
    """What citizens can read it in, beside Danish."""
    return [row for row in offer.translations.all() if row.ready and row.language in LANGUAGES]
