"""Membership as it is joined, changed and left; and what follows for it when an organisation moves."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Locality
from brobygger.organisations.models import Membership, MembershipType, Organisation
from brobygger.organisations.models.members import in_force
from brobygger.people.models import Person


@transaction.atomic
def keep(membership: Membership, *, by: User, before: Mapping[str, Any] | None = None) -> Membership:
    """Save ``membership``, new or edited. ValidationError where its member is a member of something else in the same days."""
    _lock(membership)
    if other := _overlapping(membership):
        raise ValidationError({"starts_on": _already(other)}, code="overlap")
    membership.save()
    audit.record("edited" if before is not None else "joined", membership, by=by, before=before)
    return membership


def somebody(known: Person | None, *, name: str, mail: str, phone: str, by: User) -> Person:
    """The person ``known``; else a new one with these particulars."""
    if known is not None:
        return known
    person = Person(name=name, mail=mail, phone=phone)
    person.save()
    audit.record("added", person, by=by)
    return person


def correct_person(person: Person, *, name: str, mail: str, phone: str, by: User) -> None:
    """Save what differs of a person's particulars."""
    if (person.name, person.mail, person.phone) == (name, mail, phone):
        return
    before = audit.values(person)
    person.name, person.mail, person.phone = name, mail, phone
    person.save()
    audit.record("edited", person, by=by, before=before)


@transaction.atomic
def leave(membership: Membership, *, last_day: date, reason: str, by: User) -> Membership:
    """End it with ``last_day``; a last day still to come may be moved. ValidationError where it has ended already or not begun by then."""
    row = _locked(membership)
    if row.over(timezone.localdate()):
        raise ValidationError(_("The membership has ended already."))
    if last_day < row.starts_on:
        raise ValidationError(_("The membership ends before it begins."))
    before = audit.values(row)
    row.ends_on, row.reason = last_day, reason or row.reason
    if other := _overlapping(row):
        raise ValidationError({"last_day": _already(other)}, code="overlap")
    row.save()
    audit.record("left", row, by=by, before=before)
    return row


@transaction.atomic
def change(membership: Membership, *, to: MembershipType, locality: Locality | None, since: date, by: User) -> Membership:
    """Go on as another type or in another locality from ``since``: what was before stays as it was. Gives the row in force.

    A membership that begins on ``since`` is changed where it stands; one whose last day is known goes on until that day.
    ValidationError where it has ended, or begins later.
    """
    row = _locked(membership)
    if row.over(timezone.localdate()) or (row.ends_on is not None and row.ends_on < since):
        raise ValidationError(_("The membership has ended already."))
    if since < row.starts_on:
        raise ValidationError(_("The membership begins %(day)s; a change cannot come before it.") % {"day": formats.date_format(row.starts_on)})
    if (row.type_id, row.locality_id) == (to.pk, locality.pk if locality else None):
        return row
    before = audit.values(row)
    if row.starts_on == since:
        row.type, row.locality = to, locality
        row.save()
        audit.record("edited", row, by=by, before=before)
        return row
    last_day, reason = row.ends_on, row.reason
    row.ends_on, row.reason = since - timedelta(days=1), ""
    row.save()
    audit.record("changed", row, by=by, before=before)
    onward = Membership(organisation=row.organisation, person=row.person, type=to, locality=locality, starts_on=since, ends_on=last_day, reason=reason)
    onward.save()
    audit.record("changed", onward, by=by)
    return onward


def moved(organisation: Organisation, *, since: date, by: User) -> None:
    """The organisation's locality is another now: its membership goes on from there."""
    for row in organisation.memberships.filter(in_force(since)):
        change(row, to=row.type, locality=organisation.locality, since=since, by=by)


def _lock(membership: Membership) -> None:
    """Hold the member, so that two cannot write memberships of it at once."""
    if membership.organisation is not None:
        Organisation.objects.select_for_update().get(pk=membership.organisation.pk)
    elif membership.person is not None:
        Person.objects.select_for_update().get(pk=membership.person.pk)


def _locked(membership: Membership) -> Membership:
    _lock(membership)
    row: Membership = Membership.objects.select_related("organisation", "person", "type").get(pk=membership.pk)
    return row


def _overlapping(membership: Membership) -> Membership | None:
    same = Membership.objects.filter(organisation=membership.organisation_id, person=membership.person_id).exclude(pk=membership.pk)
    until = Q() if membership.ends_on is None else Q(starts_on__lte=membership.ends_on)
    found: Membership | None = same.filter(until, Q(ends_on=None) | Q(ends_on__gte=membership.starts_on)).select_related("type").first()
    return found


def _already(other: Membership) -> str:
    start = formats.date_format(other.starts_on)
    if other.ends_on is None:
        return _("Is a member already, as %(type)s since %(start)s.") % {"type": other.type, "start": start}
    return _("Was a member already in these days, as %(type)s from %(start)s to %(end)s.") % {
        "type": other.type, "start": start, "end": formats.date_format(other.ends_on),
    }
