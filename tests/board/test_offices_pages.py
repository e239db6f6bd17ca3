from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.board.models import BoardRules, DocumentVersion, GoverningDocument, Seat, StaffHours
from brobygger.organisations.models import Organisation, Sector
from brobygger.people.models import Person
from brobygger.plan.counting import Demand, count
from brobygger.plan.models import Team
from brobygger.plan.periods import Period
from tests.board.growing import a_goal, a_meeting, a_plan, an_area, signed_in


@pytest.fixture
def leader(astrid: User) -> Client:
    return signed_in(astrid)


def a_seat(name: str, sector: str = Sector.CIVIL_SOCIETY, *, voluntary: bool = False, office: str = "member") -> Seat:
    organisation = Organisation.objects.create(name=f"{name}s forening", sector=sector, voluntary_social=voluntary)
    return Seat.objects.create(
        person=Person.objects.create(name=name), represents=organisation, office=office, since=date(2026, 1, 1)
    )


def test_the_rule_of_composition_is_computed_and_warns(leader: Client, office: str) -> None:
    BoardRules.objects.create(size=3)
    a_seat("Dorte", voluntary=True)
    a_seat("Mads", Sector.MUNICIPALITY, office="chair")
    text = unescape(leader.get(f"{office}/bestyrelse/").content.decode())
    assert "1 of 2 members come from local voluntary social associations; it must be more than half." in text
    assert "Mads leads the board and comes from the municipality." in text
    assert "2 of 3 seats are filled." in text
    third = a_seat("Erik", voluntary=True)
    chair = Seat.objects.get(office="chair")
    chair.office = "member"
    chair.save()
    text = unescape(leader.get(f"{office}/bestyrelse/").content.decode())
    assert "The board fits the rules." in text
    third.until = timezone.localdate() - timedelta(days=1)
    third.save()
    assert "2 of 3 seats are filled." in unescape(leader.get(f"{office}/bestyrelse/").content.decode())


def test_a_seat_may_be_given_to_somebody_new(leader: Client, office: str) -> None:
    fields = {"person": "", "new_person": "Dorte Ny", "office": "substitute", "since": "2026-03-01", "until": "2028-02-29"}
    leader.post(f"{office}/bestyrelse/poster/ny/", fields)
    seat = Seat.objects.get()
    assert (seat.person.name, seat.office, seat.until) == ("Dorte Ny", "substitute", date(2028, 2, 29))
    nobody = leader.post(f"{office}/bestyrelse/poster/ny/", {**fields, "new_person": ""})
    assert nobody.status_code == 422
    backwards = leader.post(f"{office}/bestyrelse/poster/ny/", {**fields, "until": "2026-02-01"})
    assert "The term ends before it begins." in unescape(backwards.content.decode())


def test_the_rules_are_the_centres_own(leader: Client, office: str) -> None:
    leader.post(f"{office}/bestyrelse/regler/", {"size": "7", "meetings_a_year": "6", "chair_not_municipal": "on"})
    rules = BoardRules.objects.get()
    assert (rules.size, rules.meetings_a_year, rules.majority_voluntary, rules.chair_not_municipal) == (7, 6, False, True)
    a_seat("Mads", Sector.MUNICIPALITY)
    text = unescape(leader.get(f"{office}/bestyrelse/").content.decode())
    assert "voluntary social associations; it must" not in text


def test_hours_are_one_record_with_dates(leader: Client, office: str) -> None:
    today = timezone.localdate()
    StaffHours.objects.create(name="Bo", hours=Decimal(18), since=date(2020, 1, 1), until=today - timedelta(days=1))
    leader.post(f"{office}/timer/ny/", {"name": "Bo", "hours": "21", "since": today.isoformat(), "paid_by": "Kommunen"})
    text = leader.get(f"{office}/timer/").content.decode()
    assert text.count("Bo</a>") == 2
    assert '<tfoot><tr><th scope="row">In all</th><td class="num">21</td>' in text
    too_many = leader.post(f"{office}/timer/ny/", {"name": "Bo", "hours": "49", "since": today.isoformat()})
    assert too_many.status_code == 422


