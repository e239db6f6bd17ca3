"""Hours approved where they were given: by the association on its pages or by the link of one mail, by the centre at its own jobs; refused with a reason."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.matching import approving, own_link, volunteering
from brobygger.matching.models import VolunteerHours
from brobygger.plan.measures import measures
from tests.factories import (
    ContactFactory,
    MatchFactory,
    OpportunityFactory,
    OrganisationFactory,
    PersonFactory,
    VolunteerFactory,
    VolunteerHoursFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
OFFICE, HERS = "/testby/kontor/frivillige/timer/", "zenobia@krag.example"


@pytest.fixture
def naboerne(erik):
    row = OrganisationFactory.create(name="Naboerne", mail="post@naboerne.example")
    ContactFactory.create(organisation=row, person=PersonFactory.create(account=erik), acts_since=NOW)
    return row


@pytest.fixture
def hers(centre):
    return VolunteerFactory.create(person__name="Zenobia Krag", person__mail=HERS)


def hours(volunteer, organisation=None, *, mail="", **more):
    job = OpportunityFactory.create(organisation=organisation, contact_mail=mail)
    return VolunteerHoursFactory.create(match=MatchFactory.create(volunteer=volunteer, opportunity=job, state="started", introduced_on=TODAY, started_on=TODAY), **more)


class TestTheAssociation:
    def test_it_sees_its_own_alone_and_approves_them(self, client_of, erik, naboerne, hers):
        row, other = hours(hers, naboerne, what="Kaffe"), hours(hers, OrganisationFactory.create())
        browser, path = client_of(erik), f"/testby/forening/{naboerne.pk}/timer/"
        assert "Godkend en frivilligs timer" in browser.get(f"/testby/forening/{naboerne.pk}/").content.decode()
        page = browser.get(path)
        assert (page.context["waiting"], "Kaffe" in page.content.decode()) == ([row], True)
        for pk in (row.pk, other.pk):
            assert browser.post(path, {"row": pk, "act": "approve"}).status_code == 302
        row.refresh_from_db()
        other.refresh_from_db()
        assert (row.state, row.decided_by, other.state) == ("approved", erik, "waiting")

    def test_all_that_were_seen_and_not_what_came_since(self, client_of, erik, naboerne, hers):
        seen, since = hours(hers, naboerne), hours(hers, naboerne)
        client_of(erik).post(f"/testby/forening/{naboerne.pk}/timer/", {"act": "all", "seen": [seen.pk, "x", "99999999999999999999"]})
        assert list(VolunteerHours.objects.waiting()) == [since]

    def test_refused_without_a_reason_is_said_and_with_one_she_reads_it(self, client_of, client, erik, naboerne, hers, centre):
        row, path = hours(hers, naboerne), f"/testby/forening/{naboerne.pk}/timer/"
        for reason in ("", "010190-1234"):
            answer = client_of(erik).post(path, {"row": row.pk, "act": "refuse", "reason": reason})
            assert (answer.status_code, answer.context["wrong"]["reason"].value()) == (422, reason)
        client_of(erik).post(path, {"row": row.pk, "act": "refuse", "reason": "Vi havde lukket den dag"})
        assert "Vi havde lukket den dag" in client.get(f"{own_link.path_of(hers, centre)}timer/").content.decode()
        mail = OutgoingMail.objects.get(to=HERS)
        assert "lukket" not in mail.subject + mail.text  # why stands on her page
        approving.decide(row, approve=True, by=erik, now=NOW)
        row.refresh_from_db()
        assert row.state == "refused"  # the first answer stands

    def test_another_association_s_page_is_not_there(self, client_of, erik, naboerne):
        assert client_of(erik).get(f"/testby/forening/{OrganisationFactory.create().pk}/timer/").status_code == 404


class TestTheMail:
    def test_one_for_all_that_waits_and_no_more_before_a_week_has_passed(self, centre, naboerne, hers):
        for _each in range(3):
            hours(hers, naboerne)
        hours(hers, naboerne, mail="karen@naboerne.example")
        hours(hers)  # the centre's own asks nobody
        assert approving.ask(centre, now=NOW) == 2
        assert "Zenobia" not in "".join(mail.text + mail.subject for mail in OutgoingMail.objects.all())
        hours(hers, naboerne)
        assert [approving.ask(centre, now=NOW + timedelta(days=day)) for day in (0, 1, 6, 7)] == [0, 0, 0, 1]
        assert OutgoingMail.objects.filter(to="post@naboerne.example").count() == 2

    def test_about_the_same_a_second_time_and_then_it_is_the_centre_s_to_call(self, client_of, bo, centre, naboerne, hers):
        hours(hers, naboerne)
        assert [approving.ask(centre, now=NOW + timedelta(days=day)) for day in (0, 13, 14, 28, 60)] == [1, 0, 1, 0, 0]
        assert approving.silent(TODAY + timedelta(days=20)).count() == 0
        VolunteerHours.objects.update(asked_on=TODAY - timedelta(days=7))
        assert "ring til den" in client_of(bo).get("/testby/kontor/").content.decode()

    def test_one_that_cannot_be_written_to_is_the_centre_s_at_once(self, centre, hers):
        row = hours(hers, OrganisationFactory.create(mail=""))
        assert approving.ask(centre, now=NOW) == 0
        assert list(approving.silent(TODAY)) == [row]

    def test_its_link_opens_the_lines_of_that_contact_and_answers_for_them(self, client, centre, naboerne, hers):
        row, other = hours(hers, naboerne), hours(hers, naboerne, mail="karen@naboerne.example")
        path = approving.link(naboerne, "post@naboerne.example", centre).partition("/testby")[2]
        page = client.get(f"/testby{path}")
        assert page.context["waiting"] == [row]
        assert VolunteerHours.objects.waiting().count() == 2  # opening it changes nothing
        for pk in (row.pk, other.pk):
            client.post(f"/testby{path}", {"row": pk, "act": "approve"})
        row.refresh_from_db()
        assert (row.state, row.decided_by) == ("approved", None)
        assert list(VolunteerHours.objects.waiting()) == [other]
        assert client.post(f"/testby{path}", {"row": row.pk, "act": "refuse", "reason": ""}).status_code == 302  # decided already

    @pytest.mark.parametrize("token", ["x", signing.dumps(5, salt=approving.SALT), signing.dumps([1, "a"], salt="x")], ids=["words", "of another shape", "of another salt"])
    def test_a_link_of_nobody_s_making_opens_nothing(self, client, centre, token):
        assert client.get(f"/testby/frivillige/timer/{token}/").status_code == 410

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_write_one(self, centre, naboerne, hers):
        hours(hers, naboerne)
        at_once(centre, [lambda: approving.ask(centre, now=NOW), lambda: approving.ask(centre, now=NOW)])
        assert OutgoingMail.objects.count() == 1
        assert VolunteerHours.objects.get().asks == 1


class TestTheCentre:
    def test_approves_its_own_all_at_once_and_an_association_s_one_by_one(self, client_of, bo, naboerne, hers):
        own, theirs = hours(hers), hours(hers, naboerne)
        staff = client_of(bo)
        page = staff.get(OFFICE)
        assert (page.context["waiting"], page.context["elsewhere"]) == ([own], [theirs])
        staff.post(f"{OFFICE}svar/", {"act": "all", "seen": [own.pk, theirs.pk]})
        assert list(VolunteerHours.objects.waiting()) == [theirs]
        staff.post(f"{OFFICE}svar/", {"act": "approve", "row": theirs.pk})
        assert not VolunteerHours.objects.waiting().exists()

    def test_a_refusal_without_a_reason_stays_on_the_page(self, client_of, bo, hers):
        row = hours(hers)
        answer = client_of(bo).post(f"{OFFICE}svar/", {"act": "refuse", "row": row.pk})
        assert (answer.status_code, answer.context["wrong_row"]) == (422, row.pk)
        with pytest.raises(ValidationError):
            approving.decide(row, approve=False, reason=" ", by=bo, now=NOW)

    def test_the_measure_is_of_its_own_volunteers_whoever_approves(self, bo, naboerne, hers):
        for row in (hours(hers, minutes=90), hours(hers, naboerne, minutes=600)):
            approving.decide(row, approve=True, by=bo, now=NOW)
        hours(hers, minutes=30)
        counted = [row.minutes for source in measures["volunteer_hours"].sources for row in source.rows()]
        assert counted == [90]


def test_forgotten_the_reason_goes_too(hers, bo):
    row = hours(hers)
    approving.decide(row, approve=False, reason="Zenobia var der ikke", by=bo, now=NOW)
    volunteering.forget(hers, by=None, now=NOW)
    assert VolunteerHours.objects.get().reason == ""


@pytest.mark.parametrize("n", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client, client_of, erik, bo, centre, naboerne, django_assert_num_queries, n):
    for _each in range(n):
        hours(VolunteerFactory.create(), naboerne)
        hours(VolunteerFactory.create(), naboerne, state="refused", reason="x", decided_at=NOW)
    path = "/testby" + approving.link(naboerne, "post@naboerne.example", centre).partition("/testby")[2]
    for browser, address, questions in ((client_of(erik), f"/testby/forening/{naboerne.pk}/timer/", 14), (client_of(bo), OFFICE, 13), (client, path, 3)):
        browser.get(address)
        with django_assert_num_queries(questions):
            browser.get(address)
