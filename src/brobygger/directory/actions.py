"""What happens to an offer: kept, approved, confirmed, hidden, ended; each also tells the index that citizens search in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.directory.finding import index
from brobygger.directory.hours import Hour
from brobygger.directory.models import Confirmation, Offer, OfferFeed, OfferTime

States = Offer.State


def keep_hours(offer: Offer, hours: Sequence[Hour]) -> tuple[str, str]:
    """The hours of its week are these; gives what they were and are, for the trail."""
    had = list(offer.times.all())
    was, now = [(each.weekday, each.opens, each.closes, each.note) for each in had], [tuple(hour) for hour in hours]
    if was != now:
        offer.times.all().delete()
        OfferTime.objects.bulk_create(OfferTime(offer=offer, weekday=each.weekday, opens=each.opens, closes=each.closes, note=each.note) for each in hours)
    return ", ".join(map(str, had)), ", ".join(map(str, offer.times.all()))


def changed(offer: Offer, *, by_provider: bool, now: datetime) -> None:
    """After its content was saved: the day, a look by the centre where the provider changed what is public, and the index. In the caller's transaction."""
    offer.edited_on = _day(now)
    offer.changed_by_provider = offer.changed_by_provider or (by_provider and offer.state == States.PUBLISHED)
    offer.save(update_fields=["edited_on", "changed_by_provider"])
    index.put([offer.pk])


@transaction.atomic
def submit(offer: Offer, *, by: User | None, now: datetime) -> Offer:
    """The provider asks the centre to make it public."""
    row = _locked(offer)
    if row.state not in {States.DRAFT, States.ENDED}:
        return row
    refuse_unready(row)
    return _set(row, States.WAITING, "sent in", by=by, now=now)


@transaction.atomic
def publish(offer: Offer, *, by: User, now: datetime) -> Offer:
    """Make it public; whoever does has read it, so it is confirmed as of today. ValidationError where a citizen could not use it."""
    row = _locked(offer)
    refuse_unready(row)
    row.published_at = row.published_at or now
    row.changed_by_provider = False
    _confirmed(row, Confirmation.Way.STAFF, by, _day(now))
    return _set(row, States.PUBLISHED, "published", by=by, now=now)


@transaction.atomic
def confirm(offer: Offer, *, way: Confirmation.Way, by: User | None, now: datetime) -> Offer:
    """Everything is right today. One that was hidden because nobody had said so is public again."""
    row = _locked(offer)
    if row.state not in {States.PUBLISHED, States.HIDDEN} or row.published_at is None:
        raise ValidationError(_("This offer is not public, so there is nothing to confirm."))
    _confirmed(row, way, by, _day(now))
    return _set(row, States.PUBLISHED, "confirmed", by=by, now=now)


@transaction.atomic
def looked(offer: Offer, *, by: User, now: datetime) -> Offer:
    """The centre has seen what the provider changed."""
    row = _locked(offer)
    row.changed_by_provider = False
    return _set(row, States(row.state), "looked at", by=by, now=now)


@transaction.atomic
def hide(offer: Offer, *, by: User | None, now: datetime) -> Offer:
    """Out of citizens' sight; it can come back by one click."""
    row = _locked(offer)
    if row.state != States.PUBLISHED:
        return row
    return _set(row, States.HIDDEN, "hidden", by=by, now=now)


@transaction.atomic
def end(offer: Offer, *, by: User | None, now: datetime) -> Offer:
    """It is not offered any more. It stays in lists and counts."""
    row = _locked(offer)
    if row.state == States.ENDED:
        return row
    return _set(row, States.ENDED, "ended", by=by, now=now)


@transaction.atomic
def put_right_elsewhere(offer: Offer, *, by: User, now: datetime) -> Offer:
    """As of today the national directory says the same."""
    row = _locked(offer)
    row.elsewhere_on = _day(now)
    return _set(row, States(row.state), "put right elsewhere", by=by, now=now)


@transaction.atomic
def delete(offer: Offer, *, by: User, now: datetime) -> None:
    """Only what never was public goes; the rest is ended, so that counts can be explained."""
    row = _locked(offer)
    if row.published_at is not None:
        raise ValidationError(_("It has been public, so it is kept. End it instead."))
    index.drop([row.pk])
    audit.record("removed", row, by=by, now=now)
    row.delete()


@transaction.atomic
def let_be_found(feed: OfferFeed, *, public: bool, by: User) -> None:
    """Whether citizens find what comes from this feed."""
    row = OfferFeed.objects.select_for_update().get(pk=feed.pk)
    before = audit.values(row)
    row.public = public
    row.save()
    audit.record("edited", row, by=by, before=before)


def refuse_unready(offer: Offer) -> None:
    """What a citizen needs before it is shown: what it is, and a way to it."""
    missing = []
    if not (offer.short or offer.text):
        missing.append(_("Say what it is, at least in one sentence."))
    if not (offer.contact_phone or offer.contact_mail or offer.website or (offer.access == Offer.Access.OPEN_DOOR and (offer.place or offer.address))):
        missing.append(_("Give a way to reach it: a telephone, a mail, a website, or a place one can just come to."))
    if missing:
        raise ValidationError(missing)


def _confirmed(row: Offer, way: Confirmation.Way, by: User | None, day: date) -> None:
    Confirmation.objects.get_or_create(offer=row, on=day, defaults={"way": way, "by": by})
    row.verified_on, row.reminders, row.reminded_on = day, 0, None


def _set(row: Offer, state: Offer.State, verb: str, *, by: User | None, now: datetime) -> Offer:
    before = audit.values(Offer.objects.get(pk=row.pk))
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)
    index.put([row.pk])
    return row


def _locked(offer: Offer) -> Offer:
    row: Offer = Offer.objects.select_for_update(of=("self",)).select_related("provider", "centre").get(pk=offer.pk)
    return row


def _day(now: datetime) -> date:
    return localtime(now).date()
