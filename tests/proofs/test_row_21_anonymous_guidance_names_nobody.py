"""Topic, age band, place and outcome are counted; there is no field for a name; and figures below five are not told."""

from django.db import models
from django.utils import timezone

from brobygger.directory import statistics
from brobygger.directory.models import GuidanceContact
from tests.factories import LocalityFactory, ThemeFactory

DESK = "/testby/kontor/vejvisning/"


def test_no_field_can_hold_who_it_was():
    free_text = [field.name for field in GuidanceContact._meta.concrete_fields if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField) and not field.choices]
    people = [field.name for field in GuidanceContact._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label == "people"]
    assert (free_text, people) == ([], [])


def test_counted_at_the_desk_and_told_from_five_up(client_of, carla, astrid, centre):
    grief, debt, place = ThemeFactory.create(name="Sorg"), ThemeFactory.create(name="Gæld"), LocalityFactory.create(name="Korsør")
    browser, today = client_of(carla), timezone.localdate()
    for theme, n in ((grief, 6), (debt, 3)):
        for _n in range(n):
            browser.post(DESK, {"theme": theme.pk, "channel": "desk", "outcome": "shown", "age": "60-79", "locality": place.pk, "on": today.isoformat(), "name": "Inger Hemmelig"})
    assert GuidanceContact.objects.count() == 9
    told = dict(statistics.guided(today.year))
    assert told["Hvad det handlede om"] == [("Sorg", None), ("Gæld", None)]  # one alone could be worked out from the total
    assert told["Alder"] == [("60–79", 9)]
    page = client_of(astrid).get("/testby/kontor/tilbud/tal/").content.decode()
    assert "Inger" not in page
