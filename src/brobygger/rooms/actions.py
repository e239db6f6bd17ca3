"""The house kept: rooms with what they consist of, and the usual price classes to begin with."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.rooms import spaces
from brobygger.rooms.models import Booker, Feature, PriceClass, Room, SetUp

Many = dict[str, Iterable[Any]]


@transaction.atomic
def keep_room(room: Room, many: Many, *, before: dict[str, object] | None, by: User, now: datetime) -> Room:
    """Keep a room, new or edited, with its ``many``: features, set-ups, the rooms it is made of and those it excludes.

    Bookings to come take from now on what the room consists of now. ValidationError where two of them would be in each other's way, where it would be made
    of rooms that are made of others, and where it would exclude a part of itself.
    """
    _refuse_impossible(room, set(many.get("parts", ())), set(many.get("excludes", ())))
    room.full_clean(exclude=["centre"])
    room.save()
    extra: dict[str, Any] = {}
    for name, rows in many.items():
        field = getattr(room, name)
        had, fresh = sorted(field.values_list("pk", flat=True)), sorted(row.pk for row in rows)
        if had != fresh:
            field.set(fresh)
            extra[name] = [had, fresh]
    audit.record("added" if before is None else "edited", room, by=by, before=before, extra=extra, now=now)
    spaces.lay_out(now=now)
    return room


def _refuse_impossible(room: Room, parts: set[Room], excludes: set[Room]) -> None:
    own = {each for each in parts if each.pk == room.pk or each.parts.exists()}
    if own:
        raise ValidationError({"parts": _("“%(room)s” is itself made of other rooms. Choose those instead.") % {"room": next(iter(own))}})
    if parts and room.pk and room.part_of.exists():
        raise ValidationError({"parts": _("“%(room)s” is a part of another room, so it cannot be made of rooms itself.") % {"room": room}})
    if excludes & parts:
        raise ValidationError({"excludes": _("“%(room)s” is a part of it already; that says enough.") % {"room": next(iter(excludes & parts))}})
    if room.pk and any(each.pk == room.pk for each in excludes):
        raise ValidationError({"excludes": _("A room does not exclude itself.")})


@transaction.atomic
def delete_room(room: Room, *, by: User, now: datetime) -> None:
    """Take out a room that nobody has booked. ValidationError once somebody has, and for a part of another: it can be put out of use instead."""
    row: Room = Room.objects.select_for_update().get(pk=room.pk)
    to_come = row.bookings.taking().filter(ends_at__gt=now).count()
    if to_come:
        said = ngettext("%(n)s booking is still to come. Move or cancel it first.", "%(n)s bookings are still to come. Move or cancel them first.", to_come)
        raise ValidationError(said % {"n": to_come})
    if row.bookings.exists():
        raise ValidationError(_("The room has been booked, so it stays, with what it was used for. Put it out of use instead."))
    if row.part_of.exists():
        raise ValidationError(_("“%(room)s” is made of it. Change that first.") % {"room": row.part_of.first()})
    audit.record("removed", row, by=by, now=now)
    row.spaces.clear()
    row.delete()
    spaces.lay_out(now=now)


@transaction.atomic
def lay_out_prices(*, by: User, now: datetime) -> None:
    """The three price classes that many houses have, to begin with. Nothing where there are any."""
    if PriceClass.objects.exists():
        return
    usual = ((Booker.VOLUNTARY, _("Voluntary social associations"), 0), (Booker.PUBLIC, _("Popular education and public bodies"), 19), (Booker.PRIVATE, _("Private and commercial"), 300))
    for position, (booker, name, price) in enumerate(usual):
        row = PriceClass.objects.create(booker=booker, name=name, hourly=Decimal(price), position=position)
        audit.record("added", row, by=by, now=now)


def lay_out_lists() -> None:
    """The words that most houses need for what is in a room and how it can stand. Nothing where there are any."""
    if not Feature.objects.exists():
        Feature.objects.bulk_create(Feature(name=name, position=place) for place, name in enumerate((_("Projector"), _("Whiteboard"), _("Screen for online meetings"), _("Hearing loop"), _("Kitchenette"))))
    if not SetUp.objects.exists():
        SetUp.objects.bulk_create(SetUp(name=name, position=place) for place, name in enumerate((_("Meeting table"), _("Theatre"), _("Horseshoe"), _("Café tables"), _("Empty floor"))))
