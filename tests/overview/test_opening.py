from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.journal import first_kinds, reading
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind
from brobygger.overview.opening import open_centre

pytestmark = pytest.mark.django_db
NEW = {"key": "nyby", "name": "Frivilligcenter Nyby", "leader": "Astrid", "mail": "astrid@nyby.example"}


def test_every_base_kind_has_a_first_kind_of_its_own() -> None:
    assert set(first_kinds.NAMES) == set(BaseKind)
    assert len(set(first_kinds.NAMES.values())) == len(BaseKind)


def test_a_new_centre_has_a_leader_and_understands_the_first_line() -> None:
    centre, user = open_centre(**NEW, now=timezone.now())
    with centre_in_force(centre):
        assert [(each.user, each.role) for each in RoleAssignment.objects.all()] == [(user, "leader")]
        understood = reading.understand("Kursus i modtagelse, 12 deltagere", today=date(2026, 11, 23))
        assert Kind.objects.get(pk=understood.row.kind_id).base == "course"
        assert first_kinds.lay_out() == []
    assert not user.has_usable_password()


def test_who_has_an_account_already_keeps_it() -> None:
    there = User.objects.create_user("Astrid@nyby.example", "et langt kodeord", name="Astrid Holm")
    _centre, user = open_centre(**NEW, now=timezone.now())
    assert (user, user.name, User.objects.count()) == (there, "Astrid Holm", 1)


@pytest.mark.parametrize("key", ["", "med mellemrum", "nyby", "konto", "api", "arrangementer", "frivilligjob", "sprog", "static"])
def test_a_key_that_cannot_be_used_opens_nothing(key: str) -> None:
    Centre.objects.create(key="nyby", name="Den gamle")
    with pytest.raises(ValidationError):
        open_centre(**{**NEW, "key": key}, now=timezone.now())
    assert (Centre.objects.count(), User.objects.count()) == (1, 0)


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("open_centre", "nyby", "Frivilligcenter Nyby", leader="Astrid", mail="astrid@nyby.example")
    assert capsys.readouterr().out.splitlines() == [
        "Frivilligcenter Nyby is open at /nyby/kontor/.",
        "Astrid signs in with a code by mail, or after: ./brobygger manage changepassword astrid@nyby.example",
    ]
    with pytest.raises(CommandError):
        call_command("open_centre", "nyby", "Igen", leader="Astrid", mail="astrid@nyby.example")
