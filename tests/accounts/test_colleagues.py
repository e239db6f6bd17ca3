"""Colleagues are invited by mail, given roles and taken from them; a centre is never left without a leader."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from brobygger.accounts import actions
from brobygger.accounts.models import Invitation, RoleAssignment, User
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from tests.conftest import member
from tests.factories import RoleAssignmentFactory, UserFactory

COLLEAGUES = "/testby/kontor/indstillinger/kolleger/"


def _roles(user):
    return sorted(RoleAssignment.objects.filter(user=user).on(timezone.localdate()).values_list("role", flat=True))


def _link(number=0):
    mail = OutgoingMail.objects.order_by("-pk")[number]
    found = re.search(r"/invitation/\S+/", mail.text)
    assert found is not None, mail.text
    return found[0]


@pytest.fixture
def invited(client_of, astrid):
    answer = client_of(astrid).post(f"{COLLEAGUES}inviter/", {"name": "Nora Ny", "mail": "Nora@Example.org", "roles": ["staff", "desk"]})
    assert answer.status_code == 302
    return Invitation.objects.get()


def test_an_invitation_is_a_mail_with_a_link_that_makes_the_account(invited, client):
    assert OutgoingMail.objects.get().to == "nora@example.org"
    page = client.get(_link())
    assert "Velkommen til Frivilligcenter Testby" in page.content.decode()
    answer = client.post(_link(), {"name": "Nora Ny", "password": "hvidtjørn-og-kaffe"})
    assert answer.headers["Location"] == "/testby/kontor/"
    nora = User.objects.get(email="nora@example.org")
    assert (_roles(nora), nora.check_password("hvidtjørn-og-kaffe")) == (["desk", "staff"], True)
    assert client.get("/testby/kontor/").status_code == 200
    assert client.get(_link()).status_code == 410


def test_without_a_password_one_signs_in_by_code(invited, client):
    client.post(_link(), {"name": "Nora Ny", "password": ""})
    assert User.objects.get(email="nora@example.org").has_usable_password() is False


def test_a_weak_password_is_told_beside_the_field_and_nothing_is_made(invited, client):
    answer = client.post(_link(), {"name": "Nora Ny", "password": "12345"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"password"}
    assert User.objects.filter(email="nora@example.org").count() == 0


def test_whoever_has_an_account_elsewhere_signs_in_and_accepts(invited, client, client_of, other_centre):
    nora = member("Nora", "board", other_centre)
    User.objects.filter(pk=nora.pk).update(email="nora@example.org")
    assert "Du har allerede en konto" in client.get(_link()).content.decode()
    client.post(_link(), {"name": "Tyv", "password": "hvidtjørn-og-kaffe"})
    assert User.objects.filter(email="nora@example.org").count() == 1
    assert _roles(nora) == []
    client_of(nora).post(_link())
    assert _roles(nora) == ["desk", "staff"]
    with centre_in_force(other_centre):
        assert _roles(nora) == ["board"]


def test_nobody_is_invited_twice_and_a_colleague_not_at_all(invited, client_of, astrid, bo):
    browser = client_of(astrid)
    for mail in ("NORA@example.org", bo.email):
        answer = browser.post(f"{COLLEAGUES}inviter/", {"name": "Igen", "mail": mail, "roles": ["desk"]})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mail"])
        assert answer.context["form"].data["name"] == "Igen"
    assert Invitation.objects.count() == 1


def test_sent_again_the_old_link_closes_and_withdrawn_both_do(invited, client_of, astrid, client):
    old, browser = _link(), client_of(astrid)
    act = f"/testby/kontor/indstillinger/invitationer/{invited.pk}/"
    browser.post(act, {"act": "again"})
    assert (client.get(old).status_code, client.get(_link()).status_code) == (410, 200)
    browser.post(act, {"act": "withdraw"})
    assert client.get(_link()).status_code == 410
    assert browser.post(act, {"act": "again"}).status_code == 404


def test_a_link_past_its_day_does_not_open(invited, client):
    Invitation.objects.filter(pk=invited.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(_link()).status_code == 410
    with pytest.raises(ValidationError):
        actions.accept(Invitation.objects.get(), now=timezone.now(), name="Nora")


def test_the_trail_names_the_act_and_not_the_person(invited):
    line = Change.objects.get(verb="invited")
    assert "nora" not in f"{line.label} {line.fields}".lower()


def test_roles_are_given_and_taken_from_today(client_of, astrid, bo):
    client_of(astrid).post(f"{COLLEAGUES}{bo.pk}/", {"roles": ["desk", "board"]})
    assert _roles(bo) == ["board", "desk"]
    assert RoleAssignment.objects.get(user=bo, role="staff").until == timezone.localdate() - timedelta(days=1)
    client_of(astrid).post(f"{COLLEAGUES}{bo.pk}/", {"roles": []})
    assert _roles(bo) == []
    assert client_of(bo).get("/testby/kontor/").status_code == 404


def test_the_last_leader_stays(client_of, astrid, bo):
    answer = client_of(astrid).post(f"{COLLEAGUES}{astrid.pk}/", {"roles": ["staff"]})
    assert (answer.status_code, answer.context["form"].errors["roles"]) == (422, ["Et center skal have en leder. Gør først en anden til leder."])
    client_of(astrid).post(f"{COLLEAGUES}{bo.pk}/", {"roles": ["leader"]})
    assert client_of(astrid).post(f"{COLLEAGUES}{astrid.pk}/", {"roles": ["staff"]}).status_code == 302
    assert (_roles(astrid), _roles(bo)) == (["staff"], ["leader"])


def test_another_centres_people_are_not_here(client_of, astrid, fremmed):
    assert client_of(astrid).get(f"{COLLEAGUES}{fremmed.pk}/").status_code == 404
    assert client_of(astrid).post(f"{COLLEAGUES}{fremmed.pk}/", {"roles": ["leader"]}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client_of, astrid, rows, django_assert_num_queries):
    for _number in range(rows):
        RoleAssignmentFactory.create(user=UserFactory.create())
    browser = client_of(astrid)
    browser.get(COLLEAGUES)
    with django_assert_num_queries(12):
        browser.get(COLLEAGUES)


def test_a_role_that_asks_for_a_second_factor_leads_to_setting_one_up(client_of, astrid, bo, dorte):
    client_of(astrid).post(COLLEAGUES, {"roles": ["staff"]})
    answer = client_of(bo).get("/testby/kontor/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/konto/2fa/")
    assert client_of(dorte).get("/testby/kontor/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_take_each_other_down_leave_one(centre):
    astrid, bo = member("Astrid", "leader", centre), member("Bo", "leader", centre)
    start, refused = Barrier(2), []

    def take(victim, by):
        start.wait()
        try:
            with centre_in_force(centre):
                actions.set_roles(victim, ["staff"], by=by, now=timezone.now())
        except ValidationError as refusal:
            refused.append(refusal.messages)
        finally:
            connection.close()

    threads = [Thread(target=take, args=(astrid, bo)), Thread(target=take, args=(bo, astrid))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(_roles(astrid) + _roles(bo)) == ["leader", "staff"]
    assert len(refused) == 1


@pytest.mark.django_db(transaction=True)
def test_ten_hands_on_one_link_make_one_account(centre):
    astrid = member("Astrid", "leader", centre)
    invitation = actions.invite(mail="nora@example.org", name="Nora", roles=["staff"], by=astrid, now=timezone.now(), link="/invitation/{}/".format)
    start, made, refused = Barrier(10), [], []

    def take():
        start.wait()
        try:
            with centre_in_force(centre):
                made.append(actions.accept(invitation, now=timezone.now(), name="Nora"))
        except ValidationError:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=take) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (len(made), len(refused)) == (1, 9)
    assert User.objects.filter(email="nora@example.org").count() == 1
    assert RoleAssignment.objects.filter(user=made[0]).count() == 1
