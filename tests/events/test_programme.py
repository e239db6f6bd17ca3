"""The public calendar: events of several days, over all centres by name, on a map, and no slower for two thousand."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.events import programme
from brobygger.events.models import Event
from tests.factories import EventFactory, LocalityFactory, TargetGroupFactory, ThemeFactory

PUBLIC = "/testby/arrangementer"
TODAY = timezone.localdate()
HERE = timezone.get_default_timezone()


def at(day, hour=10):
    return datetime.combine(day, time(hour), HERE)


@pytest.fixture
def conference(centre):
    """From yesterday to tomorrow."""
    return EventFactory.create(registration__title="Konference", starts_at=at(TODAY - timedelta(days=1)), ends_at=at(TODAY + timedelta(days=1), 16))


class TestSeveralDays:
    def test_the_list_holds_it_until_it_is_over(self, client, conference):
        page = client.get(f"{PUBLIC}/")
        assert [(row, row.shown_on) for row in page.context["page"]] == [(conference, TODAY)]
        assert not client.get(f"{PUBLIC}/?fra={TODAY + timedelta(days=2)}").context["page"].object_list

    @pytest.mark.parametrize("view", ["uge", "maaned"])
    def test_it_stands_on_each_of_its_days(self, client, centre, view):
        monday = TODAY.replace(day=15) - timedelta(days=TODAY.replace(day=15).weekday())
        EventFactory.create(starts_at=at(monday), ends_at=at(monday + timedelta(days=2), 16))
        page = client.get(f"{PUBLIC}/?vis={view}&fra={monday}")
        days = [day.on for day in page.context["days"] if day.events]
        assert days == [monday + timedelta(days=n) for n in range(3)]
        assert page.content.decode().count("fortsat") == 2

    def test_what_ends_at_midnight_is_not_on_the_day_that_begins_then(self, client, centre):
        EventFactory.create(starts_at=at(TODAY, 20), ends_at=at(TODAY + timedelta(days=1), 0))
        page = client.get(f"{PUBLIC}/?vis=uge")
        assert [day.on for day in page.context["days"] if day.events] == [TODAY]

    def test_what_began_before_the_week_is_in_it(self, client, centre):
        monday = TODAY - timedelta(days=TODAY.weekday())
        EventFactory.create(starts_at=at(monday - timedelta(days=3)), ends_at=at(monday, 12))
        page = client.get(f"{PUBLIC}/?vis=uge")
        assert [day.on for day in page.context["days"] if day.events] == [monday]


class TestNothing:
    def test_an_empty_list_says_so(self, client, centre):
        page = client.get(f"{PUBLIC}/").content.decode()
        assert "Der er ikke planlagt noget" in page
        assert "Forrige måned" not in page

    def test_filters_that_nothing_fits_say_so(self, client, conference):
        page = client.get(f"{PUBLIC}/?q=ukendt").content.decode()
        assert "Intet passer til filtrene." in page
        assert "Forrige måned" not in page


class TestTheMap:
    def test_each_place_is_a_link_to_what_is_on_there(self, client, centre):
        town, village = LocalityFactory.create(name="Byen", latitude="55.4028", longitude="11.3546"), LocalityFactory.create(name="Landsbyen")
        EventFactory.create_batch(2, registration__locality=town)
        EventFactory.create(registration__locality=village)
        EventFactory.create(registration__locality=town, published_at=None)
        page = client.get(f"{PUBLIC}/?vis=kort")
        assert [(each.name, each.n, each.url) for each in page.context["map"].spots] == [("Byen", 2, f"?sted={town.pk}"), ("Landsbyen", 1, f"?sted={village.pk}")]
        assert [dot.spot.name for dot in page.context["map"].dots] == ["Byen"]
        assert len(client.get(f"{PUBLIC}/?sted={town.pk}").context["page"].object_list) == 2

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_asks_the_same_number_of_questions(self, client, centre, rows, django_assert_num_queries):
        for _each in range(rows):
            EventFactory.create(registration__locality=LocalityFactory.create())
        with django_assert_num_queries(5):
            assert client.get(f"{PUBLIC}/?vis=kort").status_code == 200


class TestOverAllCentres:
    @pytest.fixture
    def two_centres(self, centre, other_centre):
        def fill(here):
            lonely, old = ThemeFactory.create(name="Ensomhed"), TargetGroupFactory.create(name="Ældre")
            town = LocalityFactory.create(name="Havnen", latitude="55.4", longitude="11.3")
            EventFactory.create(registration__title=f"Samtale i {here}", registration__theme=lonely, registration__target_group=old, registration__locality=town)
            EventFactory.create(registration__title=f"Andet i {here}")

        fill("Testby")
        with centre_in_force(other_centre):
            fill("Fjernby")
            EventFactory.create(registration__title="Kladde", registration__theme=ThemeFactory.create(name="Hemmeligt tema"), published_at=None)

    @pytest.mark.parametrize("query", ["tema=Ensomhed", "maalgruppe=Ældre", "sted=Havnen"])
    def test_it_is_narrowed_by_name(self, client, two_centres, query):
        page = client.get(f"/arrangementer/?{query}")
        assert sorted(row.registration.title for row in page.context["page"]) == ["Samtale i Fjernby", "Samtale i Testby"]

    def test_only_what_leads_to_something_is_offered(self, client, two_centres):
        page = client.get("/arrangementer/")
        offered = {each.name: [text for _value, text in each.lines or ()] for each in page.context["filters"]}
        assert offered["tema"] == ["Ensomhed"]
        assert "Hemmeligt" not in page.content.decode()

    def test_places_of_one_name_are_one_on_the_map(self, client, two_centres):
        assert [(each.name, each.n) for each in client.get("/arrangementer/?vis=kort").context["map"].spots] == [("Havnen", 2)]

    @pytest.mark.parametrize("query", ["vis=uge&tema=Ensomhed", "vis=maaned&center=fjernby", "kommune=x", "tema=%00", "center=æøå", "vis=kort&q=x"])
    def test_all_views_answer(self, client, two_centres, query):
        assert client.get(f"/arrangementer/?{query}").status_code == 200


def test_a_crowded_month_loads_no_more_than_it_shows(centre):
    """The work of a month grows only by the narrow list of keys and times, however many events it holds."""
    day = TODAY.replace(day=10)
    EventFactory.create_batch(30, starts_at=at(day), ends_at=at(day, 12))
    days = programme.days(programme.Asked({"vis": "maaned", "fra": day.isoformat()}), Event.objects.listed().public())
    (full,) = [each for each in days if each.events]
    assert (len(full.events), full.more) == (programme.SHOWN_A_DAY, 27)
