"""Erase a person: her particulars go, what was done and counted stays, without a name on it."""

from datetime import datetime
from typing import Any, Protocol

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.actions import set_roles
from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Change
from brobygger.core.privacy import Declaration
from brobygger.core.registry import Registry
from brobygger.people.holdings import Held, Subject, held_on
from brobygger.people.models import Person


class Erased(Protocol):
    def __call__(self, subject: Subject, *, by: User | None, now: datetime) -> None: ...


erased_too: Registry[Erased] = Registry("erased_too")
"""What contexts above let go of beside declared fields when somebody is erased: mails that were written, states that say she is there."""


@transaction.atomic
def erase(subject: Subject, *, by: User | None, now: datetime) -> None:
    """Blank the subject's personal fields at the centre in force and take its name off what it did. Counts stay as they are.

    ValidationError for the centre's only leader. An account that holds no role anywhere afterwards is blanked and closed as well; the
    audit trail keeps that somebody acted, and says so without a name once the account is blank.
    """
    account, person = subject.account, subject.person
    if account is not None:
        if by is None or account.pk == by.pk:
            raise ValidationError(_("You cannot erase yourself. Ask another leader."))
        set_roles(account, [], by=by, now=now)
    for let_go in erased_too.values():
        let_go(subject, by=by, now=now)
    for held in list(held_on(subject)):
        if held.declaration.model in (User, Person, Change, RoleAssignment):
            continue
        _take_off(held, subject)
    if person is not None:
        person.refresh_from_db()
        person.name, person.mail, person.phone, person.account = "–", "", "", None
        person.erased_on = localtime(now).date()
        person.save()
        Change.objects.create(at=now, by=by, verb="erased", model=Person._meta.label, row=person.pk)
    if account is not None:
        _leave_teams(account)
        RoleAssignment.objects.filter(user=account).delete()
        if not RoleAssignment.everywhere.filter(user=account).exists():
            close_account(account)
        Change.objects.create(at=now, by=by, verb="erased", model=User._meta.label, row=account.pk)


def _take_off(held: Held, subject: Subject) -> None:
    """Blank personal fields, loosen the keys that may be empty, delete what exists for the person's sake alone.

    Done by UPDATE, past the rows' own guards: a frozen meeting keeps its decisions and loses the name. Versions are raised, so
    nothing kept still shows it.
    """
    model, declaration = held.declaration.model, held.declaration
    if declaration.delete:
        held.rows.delete()
        return
    changes = blanks(declaration)
    rows = held.rows.order_by()
    for tie in set(held.ties) - set(declaration.stay):
        field = model._meta.get_field(tie) if tie != "pk" and "__" not in tie else None
        if isinstance(field, models.ForeignKey) and field.null:
            key = subject.key_of(field.related_model)
            tied = model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)), **{tie: key})
            tied.update(**changes, **{tie: None}, **raised(model))
    if changes and not any(_may_be_empty(model, tie) for tie in held.ties):
        rows.update(**changes, **raised(model))


def _may_be_empty(model: type[models.Model], tie: str) -> bool:
    field = model._meta.get_field(tie) if tie != "pk" and "__" not in tie else None
    return isinstance(field, models.ForeignKey) and bool(field.null)


def blanks(declaration: Declaration) -> dict[str, Any]:
    return {name: holding.blank for name, holding in declaration.fields.items() if holding.kind != "open" and not holding.of_others}


def raised(model: type[models.Model]) -> dict[str, Any]:
    return {"version": F("version") + 1} if any(field.name == "version" for field in model._meta.concrete_fields) else {}


def _leave_teams(account: User) -> None:
    """Take the account out of the many-to-many tables of the centre's rows (a team's members)."""
    from django.apps import apps

    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            if field.related_model is User and hasattr(model, "everywhere"):
                for row in model._default_manager.filter(**{field.name: account.pk}):
                    getattr(row, field.name).remove(account.pk)
                    row.save()


def close_account(account: User) -> None:
    """Blank the account itself: nobody can sign in with it again, and its row only holds together what it did."""
    for model in (EmailAddress, Authenticator, UserSession):
        model.objects.filter(user=account).delete()
    account.email, account.name = f"erased-{account.pk}@example.invalid", "–"
    account.is_active = False
    account.set_unusable_password()
    account.save()


