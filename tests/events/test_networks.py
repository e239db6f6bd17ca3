"""A network from need to closing; its points carried from meeting to meeting; working groups; tours and relays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.versions import Stale
from brobygger.events import attendance, meetings, networks, tours
from brobygger.events.models import Event, Minute, Point, Stop
from brobygger.events.networks import Step
from brobygger.events.reaching import of_persons
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.organisations.models import Network
from brobygger.people.models import Person
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    EventFactory,
    KindFactory,
    LocalityFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PersonFactory,
    PointFactory,
)
from tests.plan.growing import a_target, work

NOW, TODAY = timezone.now(), timezone.localdate()
OFFICE = "/testby/kontor"
EVER = Period(date(2000, 1, 1), date(2100, 1, 1))


def counted(measure, period=EVER, **narrow):
    demand = Demand(measure, period, tuple((key, (value,)) for key, value in narrow.items()))
    return count([demand])[demand]


def wish(name="Netværk om ensomhed", **more):
    return NetworkFactory.create(name=name, started_on=None, **more)


def meeting(network, days, **more):
    """A meeting of the network, so many days from now."""
    starts = NOW + timedelta(days=days)
    made = EventFactory.create(starts_at=starts, ends_at=starts + timedelta(hours=2), registration__network=network, registration__kind=KindFactory.create(base="network_meeting"), **more)
    return Event.objects.listed().get(pk=made.pk)


class TestItsWay:
    def test_each_step_is_dated_by_the_work_itself(self, centre, bo):
        network = wish()
        assert [each.on for each in networks.steps(network)] == [None] * 6
        assert networks.next_step(networks.steps(network)) == Step.NEED
        work(date(2026, 1, 10), BaseKind.NEEDS_SURVEY, network=network)
        assert networks.next_step(networks.steps(network)) == Step.INTEREST
        work(date(2026, 2, 3), BaseKind.INTEREST_MEETING, network=network)
        work(date(2026, 2, 10), BaseKind.INTEREST_MEETING, network=network, state="planned")
        assert networks.next_step(networks.steps(network)) == Step.START
        networks.take(network, "start", on=date(2026, 3, 1), by=bo, now=NOW)
        for day in (date(2026, 4, 1), date(2026, 5, 1)):
            work(day, BaseKind.NETWORK_MEETING, network=network)
        networks.take(network, "evaluate", on=date(2026, 6, 1), text="Det virker", by=bo, now=NOW)
        networks.take(network, "close", on=date(2026, 7, 1), text="Målet er nået", by=bo, now=NOW)
        network.refresh_from_db()
        found = [(each.step.value, each.on, each.n) for each in networks.steps(network)]
        assert found == [
            ("need", date(2026, 1, 10), 1), ("interest", date(2026, 2, 3), 1), ("start", date(2026, 3, 1), 0), ("meetings", date(2026, 4, 1), 2),
            ("evaluate", date(2026, 6, 1), 0), ("close", date(2026, 7, 1), 0),
        ]
        assert [counted(each) for each in ("needs_surveys", "interest_meetings", "networks_started", "network_meetings")] == [1, 1, 1, 2]

    def test_one_that_is_only_wished_for_counts_nowhere_and_no_target_waits_for_it(self, centre):
        network = wish()
        assert counted("networks_started") == 0
        assert list(Network.objects.alive_in(date(2026, 1, 1), date(2026, 12, 31))) == []
        target = a_target(measure="network_meetings", minimum=1, for_each="network")
        assert networks.targets_of(network, date(2026, 6, 1)) == []
        assert target.pk

    @pytest.mark.parametrize(
        ("step", "on", "text"), [("start", TODAY + timedelta(days=1), ""), ("evaluate", TODAY, ""), ("close", date(2019, 1, 1), ""), ("sludder", TODAY, "")],
    )
    def test_what_cannot_be_is_refused(self, centre, bo, step, on, text):
        network = NetworkFactory.create(started_on=date(2025, 1, 1))
        with pytest.raises(ValidationError):
            networks.take(network, step, on=on, text=text, by=bo, now=NOW)

    def test_what_is_not_established_is_not_evaluated(self, centre, bo):
        with pytest.raises(ValidationError):
            networks.take(wish(), "evaluate", on=TODAY, text="Godt", by=bo, now=NOW)

    def test_the_list_counts_as_many_meetings_as_the_page(self, client_of, bo):
        network = NetworkFactory.create(started_on=date(2026, 3, 1))
        work(date(2026, 2, 3), BaseKind.INTEREST_MEETING, network=network)
        for day in (date(2026, 4, 1), date(2026, 5, 1)):
            work(day, BaseKind.NETWORK_MEETING, network=network)
        ((row, n, last, _inside),) = client_of(bo).get(f"{OFFICE}/netvaerk/").context["running"]
        assert (row, n, last) == (network, 2, date(2026, 5, 1))
        assert [each.n for each in networks.steps(network) if each.step == Step.MEETINGS] == [n]

    def test_the_page_leads_on_from_each_step(self, client_of, bo):
        network = wish()
        browser = client_of(bo)
        page = browser.get(f"{OFFICE}/netvaerk/{network.pk}/").content.decode()
        assert "Registrer en behovsafdækning" in page
        answer = browser.post(f"{OFFICE}/netvaerk/{network.pk}/skridt/?skridt=start", {"on": (TODAY + timedelta(days=2)).isoformat()})
        assert answer.status_code == 422
        browser.post(f"{OFFICE}/netvaerk/{network.pk}/skridt/?skridt=start", {"on": TODAY.isoformat()})
        network.refresh_from_db()
        assert network.started_on == TODAY
        KindFactory.create(name="Netværksmøde", base="network_meeting")
        form = browser.get(f"{OFFICE}/arrangementer/nyt/?netvaerk={network.pk}&grund=network_meeting").context["form"]
        assert (form.initial["network"], form.initial["title"]) == (network.pk, f"Netværksmøde, {network}")


def test_it_is_edited_and_closes_after_it_starts(client_of, bo):
    browser = client_of(bo)
    browser.post(f"{OFFICE}/netvaerk/nyt/", {"name": "Naboskab", "form": "informal", "started_on": "2026-07-01"})
    row = Network.objects.get()
    assert (row.started_on, row.form) == (date(2026, 7, 1), "informal")
    given = {"name": "Naboskab", "form": "informal", "started_on": "2026-07-01", "closed_on": "2026-06-30", "version": row.version}
    answer = browser.post(f"{OFFICE}/netvaerk/{row.pk}/ret/", given)
    assert list(answer.context["form"].errors) == ["closed_on"]
    work(date(2026, 8, 1), network=row)
    browser.post(f"{OFFICE}/netvaerk/{row.pk}/ret/", {"act": "delete"})
    assert Network.objects.exists()


class TestMembers:
    def test_associations_and_persons_are_in_it(self, client_of, bo):
        sind, network = OrganisationFactory.create(name="SIND"), NetworkFactory.create()
        browser, url = client_of(bo), f"{OFFICE}/netvaerk/{network.pk}/"
        browser.post(url, {"organisations": "SIND", "name": "Inge Holm", "mail": "inge@x.dk"})
        browser.post(url, {"organisations": "SIND", "name": "Inge H.", "mail": "INGE@x.dk"})
        assert (list(network.members.all()), [str(each) for each in network.persons.all()]) == ([sind], ["Inge Holm"])
        assert browser.post(url, {"organisations": "SIND, Ukendt"}).status_code == 422
        browser.post(url, {"person": Person.objects.get(name="Inge Holm").pk})
        assert not network.persons.exists()
        assert Change.objects.filter(model="organisations.Network", row=network.pk).count() == 2 + 0

    def test_who_goes_was_in_it_and_a_day_says_who_was(self, client_of, bo):
        sind, network = OrganisationFactory.create(name="SIND"), NetworkFactory.create()
        long_ago, yesterday = TODAY - timedelta(days=400), TODAY - timedelta(days=1)
        NetworkMemberFactory.create(network=network, organisation=sind, since=long_ago, role="speaker")
        browser, url = client_of(bo), f"{OFFICE}/netvaerk/{network.pk}/"
        assert "taler for det" in browser.get(url).content.decode()
        new = OrganisationFactory.create(name="Naboerne")
        browser.post(url, {"organisations": "Naboerne"})
        assert [(each.organisation, each.since, each.until) for each in network.belongings.all()] == [(sind, long_ago, yesterday), (new, TODAY, None)]
        assert [str(each) for each in browser.get(url).context["members"]] == ["Naboerne"]
        assert [str(each) for each in browser.get(url, {"dag": yesterday.isoformat()}).context["members"]] == ["SIND"]
        assert (list(network.organisations_on(TODAY)), list(network.organisations_on(long_ago - timedelta(days=1)))) == ([new], [])
        assert [inside for _each, _count, _last, inside in browser.get(f"{OFFICE}/netvaerk/").context["running"]] == [1]
        browser.post(url, {"organisations": ""})
        assert [each.organisation for each in network.belongings.all()] == [sind]  # who came and went on one day was never in it
        assert not browser.get(f"/testby/kontor/organisationer/{sind.pk}/").context["networks"]
        browser.post(url, {"organisations": "SIND"})
        assert [(each.since, each.until) for each in network.belongings.all()] == [(long_ago, yesterday), (TODAY, None)]
        assert browser.get(f"/testby/kontor/organisationer/{sind.pk}/").context["networks"] == [network]

    def test_its_days_and_role_are_edited_and_never_overlap(self, client_of, bo):
        row = NetworkMemberFactory.create(since=TODAY - timedelta(days=9))
        NetworkMemberFactory.create(network=row.network, organisation=row.organisation, since=date(2020, 1, 1), until=date(2020, 12, 31))
        browser, url = client_of(bo), f"{OFFICE}/netvaerk/medlem/{row.pk}/"
        given = {"role": "contact", "since": "2020-12-31", "until": "", "version": row.version}
        answer = browser.post(url, given)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["since"])
        assert 'value="2020-12-31"' in answer.content.decode()
        assert browser.post(url, {**given, "since": "2021-01-01", "until": "2020-05-01"}).status_code == 422
        assert browser.post(url, {**given, "since": "2021-01-01"}).status_code == 302
        row.refresh_from_db()
        assert (row.role, row.since) == ("contact", date(2021, 1, 1))
        assert browser.post(url, {**given, "since": "2022-01-01"}).status_code == 422  # somebody else has saved it meanwhile

    def test_mail_goes_to_those_who_are_in_it_today(self, centre):
        network = NetworkFactory.create()
        for name, days in (("nu", {}), ("før", {"until": TODAY - timedelta(days=1)}), ("senere", {"since": TODAY + timedelta(days=1)})):
            NetworkMemberFactory.create(network=network, organisation=None, person=PersonFactory.create(name=name, mail=f"{len(name)}@x.dk"), **days)
        assert [each.name for each in of_persons(network, now=NOW)] == ["nu"]

    def test_counts_narrowed_to_an_organisation_ask_who_was_in_it_on_the_day(self, centre):
        sind = OrganisationFactory.create()
        for number, since in enumerate((date(2025, 1, 1), date(2025, 9, 1))):
            network = NetworkFactory.create(started_on=date(2025, 6, 1), name=f"Netværk {number}")
            NetworkMemberFactory.create(network=network, organisation=sind, since=since)
        assert counted("networks_started", organisation=sind.pk) == 1

    def test_the_desk_sees_and_does_not_change(self, client_of, carla):
        network = NetworkFactory.create()
        assert client_of(carla).get(f"{OFFICE}/netvaerk/{network.pk}/").status_code == 200
        assert client_of(carla).post(f"{OFFICE}/netvaerk/{network.pk}/", {"organisations": ""}).status_code == 403


class TestPoints:
    def test_what_is_not_ended_is_carried_on(self, centre, bo):
        network = NetworkFactory.create()
        first, second = meeting(network, -60), meeting(network, -30)
        to_come = meeting(network, 5)
        folder = PointFactory.create(network=network, title="Folder", raised_on=first.day, position=1)
        visit = PointFactory.create(network=network, title="Besøg", raised_on=first.day, position=2)
        later = PointFactory.create(network=network, title="Nyt", raised_on=second.day, position=3)
        meetings.minute(first, {folder.pk: "Vi laver et udkast.", visit.pk: "Aftalt."}, {visit.pk}, "Tak for kagen.", by=bo, now=NOW)
        assert [(item.point.title, item.earlier, item.closed) for item in meetings.agenda(first)] == [("Folder", 0, False), ("Besøg", 0, True)]
        assert [(item.point.title, item.earlier) for item in meetings.agenda(second)] == [("Folder", 1), ("Nyt", 0)]
        meetings.minute(second, {folder.pk: "Trykt.", later.pk: ""}, {folder.pk}, "", by=bo, now=NOW)
        assert [item.point.title for item in meetings.agenda(to_come)] == ["Nyt"]
        assert list(Minute.objects.order_by("pk").values_list("point__title", "text")) == [("Folder", "Vi laver et udkast."), ("Besøg", "Aftalt."), ("Folder", "Trykt.")]
        visit.refresh_from_db()
        assert visit.closed_on == first.day

    def test_ending_it_can_be_taken_back(self, centre, bo):
        network = NetworkFactory.create()
        event = meeting(network, -3)
        point = PointFactory.create(network=network, raised_on=event.day)
        meetings.minute(event, {point.pk: "Slut."}, {point.pk}, "", by=bo, now=NOW)
        meetings.minute(event, {point.pk: "Slut."}, set(), "", by=bo, now=NOW)
        point.refresh_from_db()
        assert point.closed_on is None

    def test_two_secretaries_do_not_overwrite_one_another(self, centre, bo):
        event = meeting(NetworkFactory.create(), -3)
        meetings.minute(event, {}, set(), "Først", version=event.version, by=bo, now=NOW)
        with pytest.raises(Stale):
            meetings.minute(event, {}, set(), "Sidst", version=event.version, by=bo, now=NOW)
        assert Event.objects.get(pk=event.pk).minutes == "Først"

    def test_the_page_writes_them_and_keeps_what_was_typed(self, client_of, bo):
        network = NetworkFactory.create()
        event = meeting(network, -3)
        browser, url = client_of(bo), f"{OFFICE}/arrangementer/{event.pk}/dagsorden/"
        browser.post(f"{OFFICE}/netvaerk/{network.pk}/punkt/?moede={event.pk}", {"title": "Fælles folder", "text": "", "owner": bo.pk, "owner_name": "", "due_on": TODAY.isoformat()})
        point = Point.objects.get()
        assert (point.raised_at_id, point.raised_on, point.is_action) == (event.pk, event.day, True)
        wrong = browser.post(url, {f"p-{point.pk}": "Hans, 010190-1234, er med", "minutes": "Tak", "version": event.version})
        assert wrong.status_code == 422
        assert "Hans, 010190-1234, er med" in wrong.content.decode()
        assert not Minute.objects.exists()
        browser.post(url, {f"p-{point.pk}": "Hans er med", f"luk-{point.pk}": "on", "minutes": "Tak", "version": event.version})
        assert Minute.objects.get().text == "Hans er med"
        assert Event.objects.get(pk=event.pk).minutes == "Tak"

    def test_an_owner_is_reminded_and_it_can_be_ended_on_the_networks_page(self, client_of, bo):
        point = PointFactory.create(title="Skriv til kommunen", owner=bo, due_on=TODAY)
        assert "Skriv til kommunen" in client_of(bo).get(f"{OFFICE}/").content.decode()
        client_of(bo).post(f"{OFFICE}/netvaerk/punkt/{point.pk}/luk/", {"closed": "1"})
        assert "Skriv til kommunen" not in client_of(bo).get(f"{OFFICE}/").content.decode()

    def test_a_point_of_another_network_is_not_on_the_agenda(self, centre):
        PointFactory.create(title="Andres")
        assert meetings.agenda(meeting(NetworkFactory.create(), 3)) == []

    def test_the_list_takes_a_bounded_number_of_queries(self, client_of, bo, django_assert_max_num_queries):
        def grow(n):
            for number in range(n):
                network = NetworkFactory.create()
                meeting(network, -3)
                PointFactory.create(network=network, title=f"P{number}")

        grow(3)
        browser = client_of(bo)
        browser.get(f"{OFFICE}/netvaerk/")
        with django_assert_max_num_queries(40) as few:
            browser.get(f"{OFFICE}/netvaerk/")
        grow(10)
        with django_assert_max_num_queries(len(few)):
            browser.get(f"{OFFICE}/netvaerk/")


class TestWorkingGroups:
    def test_they_are_counted_apart_from_networks(self, centre):
        active = NetworkFactory.create(form="working_group", started_on=date(2026, 1, 1))
        NetworkFactory.create(form="working_group", started_on=date(2026, 1, 1), resting_since=date(2026, 5, 1))
        NetworkFactory.create(form="working_group", started_on=None)
        NetworkFactory.create(started_on=date(2026, 1, 1))
        work(date(2026, 2, 1), BaseKind.NETWORK_MEETING, network=active)
        work(date(2026, 3, 1), BaseKind.WORKSHOP, network=active)
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        spring = Period(date(2026, 1, 1), date(2026, 4, 30))
        assert [counted(each, year) for each in ("working_groups_active", "working_group_meetings", "network_meetings", "networks_started")] == [1, 2, 0, 1]
        assert counted("working_groups_active", spring) == 2

    def test_a_target_per_network_does_not_ask_them(self, centre):
        from brobygger.plan.evaluation import evaluate_target

        NetworkFactory.create(name="Arbejdsgruppe", form="working_group", started_on=date(2026, 1, 1))
        NetworkFactory.create(name="Netværk", started_on=date(2026, 1, 1))
        target = a_target(measure="network_meetings", minimum=2, for_each="network")
        assert [each.member.name for each in evaluate_target(target, date(2026, 12, 31)).members] == ["Netværk"]

    def test_one_grows_out_of_an_event(self, client_of, bo):
        event = EventFactory.create()
        client_of(bo).post(f"{OFFICE}/netvaerk/nyt/?form=working_group&af={event.pk}", {"name": "Gåfællesskaber", "form": "working_group", "started_on": TODAY.isoformat()})
        group = Network.objects.get(name="Gåfællesskaber")
        assert [each.pk for each in networks.came_from(group)] == [event.pk]


def tour(base, days=-10):
    starts = NOW + timedelta(days=days)
    made = EventFactory.create(starts_at=starts, ends_at=starts + timedelta(hours=6), registration__kind=KindFactory.create(base=base))
    return Event.objects.listed().get(pk=made.pk)


def stop(event, bo, *organisations, labels=(), **more):
    return tours.keep_stop(Stop(event=event, place="Torvet", **more), organisations=[each.pk for each in organisations], labels=labels, before=None, by=bo, now=NOW)


class TestTours:
    def test_visitors_are_counted_per_stop_and_an_organisation_on_board_once(self, centre, bo):
        bus, sind = OrganisationFactory.create(name="Buslauget"), OrganisationFactory.create(name="SIND")
        event = tour("tour")
        stop(event, bo, bus, sind, visitors=12)
        stop(event, bo, bus, visitors=30, labels=["Spejderne"])
        row = Registration.objects.get(pk=event.pk)
        assert (row.state, row.persons) == ("held", 42)
        assert [counted(each) for each in ("tours_held", "tour_visitors", "tour_organisations", "event_participants")] == [1, 42, 3, 42]

    def test_planned_stops_count_nothing(self, centre, bo):
        event = tour("tour", days=10)
        stop(event, bo, OrganisationFactory.create())
        assert Registration.objects.get(pk=event.pk).state == "planned"
        with pytest.raises(ValidationError):
            stop(event, bo, visitors=3)
        assert counted("tours_held") == 0

    def test_taking_a_stop_out_lets_the_figure_fall(self, centre, bo):
        event = tour("tour")
        stop(event, bo, visitors=12)
        wrong = stop(event, bo, OrganisationFactory.create(), visitors=30)
        tours.remove_stop(wrong, by=bo, now=NOW)
        assert [counted(each) for each in ("tour_visitors", "tour_organisations")] == [12, 0]

    def test_heads_at_the_door_and_visitors_at_the_stops_add_up(self, centre, bo):
        event = tour("tour")
        stop(event, bo, visitors=12)
        attendance.count_heads(event, [attendance.From(None, "borgere", "", 3)], by=bo, now=NOW)
        assert counted("tour_visitors") == 15

    def test_the_page_reads_names_it_knows_and_others(self, client_of, bo, client):
        sind, event = OrganisationFactory.create(name="SIND"), tour("relay")
        url = f"{OFFICE}/arrangementer/{event.pk}/stop/nyt/"
        given = {"place": "Korsør", "at": "14:30", "day": event.day.isoformat(), "means": "på cykel", "km": "12.5", "aboard": "SIND\nNaboerne, Spejderne", "visitors": "8"}
        assert client_of(bo).post(url, {**given, "km": "-3"}).status_code == 422
        client_of(bo).post(url, given)
        row = Stop.objects.get()
        assert (row.km, row.visitors, [str(each) for each in row.aboard.order_by("pk")]) == (Decimal("12.5"), 8, ["SIND", "Naboerne", "Spejderne"])
        assert sind.pk == row.aboard.first().organisation_id
        assert "på cykel, 12,5 km" in client.get(f"/testby/arrangementer/{event.pk}/").content.decode()
        again = client_of(bo).get(f"{OFFICE}/arrangementer/{event.pk}/stop/{row.pk}/").context["form"]
        assert (again.initial["aboard"], str(again.initial["at"])) == ("SIND\nNaboerne\nSpejderne", "14:30:00")

    def test_only_tours_and_relays_have_stops(self, client_of, bo):
        assert client_of(bo).get(f"{OFFICE}/arrangementer/{EventFactory.create().pk}/stop/").status_code == 404


class TestRelay:
    def test_kilometres_localities_and_communities_are_those_of_its_legs(self, centre, bo):
        places = [LocalityFactory.create(name=name) for name in ("Korsør", "Dalmose", "Skælskør")]
        naboer, event = OrganisationFactory.create(name="Naboerne"), tour("relay")
        stop(event, bo, naboer, locality=places[0], km=Decimal("4.5"), means="til fods")
        stop(event, bo, naboer, locality=places[1], km=Decimal("12.3"), labels=["Spejderne", "Roklubben"])
        stop(event, bo, locality=places[0], km=Decimal("0.7"))
        assert counted("relay_km") == 0
        attendance.held(event, by=bo, now=NOW)
        assert [counted(each) for each in ("relay_km", "relay_localities", "relay_communities")] == [17, 2, 3]
        assert counted("relay_km", locality=places[1].pk) == 12
        assert counted("localities_active") == 2

    def test_a_registration_without_legs_counts_its_own_place_and_both_are_one(self, centre, bo):
        korsoer = LocalityFactory.create(name="Korsør")
        work(TODAY - timedelta(days=3), BaseKind.RELAY, locality=korsoer)
        event = tour("relay")
        stop(event, bo, locality=korsoer)
        stop(event, bo, locality=LocalityFactory.create(name="Dalmose"))
        attendance.held(event, by=bo, now=NOW)
        assert counted("relay_localities") == 2
