"""An association's own pages: they open for those who speak for it, today, and for nobody else; what it changes is shown as its doing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.organisations import entry
from brobygger.organisations.models import Contact, ContactInvitation, Organisation
from brobygger.people.models import Person
from tests.conftest import member
from tests.factories import (
    CentreFactory,
    ContactFactory,
    MembershipFactory,
    PersonFactory,
    ThemeFactory,
    UserFactory,
)
from tests.together import at_once

HOME = "/testby/forening/"
ORGANISATIONS = "/testby/kontor/organisationer/"


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "own"}}
    cache.clear()


@pytest.fixture
def hers(erik):
    """Erik's contact at the association he speaks for."""
    return ContactFactory.create(person=PersonFactory.create(name="Erik", mail=erik.email, account=erik), acts_since=timezone.now(), organisation__name="Naboerne")


@pytest.fixture
def inge(centre):
    """A contact who cannot sign in yet."""
    return ContactFactory.create(person=PersonFactory.create(name="Inge Holm", mail="inge@naboerne.example"), organisation__name="Naboerne")


def _link():
    found = re.search(r"/testby/forening/invitation/\S+", OutgoingMail.objects.latest("pk").text)
    assert found is not None
    return found.group(0)


def _invited(client_of, astrid, contact):
    client_of(astrid).post(f"{ORGANISATIONS}kontakter/{contact.pk}/adgang/", {"act": "invite"})
    return _link()


def _roles(user):
    return list(RoleAssignment.objects.filter(user=user).on(timezone.localdate()).values_list("role", flat=True))


