"""An initiative followed: who carries it, and that it was heard from."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.advice.models import Carrier, Initiative
from brobygger.centres import audit
from brobygger.organisations.actions import somebody
from brobygger.people.models import Person


@transaction.atomic
def carry(initiative: Initiative, *, known: Person | None, name: str, mail: str, phone: str, part: str, by: User) -> Carrier:
    """Somebody carries it from now on: a person who is ``known``, else a new one. ValidationError where she does already."""
    row = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if known is not None and row.carriers.filter(person=known).exists():
        raise ValidationError({"known": _("She or he is on the list already.")})
    made = Carrier(initiative=row, person=somebody(known, name=name, mail=mail, phone=phone, by=by), part=part)
    made.save()
    audit.record("added", made, by=by)
    return made


@transaction.atomic
def let_go(carrier: Carrier, *, by: User) -> None:
    audit.record("removed", carrier, by=by)
    carrier.delete()


@transaction.atomic
def heard(initiative: Initiative, *, by: User, now: datetime) -> None:
    """Somebody has heard from them: it is quiet no more."""
    row = Initiative.objects.select_for_update().get(pk=initiative.pk)
    before = audit.values(row)
    row.heard_on = localtime(now).date()
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)
