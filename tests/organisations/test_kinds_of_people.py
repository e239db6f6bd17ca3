"""Twelve residents are twelve persons, and no organisation called "residents"."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from brobygger.events.models import HeadCount
from brobygger.journal.models import Participation
from brobygger.organisations.kinds_of_people import names_nobody
from brobygger.organisations.models import who
from tests.factories import EventFactory, OrganisationFactory, ParticipationFactory


@pytest.mark.parametrize(
    "label",
    [
        "", "  ", "borgere", "12 borgere", "Borgere", "lokale borgere", "borgere fra Korsør", "3 beboere i Nordbyen", "naboer", "frivillige", "nye frivillige", "studerende",
        "pårørende", "privat", "Privatpersoner", "gæster", "andre", "borgere og frivillige", "–", "residents", "neighbours", "local residents", "volunteers", "unge",
    ],
)  # fmt: skip
def test_a_kind_of_people_is_no_organisation(label):
    assert names_nobody(label)
    assert who(None, label) == ""


@pytest.mark.parametrize(
    "label",
    [
        "Røde Kors", "Borgerforeningen", "Borgere for Korsør Havn", "Pårørende i Danmark", "Frivillige fra Røde Kors", "Naboklubben", "Naboerne", "Ældre Sagen", "Ungdommens Røde Kors",
        "Studerende mod Ensomhed", "Frivilligcenter Slagelse", "Børns Vilkår", "Anna Jensen", "Kommunen", "De Ældres Hus", "Private Daginstitutioner",
    ],
)  # fmt: skip
def test_what_may_be_an_organisation_is_one(label):
    assert not names_nobody(label)
    assert who(None, label) == f"n{label.lower()}"


def test_rows_that_were_counted_as_organisations_are_no_longer(centre):
    event = EventFactory.create()
    rows = [ParticipationFactory.create(registration=event.registration, label=label) for label in ("borgere", "Røde Kors")]
    known = ParticipationFactory.create(registration=event.registration, label="", organisation=OrganisationFactory.create())
    head = HeadCount.objects.create(event=event, label="Naboer", persons=3)
    Participation.objects.filter(pk=rows[0].pk).update(who="nborgere")
    HeadCount.objects.filter(pk=head.pk).update(who="nnaboer")
    for app in ("journal", "events"):
        import_module(f"brobygger.{app}.migrations.0003_kinds_of_people").forwards(apps, connection.schema_editor(atomic=False))
    assert list(Participation.objects.order_by("pk").values_list("who", flat=True)) == ["", "nrøde kors", f"o{known.organisation_id}"]
    assert HeadCount.objects.get().who == ""
