"""Access tokens made, closed and taken over by a leader; and who comes with one."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.db import transaction

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import Role
from brobygger.api.models import AccessToken
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.times import local

PREFIX: Final = "brobygger_"  # so that a secret that has come astray is known for what it is


def digest_of(secret: str) -> str:
    """Of a secret of 256 bits of chance, which nobody guesses; so a plain digest, that is found by one look-up, does."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(token: AccessToken, *, by: User, now: datetime) -> str:
    """Keep a new token. Gives its secret, which is written nowhere."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token.digest, token.tail, token.kept_by, token.made_at = digest_of(secret), secret[-4:], by, now
    token.save()
    audit.record("added", token, by=by, now=now)
    return secret


@transaction.atomic
def revoke(token: AccessToken, *, by: User, now: datetime) -> None:
    """Close it for good, from this moment. Nothing happens where it was closed before."""
    row = AccessToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        before = audit.values(row)
        row.revoked_at = now
        row.save()
        audit.record("closed", row, by=by, before=before, now=now)


@transaction.atomic
def take_over(token: AccessToken, *, by: User, now: datetime) -> None:
    """Let the program act in the name of ``by`` from now on."""
    row = AccessToken.objects.select_for_update().get(pk=token.pk)
    before = audit.values(row)
    row.kept_by = by
    row.save()
    audit.record("taken", row, by=by, before=before, now=now)


def is_answered_for(token: AccessToken, now: datetime) -> bool:
    """Whether it is in use at the centre in force, and whoever answers for it leads the centre."""
    today = local(now).date()
    return token.revoked_at is None and not token.is_over(today) and _leads(token, today)


def _leads(token: AccessToken, day: date) -> bool:
    return token.kept_by is not None and token.kept_by.is_active and RoleAssignment.objects.on(day).filter(user=token.kept_by_id, role=Role.LEADER).exists()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A program at a centre: its token, and the access of the leader it acts for. None where that person leads the centre no more."""

    token: AccessToken
    access: Access | None


def visitor(secret: str, centre: Centre, now: datetime) -> Visitor | None:
    """Whose secret it is at the centre in force, if any that is in use. Another centre's is nobody's here."""
    today = local(now).date()
    token = AccessToken.objects.in_use(today).select_related("kept_by").filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return Visitor(token, Access.of(token.kept_by, centre, frozenset({Role.LEADER})) if token.kept_by is not None and _leads(token, today) else None)