def test_a_first_edition_counts_when_it_is_adopted(
    leader: Client, office: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    leader.post(f"{office}/dokumenter/nyt/", {"title": "Frivilligpolitik", "kind": "volunteer_policy", "review_by": ""})
    document = GoverningDocument.objects.get()
    file = SimpleUploadedFile("politik.pdf", b"%PDF-1.7 ")
    leader.post(f"{office}/dokumenter/{document.pk}/version/", {"number": "1", "text": "Udkast", "file": file})
    whole_year = Demand("documents_adopted", Period(date(2026, 1, 1), date(2026, 12, 31)), (("document", ("volunteer_policy",)),))
    assert count([whole_year]) == {whole_year: 0}
    version = DocumentVersion.objects.get()
    leader.post(
        f"{office}/dokumenter/versioner/{version.pk}/",
        {"number": "1", "text": "Vedtaget", "adopted_on": "2026-05-02", "version": version.version},
    )
    assert count([whole_year]) == {whole_year: 1}
    fetched = leader.get(f"{office}/dokumenter/versioner/{version.pk}/fil/")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 "  # type: ignore[attr-defined]  # a streamed answer
    refused = leader.post(
        f"{office}/dokumenter/{document.pk}/version/", {"number": "2", "file": SimpleUploadedFile("virus.exe", b"MZ")}
    )
    assert refused.status_code == 422
    assert DocumentVersion.objects.count() == 1


def test_a_document_that_is_due_stands_on_the_leaders_start_page(leader: Client, office: str, bo: User) -> None:
    GoverningDocument.objects.create(title="Vedtægter", kind="statutes", review_by=timezone.localdate())
    GoverningDocument.objects.create(title="Om et år", kind="other", review_by=timezone.localdate() + timedelta(days=365))
    start = unescape(leader.get(f"{office}/").content.decode())
    assert "Look “Vedtægter” over again" in start
    assert "Om et år" not in start
    assert signed_in(bo).get(f"{office}/").context["tasks"] == []  # for them it is coming, and nothing to do


def test_a_team_that_has_met_once_shows_one_of_two(leader: Client, astrid: User, office: str) -> None:
    today = timezone.localdate()
    team = Team.objects.create(name="Foreningsservice", since=date(2026, 1, 1))
    plan = a_plan(starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31))
    a_goal(an_area(plan), "Teamets mål", team=team)
    a_goal(an_area(plan, "Andet"), "Andres mål")
    meeting = a_meeting(plan, today, kind="team", team=team)
    assert f"0 of 2 held in {today.year}" in leader.get(f"{office}/teams/{team.pk}/").content.decode()
    leader.post(f"{office}/moeder/{meeting.pk}/frys/")
    text = unescape(leader.get(f"{office}/teams/{team.pk}/").content.decode())
    assert f"1 of 2 held in {today.year}" in text
    assert "Teamets mål" in text
    assert "Andres mål" not in text
    follow_ups = Demand("follow_ups_done", Period(date(today.year, 1, 1), today), (("meeting", ("team",)),))
    assert count([follow_ups]) == {follow_ups: 1}


def test_a_contributor_says_with_one_click_that_nothing_is_missing(leader: Client, bo: User, office: str) -> None:
    meeting = a_meeting(a_plan(), timezone.localdate() + timedelta(days=3))
    leader.post(f"{office}/moeder/{meeting.pk}/rundspoerge/")
    other = signed_in(bo)
    assert "is something missing?" in other.get(f"{office}/").content.decode()
    answer = other.post(f"{office}/moeder/{meeting.pk}/mit-svar/", {"note": "Vi mangler en dato."})
    assert answer["Location"] == f"{office}/"
    assert "is something missing?" not in other.get(f"{office}/").content.decode()
    text = unescape(leader.get(f"{office}/moeder/{meeting.pk}/").content.decode())
    assert "1 of 2 have looked their registrations over." in text
    assert "Vi mangler en dato." in text


def test_the_agenda_is_put_together_and_reordered(leader: Client, office: str) -> None:
    meeting = a_meeting()
    for title in ("Velkomst", "Opfølgning", "Eventuelt"):
        leader.post(f"{office}/moeder/{meeting.pk}/punkter/", {"title": title})
    last = meeting.items.get(title="Eventuelt")
    leader.post(f"{office}/moeder/punkter/{last.pk}/flyt/", {"way": "up"})
    assert [item.title for item in meeting.items.all()] == ["Velkomst", "Eventuelt", "Opfølgning"]
    first = meeting.items.get(title="Velkomst")
    leader.post(f"{office}/moeder/punkter/{first.pk}/flyt/", {"way": "up"})
    leader.post(f"{office}/moeder/punkter/{last.pk}/slet/")
    assert [item.title for item in meeting.items.all()] == ["Velkomst", "Opfølgning"]


def test_a_decision_leads_into_the_plan_and_comes_back_until_it_is_carried_out(leader: Client, office: str) -> None:
    plan = a_plan()
    goal = a_goal(an_area(plan))
    meeting = a_meeting(plan, date(2026, 3, 1))
    following = a_meeting(plan, date(2026, 4, 1))
    fields = {"text": "Målet lukkes.", "kind": "close", "due_on": "2026-03-20"}
    assert leader.post(f"{office}/moeder/{meeting.pk}/beslutning/", {**fields, "goal": ""}).status_code == 422
    answer = leader.post(f"{office}/moeder/{meeting.pk}/beslutning/", {**fields, "goal": goal.pk})
    decision = meeting.decisions.get()
    assert answer["Location"] == f"{office}/moeder/{meeting.pk}/#decisions"
    assert f'href="{office}/planer/maal/{goal.pk}/aendret/"' in leader.get(f"{office}/beslutninger/{decision.pk}/").content.decode()
    assert "Målet lukkes." in leader.get(f"{office}/moeder/{following.pk}/").content.decode()
    leader.post(f"{office}/beslutninger/{decision.pk}/udfoert/", {"done_on": "2026-03-18", "outcome": "Lukket."})
    assert "Målet lukkes." not in leader.get(f"{office}/moeder/{following.pk}/").content.decode()
