"""Planning, publishing, moving, cancelling and copying events. Whoever should know is told, once."""

from collections.abc import Sequence
from copy import copy as snapshot
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.times import local
from brobygger.events import house, moving_up
from brobygger.events.afterwards import copy_along, move_tasks
from brobygger.events.models import Event, Question, Series, SignUpList
from brobygger.events.telling import CANCELLED, CHANGED, MOVED, REINSTATED, Telling, heard_of
from brobygger.journal.models import Registration, State
from brobygger.rooms.models import Room

TOOL = "event"
COPIED = ("text", "place", "online_link", "accessibility", "price", "image", "image_text", "responsible", "listed_publicly")
COPIED_BELOW = ("kind", "title", "mode", "format", "theme", "target_group", "locality", "network", "project")
COPIED_LIST = ("capacity", "audience", "most_persons", "offer_hours", "remind_days")


@transaction.atomic
def plan(
    event: Event, registration: Registration, *, co_hosts: Sequence[int] = (), takes_signups: bool = False, capacity: int | None = None, room: Room | None = None,
    by: User, now: datetime,
) -> Event:
    """Keep a new event as a draft that staff alone see, with a sign-up list where one signs up.

    ``registration`` is new, or work that is registered already, which keeps its number, its state and its history. A day that has passed: it was held.
    ``room`` of the house is booked with it. ValidationError for an impossible registration, for one that is an event already, and where somebody has the room.
    """
    there = Registration.objects.select_for_update().get(pk=registration.pk) if registration.pk else None
    if there is not None and there.tool:
        raise ValidationError(_("It is an event already."))
    if takes_signups:
        event.signup_list = SignUpList.objects.create(capacity=capacity)
    registration.done_on, registration.tool, registration.minutes = event.day, TOOL, _minutes(event)
    if there is None:
        registration.created_by = by
        registration.state = State.HELD if event.ends_at <= now else State.PLANNED
    registration.full_clean(exclude=["created_by"])
    registration.check_day(local(now).date())
    registration.save()
    if there is not None:
        audit.record("edited", registration, by=by, before=audit.values(there), now=now)
    if there is None or co_hosts:
        registration.co_hosts.set(co_hosts)
    event.registration = registration
    house.put(event, room)
    event.save(force_insert=True)
    if room is not None:
        house.keep(event, room, by=by, now=now)
    audit.record("planned", event, by=by, now=now)
    return event


@transaction.atomic
def edit(
    event: Event, registration: Registration, *, before: tuple[dict[str, object], dict[str, object]], co_hosts: Sequence[int] | None = None, by: User, now: datetime,
    telling: Telling | None = None, chosen: house.Choice | None = None,
) -> Event:
    """Keep an edited event; its time is changed by :func:`move` alone. Another place or another link is told. ``chosen``: another room of the house, or none any more.

    Raises ValidationError and Stale.
    """
    there, own = _locked(event), telling or Telling(CHANGED, registration.centre)
    if chosen is not None:
        house.put(event, chosen.room)
    if elsewhere := (there.place, there.online_link) != (event.place, event.online_link):
        event.sequence = there.sequence + 1
    extra: dict[str, object] = {}
    if co_hosts is not None and (had := sorted(registration.co_hosts.values_list("pk", flat=True))) != sorted(co_hosts):
        extra["co_hosts"] = [had, sorted(co_hosts)]
        registration.co_hosts.set(co_hosts)
    registration.full_clean(exclude=["created_by"])
    event.save()
    registration.save()
    if chosen is not None and not event.is_cancelled:
        house.keep(event, chosen.room, by=by, now=now)
    house.rename(event, by=by, now=now)
    audit.record("edited", event, by=by, before=before[0], now=now)
    audit.record("edited", registration, by=by, before=before[1], extra=extra, now=now)
    if elsewhere and not event.is_cancelled and heard_of([event]):
        own.add(event, now=now, link_alone=there.place == event.place, was=there)
    if telling is None:
        own.send(by=by, now=now)
    return event


