"""Events out of a spreadsheet: past ones with who came, in the plan's figures by the same rules; those to come as drafts; nobody is written to."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.times import local
from brobygger.events.models import Event, HeadCount, SignUpList
from brobygger.intake import undoing
from brobygger.journal.models import Participation, Registration
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.factories import SignUpFactory
from tests.intake.conftest import BASE

SOON = timezone.localdate() + timedelta(days=30)
HEAD = "Titel;Slags;Dato;Kl.;Slutter;Sted;Deltagere;Hvor de kom fra;Tilstand;Begrundelse;Tema;Offentligt;Pladser"
LIST = f"""{HEAD}
Velkomst;Kursus;12/3-2026;16.30;19;Huset;25;12 Røde Kors; 3 Jobcentret (kommune);;;Ensomhed;;
Uden tid;kursus;13/3-2026;;;;8;;afholdt;;;;
Aflyst;Kursus;14/3-2026;10-12;;;;;aflyst;Ingen tilmeldte;;;
Kommer;Kursus;{SOON:%d-%m-%Y};kl. 14;16;Huset;;;;;;ja;10
""".replace("12 Røde Kors; 3", '"12 Røde Kors; 3').replace("(kommune);", '(kommune)";')


def test_past_ones_come_with_heads_and_those_to_come_as_they_are(bring, lists):
    page, row = bring("events", LIST)
    assert (row.result, page.context["counts"]["wrong"]) == ({"new": 4, "same": 0, "wrong": 0}, 0)
    found = {str(event): event for event in Event.objects.listed()}
    held = found["Velkomst"].registration
    assert (held.state, held.persons, held.minutes, str(held.theme), local(found["Velkomst"].starts_at).hour, found["Velkomst"].place) == ("held", 25, 150, "Ensomhed", 16, "Huset")
    assert [(str(each), each.persons, each.sector) for each in held.participations.order_by("pk")] == [("Røde Kors", 12, "civil_society"), ("Jobcentret", 3, "municipality")]
    assert [count.persons for count in HeadCount.objects.filter(event=found["Velkomst"]).order_by("pk")] == [12, 3, 10]
    assert (found["Uden tid"].registration.minutes, found["Uden tid"].registration.persons) == (None, 8)
    assert (found["Aflyst"].registration.state, found["Aflyst"].registration.reason) == ("cancelled", "Ingen tilmeldte")
    soon = found["Kommer"]
    assert (soon.registration.state, soon.published_at is not None, soon.signup_list.capacity) == ("planned", True, 10)
    assert (found["Velkomst"].published_at, OutgoingMail.objects.count()) == (None, 0)


def test_they_count_in_the_plan_as_events_that_were_planned_here(bring, lists):
    bring("events", LIST)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert sum(source.rows().filter(done_on__range=(year.start, year.end)).count() for source in measures["events_held"].sources) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x;Kursus;12/3-2026;;;;5;9 Røde Kors;;;;;", "9 kom et sted fra, og 5 i alt"),
        ("x;Kursus;12/3-2026;;;;;;planlagt;;;;", "Den dag er forbi"),
        (f"x;Kursus;{SOON:%d-%m-%Y};;;;;;afholdt;;;;", "ligger endnu forude"),
        (f"x;Kursus;{SOON:%d-%m-%Y};;;;12;;;;;;", "har ikke fundet sted"),
        ("x;Kursus;12/3-2026;;;;;;aflyst;;;;", "hvorfor det blev aflyst"),
        ("x;Sparring;12/3-2026;;;;;;;;;;", "»Sparring« står ikke på jeres liste"),
        ("x;Kursus;12/3-2026;17;16;;;;;;;;", "før"),
        ("x;Kursus;12/3-2026;sent;;;;;;;;;", "»sent« er ikke et klokkeslæt"),
        ("x;Kursus;12/3-2026;999999999999;;;;;;;;;", "»999999999999« er ikke et klokkeslæt"),
    ],
)
def test_what_is_wrong_is_said(bring, lists, row, said):
    page, _row = bring("events", f"{HEAD}\n{row}\n", order="")
    ((state, _n, (line,)),) = page.context["groups"]
    assert (state, said in " ".join(line["wrong"])) == ("wrong", True), line["wrong"]


def test_twice_is_as_once_and_out_again(bring, client_of, bo, lists, at_once):
    _page, row = bring("events", LIST)
    assert bring("events", LIST)[0].context["counts"] == {"new": 0, "same": 4, "wrong": 0}
    with at_once():
        client_of(bo).post(f"{BASE}liste/{row.pk}/", {"order": "undo"})
    row.refresh_from_db()
    assert (row.state, Event.objects.count(), Registration.objects.count(), HeadCount.objects.count(), Participation.objects.count(), SignUpList.objects.count()) == ("undone", 0, 0, 0, 0, 0)


def test_who_has_signed_up_is_in_the_way(bring, lists):
    _page, row = bring("events", LIST)
    SignUpFactory.create(signup_list=SignUpList.objects.get())
    assert [mark.number for mark, _why in undoing.in_the_way(row)] == [5]
