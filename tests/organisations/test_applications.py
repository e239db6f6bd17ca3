"""An association applies on the public site, gets an answer by mail, and is a member with its contact when the answer is yes."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.organisations import applications
from brobygger.organisations.models import Application, Contact, Membership, Organisation
from brobygger.people import retention
from brobygger.people.models import Person
from tests.factories import (
    ApplicationFactory,
    CentreFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PersonFactory,
    TargetGroupFactory,
    ThemeFactory,
    UserFactory,
)
from tests.together import at_once

FORM = "/testby/bliv-medlem/"
LIST = "/testby/kontor/medlemmer/ansoegninger/"


@pytest.fixture(autouse=True)
def fresh_limits(settings):
    settings.CACHES = {**settings.CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "applications"}}
    cache.clear()


@pytest.fixture
def kind(centre):
    return MembershipTypeFactory.create(name="Forening", public=True)


@pytest.fixture
def typed(kind):
    return {
        "name": "Syng sammen", "type": kind.pk, "cvr": "20 92 18 97", "purpose": "Vi synger sammen hver torsdag.", "contact_name": "Vibeke Lund",
        "contact_mail": "vibeke@syng.example", "contact_phone": "12 34 56 78",
    }


def test_it_is_kept_confirmed_by_mail_and_waits_for_the_leader(client, client_of, astrid, typed):
    answer = client.post(FORM, typed, follow=True)
    assert "Ansøgningen er kommet frem" in answer.content.decode()
    row = Application.objects.get()
    assert (row.name, row.cvr, row.state, Organisation.objects.count()) == ("Syng sammen", "20921897", "waiting", 0)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("vibeke@syng.example", "Jeres ansøgning om medlemskab")
    assert "Tak for ansøgningen på vegne af Syng sammen" in mail.text
    start = client_of(astrid).get("/testby/kontor/")
    assert "Svar på ansøgningen fra Syng sammen" in start.content.decode()


def test_approved_it_is_a_member_with_its_contact_and_a_mail(client, client_of, astrid, typed):
    client.post(FORM, typed)
    row = Application.objects.get()
    browser = client_of(astrid)
    browser.post(f"{LIST}{row.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01", "approve-answer": "Kig forbi til kaffe."})
    membership = Membership.objects.select_related("organisation").get()
    row.refresh_from_db()
    assert (membership.organisation.name, membership.organisation.cvr, membership.starts_on, row.state, row.membership) == ("Syng sammen", "20921897", date(2026, 1, 1), "approved", membership)
    assert [(each.person.name, each.person.mail, each.person.phone) for each in Contact.objects.select_related("person")] == [("Vibeke Lund", "vibeke@syng.example", "12 34 56 78")]
    mail = OutgoingMail.objects.latest("pk")
    assert mail.subject == "Syng sammen er medlem"
    assert "Kig forbi til kaffe." in mail.text
    assert browser.post(f"{LIST}{row.pk}/", {"order": "decline", "decline-answer": "Alligevel ikke"}).status_code == 422


def test_one_we_know_is_found_and_keeps_what_it_has(client, client_of, astrid, typed):
    there = OrganisationFactory.create(name="Sangkoret", also="syng sammen", purpose="At synge")
    client.post(FORM, typed)
    row = Application.objects.get()
    page = client_of(astrid).get(f"{LIST}{row.pk}/")
    assert page.context["known"] == there
    client_of(astrid).post(f"{LIST}{row.pk}/", {"order": "approve", "approve-organisation": there.pk, "approve-starts_on": "2026-01-01"})
    there.refresh_from_db()
    assert (there.name, there.purpose, there.cvr, there.memberships.count(), Organisation.objects.count()) == ("Sangkoret", "At synge", "20921897", 1, 1)


def test_a_person_we_know_is_not_made_twice(client, client_of, astrid, typed):
    known = PersonFactory.create(name="Vibeke  lund", mail="Vibeke@syng.example")
    PersonFactory.create(name="Vibeke Lund", mail="en.anden@syng.example")
    client.post(FORM, typed)
    client_of(astrid).post(f"{LIST}{Application.objects.get().pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    assert (Contact.objects.get().person, Person.objects.count()) == (known, 2)


@pytest.mark.parametrize(("formal", "sector"), [("association", "civil_society"), ("group", "civil_society"), ("company", "company")])
def test_the_sector_follows_from_the_type(client, client_of, astrid, typed, kind, formal, sector):
    kind.formal = formal
    kind.save()
    client.post(FORM, typed)
    client_of(astrid).post(f"{LIST}{Application.objects.get().pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    assert Organisation.objects.get().sector == sector


@pytest.mark.parametrize("formal", ["institution", "organisation"])
def test_where_the_type_does_not_say_the_sector_is_asked_for(client, client_of, astrid, typed, kind, formal):
    kind.formal = formal
    kind.save()
    client.post(FORM, typed)
    page, browser = f"{LIST}{Application.objects.get().pk}/", client_of(astrid)
    answer = browser.post(page, {"order": "approve", "approve-starts_on": "2026-01-01"})
    assert (answer.status_code, list(answer.context["approve"].errors), Organisation.objects.count()) == (422, ["sector"], 0)
    browser.post(page, {"order": "approve", "approve-starts_on": "2026-01-01", "approve-sector": "municipality"})
    assert Organisation.objects.get().sector == "municipality"


def test_what_cannot_be_is_said_and_nothing_is_half_done(client, client_of, astrid, typed, kind):
    client.post(FORM, typed)
    row = Application.objects.get()
    browser, page = client_of(astrid), f"{LIST}{row.pk}/"
    OrganisationFactory.create(name="Syng sammen")
    answer = browser.post(page, {"order": "approve", "approve-starts_on": "2026-01-01"})
    assert list(answer.context["approve"].errors) == ["organisation"]
    member = MembershipFactory.create(type=kind, starts_on=date(2025, 1, 1))
    answer = browser.post(page, {"order": "approve", "approve-organisation": member.organisation_id, "approve-starts_on": "2026-01-01"})
    assert list(answer.context["approve"].errors) == ["starts_on"]
    assert browser.post(page, {"order": "decline", "decline-answer": ""}).status_code == 422
    row.refresh_from_db()
    assert (row.state, Membership.objects.count(), Contact.objects.count(), OutgoingMail.objects.count()) == ("waiting", 1, 0, 1)


def test_declined_the_words_go_by_mail(client, client_of, astrid, typed):
    client.post(FORM, typed, headers={"Accept-Language": "en"})
    row = Application.objects.get()
    Application.objects.update(language="en")
    client_of(astrid).post(f"{LIST}{row.pk}/", {"order": "decline", "decline-answer": "I er ikke frivillige."})
    mail = OutgoingMail.objects.latest("pk")
    assert (mail.subject, "The application of Syng sammen was not approved." in mail.text, "I er ikke frivillige." in mail.text) == ("Your application for membership", True, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("cvr", "12345678"), ("purpose", ""), ("contact_mail", "vibeke"), ("contact_name", ""), ("website", "javascript:alert(1)"), ("message", "010190-1234"), ("type", "999999")],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(client, typed, field, value):
    answer = client.post(FORM, {**typed, field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Vi synger sammen" in answer.content.decode() or field == "purpose"
    assert not Application.objects.exists()


def test_robots_are_thanked_and_nothing_is_kept(client, typed):
    answer = client.post(FORM, {**typed, "second_name": "Viagra"}, follow=True)
    assert "kommet frem" in answer.content.decode()
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_the_same_sent_twice_is_one(client, typed):
    for _time in range(2):
        client.post(FORM, typed)
    assert (Application.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_too_many_from_one_network_are_asked_to_wait(client, typed):
    for number in range(20):
        assert client.post(FORM, {**typed, "name": f"Kor {number}"}).status_code == 302
    answer = client.post(FORM, {**typed, "name": "Kor 20"})
    assert answer.status_code == 422
    assert "for mange formularer" in answer.content.decode()
    assert Application.objects.count() == 20


def test_behind_a_proxy_each_visitor_has_a_limit_of_her_own_and_cannot_talk_it_away(client, typed, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def apply(number, said):
        return client.post(FORM, {**typed, "name": f"Kor {number}"}, headers={"X-Forwarded-For": said}).status_code

    assert {apply(number, f"10.0.0.{number}, 192.0.2.7") for number in range(20)} == {302}
    assert apply(20, "10.0.0.99, 192.0.2.7") == 422
    assert apply(21, "192.0.2.8") == 302


def test_a_centre_that_takes_none_has_no_form(client, centre):
    MembershipTypeFactory.create(name="Forening", retired=True, public=True)
    assert client.get(FORM).status_code == 404
    assert FORM not in client.get("/testby/").content.decode()
    MembershipTypeFactory.create(name="Kulturforening", public=True)
    assert client.get(FORM).status_code == 200
    assert FORM in client.get("/testby/").content.decode()


def test_staff_read_and_the_leader_answers(client_of, bo, typed, client):
    client.post(FORM, typed)
    row = Application.objects.get()
    assert client_of(bo).get(f"{LIST}{row.pk}/").status_code == 200
    assert client_of(bo).post(f"{LIST}{row.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"}).status_code == 403
    assert [each["waiting"].count() for each in [client_of(bo).get(LIST).context]] == [1]


def test_half_a_year_after_the_answer_the_person_is_gone(centre, kind):
    now = timezone.now()
    old = ApplicationFactory.create(type=kind, state="declined", decided_at=now - timedelta(days=200), message="Ring til Inge")
    waiting = ApplicationFactory.create(type=kind)
    retention.run()
    old.refresh_from_db()
    waiting.refresh_from_db()
    assert (old.contact_name, old.contact_mail, old.message, old.name != "", waiting.contact_name) == ("–", "", "", True, "Inge Holm")


def test_a_year_after_an_application_nobody_answered_the_person_is_gone_and_an_answer_still_possible(client_of, astrid, kind):
    now = timezone.now()
    old, newer = (ApplicationFactory.create(type=kind, applied_at=now - timedelta(days=days)) for days in (400, 300))
    retention.run()
    old.refresh_from_db()
    newer.refresh_from_db()
    assert (old.contact_mail, newer.contact_mail) == ("", "inge@example.org")
    client_of(astrid).post(f"{LIST}{old.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    assert (Membership.objects.count(), Contact.objects.count(), OutgoingMail.objects.count()) == (1, 0, 0)


def test_a_person_applies_in_her_own_name_and_becomes_a_member(client, client_of, astrid, kind):
    personal = MembershipTypeFactory.create(name="Personligt", formal="person", public=True)
    typed = {"type": personal.pk, "contact_name": "Vibeke Lund", "contact_mail": "vibeke@syng.example", "cvr": "ikke mit"}
    assert client.post(FORM, typed).status_code == 302
    row = Application.objects.get()
    assert (row.name, row.cvr, OutgoingMail.objects.get().subject) == ("Vibeke Lund", "", "Om dit medlemskab")
    browser = client_of(astrid)
    assert browser.get(f"{LIST}{row.pk}/").status_code == 200
    browser.post(f"{LIST}{row.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    membership = Membership.objects.select_related("person").get()
    assert (membership.person.name, membership.person.mail, membership.organisation, Organisation.objects.count()) == ("Vibeke Lund", "vibeke@syng.example", None, 0)


def test_where_only_persons_may_apply_associations_are_not_asked_about(client, centre):
    MembershipTypeFactory.create(name="Personligt", formal="person", public=True)
    assert "cvr" not in client.get(FORM).context["form"].fields


def test_what_is_asked_of_an_association_is_asked_where_persons_may_apply_too(client, typed):
    MembershipTypeFactory.create(name="Personligt", formal="person", public=True)
    answer = client.post(FORM, {**typed, "name": "", "purpose": ""})
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["name", "purpose"])


def test_what_it_works_with_where_and_how_large_it_is_goes_over(client, client_of, astrid, typed):
    theme, group, place, home = ThemeFactory.create(name="Sang"), TargetGroupFactory.create(name="Unge"), LocalityFactory.create(name="Øst"), LocalityFactory.create(name="Vest")
    client.post(FORM, {**typed, "themes": theme.pk, "target_groups": group.pk, "localities": [place.pk, home.pk], "locality": home.pk, "member_count": 40, "volunteer_count": 6})
    row = Application.objects.get()
    page = client_of(astrid).get(f"{LIST}{row.pk}/").content.decode()
    assert all(each in page for each in ("Sang", "Unge", "Vest, Øst", "40"))
    client_of(astrid).post(f"{LIST}{row.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    there = Organisation.objects.get()
    assert ([*there.themes.all()], [*there.target_groups.all()], {*there.localities.all()}, there.member_count, there.volunteer_count, there.figures_on) == (
        [theme], [group], {place, home}, 40, 6, timezone.localdate(),
    )


def test_a_member_of_the_board_answers_and_sees_no_more_than_that(client, client_of, dorte, rie, typed):
    client.post(FORM, typed)
    row = Application.objects.get()
    browser = client_of(dorte)
    assert "Svar på ansøgningen fra Syng sammen" in browser.get("/testby/kontor/").content.decode()
    page = browser.get(f"{LIST}{row.pk}/").content.decode()
    assert ("Gør den til medlem" in page, '/testby/kontor/medlemmer/"' in page) == (True, False)
    assert browser.get(LIST).status_code == 200
    browser.post(f"{LIST}{row.pk}/", {"order": "approve", "approve-starts_on": "2026-01-01"})
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("approved", dorte)
    assert client_of(rie).get(LIST).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_four_answers_at_once_one_counts():
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        row, by = ApplicationFactory.create(locality=LocalityFactory.create()), UserFactory.create()
        acts = [lambda: applications.approve(row, organisation=None, starts_on=date(2026, 1, 1), answer="", centre=centre, by=by, now=timezone.now())] * 2
        acts += [lambda: applications.decline(row, answer="Nej", centre=centre, by=by, now=timezone.now())] * 2
        ended = at_once(centre, acts)
        assert sum(isinstance(each, ValidationError) for each in ended) == 3
        assert (OutgoingMail.objects.count(), Membership.objects.count() <= 1) == (1, True)


