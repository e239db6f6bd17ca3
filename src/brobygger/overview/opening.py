"""Open a new centre: its name, the kinds of work and the life situations it begins with, and a leader who can do the rest from a browser."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import Role
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory import first_lines, vocabulary
from brobygger.exchange import defaults as exchange
from brobygger.journal import first_kinds
from brobygger.matching import defaults


@transaction.atomic
def open_centre(*, key: str, name: str, leader: str, mail: str, now: datetime) -> tuple[Centre, User]:
    """The centre and its leader. An account that has this address already becomes the leader; else one without a password is made,
    that signs in with a code by mail. ValidationError where the key or the name cannot be used.
    """
    centre = Centre(key=key, name=name)
    centre.full_clean()
    centre.save()
    user = User.objects.filter(email__iexact=mail).first() or User.objects.create_user(mail, None, name=leader)
    with centre_in_force(centre):
        first_kinds.lay_out()
        vocabulary.lay_out()
        first_lines.lay_out()
        defaults.lay_out()
        exchange.lay_out()
        role = RoleAssignment.objects.create(user=user, role=Role.LEADER, since=localtime(now).date())
        audit.record("role given", role, by=None, now=now)
    return centre, user
