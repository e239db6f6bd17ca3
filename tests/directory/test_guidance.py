"""Counting who is shown the way, in one press, with nobody's name anywhere."""

from datetime import date

import pytest
from django.db import models
from django.utils import timezone

from brobygger.directory import statistics
from brobygger.directory.models import GuidanceContact
from tests.factories import GuidanceContactFactory, LocalityFactory, ThemeFactory

DESK = "/testby/kontor/vejvisning/"


def test_one_press_counts(client_of, carla, centre):
    theme = ThemeFactory.create(name="Ensomhed")
    answer = client_of(carla).post(DESK, {"channel": "phone", "outcome": "shown", "age": "", "on": timezone.localdate().isoformat(), "theme": theme.pk}, follow=True)
    row = GuidanceContact.objects.get()
    assert (row.theme, row.channel, row.outcome, row.by, row.on) == (theme, "phone", "shown", carla, timezone.localdate())
    assert "Ensomhed" in answer.content.decode()


def test_the_next_begins_where_the_last_ended(client_of, carla, centre):
    browser = client_of(carla)
    browser.post(DESK, {"channel": "phone", "outcome": "municipality", "age": "", "on": timezone.localdate().isoformat()})
    form = browser.get(DESK).context["form"]
    assert (form["channel"].value(), form["outcome"].value()) == ("phone", "municipality")


def test_a_slip_is_taken_back_by_whoever_made_it(client_of, carla, bo, centre):
    row = GuidanceContactFactory.create(by=carla)
    client_of(bo).post(DESK, {"undo": row.pk})
    assert GuidanceContact.objects.exists()
    client_of(carla).post(DESK, {"undo": row.pk})
    assert not GuidanceContact.objects.exists()


def test_there_is_nowhere_to_write_who_it_was():
    written = [field.name for field in GuidanceContact._meta.concrete_fields if isinstance(field, models.CharField | models.TextField) and not field.choices]
    assert written == []


def test_an_unknown_choice_is_refused(client_of, carla, centre):
    answer = client_of(carla).post(DESK, {"channel": "pigeon", "outcome": "shown", "on": "2026-01-01"})
    assert answer.status_code == 422
    assert not GuidanceContact.objects.exists()


class TestSmallNumbers:
    def test_fewer_than_five_are_not_told(self, centre):
        many, few, fewer = (ThemeFactory.create(name=name) for name in ("Mange", "Få", "Færre"))
        for theme, n in ((many, 12), (few, 4), (fewer, 2)):
            GuidanceContactFactory.create_batch(n, theme=theme, on=date(2026, 3, 1))
        rows = dict(statistics.guided(2026))["Hvad det handlede om"]
        assert rows == [("Mange", 12), ("Få", None), ("Færre", None)]

    def test_a_single_small_one_cannot_be_worked_out_from_the_total(self):
        assert statistics.protected([("a", 20), ("b", 7), ("c", 3)]) == [("a", 20), ("b", None), ("c", None)]
        assert statistics.protected([("a", 20), ("b", 7)]) == [("a", 20), ("b", 7)]
        assert statistics.protected([("c", 3)]) == [("c", None)]

    def test_nor_in_the_file(self, client_of, astrid, centre):
        GuidanceContactFactory.create_batch(3, on=timezone.localdate(), locality=LocalityFactory.create(name="Dalmose"))
        text = client_of(astrid).get("/testby/kontor/tilbud/tal/?format=csv").content.decode("utf-8-sig")
        line = next(line for line in text.splitlines() if "Dalmose" in line)
        assert ";3" not in line


@pytest.mark.parametrize("letter", ["dorte", "rie", "fatma"])
def test_others_do_not_count(request, client_of, letter):
    assert client_of(request.getfixturevalue(letter)).get(DESK).status_code in (403, 404)
