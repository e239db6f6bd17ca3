"""What is held on a person is found, fetched and erased; other centres' rows and all counts stay out of it."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Centre, Change
from brobygger.centres.scoping import centre_in_force
from brobygger.demo.fill import fill
from brobygger.demo.slagelse import SLAGELSE
from brobygger.journal.models import Participation, Registration
from brobygger.people import actions
from brobygger.people.holdings import subject_of_account, subject_of_person
from brobygger.people.models import Person
from brobygger.plan.counting import Demand, count, forget
from brobygger.plan.measures import measures
from brobygger.plan.models import Team
from brobygger.plan.periods import Period
from tests.factories import (
    KindFactory,
    ParticipationFactory,
    PersonFactory,
    RegistrationFactory,
    RoleAssignmentFactory,
    SeatFactory,
    TeamFactory,
)

WHERE = "/testby/kontor/indstillinger/persondata/"


@pytest.fixture
def seated(centre):
    return SeatFactory.create(person=PersonFactory.create(name="Lis Juhl", mail="lis@example.org", phone="12345678"))


def test_people_are_found_by_name_mail_or_telephone(client_of, astrid, bo, seated):
    browser = client_of(astrid)
    assert [str(each) for each in browser.get(WHERE, {"q": "lis@"}).context["persons"]] == ["Lis Juhl"]
    assert [str(each) for each in browser.get(WHERE, {"q": "1234"}).context["persons"]] == ["Lis Juhl"]
    assert [str(each) for each in browser.get(WHERE, {"q": "bo@"}).context["accounts"]] == ["Bo"]


def test_the_copy_holds_every_row_tied_to_the_person(client_of, astrid, bo, centre):
    work = RegistrationFactory.create(kind=KindFactory.create(), created_by=bo, title="Sparring")
    ParticipationFactory.create(registration=RegistrationFactory.create(kind=work.kind), names="Bo og Grethe")
    User.objects.filter(pk=bo.pk).update(name="Bo Winther")
    ParticipationFactory.create(registration=work, names="Bo Winther, Grethe")
    RegistrationFactory.create(kind=work.kind, note="Aftalt med bo winther på telefonen.")
    data = json.loads(client_of(astrid).get(f"{WHERE}konto/{bo.pk}/kopi.json").content)
    assert data["name"] == "Bo Winther"
    assert [row["title"] for row in data["rows"]["journal.Registration"]] == ["Sparring"]
    assert [row["email"] for row in data["rows"]["accounts.User"]] == ["bo@testby.example"]
    assert "password" not in data["rows"]["accounts.User"][0]
    assert len(data["mentioned_in"]["journal.Participation"]) == 1
    assert len(data["mentioned_in"]["journal.Registration"]) == 1


def test_a_person_without_an_account_is_erased_and_the_seat_stays(client_of, astrid, seated):
    answer = client_of(astrid).post(f"{WHERE}person/{seated.person_id}/", {"sure": "on"})
    assert answer.status_code == 302
    lis = Person.objects.get(pk=seated.person_id)
    assert (lis.name, lis.mail, lis.phone, lis.erased_on) == ("–", "", "", timezone.localdate())
    seated.refresh_from_db()
    assert seated.person_id == lis.pk
    assert client_of(astrid).get(f"{WHERE}person/{lis.pk}/").status_code == 404


def test_without_the_tick_nothing_happens(client_of, astrid, seated):
    assert client_of(astrid).post(f"{WHERE}person/{seated.person_id}/", {}).status_code == 422
    assert Person.objects.get(pk=seated.person_id).name == "Lis Juhl"


def test_an_account_leaves_with_its_name_and_its_work_stays(client_of, astrid, bo, centre):
    row = RegistrationFactory.create(kind=KindFactory.create(), created_by=bo)
    team = TeamFactory.create()
    team.members.add(bo)
    client_of(astrid).post(f"{WHERE}konto/{bo.pk}/", {"sure": "on"})
    bo.refresh_from_db()
    assert (bo.name, bo.email, bo.is_active, bo.has_usable_password()) == ("–", f"erased-{bo.pk}@example.invalid", False, False)
    assert Registration.objects.get(pk=row.pk).created_by is None
    assert list(Team.objects.get().members.all()) == []
    assert RoleAssignment.objects.filter(user=bo).count() == 0
    assert "bo" not in " ".join(f"{line.label} {line.fields}".lower() for line in Change.objects.filter(verb="erased"))


def test_an_account_with_a_role_elsewhere_lives_on_there(centre, other_centre, astrid, bo):
    with centre_in_force(other_centre):
        RoleAssignmentFactory.create(user=bo, role="board")
    actions.erase(subject_of_account(bo), by=astrid, now=timezone.now())
    bo.refresh_from_db()
    assert (bo.name, bo.is_active) == ("Bo", True)
    with centre_in_force(other_centre):
        assert RoleAssignment.objects.filter(user=bo).count() == 1


def test_the_only_leader_and_oneself_are_refused(centre, astrid, bo):
    with pytest.raises(ValidationError):
        actions.erase(subject_of_account(astrid), by=bo, now=timezone.now())
    with pytest.raises(ValidationError):
        actions.erase(subject_of_account(astrid), by=astrid, now=timezone.now())
    astrid.refresh_from_db()
    assert astrid.name == "Astrid"


def test_another_centres_people_are_not_found(client_of, astrid, fremmed):
    assert client_of(astrid).get(f"{WHERE}konto/{fremmed.pk}/").status_code == 404
    assert [str(each) for each in client_of(astrid).get(WHERE).context["accounts"]] == ["Astrid"]


def _numbers(centre: Centre) -> dict[str, int]:
    period = Period(date(2025, 1, 1), date(2026, 12, 31))
    with centre_in_force(centre):
        wanted = {key: Demand(key, period) for key, measure in measures.items() if measure.counted}
        forget()
        found = count(wanted.values())
        return {key: found[demand] for key, demand in wanted.items()}


def test_when_everybody_is_erased_every_number_stays(db):
    """A whole example centre: its people go one by one, and no measure moves."""
    fill(today=date(2026, 11, 23), examples=[SLAGELSE])
    centre = Centre.objects.get(key="slagelse")
    before = _numbers(centre)
    assert sum(before.values()) > 500
    with centre_in_force(centre):
        leader = User.objects.get(email="astrid.slagelse@demo.example")
        for user in User.objects.filter(pk__in=RoleAssignment.objects.values("user")).exclude(pk=leader.pk):
            actions.erase(subject_of_account(user), by=leader, now=timezone.now())
        for person in Person.objects.filter(erased_on=None):
            actions.erase(subject_of_person(person), by=leader, now=timezone.now())
        assert Person.objects.exclude(name="–").count() == 0
        assert Registration.objects.exclude(created_by=None).exclude(created_by=leader).count() == 0
        assert Participation.objects.exclude(names="").count() == 0
    assert _numbers(centre) == before
