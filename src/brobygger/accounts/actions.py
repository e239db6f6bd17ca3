"""Invite colleagues, give and take roles. All that hangs together at a centre is decided under the lock on the centre's row."""

import secrets
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import Invitation, RoleAssignment, User
from brobygger.accounts.roles import Role
from brobygger.centres import audit
from brobygger.centres.models import AccessibilityStatement, Centre
from brobygger.centres.scoping import centre_id_in_force
from brobygger.core import outbox

OPEN_FOR = timedelta(days=14)
Link = Callable[[str], str]  # from an invitation's secret to the path that opens it


def _locked() -> Centre:
    """The centre in force, its row locked: two who change roles at once wait for one another."""
    return Centre.objects.select_for_update().get(pk=centre_id_in_force())


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def look_over(row: AccessibilityStatement, *, by: User, now: datetime) -> None:
    """Somebody has looked, and the statement is still right: its year begins anew."""
    row = AccessibilityStatement.objects.select_for_update().get(pk=row.pk)
    before = audit.values(row)
    row.looked_on, row.way = localtime(now).date(), AccessibilityStatement.Way.OURSELVES
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)


@transaction.atomic
def invite(*, mail: str, name: str, roles: Collection[str], by: User, now: datetime, link: Link) -> Invitation:
    """Write the invitation and its mail. ValidationError where the address already has a role here, or is invited."""
    centre = _locked()
    held = RoleAssignment.objects.filter(user__email__iexact=mail).on(localtime(now).date())
    if held.exists():
        raise ValidationError({"mail": _("This colleague is already here. Change the roles on the colleague’s own page.")})
    if Invitation.objects.open().filter(mail__iexact=mail).exists():
        raise ValidationError({"mail": _("This address has already been invited. Send the invitation again from the list.")})
    invitation = Invitation(mail=mail.lower(), name=name, roles=sorted(roles), invited_at=now, invited_by=by)
    _send(invitation, centre, by=by, now=now, link=link)
    audit.record("invited", invitation, by=by, now=now)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: User, now: datetime, link: Link) -> None:
    """A new link, good from today; the old one no longer opens."""
    centre = _locked()
    row = Invitation.objects.open().filter(pk=invitation.pk).first()
    if row is None:
        raise ValidationError(_("This invitation has been accepted or withdrawn in the meantime."))
    _send(row, centre, by=by, now=now, link=link)
    audit.record("invited again", row, by=by, now=now)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, now: datetime) -> None:
    _locked()
    row = Invitation.objects.open().filter(pk=invitation.pk).first()
    if row is None:
        raise ValidationError(_("This invitation has been accepted or withdrawn in the meantime."))
    row.withdrawn_at = now
    row.save()
    audit.record("withdrawn", row, by=by, now=now)


def _send(invitation: Invitation, centre: Centre, *, by: User, now: datetime, link: Link) -> None:
    secret = secrets.token_urlsafe(24)
    invitation.digest = digest_of(secret)
    invitation.expires_at = now + OPEN_FOR
    invitation.save()
    with translation.override(settings.LANGUAGE_CODE):
        roles = get_text_list(invitation.role_names, _("and"))
        text = _(
            "Hello %(name)s\n\n%(by)s invites you to %(centre)s in Brobygger, as %(roles)s.\n\nOpen this link to accept:\n%(link)s\n\n"
            "The link is yours alone and can be used until %(day)s. If you do not know what this is about, you need not do anything."
        ) % {
            "name": invitation.name, "by": by.name, "centre": centre.name, "roles": roles,
            "link": settings.SITE_URL + link(secret),
            "day": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        outbox.write(to=invitation.mail, subject=_("You are invited to %(centre)s") % {"centre": centre.name}, text=text)


@transaction.atomic
def accept(invitation: Invitation, *, now: datetime, user: User | None = None, name: str = "", password: str | None = None) -> User:
    """Give ``user`` the roles; without a user a new account is made for the invited address.

    ValidationError where the invitation has been accepted, withdrawn or is past its day, or the address has got an account.
    """
    _locked()
    row = Invitation.objects.open().filter(pk=invitation.pk, digest=invitation.digest, expires_at__gt=now).first()
    if row is None:
        raise ValidationError(_("This invitation can no longer be used. Ask for a new one."))
    if user is None:
        if User.objects.filter(email__iexact=row.mail).exists():
            raise ValidationError(_("There is already an account with this address. Sign in with it, and open the link again."))
        user = User.objects.create_user(row.mail, password, name=name or row.name)
    today = localtime(now).date()
    held = set(RoleAssignment.objects.filter(user=user).on(today).values_list("role", flat=True))
    for role in sorted(set(row.roles) - held):
        _give(user, role, by=row.invited_by, now=now)
    row.accepted_at, row.accepted_by = now, user
    row.save()
    audit.record("accepted", row, by=user, now=now)
    return user


@transaction.atomic
def set_roles(user: User, roles: Collection[str], *, by: User, now: datetime) -> None:
    """``user`` holds exactly ``roles`` at the centre from today. ValidationError rather than leave it without a leader."""
    _locked()
    today = localtime(now).date()
    held = {row.role: row for row in RoleAssignment.objects.filter(user=user).on(today)}
    if Role.LEADER in held and Role.LEADER not in roles and not _another_leader(user, today):
        raise ValidationError(_("A centre needs a leader. Make somebody else leader first."))
    for role in sorted(set(held) - set(roles)):
        row = held[role]
        if row.since >= today:
            audit.record("role taken", row, by=by, now=now)
            row.delete()
        else:
            before = audit.values(row)
            row.until = today - timedelta(days=1)
            row.save()
            audit.record("role taken", row, by=by, before=before, extra={"user": user.pk, "role": role}, now=now)
    for role in sorted(set(roles) - set(held)):
        _give(user, role, by=by, now=now)


@transaction.atomic
def give(user: User, role: str, *, by: User | None, now: datetime) -> None:
    """``user`` holds ``role`` beside the others from today; nothing happens where it is held."""
    _locked()
    if not RoleAssignment.objects.filter(user=user, role=role).on(localtime(now).date()).exists():
        _give(user, role, by=by, now=now)


def _another_leader(user: User, today: date) -> bool:
    others = RoleAssignment.objects.on(today).filter(role=Role.LEADER, user__is_active=True).exclude(user=user)
    return bool(others.exists())


def _give(user: User, role: str, *, by: User | None, now: datetime) -> None:
    row = RoleAssignment.objects.create(user=user, role=role, since=localtime(now).date())
    audit.record("role given", row, by=by, now=now)


@transaction.atomic
def require_second_factor(roles: Collection[str], *, by: User, now: datetime) -> None:
    """From now on whoever holds one of ``roles`` sets up a second factor before going on."""
    centre = _locked()
    before = audit.values(centre)
    centre.second_factor_roles = sorted(roles)
    centre.save()
    audit.record("edited", centre, by=by, before=before, now=now)
