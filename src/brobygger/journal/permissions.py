"""Whose registrations a person sees, and which of them she may change."""

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.journal.models import Registration, RegistrationQuerySet


def visible(access: Access) -> RegistrationQuerySet:
    """All, for those who may see everybody's work; else one's own."""
    rows: RegistrationQuerySet = Registration.objects.all()
    if access.may(May.SEE_WORK):
        return rows
    return rows.filter(created_by=access.user.pk)


def may_edit(access: Access, row: Registration) -> bool:
    return access.may(May.EDIT_WORK) or row.created_by_id == access.user.pk