def test_a_contact_is_invited_accepts_and_is_at_home(client, client_of, astrid, inge):
    link = _invited(client_of, astrid, inge)
    assert "inviteret til egne sider" in client_of(astrid).get(f"{ORGANISATIONS}{inge.organisation_id}/").content.decode()
    assert client.get(link).status_code == 200
    assert not User.objects.filter(email="inge@naboerne.example").exists()
    answer = client.post(link, {"name": "Inge Holm"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{HOME}{inge.organisation_id}/"
    user = User.objects.get(email="inge@naboerne.example")
    inge.refresh_from_db()
    assert (user.has_usable_password(), inge.person.account, inge.acts_since is not None, _roles(user)) == (False, user, True, ["association"])
    assert client.get("/").headers["Location"] == HOME
    assert client.get(link).status_code == 410
    assert Change.objects.filter(verb="let in", row=inge.pk, by=user).exists()


def test_from_then_on_a_code_in_a_mail_is_all_she_needs(client, client_of, astrid, inge, settings):
    settings.EMAIL_BACKEND = "brobygger.core.outbox.OutboxBackend"  # as in use; the tests' frame puts another in its place
    client.post(_invited(client_of, astrid, inge), {"name": "Inge Holm"})
    client.logout()
    client.post("/konto/login/code/", {"email": "inge@naboerne.example"})
    mail = OutgoingMail.objects.latest("pk")
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", mail.text, re.MULTILINE)
    assert code is not None, mail.text
    answer = client.post("/konto/login/code/confirm/", {"code": code[1]}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{HOME}{inge.organisation_id}/"


def test_one_who_has_an_account_signs_in_first_and_keeps_her_roles(client, client_of, astrid, bo, inge):
    Person.objects.filter(pk=inge.person_id).update(mail=bo.email)
    link = _invited(client_of, astrid, inge)
    assert client.get(link).context["known"]
    assert client.post(link, {"name": "Bo"}).status_code == 403
    assert not Contact.objects.exclude(acts_since=None).exists()
    client_of(bo).post(link)
    assert sorted(_roles(bo)) == ["association", "staff"]
    assert client_of(bo).get(f"{HOME}{inge.organisation_id}/").status_code == 200


def test_another_account_is_not_let_in_by_somebody_elses_link(client_of, astrid, bo, inge):
    link = _invited(client_of, astrid, inge)
    browser = client_of(bo)
    assert browser.get(link).context["stranger"]
    assert browser.post(link, {"name": "Bo", "accept": "1"}).status_code == 403
    with pytest.raises(ValidationError, match="en anden adresse"):
        entry.accept(ContactInvitation.objects.get(), user=bo, now=timezone.now())
    inge.refresh_from_db()
    assert (inge.acts_since, inge.person.account, _roles(bo)) == (None, None, ["staff"])


@pytest.mark.parametrize("meanwhile", ["withdrawn", "again", "late", "ended", "other mail", "erased", "deleted"])
def test_an_invitation_that_no_longer_holds_opens_nothing(client, client_of, astrid, inge, meanwhile):
    link = _invited(client_of, astrid, inge)
    if meanwhile == "withdrawn":
        client_of(astrid).post(f"{ORGANISATIONS}kontakter/{inge.pk}/adgang/", {"act": "stop"})
    elif meanwhile == "again":
        assert _invited(client_of, astrid, inge) != link
    elif meanwhile == "late":
        ContactInvitation.objects.update(expires_at=timezone.now())
    elif meanwhile == "ended":
        Contact.objects.update(until=timezone.localdate())
    elif meanwhile == "other mail":
        Person.objects.update(mail="en.anden@example.org")
    elif meanwhile == "erased":
        Person.objects.update(erased_on=timezone.localdate(), mail="")
    else:
        client_of(astrid).post(f"{ORGANISATIONS}kontakter/{inge.pk}/", {"act": "delete"})
    assert client.post(link, {"name": "Inge Holm"}).status_code == 410
    assert not User.objects.filter(name="Inge Holm").exists()


def test_an_invitation_is_for_one_association_and_leaves_the_others_shut(client, client_of, astrid, inge):
    elsewhere = ContactFactory.create(person=inge.person)
    client.post(_invited(client_of, astrid, inge), {"name": "Inge Holm"})
    assert client.get(f"{HOME}{inge.organisation_id}/").status_code == 200
    assert client.get(f"{HOME}{elsewhere.organisation_id}/").status_code == 404
    assert [row.pk for row in Organisation.objects.filter(contacts__acts_since__isnull=False)] == [inge.organisation_id]


PAGES = ("", "profil/", "kontakter/", "kontakter/ny/", "arrangementer/")


@pytest.mark.parametrize("page", PAGES)
def test_another_associations_pages_are_not_there(client_of, erik, hers, centre, page):
    other = ContactFactory.create(person__account=UserFactory.create(), acts_since=timezone.now())
    browser = client_of(erik)
    assert browser.get(f"{HOME}{hers.organisation_id}/{page}").status_code == 200
    assert (browser.get(f"{HOME}{other.organisation_id}/{page}").status_code, browser.post(f"{HOME}{other.organisation_id}/{page}").status_code) == (404, 404)
    for address in (f"kontakter/{other.pk}/", f"kontakter/{other.pk}/adgang/"):  # somebody else's contact under one's own association
        assert browser.post(f"{HOME}{hers.organisation_id}/{address}", {"role": "chair"}).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_contact_at_another_centre_finds_nothing_here(client_of, hers, other_centre, page):
    stranger = member("Frida", "association", other_centre)
    with centre_in_force(other_centre):
        own = ContactFactory.create(person=PersonFactory.create(account=stranger), acts_since=timezone.now())
    browser = client_of(stranger)
    assert browser.get(f"/fjernby/forening/{own.organisation_id}/{page}").status_code == 200
    assert browser.get(f"/testby/forening/{hers.organisation_id}/{page}").status_code == 404
    assert browser.get(f"/fjernby/forening/{hers.organisation_id}/{page}").status_code == 404


def test_when_the_contact_ends_the_access_ends_the_same_day(client_of, bo, erik, hers):
    browser = client_of(erik)
    typed = {"name": "Erik", "mail": erik.email, "role": "chair", "version": hers.version}
    client_of(bo).post(f"{ORGANISATIONS}kontakter/{hers.pk}/", {**typed, "until": timezone.localdate().isoformat()})
    assert browser.get(f"{HOME}{hers.organisation_id}/").status_code == 404
    assert _roles(erik) == []


def test_a_last_day_that_comes_shuts_the_door_by_itself(client_of, erik, hers):
    Contact.objects.update(until=timezone.localdate() + timedelta(days=1))
    assert client_of(erik).get(f"{HOME}{hers.organisation_id}/").status_code == 200
    Contact.objects.update(until=timezone.localdate())
    assert client_of(erik).get(f"{HOME}{hers.organisation_id}/").status_code == 404
    Contact.objects.update(until=None, since=timezone.localdate() + timedelta(days=1))
    assert client_of(erik).get(f"{HOME}{hers.organisation_id}/").status_code == 404


def test_the_role_alone_opens_no_association(client_of, erik, inge):
    answer = client_of(erik).get(HOME)
    assert "taler ikke for en forening" in answer.content.decode()
    assert client_of(erik).get(f"{HOME}{inge.organisation_id}/").status_code == 404


def test_who_serves_several_chooses(client_of, erik, hers):
    assert client_of(erik).get(HOME).headers["Location"] == f"{HOME}{hers.organisation_id}/"
    other = ContactFactory.create(person=hers.person, acts_since=timezone.now())
    assert [row.pk for row in client_of(erik).get(HOME).context["rows"]] == sorted([hers.organisation_id, other.organisation_id], key=lambda pk: Organisation.objects.get(pk=pk).name)
    assert "En anden forening" in client_of(erik).get(f"{HOME}{other.organisation_id}/").content.decode()


TYPED = {"purpose": "Vi mødes.", "mail": "post@naboerne.example", "phone": "12 34 56 78", "website": "naboerne.example", "member_count": "40", "volunteer_count": "9"}


def test_it_keeps_its_profile_and_staff_see_that_it_did(client_of, bo, erik, hers):
    theme = ThemeFactory.create()
    answer = client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", {**TYPED, "themes": [theme.pk], "welcomes": "on", "version": hers.organisation.version, "name": "Overtaget", "sector": "company", "cvr": "20921897"})
    assert answer.status_code == 302
    row, today = Organisation.objects.get(pk=hers.organisation_id), timezone.localdate()
    assert (row.name, row.sector, row.cvr, row.purpose, row.website, row.member_count) == ("Naboerne", "civil_society", "", "Vi mødes.", "https://naboerne.example", 40)
    assert (row.figures_on, row.welcomes_since, row.welcomes_until, list(row.themes.all())) == (today, today, None, [theme])
    line = Change.objects.get(verb="edited by itself")
    assert (line.by, line.row) == (erik, row.pk)
    page = client_of(bo).get(f"{ORGANISATIONS}{row.pk}/").content.decode()
    assert "Foreningen rettede: " in page
    start = client_of(bo).get("/testby/kontor/").content.decode()
    assert "Fortalt siden i går" in start
    assert "Naboerne" in start


def test_readiness_ends_when_the_tick_goes(client_of, erik, hers):
    Organisation.objects.update(welcomes_since=timezone.localdate() - timedelta(days=9))
    client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", TYPED)
    row = Organisation.objects.get(pk=hers.organisation_id)
    assert (row.welcomes_since, row.welcomes_until) == (timezone.localdate() - timedelta(days=9), timezone.localdate())
    client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", {**TYPED, "welcomes": "on"})
    client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", TYPED)
    row.refresh_from_db()
    assert (row.welcomes_since, row.welcomes_until) == (None, None)


@pytest.mark.parametrize(("field", "value"), [("mail", "naboerne"), ("website", "javascript:alert(1)"), ("purpose", "010190-1234"), ("member_count", "-1"), ("figures_on", "2999-01-01")])
def test_what_is_wrong_stands_beside_its_field(client_of, erik, hers, field, value):
    answer = client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", {**TYPED, field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "12 34 56 78" in answer.content.decode()
    assert Organisation.objects.get(pk=hers.organisation_id).phone == ""


def test_of_two_who_save_at_once_the_second_is_told(client_of, bo, erik, hers):
    version = hers.organisation.version
    client_of(bo).post(f"{ORGANISATIONS}{hers.organisation_id}/ret/", {"name": "Naboerne", "sector": "civil_society", "phone": "1", "version": version})
    answer = client_of(erik).post(f"{HOME}{hers.organisation_id}/profil/", {**TYPED, "version": version})
    assert (answer.status_code, Organisation.objects.get(pk=hers.organisation_id).phone) == (422, "1")


def test_a_board_member_is_added_invited_and_ended(client, client_of, erik, hers):
    browser, contacts = client_of(erik), f"{HOME}{hers.organisation_id}/kontakter/"
    browser.post(f"{contacts}ny/", {"name": "Kim", "mail": "kim@naboerne.example", "role": "treasurer", "since": "2024-01-01", "invite": "on"})
    kim = Contact.objects.get(person__name="Kim")
    assert (kim.role, kim.acts_since) == ("treasurer", None)
    assert ">inviteret<" in browser.get(contacts).content.decode()
    client.post(_link(), {"name": "Kim"})
    kim.refresh_from_db()
    assert client.get(f"{HOME}{hers.organisation_id}/").status_code == 200
    browser.post(f"{contacts}{kim.pk}/", {"role": "treasurer", "since": "2024-01-01", "until": timezone.localdate().isoformat(), "version": kim.version})
    assert client.get(f"{HOME}{hers.organisation_id}/").status_code == 404
    kim.refresh_from_db()
    assert (kim.until, kim.acts_since) == (timezone.localdate(), None)
    assert {line.verb for line in Change.objects.filter(model="organisations.Contact", row=kim.pk, by=erik)} == {"added by itself", "edited by itself", "shut out by itself"}


def test_the_right_is_taken_away_and_the_role_stays(client_of, erik, hers):
    colleague = ContactFactory.create(organisation=hers.organisation, person__account=UserFactory.create(), acts_since=timezone.now())
    client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/{colleague.pk}/adgang/", {"act": "stop"})
    colleague.refresh_from_db()
    assert (colleague.acts_since, colleague.until) == (None, None)
    answer = client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/{hers.pk}/adgang/", {"act": "stop"})
    assert (answer.headers["Location"], _roles(erik)) == ("/testby/", [])


def test_a_person_who_serves_others_too_is_not_theirs_to_rewrite(client_of, erik, hers):
    """Else one association could lead another's mail, and its invitation, to itself."""
    shared = ContactFactory.create(organisation=hers.organisation, person__name="Inge", person__mail="inge@example.org")
    ContactFactory.create(person=shared.person)
    client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/{shared.pk}/", {"name": "Erik", "mail": erik.email, "role": "chair", "version": shared.version})
    shared.refresh_from_db()
    assert (shared.role, shared.person.name, shared.person.mail) == ("chair", "Inge", "inge@example.org")
    account = ContactFactory.create(organisation=hers.organisation, person__name="Per", person__account=UserFactory.create())
    client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/{account.pk}/", {"name": "Erik", "mail": erik.email, "role": "board", "version": account.version})
    account.person.refresh_from_db()
    assert account.person.name == "Per"


def test_writing_the_name_of_somebody_the_centre_knows_reaches_nobody(client_of, bo, erik, hers):
    known = PersonFactory.create(name="Bo", mail=bo.email, phone="87 65 43 21", account=bo)
    client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/ny/", {"name": "Bo", "mail": bo.email, "role": "board"})
    made = Contact.objects.get(organisation=hers.organisation, role="board")
    assert (made.person == known, made.person.phone, made.acts_since) == (False, "", None)
    assert client_of(bo).get(f"{HOME}{hers.organisation_id}/").status_code == 403


def test_too_many_invitations_wait_for_tomorrow(client_of, erik, hers):
    for number in range(21):
        client_of(erik).post(f"{HOME}{hers.organisation_id}/kontakter/ny/", {"name": f"Kim {number}", "mail": f"kim{number}@example.org", "role": "board", "invite": "on"})
    assert (OutgoingMail.objects.count(), Contact.objects.filter(organisation=hers.organisation).count()) == (20, 22)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client_of, erik, hers, rows):
    for number in range(rows):
        ContactFactory.create(organisation=hers.organisation, person__name=f"Kontakt {number}")
        MembershipFactory.create(organisation=hers.organisation, starts_on=timezone.localdate() - timedelta(days=100 * (number + 1)), ends_on=timezone.localdate() - timedelta(days=100 * number + 1))
    browser = client_of(erik)
    asked = {}
    for page in ("", "kontakter/", "profil/"):
        with CaptureQueriesContext(connection) as questions:
            assert browser.get(f"{HOME}{hers.organisation_id}/{page}").status_code == 200
        asked[page] = len(questions)
    assert asked == {"": 27, "kontakter/": 13, "profil/": 20}


@pytest.mark.django_db(transaction=True)
def test_of_four_who_accept_at_once_one_does():
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        contact, by = ContactFactory.create(person__mail="inge@example.org"), UserFactory.create()
        invitation = entry.invite(contact, centre=centre, by=by, now=timezone.now())
        ended = at_once(centre, [lambda: entry.accept(invitation, user=None, now=timezone.now())] * 4)
        assert sum(isinstance(each, ValidationError) for each in ended) == 3, ended
        assert (User.objects.filter(email="inge@example.org").count(), RoleAssignment.objects.count()) == (1, 1)
