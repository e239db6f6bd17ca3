"""Seats elected or appointed, with terms and substitutes; the rule of the majority and of the chair is computed and warns."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.board.models import Seat
from brobygger.organisations.models import Organisation, Sector
from brobygger.people.models import Person
from tests.factories import SeatFactory

TODAY = timezone.localdate()


@pytest.fixture
def organisations(centre):
    return {
        "social": Organisation.objects.create(name="Vågetjenesten", voluntary_social=True),
        "sport": Organisation.objects.create(name="Gymnastikforeningen"),
        "municipality": Organisation.objects.create(name="Sundhedsforvaltningen", sector=Sector.MUNICIPALITY),
    }


def sits(name, represents, office="member", **fields):
    return SeatFactory.create(person=Person.objects.create(name=name), represents=represents, office=office, **fields)


def verdict(browser):
    return browser.get("/testby/kontor/bestyrelse/").context["verdict"]


@pytest.fixture
def board(organisations):
    """Eight members: five from local voluntary social associations, one of them the chair, and a substitute from the municipality."""
    sits("Anna", organisations["social"], "chair")
    sits("Bent", organisations["social"], "vice_chair")
    for name in ("Dan", "Eva", "Finn"):
        sits(name, organisations["social"])
    sits("Gro", organisations["sport"])
    sits("Hans", organisations["sport"])
    sits("Ib", organisations["municipality"], appointed_by=organisations["municipality"])
    sits("Jens", organisations["municipality"], "substitute")


def test_a_board_that_fits_its_statutes_has_no_warning(client_of, astrid, board):
    found = verdict(client_of(astrid))
    assert (found.members, found.majority, found.warnings) == (8, 5, ())


def test_a_term_that_ends_takes_the_majority_away(client_of, astrid, board):
    browser = client_of(astrid)
    Seat.objects.filter(person__name="Finn").update(until=TODAY - timedelta(days=1))
    found = verdict(browser)
    assert (found.members, found.majority, len(found.warnings)) == (7, 4, 1)  # four of seven still are more than half; a seat is empty
    Seat.objects.filter(person__name="Eva").update(until=TODAY - timedelta(days=1))
    found = verdict(browser)
    assert (found.members, found.majority, len(found.warnings)) == (6, 3, 2)


def test_a_substitute_does_not_count_until_seated(client_of, astrid, board, organisations):
    browser = client_of(astrid)
    Seat.objects.filter(person__name="Finn").update(until=TODAY - timedelta(days=1))
    Seat.objects.filter(person__name="Jens").update(office="member")
    assert (verdict(browser).members, verdict(browser).majority) == (8, 4)
    assert len(verdict(browser).warnings) == 1  # four of eight is no majority


@pytest.mark.parametrize("office", ["chair", "vice_chair"])
def test_the_municipality_does_not_lead(client_of, astrid, board, office):
    Seat.objects.filter(office=office).update(office="member")
    Seat.objects.filter(person__name="Ib").update(office=office)
    (warning,) = verdict(client_of(astrid)).warnings
    assert "Ib" in warning


def test_the_rule_is_the_centres_own(client_of, astrid, board):
    browser = client_of(astrid)
    Seat.objects.filter(office="chair").update(represents=Organisation.objects.get(name="Sundhedsforvaltningen"))
    assert len(verdict(browser).warnings) == 2  # four of eight is no majority, and the municipality leads
    browser.post("/testby/kontor/bestyrelse/regler/", {"size": "8", "meetings_a_year": "8"})
    assert verdict(browser).warnings == ()
