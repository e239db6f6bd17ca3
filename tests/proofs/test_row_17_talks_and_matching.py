"""Enquiry, talk, suggestion, contact, started, still there: each counts once, coverage is the share of those who wrote that were met, and after erasure only counts stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.matching import coverage, introducing, own_link
from brobygger.matching.models import Match, Volunteer, VolunteerTalk
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    KindFactory,
    OpportunityFactory,
    OrganisationFactory,
    RegistrationFactory,
    VolunteerFactory,
    VolunteerTalkFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
ALL = Period(date(TODAY.year - 1, 1, 1), date(TODAY.year, 12, 31))
OFFICE = "/testby/kontor/frivillige/"
KEYS = ("volunteer_enquiries", "volunteer_talks", "opportunities_published", "matches_introduced", "matches_started", "matches_lasting")


def counted():
    demands = {key: Demand(key, ALL) for key in KEYS}
    found = count(demands.values())
    return tuple(found[demands[key]] for key in KEYS)


@pytest.fixture
def three_wrote(client, centre):
    for name in ("Anna", "Bent", "Cilla"):
        client.post("/testby/bliv-frivillig/", {"kind": "person", "name": name, "mail": f"{name.lower()}@x.dk", "phone": "", "consent": "on", "second_name": ""})
    return [Volunteer.objects.get(person__name=name) for name in ("Anna", "Bent", "Cilla")]


def test_from_the_enquiry_to_still_there(three_wrote, client, client_of, bo, centre):
    anna, bent, _cilla = three_wrote
    staff, job = client_of(bo), OpportunityFactory.create(organisation=OrganisationFactory.create(mail="vaert@x.dk"))
    for row in (anna, bent):
        staff.post(f"{OFFICE}{row.pk}/samtale/", {"held_on": TODAY.isoformat(), "channel": "here", "outcome": "suggestions"})
    assert (coverage.of(ALL.start, ALL.end), coverage.of(ALL.start, ALL.end).percent) == (coverage.Coverage(3, 2), 67)
    staff.post(f"{OFFICE}{anna.pk}/foreslaa/", {"job": job.pk, "act": "introduce"})
    staff.post(f"{OFFICE}{bent.pk}/foreslaa/", {"job": job.pk, "act": "introduce"})
    match = Match.objects.get(volunteer=anna)
    host = introducing.link_of(match).partition("localhost:8000")[2]
    client.post(host, {"act": "start", "on": TODAY.isoformat()})
    assert counted() == (3, 2, 1, 2, 1, 0)
    Match.objects.filter(pk=match.pk).update(introduced_on=TODAY - timedelta(days=95), started_on=TODAY - timedelta(days=95))
    client.post(host, {"act": "last", "on": TODAY.isoformat()})
    assert counted() == (3, 2, 1, 2, 1, 1)
    for row in (anna, bent):
        row.refresh_from_db()
        client.post(own_link.path_of(row, centre), {"act": "forget", "sure": "on"})
    assert counted() == (3, 2, 1, 2, 1, 1)
    assert Volunteer.objects.exclude(person=None).count() == 1
    assert coverage.of(ALL.start, ALL.end) == coverage.Coverage(3, 2)


def test_coverage_is_a_share_of_those_who_wrote_however_often_they_were_met(three_wrote, centre):
    """Two talks with one, and a talk this year with one who wrote long before: neither makes more of those who wrote this year met."""
    anna, _bent, _cilla = three_wrote
    VolunteerTalkFactory.create_batch(2, volunteer=anna)
    VolunteerTalkFactory.create_batch(3, volunteer=VolunteerFactory.create(enquired_on=TODAY - timedelta(days=800)))
    VolunteerTalkFactory.create(volunteer=_bent, state="cancelled", held_on=None)
    assert (coverage.of_year(TODAY), coverage.of_year(TODAY).percent) == (coverage.Coverage(3, 1), 33)


def test_a_line_in_the_journal_and_a_row_here_add_up_and_neither_is_the_other(three_wrote, centre):
    for base in ("volunteer_talk", "volunteer_enquiry"):
        RegistrationFactory.create(kind=KindFactory.create(base=base), done_on=TODAY)
    assert counted()[:2] == (4, 1)


def test_the_talk_has_no_question_about_health_and_its_notes_are_kept_from_the_trail(three_wrote, client_of, bo, astrid):
    fields = {field.name for field in VolunteerTalk._meta.concrete_fields}
    assert not {"health", "diagnosis", "illness"} & fields
    client_of(bo).post(f"{OFFICE}{three_wrote[0].pk}/samtale/", {"held_on": TODAY.isoformat(), "channel": "here", "frame": "Et roligt rum"})
    assert "Et roligt rum" not in client_of(astrid).get("/testby/kontor/spor/").content.decode()
