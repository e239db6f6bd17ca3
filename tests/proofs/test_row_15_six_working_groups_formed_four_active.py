"""Six working groups grown out of an event, four active; a group that wakes does not change what was said of the past."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from brobygger.events import networks
from brobygger.events.models import Sheet
from brobygger.journal.base_kinds import BaseKind
from brobygger.organisations.models import Network, NetworkRest
from brobygger.plan.counting import Demand, count
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from tests.proofs.a_years_events import NOW, an_event

OFFICE = "/testby/kontor"


def counted(measure, start=date(2025, 1, 1), end=date(2025, 12, 31)):
    demand = Demand(measure, Period(start, end))
    return count([demand])[demand]


@pytest.fixture
def groups(client_of, bo):
    """A conference in January from which six groups grew; two have rested since September."""
    event = an_event(BaseKind.CONFERENCE, date(2025, 1, 14), by=bo)
    for number in range(1, 7):
        given = {"name": f"Gruppe {number}", "form": "working_group", "started_on": f"2025-02-0{number}"}
        assert client_of(bo).post(f"{OFFICE}/netvaerk/nyt/?form=working_group&af={event.pk}", given).status_code == 302
    made = list(Network.objects.working_groups().order_by("name"))
    assert [list(networks.came_from(each)) for each in made] == [[event]] * 6
    for each in made[:2]:
        client_of(bo).post(f"{OFFICE}/netvaerk/{each.pk}/skridt/?skridt=rest", {"on": "2025-09-01"})
    return made


def test_six_formed_four_active(client_of, bo, groups):
    assert (counted("working_groups_formed"), counted("working_groups_active")) == (6, 4)
    assert counted("working_groups_active", end=date(2025, 8, 31)) == 6
    page = client_of(bo).get(f"{OFFICE}/netvaerk/")
    assert (page.context["formed"], page.context["active"]) == (6, 4)
    (source,) = measures["working_groups_active"].sources
    assert [row.name for row in source.evidence(Period(date(2025, 1, 1), date(2025, 12, 31)), {}).order_by("name")] == ["Gruppe 3", "Gruppe 4", "Gruppe 5", "Gruppe 6"]


def test_waking_one_leaves_the_past_as_it_was(bo, groups):
    with pytest.raises(ValidationError):
        networks.take(groups[0], "wake", on=date(2025, 8, 1), by=bo, now=NOW)
    networks.take(groups[0], "wake", on=date(2026, 1, 10), by=bo, now=NOW)
    assert (counted("working_groups_active"), counted("working_groups_active", date(2026, 1, 1), date(2026, 12, 31))) == (4, 5)
    assert [(each.starts_on, each.ends_on) for each in NetworkRest.objects.all()] == [(date(2025, 9, 1), date(2026, 1, 10))]
    networks.take(groups[0], "rest", on=date(2026, 1, 11), by=bo, now=NOW)
    assert (counted("working_groups_active"), counted("working_groups_active", date(2026, 1, 1), date(2026, 12, 31))) == (4, 4)


def test_each_has_a_sheet_kept_as_dated_versions(client_of, bo, groups):
    given = {"title": "Fælles middage", "network": groups[2].pk, "challenge": "Ældre spiser alene", "idea": "Fælles middage"}
    client_of(bo).post(f"{OFFICE}/initiativark/nyt/?netvaerk={groups[2].pk}", given)
    sheet = Sheet.objects.get(network=groups[2])
    for day, results in (("2025-04-01", ""), ("2025-10-01", "To middage om ugen")):
        client_of(bo).post(f"{sheet.get_absolute_url()}ret/", given | {"results": results, "version": sheet.version})
        sheet.refresh_from_db()
        assert client_of(bo).post(f"{sheet.get_absolute_url()}gem/", {"seen": sheet.version, "written_on": day}).status_code == 302
    assert [(str(each.written_on), each.results) for each in sheet.versions.order_by("written_on")] == [("2025-04-01", ""), ("2025-10-01", "To middage om ugen")]