@transaction.atomic
def publish(event: Event, *, by: User, now: datetime) -> Event:
    """Show it on the public pages. Publishing twice is publishing once."""
    row = _locked(event)
    if row.published_at is None:
        before = audit.values(row)
        row.published_at = now
        row.save()
        audit.record("published", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def unpublish(event: Event, *, by: User, now: datetime) -> Event:
    """Take it off the public pages. ValidationError once somebody has signed up or been invited: they must be told, so it is cancelled instead."""
    row = _locked(event)
    if row.signup_list and row.signup_list.signups.alive().exists():
        raise ValidationError(_("Somebody has signed up. Cancel the event instead, so that they are told."))
    if row.invitations.exists():
        raise ValidationError(_("An invitation has been sent. Cancel the event instead, so that those who got it are told."))
    before = audit.values(row)
    row.published_at = None
    row.save()
    audit.record("unpublished", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def move(event: Event, *, starts_at: datetime, ends_at: datetime, reason: str, centre: Centre, by: User, now: datetime, telling: Telling | None = None, chosen: house.Choice | None = None) -> Event:
    """Give it another time, and with ``chosen`` another room or none any more. What somebody has heard of is moved for a reason, and all who should know are told; a draft just changes.

    ``telling`` gathers it with other dates, and the caller sends it. ValidationError when it has been held or cancelled, ends before it begins, or the
    reason is missing where one is owed.
    """
    row = _locked(event)
    registration = row.registration
    if (row.starts_at, row.ends_at) == (starts_at, ends_at) and (chosen is None or house.is_in(row, chosen.room)):
        return row
    if ends_at <= starts_at:
        raise ValidationError({"ends": _("It ends before it begins.")})
    if row.is_cancelled:
        raise ValidationError(_("It has been cancelled. Copy it to a new date instead."))
    if row.is_held and row.starts_at <= now and starts_at > now:
        raise ValidationError(_("It has taken place already. Copy it to a new date instead."))
    days = (local(starts_at).date() - row.day).days
    another_day = bool(days)
    known = bool(heard_of([row]))
    if known and another_day and not reason:
        raise ValidationError({"reason": _("Say why it is moved; those who have signed up or been invited get your words by mail.")})
    before, was = (audit.values(row), audit.values(registration)), snapshot(row)
    if another_day and known:
        registration.moved_from = registration.moved_from or row.day
        registration.state, registration.reason = State.MOVED, reason
    own = row.signup_list
    began = min(own.events.values_list("starts_at", flat=True)) if own is not None else row.starts_at
    row.starts_at, row.ends_at, row.sequence = starts_at, ends_at, row.sequence + 1
    registration.done_on, registration.minutes = local(starts_at).date(), _minutes(row)
    if registration.state == State.HELD and starts_at > now:
        registration.state = State.PLANNED
    registration.full_clean(exclude=["created_by"])
    if chosen is not None:
        house.put(row, chosen.room)
    row.save()
    registration.save()
    audit.record("moved", row, by=by, before=before[0], extra={"reason": reason} if reason else None, now=now)
    audit.record("moved", registration, by=by, before=before[1], now=now)
    if chosen is not None:
        house.keep(row, chosen.room, by=by, now=now)
    else:
        house.follow(row, by=by, now=now)
    move_tasks(row, days)
    if own is not None:
        moving_up.follow(own, was=began, now=now)
    _told(row, telling or Telling(MOVED, centre, reason), alone=telling is None, by=by, now=now, was=was)
    return row


@transaction.atomic
def cancel(event: Event, *, reason: str, centre: Centre, by: User, now: datetime, telling: Telling | None = None) -> Event:
    """Call it off for a reason. All who should know are told, once; it stays on the public page, marked, and never counts as held.

    Also what did not take place is cancelled, when its day has passed; then nobody is written to. ``telling`` as for :func:`move`.
    """
    row = _locked(event)
    if row.is_cancelled:
        return row
    if not reason:
        raise ValidationError({"reason": _("Say why; those who have signed up or been invited get your words by mail.")})
    if row.is_held and row.ends_at <= now and row.registration.persons:
        raise ValidationError(_("People have been counted as having come. Take the count away first."))
    registration = row.registration
    before = audit.values(row), audit.values(registration)
    registration.state, registration.reason = State.CANCELLED, reason
    row.sequence += 1
    row.save()
    registration.save()
    audit.record("cancelled", row, by=by, before=before[0], now=now)
    house.free(row, reason=reason, by=by, now=now)
    audit.record("cancelled", registration, by=by, before=before[1], now=now)
    _told(row, telling or Telling(CANCELLED, centre, reason), alone=telling is None, by=by, now=now)
    return row


@transaction.atomic
def reinstate(event: Event, *, centre: Centre, by: User, now: datetime, telling: Telling | None = None) -> Event:
    """Undo a cancelling: it takes place after all, and those who were told otherwise are told so."""
    row = _locked(event)
    if not row.is_cancelled:
        return row
    registration = row.registration
    before = audit.values(row), audit.values(registration)
    registration.state = State.MOVED if registration.moved_from else State.PLANNED
    registration.reason = registration.reason if registration.moved_from else ""
    row.sequence += 1
    row.save()
    registration.save()
    audit.record("reinstated", row, by=by, before=before[0], now=now)
    house.take_again(row, by=by, now=now)
    audit.record("reinstated", registration, by=by, before=before[1], now=now)
    _told(row, telling or Telling(REINSTATED, centre), alone=telling is None, by=by, now=now)
    return row


@transaction.atomic
def copy(
    event: Event, *, starts_at: datetime, ends_at: datetime, series: Series | None = None, series_day: date | None = None, signup_list: SignUpList | None = None, by: User, now: datetime, chosen: house.Choice | None = None,
) -> Event:
    """The same as a new draft at another time: texts, picture, tasks, materials, sign-up with its questions, co-hosts, its room, or the ``chosen`` one. No people, no counts.

    As one more of ``series``, which calls for it on ``series_day``, it may share a ``signup_list``; else it has one of its own where the first has one.
    """
    was = event.registration
    registration = Registration(**{name: getattr(was, name) for name in COPIED_BELOW})
    fresh = Event(starts_at=starts_at, ends_at=ends_at, **{name: getattr(event, name) for name in COPIED})
    fresh.signup_list = signup_list
    if signup_list is None and event.signup_list is not None:
        fresh.signup_list = list_like(event.signup_list, was=event.starts_at, begins=starts_at, now=now)
    if series is not None:
        fresh.series, fresh.series_day = series, series_day or fresh.day
    there = house.booked(event)
    if chosen is not None and there is not None and fresh.place == house.place_of(there.room):
        fresh.place = ""
    room = chosen.room if chosen is not None else there.room if there is not None else None
    made = plan(fresh, registration, co_hosts=list(was.co_hosts.values_list("pk", flat=True)), room=room, by=by, now=now)
    copy_along(event, made)
    return made


@transaction.atomic
def delete(event: Event, *, by: User, now: datetime) -> None:
    """Take a draft out. ValidationError for what has been public, has sign-ups, was invited to or counted: that is cancelled, so that it can be explained."""
    row = _locked(event)
    if row.invitations.exists():
        raise ValidationError(_("An invitation to it has been sent and is kept as evidence. Cancel it instead: then those who got it are told."))
    if row.published_at is not None or (row.signup_list and row.signup_list.signups.exists()) or row.registration.persons:
        raise ValidationError(_("It has been public or people are counted in it. Cancel it instead: then one can see later what became of it."))
    registration, own = row.registration, row.signup_list
    audit.record("removed", row, by=by, now=now)
    audit.record("removed", registration, by=by, now=now)
    row.delete()
    registration.delete()
    if own is not None and not own.events.exists():
        own.delete()


@transaction.atomic
def keep_signup_list(event: Event, signup_list: SignUpList, *, before: dict[str, object] | None, centre: Centre, by: User, now: datetime) -> SignUpList:
    """Let people sign up for it, on ``signup_list``; or keep that as it was edited. ValidationError where fewer places are left than are given out."""
    if before is not None:
        moving_up.keep_list(signup_list, before=before, centre=centre, by=by, now=now)
        return signup_list
    row = _locked(event)
    if row.signup_list is None:
        signup_list.save()
        row.signup_list = signup_list
        row.save()
        audit.record("opened sign-up", row, by=by, now=now, before=audit.values(row), extra={"capacity": signup_list.capacity})
    return row.signup_list


def _told(row: Event, telling: Telling, *, alone: bool, by: User, now: datetime, was: Event | None = None) -> None:
    telling.add(row, now=now, was=was)
    if alone:
        telling.send(by=by, now=now)


def list_like(signup_list: SignUpList, *, was: datetime, begins: datetime, now: datetime) -> SignUpList:
    """A list like it for an event that begins at ``begins``: it opens and closes as long before; not at all where that has passed."""
    opens, closes = (moving_up.as_far(at, was, begins) if at is not None else None for at in (signup_list.opens_at, signup_list.closes_at))
    fresh = SignUpList.objects.create(
        **{name: getattr(signup_list, name) for name in COPIED_LIST}, opens_at=opens if opens and opens > now else None, closes_at=closes if closes and closes > now else None,
    )
    for each in signup_list.questions.all():
        Question.objects.create(signup_list=fresh, position=each.position, text=each.text, kind=each.kind, choices=each.choices, required=each.required, per_person=each.per_person)
    return fresh


def _minutes(event: Event) -> int:
    return max(int((event.ends_at - event.starts_at) / timedelta(minutes=1)), 0)


def _locked(event: Event) -> Event:
    """The event and its list under lock, in that order: nobody signs up between the change and the telling of it."""
    row: Event = Event.objects.select_for_update(of=("self",)).select_related("registration__kind", "registration__centre", "responsible").get(pk=event.pk)
    if row.signup_list_id is not None:
        row.signup_list = SignUpList.objects.select_for_update().get(pk=row.signup_list_id)
    return row
