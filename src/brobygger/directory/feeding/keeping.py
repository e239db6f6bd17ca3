"""Offers of elsewhere, read in and kept: all of a feed once a day, what has changed in between; what leaves the feed leaves here."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre, Locality
from brobygger.core.cpr import contains_cpr
from brobygger.core.fetching import Fetch, over_the_web
from brobygger.directory.feeding.hsds import Service, Unreadable, services
from brobygger.directory.feeding.pages import rows_of
from brobygger.directory.finding import marks
from brobygger.directory.finding.index import marks_of
from brobygger.directory.finding.known import known
from brobygger.directory.models import FedOffer, Offer, OfferFeed
from brobygger.organisations.models import Organisation

JOB: Final = "directory.feeds"
MOST: Final = 2000  # offers kept of one feed
WHOLE: Final = timedelta(hours=20)  # after which all of it is read again: what has left it is told by nothing else
OVERLAP: Final = timedelta(hours=2)
_SAID: Final = ("outer", "title", "organisation", "text", "url", "mail", "phone", "where", "postal_code", "online", "when", "how", "whom", "price", "languages", "age_from", "age_to", "verified_on", "edited_on")


def read_in(feed: OfferFeed, *, now: datetime, fetch: Fetch = over_the_web) -> bool:
    """Fetch and keep; whether it went well. Where it did not, the last good copy stays as it was, and the feed says why."""
    since = None if feed.shape == OfferFeed.Shape.FILE or feed.good_at is None or feed.whole_at is None or now - feed.whole_at >= WHOLE else feed.good_at - OVERLAP
    with translation.override(settings.LANGUAGE_CODE):
        try:
            found = services(rows_of(feed, fetch, since=since))
            with transaction.atomic():
                _keep(feed, found, whole=since is None, now=now)
        except (OSError, Unreadable) as error:
            feed.went_wrong(error, now)
            return False
    return True


def read_all_in(*, now: datetime, fetch: Fetch = over_the_web) -> None:
    """Every feed of the centre in force that is in use."""
    for feed in OfferFeed.objects.filter(active=True):
        read_in(feed, now=now, fetch=fetch)


def _keep(feed: OfferFeed, found: list[Service], *, whole: bool, now: datetime) -> None:
    if whole and not found:
        raise Unreadable(_("It holds no services."))
    row = OfferFeed.objects.select_for_update(of=("self",)).select_related("centre").get(pk=feed.pk)
    here = _Here(row.centre)
    kept = [each for each in found if each.active and (not row.nearby or here.has(each)) and not _holds_cpr(each)]
    there = {each.outer for each in kept}
    gone = FedOffer.objects.filter(feed=row)
    gone = gone.exclude(outer__in=there) if whole else gone.filter(outer__in={each.outer for each in found} - there)
    gone.delete()
    rows = [FedOffer(feed=row, **{name: getattr(each, name) for name in _SAID}, marks=here.marks(each)) for each in kept]
    FedOffer.objects.bulk_create(rows, batch_size=40, update_conflicts=True, unique_fields=["centre", "feed", "outer"], update_fields=[*_SAID[1:], "marks"])
    if FedOffer.objects.filter(feed=row).count() > MOST:
        raise Unreadable(_("It holds more than %(n)s services. Choose an address that gives fewer.") % {"n": MOST})
    row.went_well(now, **({"seen": len(found), "whole_at": now} if whole else {}))


def _holds_cpr(service: Service) -> bool:
    return any(contains_cpr(value) for name in _SAID if isinstance(value := getattr(service, name), str))


class _Here:
    """The people here: whether a service is for them, and what their search knows of it."""

    def __init__(self, centre: Centre) -> None:
        self.known = known()
        self.places = list(Locality.objects.values_list("pk", "name", "postal_codes"))
        self.codes = {code for _pk, _name, codes in self.places for code in codes.split()}
        self.municipality = _folded([centre.municipality] if centre.municipality else [])

    def has(self, service: Service) -> bool:
        names = _folded(service.areas)
        if self.codes & service.codes or names & self.municipality or self._in(names):
            return True
        return service.online and not service.areas and not service.codes

    def _in(self, names: set[str]) -> set[int]:
        return {pk for pk, name, _codes in self.places if name.casefold() in names}

    def marks(self, service: Service) -> str:
        """As those of an own offer that says the same; which is never kept."""
        names = _folded(service.areas)
        like = Offer(
            title=service.title, text=service.text, place=service.where, postal_code=service.postal_code, when=service.when, how=service.how, languages=service.languages, online=service.online, free=False, access="",
            whole_municipality=bool(names & self.municipality), provider=Organisation(name=service.organisation),
        )
        localities = self._in(names) | {pk for pk, _name, codes in self.places if service.codes & set(codes.split())}
        return " ".join(sorted(marks_of(like, self.known) | {marks.mark(self.known.centre, marks.LOCALITY, pk) for pk in localities}))


def _folded(names: Iterable[str]) -> set[str]:
    """"Slagelse Kommune" is Slagelse."""
    return {name.strip().casefold().removesuffix("kommune").strip() for name in names}
