"""Partners of a project: so many at a time and no more, one at a time each, and their agreements."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.projects import partnering
from brobygger.projects.crowding import most_at_once
from brobygger.projects.models import Partner, Project
from tests.factories import OrganisationFactory, PartnerFactory, ProjectFactory
from tests.together import at_once

NOW = timezone.now()
FULL = "Projektet har plads til 30 partnere på én gang, og de er der alle."
HERE = "/testby/kontor/projekter/"

days = st.dates(date(2025, 1, 1), date(2025, 3, 1))
stretches = st.tuples(days, st.none() | days).filter(lambda each: each[1] is None or each[1] >= each[0])


@given(st.lists(stretches, max_size=6), stretches)
def test_the_most_at_once_is_that_of_the_fullest_day(there, within):
    first, last = within[0], within[1] or date(2025, 4, 1)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert most_at_once(there, within) == max(sum(start <= day and (end is None or end >= day) for start, end in there) for day in every)


def test_the_thirty_first_of_thirty_is_refused_with_a_sentence(centre, client_of, bo):
    project = ProjectFactory.create(partner_cap=30)
    PartnerFactory.create_batch(30, project=project)
    answer = client_of(bo).post(f"{HERE}{project.pk}/partnere/ny/", {"organisation": OrganisationFactory.create().pk, "since": "2025-02-01", "role": "Låner lokaler ud"})
    assert answer.status_code == 422
    assert FULL in answer.content.decode()
    assert "Låner lokaler ud" in answer.content.decode()
    assert project.partners.count() == 30


def test_when_one_has_ended_there_is_room_again_from_the_day_after(centre, bo):
    project = ProjectFactory.create(partner_cap=2)
    PartnerFactory.create(project=project)
    PartnerFactory.create(project=project, until=date(2025, 6, 30))
    early, late = (Partner(project=project, organisation=OrganisationFactory.create(), since=day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    with pytest.raises(ValidationError):
        partnering.take_in(early, by=bo, now=NOW)
    partnering.take_in(late, by=bo, now=NOW)
    assert project.partners.on(date(2025, 7, 1)).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_at_once_one_gets_it(centre, bo):
    project = ProjectFactory.create(partner_cap=30)
    PartnerFactory.create_batch(29, project=project)
    acts = [partial(partnering.take_in, Partner(project=project, organisation=OrganisationFactory.create(), since=date(2025, 5, 1)), by=bo, now=NOW) for _two in range(2)]
    results = at_once(centre, acts)
    assert sorted(type(each).__name__ for each in results) == ["Partner", "ValidationError"]
    assert project.partners.count() == 30


def test_an_organisation_is_a_partner_once_at_a_time_and_may_come_back(centre, bo):
    first = PartnerFactory.create(until=date(2025, 3, 31))
    again = Partner(project=first.project, organisation=first.organisation, since=date(2025, 3, 31))
    with pytest.raises(ValidationError) as refusal:
        partnering.take_in(again, by=bo, now=NOW)
    assert "organisation" in refusal.value.message_dict
    again.since = date(2025, 4, 1)
    partnering.take_in(again, by=bo, now=NOW)
    assert Partner.objects.count() == 2


def test_the_cap_is_not_lowered_below_those_who_are_there(centre, client_of, bo):
    project = ProjectFactory.create(partner_cap=5)
    PartnerFactory.create_batch(3, project=project)
    sent = {"part": "lead", "partner_cap": "2", "version": project.version}
    answer = client_of(bo).post(f"{HERE}{project.pk}/ret/", sent)
    assert (answer.status_code, "allerede 3 partnere på én gang" in answer.content.decode()) == (422, True)
    assert client_of(bo).post(f"{HERE}{project.pk}/ret/", {**sent, "partner_cap": "3"}).status_code == 302
    assert Project.objects.get().partner_cap == 3


def test_an_agreement_is_kept_and_fetched_by_those_who_may(centre, client_of, bo, dorte, carla, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project, sind = ProjectFactory.create(), OrganisationFactory.create(name="SIND")
    sent = {"organisation": sind.pk, "since": "2025-01-01", "agreed_on": "2025-01-01", "agreement": SimpleUploadedFile("aftale.pdf", b"%PDF-1.4")}
    assert client_of(bo).post(f"{HERE}{project.pk}/partnere/ny/", sent).status_code == 302
    row = Partner.objects.get()
    assert b"".join(client_of(dorte).get(f"{HERE}partnere/{row.pk}/aftale/").streaming_content) == b"%PDF-1.4"
    assert client_of(carla).get(f"{HERE}partnere/{row.pk}/aftale/").status_code == 403
    wrong = client_of(bo).post(f"{HERE}{project.pk}/partnere/ny/", {**sent, "organisation": OrganisationFactory.create().pk, "agreement": SimpleUploadedFile("aftale.exe", b"MZ")})
    assert wrong.status_code == 422


def test_one_written_down_wrongly_is_taken_out(centre, client_of, bo, dorte):
    row = PartnerFactory.create()
    assert client_of(dorte).post(f"{HERE}partnere/{row.pk}/", {"act": "remove"}).status_code == 403
    assert client_of(bo).post(f"{HERE}partnere/{row.pk}/", {"act": "remove"}).status_code == 302
    assert not Partner.objects.exists()


def test_another_centre_s_project_is_not_there(centre, other_centre, client_of, fremmed):
    row = PartnerFactory.create()
    for url in (row.project.get_absolute_url(), f"{HERE}partnere/{row.pk}/", f"/fjernby/kontor/projekter/{row.project_id}/", f"/fjernby/kontor/projekter/partnere/{row.pk}/"):
        assert client_of(fremmed).get(url).status_code == 404
