"""Each list with one row and with three: the same literal number of queries. And as a file, as seen."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.board.models import BoardRules, Decision, DocumentVersion, GoverningDocument, Meeting, Seat, StaffHours
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person
from brobygger.plan.models import Team
from tests.board.growing import a_goal, a_meeting, a_plan, an_area, signed_in


@pytest.fixture
def reader(dorte: User) -> Client:
    client = signed_in(dorte)
    client.get("/")
    return client


def meetings(n: int) -> None:
    plan = a_plan()
    for number in range(n):
        a_meeting(plan, date(2026, 3, 1 + number))
        a_meeting(plan, timezone.localdate() + timedelta(days=5 + number), kind="staff")


def decisions(n: int) -> None:
    plan = a_plan()
    goal = a_goal(an_area(plan))
    for number in range(n):
        meeting = a_meeting(plan, date(2026, 3, 1 + number))
        Decision.objects.create(meeting=meeting, goal=goal, text=f"Beslutning {number}", made_at=timezone.now())


def seats(n: int) -> None:
    BoardRules.objects.create(size=n)
    for number in range(n):
        organisation = Organisation.objects.create(name=f"Forening {number}", voluntary_social=True)
        person = Person.objects.create(name=f"Dorte {number}")
        Seat.objects.create(person=person, represents=organisation, appointed_by=organisation, since=date(2026, 1, 1))


def hours(n: int) -> None:
    for number in range(n):
        StaffHours.objects.create(name=f"Bo {number}", hours=Decimal("21.0"), since=date(2026, 1, 1), paid_by="FRIG")


def documents(n: int) -> None:
    for number in range(n):
        document = GoverningDocument.objects.create(title=f"Politik {number}", kind="other")
        DocumentVersion.objects.create(document=document, number=1, adopted_on=date(2026, 1, 1))
        DocumentVersion.objects.create(document=document, number=2)


def teams(n: int) -> None:
    plan = a_plan()
    area = an_area(plan)
    for number in range(n):
        team = Team.objects.create(name=f"Team {number}", since=date(2026, 1, 1))
        team.members.set(User.objects.all())
        a_goal(area, team=team)
        a_meeting(plan, kind="team", team=team)


LISTS = [
    ("moeder/", meetings, 15),
    ("beslutninger/", decisions, 11),
    ("bestyrelse/", seats, 12),
    ("timer/", hours, 10),
    ("dokumenter/", documents, 11),
    ("teams/", teams, 13),
]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "grow", "queries"), LISTS, ids=[path for path, _grow, _n in LISTS])
def test_a_list_costs_the_same_whatever_its_length(
    reader: Client, office: str, path: str, grow: Callable[[int], None], queries: int, n: int, django_assert_num_queries: Any
) -> None:
    grow(n)
    with django_assert_num_queries(queries):
        assert reader.get(f"{office}/{path}").status_code == 200


def csv_of(client: Client, address: str) -> list[list[str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


def test_the_list_of_decisions_leaves_as_filtered(reader: Client, office: str) -> None:
    decisions(3)
    done = Decision.objects.get(text="Beslutning 1")
    done.done_on = date(2026, 4, 1)
    done.save()
    shown = csv_of(reader, f"{office}/beslutninger/liste.csv")
    assert [row[-7] for row in shown] == ["Decision", "Beslutning 2", "Beslutning 0"]
    every = csv_of(reader, f"{office}/beslutninger/liste.csv?state=all")
    assert [row[-7] for row in every] == ["Decision", "Beslutning 2", "Beslutning 1", "Beslutning 0"]


def test_hours_leave_with_their_dates_and_who_pays(reader: Client, office: str) -> None:
    hours(1)
    assert csv_of(reader, f"{office}/timer/liste.csv") == [
        ["Name", "Hours a week", "From", "To", "Paid by"], ["Bo 0", "21.0", "2026-01-01", "", "FRIG"],
    ]
    assert reader.get(f"{office}/timer/liste.xlsx").content[:2] == b"PK"
    assert reader.get(f"{office}/timer/liste.pdf").status_code == 404


def test_a_filtered_list_of_meetings_shows_that_kind_alone(reader: Client, office: str) -> None:
    meetings(2)
    assert {row[1] for row in csv_of(reader, f"{office}/moeder/liste.csv?kind=staff")[1:]} == {"staff meeting"}
    assert Meeting.objects.count() == 4
