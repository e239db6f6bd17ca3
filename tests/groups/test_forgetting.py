"""After the end nothing says who was there: name, mail and telephone are searched for in every text column there is, and the counts stay."""

from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.groups import actions, jobs, seats, talks
from brobygger.groups.models import Participant
from brobygger.groups.seats import Asking
from brobygger.people import retention
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import GroupFactory, ParticipantFactory, ThemeFactory, TypeRuleFactory

NOW, TODAY = timezone.now(), timezone.localdate()
WORDS = ("Vilhelmine", "vilhelmine@hemmelig.example", "71 72 73 74")
YEAR = Period(date(TODAY.year - 1, 1, 1), date(TODAY.year + 1, 12, 31))


def found_anywhere(words: tuple[str, ...]) -> list[str]:
    """Every column of every table that holds text, and one of the words in it: past all managers, as somebody with the file would look."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_concrete_fields:
                if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField):
                    table, column = (connection.ops.quote_name(each) for each in (model._meta.db_table, field.column))
                    for word in words:
                        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE LOWER(CAST({column} AS TEXT)) LIKE %s", [f"%{word.lower()}%"])  # noqa: S608 -- names of our own tables
                        if cursor.fetchone()[0]:
                            found.append(f"{model._meta.label}.{field.name}: {word}")
    return found


@pytest.fixture
def group(centre, bo):
    """A group that Vilhelmine waited for, was talked with about, had a seat in, and which has ended."""
    row = GroupFactory.create(seats=2)
    one = seats.join(Asking(*WORDS), group=row, centre=centre, now=NOW)
    seats.change(one, name="Vilhelmine", mail=WORDS[1], phone=WORDS[2], by=bo, now=NOW)
    talks.agree(one, on=TODAY, at=time(9), with_whom=bo, centre=centre, by=bo, now=NOW)
    talks.held(one, on=TODAY, outcome="fits", other=None, seat=True, centre=centre, by=bo, now=NOW)
    actions.start(row, on=TODAY, by=bo, now=NOW)
    actions.end(row, on=TODAY, reason="Forløbet er slut", asks=True, centre=centre, by=bo, now=NOW)
    return row


def counted() -> tuple[object, ...]:
    return tuple(count([Demand(key, YEAR)])[Demand(key, YEAR)] for key in ("groups_started", "groups_running", "group_participants"))


def test_nothing_of_her_is_left_anywhere_once_her_time_is_up_and_the_counts_stay(group, centre):
    assert {each.partition(":")[0] for each in found_anywhere(WORDS)} == {
        "groups.Participant.name", "groups.Participant.mail", "groups.Participant.phone", "core.OutgoingMail.to", "core.OutgoingMail.text",
    }
    before = counted()
    jobs.forget(NOW + timedelta(days=29))
    assert found_anywhere(WORDS)
    jobs.forget(NOW + timedelta(days=31))
    assert found_anywhere(WORDS) == []
    assert (counted(), before) == ((1, 1, 1), (1, 1, 1))
    assert not OutgoingMail.objects.exists()


def test_what_the_audit_trail_says_never_held_her_name(group):
    from brobygger.centres.models import Change

    lines = Change.objects.filter(model="groups.Participant")
    assert {each.verb for each in lines} >= {"signed up", "promoted", "gave up the place"}
    assert {each.label for each in lines} == {""}


def test_the_centre_decides_for_how_long(centre, bo):
    TypeRuleFactory.create(type="self_help", kept_days=5)
    one = ParticipantFactory.create(name="Vilhelmine")
    seats.leave(one, centre=centre, now=NOW)
    one.refresh_from_db()
    assert one.forget_on == TODAY + timedelta(days=5)


def test_one_with_a_seat_is_remembered_and_one_who_has_waited_a_year_is_not(centre):
    seated = ParticipantFactory.create(name="Anna", state="seated", seated_on=TODAY - timedelta(days=900), forget_on=None)
    waiting = ParticipantFactory.create(name="Bent", group=None, theme=ThemeFactory.create(), forget_on=TODAY)
    jobs.forget(NOW)
    retention.run()
    seated.refresh_from_db()
    waiting.refresh_from_db()
    assert (seated.name, waiting.name, waiting.mail, waiting.state) == ("Anna", "–", "", "left")


def test_the_nightly_retention_does_the_same_where_the_job_has_not_run(group):
    Participant.objects.update(forget_on=TODAY - timedelta(days=1))
    retention.run()
    assert {each.partition(":")[0] for each in found_anywhere(WORDS) if each.startswith("groups.")} == set()
    jobs.forget(NOW)  # her mails go with it
    assert found_anywhere(WORDS) == []


def test_her_own_page_is_gone(group, client):
    one = Participant.objects.get()
    assert client.get(f"/testby/grupper/min/{one.token}/").status_code == 200
    jobs.forget(NOW + timedelta(days=31))
    assert client.get(f"/testby/grupper/min/{one.token}/").status_code == 404


def test_one_who_has_left_may_have_it_deleted_at_once(group, client, client_of, bo):
    one = Participant.objects.get()
    client.post(f"/testby/grupper/min/{one.token}/", {"act": "forget"})
    assert found_anywhere(WORDS) == []
    left = ParticipantFactory.create(name="Vilhelmine", state="left", left_on=TODAY, forget_on=TODAY + timedelta(days=30))
    client_of(bo).post(f"/testby/kontor/grupper/deltager/{left.pk}/", {"act": "forget"})
    assert found_anywhere(WORDS) == []


def test_those_who_waited_for_a_group_that_ended_go_on_waiting_for_the_next(centre, bo):
    theme = ThemeFactory.create(name="Sorg")
    row = GroupFactory.create(theme=theme)
    anna = seats.join(Asking("Anna", "anna@example.org"), group=row, centre=centre, now=NOW)
    bent = seats.join(Asking("Bent", "bent@example.org"), group=row, centre=centre, now=NOW)
    seats.join(Asking("Bent", "bent@example.org"), theme=theme, type_="self_help", centre=centre, now=NOW)  # he stands there already
    actions.end(row, on=TODAY, reason="For få", asks=False, centre=centre, by=bo, now=NOW)
    assert sorted(each.name for each in Participant.objects.on_themes().filter(theme=theme)) == ["Anna", "Bent"]
    bent.refresh_from_db()
    anna.refresh_from_db()
    assert (anna.group, bent.state) == (None, "left")
    assert "gruppe om: Sorg" in OutgoingMail.objects.filter(to="anna@example.org").latest("pk").text
