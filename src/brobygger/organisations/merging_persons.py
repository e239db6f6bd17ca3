"""Two rows of the same person made one, with her roles, memberships, seats and whatever else; and parted again within thirty days."""

from datetime import datetime
from typing import Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.carrying import Step, again, carry, plain, take_back, typed, values
from brobygger.organisations.fees.asked_twice import ask_once
from brobygger.organisations.merging import carry_pairs, refuse_late
from brobygger.organisations.models import Contact, PersonApart, PersonMerge
from brobygger.organisations.settling import Stays, settle
from brobygger.people.models import Person

_FILLED: Final = ("mail", "phone", "account_id")


@transaction.atomic
def merge(kept: Person, gone: Person, *, by: User, now: datetime, stays: Stays | None = None) -> PersonMerge:
    """Let ``kept`` stand for ``gone`` too. ValidationError where both sign in, or both were members over the same days and nobody says whose stays."""
    found = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk], erased_on=None).order_by("pk")}
    if len(found) != 2:
        raise ValidationError(_("One of the two is no longer there."))
    kept, gone = found[kept.pk], found[gone.pk]
    if kept.account_id and gone.account_id and kept.account_id != gone.account_id:
        raise ValidationError(_("Both sign in, each with an account of her own. Close one of the accounts first."))
    row = PersonMerge(kept=kept, by=by, at=now, was=values(gone))
    before = audit.values(kept)
    steps: list[Step] = []
    ask_once(steps, "person", kept.pk, gone.pk, by=by, now=now)
    settle(steps, "person", kept.pk, gone.pk, stays=stays, by=by, now=now)
    carry_pairs(steps, PersonApart, kept.pk, gone.pk)
    _one_of_each_role(steps, kept.pk, gone.pk)
    carry(steps, Person, gone.pk, kept.pk, but=[PersonApart])
    for attname in _FILLED:
        was, offered = getattr(kept, attname), getattr(gone, attname)
        if not was and offered:
            setattr(kept, attname, offered)
            row.filled[attname] = [plain(was), plain(offered)]
    row.steps = steps
    audit.record("removed", gone, by=by, now=now)
    kept.save()
    Person.objects.filter(pk=gone.pk).delete()
    audit.record("merged", kept, by=by, before=before, extra={"merged": row.was["id"]}, now=now)
    row.save()
    return row


@transaction.atomic
def part(row: PersonMerge, *, by: User, now: datetime) -> Person:
    """Undo ``row``. ValidationError after thirty days, and where a later merge must be undone first."""
    refuse_late(row, now)
    kept = Person.objects.select_for_update().get(pk=row.kept_id)
    before = audit.values(kept)
    restored: Person = again(Person, row.was)
    for attname, (was, got) in row.filled.items():
        if plain(getattr(kept, attname)) == got:
            setattr(kept, attname, typed(Person, attname, was))
    kept.save()
    take_back(row.steps, apps.get_model)
    audit.record("parted", kept, by=by, before=before, extra={"parted": restored.pk}, now=now)
    audit.record("restored", restored, by=by, now=now)
    row.delete()
    return restored


def _one_of_each_role(steps: list[Step], kept: int, gone: int) -> None:
    """A role that both have in an organisation is one role: the other row's goes, with what stood on it carried over."""
    def said(row: Contact) -> tuple[object, ...]:
        return row.organisation_id, row.role, row.title, row.until

    there = {said(row): row for row in Contact.objects.filter(person=kept)}
    for row in Contact.objects.filter(person=gone):
        if (same := there.get(said(row))) is not None:
            carry(steps, Contact, row.pk, same.pk)
            steps.append({"model": Contact._meta.label, "values": values(row)})
            row.delete()
