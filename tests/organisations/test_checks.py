"""Once a year each member is asked whether what is known of it is right: by a link that opens without sign-in and changes nothing until somebody clicks."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core import schedule
from brobygger.core.models import OutgoingMail
from brobygger.organisations import checks, merging
from brobygger.organisations.jobs import run_checks
from brobygger.organisations.models import CheckAnswer, CheckRound, Organisation
from tests.factories import (
    CentreFactory,
    CheckAnswerFactory,
    CheckRoundFactory,
    CheckRulesFactory,
    ContactFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.together import at_once

ROUNDS = "/testby/kontor/organisationer/runde/"
ORGANISATIONS = "/testby/kontor/organisationer/"


@pytest.fixture(autouse=True)
def handed_over(monkeypatch):
    """What is handed over to the worker waits for the test to run it."""
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: None)


@pytest.fixture
def naboerne(centre):
    return MembershipFactory.create(organisation=OrganisationFactory.create(name="Naboerne", mail="post@naboerne.example", phone="11 22 33 44")).organisation


@pytest.fixture
def asked(naboerne, centre):
    checks.start(centre=centre, by=None, now=timezone.now())
    return CheckAnswer.objects.get()


def _address(row):
    return f"/testby/passer-det/{checks.token_of(row)}/"


def test_every_member_is_asked_once_where_it_can_be_reached(client_of, bo, naboerne):
    ContactFactory.create(organisation=MembershipFactory.create(organisation__name="Uden post").organisation, person=PersonFactory.create(mail="kim@example.org"))
    MembershipFactory.create(organisation__name="Uden alt")
    MembershipFactory.create(organisation=None, person=PersonFactory.create(mail="ruth@example.org"))
    OrganisationFactory.create(name="Ikke medlem", mail="x@example.org")
    client_of(bo).post(ROUNDS, {"act": "start"})
    assert dict(CheckAnswer.objects.values_list("organisation__name", "mail")) == {"Naboerne": "post@naboerne.example", "Uden post": "kim@example.org", "Uden alt": ""}
    answer = client_of(bo).post(ROUNDS, {"act": "start"}, follow=True)
    assert "En runde blev begyndt" in answer.content.decode()
    assert "Spørg alle medlemmer nu" not in answer.content.decode(), "a button that would refuse"
    run_checks()
    run_checks()
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["kim@example.org", "post@naboerne.example"]


def test_the_mail_leads_to_the_page_and_opening_it_changes_nothing(client, asked):
    run_checks()
    found = re.search(r"/testby/passer-det/\S+", OutgoingMail.objects.get().text)
    assert found is not None
    for _time in range(2):
        page = client.get(found.group(0))
        assert (page.status_code, "11 22 33 44" in page.content.decode()) == (200, True)
        client.head(found.group(0))
        client.get(f"{found.group(0)}?act=confirm")
    asked.refresh_from_db()
    assert asked.answered_at is None
    client.post(found.group(0), {"act": "confirm"})
    asked.refresh_from_db()
    assert (asked.how, asked.answered_by) == ("confirmed", None)
    after = client.get(found.group(0)).content.decode()
    assert ("11 22 33 44" in after, "Du svarede" in after or "I svarede" in after) == (False, True)


def test_what_has_changed_is_written_down_with_the_same_link(client, client_of, bo, asked, naboerne):
    address = _address(asked)
    assert client.get(f"{address}?ret=1").context["form"] is not None
    typed = {"act": "change", "purpose": "Vi mødes.", "mail": "ny@naboerne.example", "phone": "55 66 77 88", "message": "Ny forperson: Kim Bro", "name": "Overtaget", "version": naboerne.version}
    wrong = client.post(address, {**typed, "mail": "ny"})
    assert (wrong.status_code, "55 66 77 88" in wrong.content.decode()) == (422, True)
    client.post(address, typed)
    asked.refresh_from_db()
    row = Organisation.objects.get()
    assert (row.name, row.phone, row.mail, asked.how, asked.message) == ("Naboerne", "55 66 77 88", "ny@naboerne.example", "changed", "Ny forperson: Kim Bro")
    assert Change.objects.filter(verb="edited by itself", by=None, row=row.pk).exists()
    assert "Ny forperson" in client_of(bo).get(ROUNDS).content.decode()
    page = client_of(bo).get(f"{ORGANISATIONS}{row.pk}/").content.decode()
    assert "Ny forperson" in page
    assert "rettet med linket" in page
    client.post(address, {**typed, "phone": "99 99 99 99"})
    assert Organisation.objects.get().phone == "55 66 77 88"


def test_a_link_that_is_old_or_made_up_opens_nothing(client, asked, monkeypatch):
    address = _address(asked)
    for made_up in (f"/testby/passer-det/{asked.pk}/", f"{address[:-2]}/", f"/testby/passer-det/{signing.dumps(asked.pk, salt='noget andet')}/"):
        assert (client.get(made_up).status_code, client.post(made_up, {"act": "confirm"}).status_code) == (410, 410)
    later = timezone.now().timestamp() + timedelta(days=61).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert client.post(address, {"act": "confirm"}).status_code == 410
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_another_centres_link_opens_nothing_here(client, asked, other_centre):
    token = checks.token_of(asked)
    assert client.get(f"/fjernby/passer-det/{token}/").status_code == 410
    assert client.post(f"/fjernby/passer-det/{token}/", {"act": "confirm"}).status_code == 410


def test_reminders_stop_after_three_and_become_a_to_do(client_of, bo, asked, naboerne):
    now = timezone.now()
    for day in range(0, 100, 3):
        run_checks(now + timedelta(days=day))
    subjects = [mail.subject for mail in OutgoingMail.objects.order_by("pk")]
    assert subjects == ["Passer det stadig? Naboerne", *["En påmindelse: passer det stadig? Naboerne"] * 3]
    start = client_of(bo).get("/testby/kontor/").content.decode()
    assert "Spørg selv 1 medlem" in start
    assert [key for key, *_more in client_of(bo).get(ORGANISATIONS, {"kun": "ubesvaret"}).context["page"]] == [naboerne.pk]
    client_of(bo).post(f"{ORGANISATIONS}{naboerne.pk}/bekraeftet/")
    asked.refresh_from_db()
    assert (asked.how, asked.answered_by) == ("staff", bo)
    assert list(client_of(bo).get(ORGANISATIONS, {"kun": "ubesvaret"}).context["page"]) == []
    assert "Spørg selv" not in client_of(bo).get("/testby/kontor/").content.decode()


def test_who_has_answered_is_not_reminded(asked):
    now = timezone.now()
    run_checks(now)
    checks.answer(asked, how="confirmed", by=None, now=now)
    run_checks(now + timedelta(days=30))
    assert OutgoingMail.objects.count() == 1


def test_the_association_says_so_on_its_own_pages(client_of, erik, asked, naboerne):
    ContactFactory.create(organisation=naboerne, person=PersonFactory.create(account=erik), acts_since=timezone.now())
    browser = client_of(erik)
    assert "Ja, det hele passer" in browser.get(f"/testby/forening/{naboerne.pk}/").content.decode()
    browser.post(f"/testby/forening/{naboerne.pk}/bekraeft/")
    asked.refresh_from_db()
    assert (asked.how, asked.answered_by) == ("own_pages", erik)
    assert "Ja, det hele passer" not in browser.get(f"/testby/forening/{naboerne.pk}/").content.decode()
    assert browser.post(f"/testby/forening/{OrganisationFactory.create().pk}/bekraeft/").status_code == 404


def test_it_begins_by_itself_in_its_month_once_a_year(naboerne):
    CheckRulesFactory.create(month=3)
    march = datetime(2030, 3, 4, 12, tzinfo=UTC)
    for moment in (march - timedelta(days=31), march, march + timedelta(days=1), march + timedelta(days=200)):
        run_checks(moment)
    assert [row.started_on.isoformat() for row in CheckRound.objects.all()] == ["2030-03-04"]
    run_checks(march.replace(year=2031))
    assert CheckRound.objects.count() == 2


def test_the_month_is_chosen_and_taken_back(client_of, bo, centre):
    client_of(bo).post(ROUNDS, {"act": "rules", "month": "2"})
    client_of(bo).post(ROUNDS, {"act": "rules", "month": ""})
    answer = client_of(bo).post(ROUNDS, {"act": "rules", "month": "13"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["month"])


def test_an_answer_stays_with_its_own_when_two_are_made_one(astrid, asked, naboerne):
    kept = OrganisationFactory.create(name="Nabohjælpen")
    CheckAnswerFactory.create(round=CheckRound.objects.get(), organisation=kept)
    merging.merge(kept, naboerne, by=astrid, now=timezone.now())
    assert [row.organisation for row in CheckAnswer.objects.all()] == [kept]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client_of, bo, centre, rows, django_assert_num_queries):
    newest = CheckRoundFactory.create()
    for number in range(rows):
        CheckAnswerFactory.create(round=newest, organisation__name=f"Forening {number}")
    browser = client_of(bo)
    browser.get(ROUNDS)
    with django_assert_num_queries(16):
        browser.get(ROUNDS)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_each_thing_happens_once(monkeypatch):
    """Two workers send, two clicks confirm, two colleagues start: one mail, one answer, one round."""
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: None)
    centre, now = CentreFactory.create(key="testby"), timezone.now()
    with centre_in_force(centre):
        MembershipFactory.create(organisation__mail="post@example.org")
        started = at_once(centre, [lambda: checks.start(centre=centre, by=None, now=now)] * 3)
        assert (sum(isinstance(each, ValidationError) for each in started), CheckRound.objects.count()) == (2, 1), started
        sent = at_once(centre, [lambda: checks.send_due(centre=centre, now=now)] * 3)
        assert (sorted(sent), OutgoingMail.objects.count()) == ([0, 0, 1], 1)
        row = CheckAnswer.objects.get()
        answered = at_once(centre, [lambda: checks.answer(row, how="confirmed", by=None, now=now)] * 3)
        assert sum(isinstance(each, ValidationError) for each in answered) == 2, answered
