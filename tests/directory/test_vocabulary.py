"""The life situations that come with the product: whole, laid out once, renewed where the centre has changed nothing."""

import re
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory import vocabulary
from brobygger.directory.finding.lexicon import line
from brobygger.directory.models import Meaning
from tests.factories import MeaningFactory

SENSITIVE = {"selvmord", "vold", "overgreb", "misbrug_familie", "sorg", "hjemloes", "selvskade", "alkohol", "stoffer", "psykisk"}


def test_what_is_shipped_is_whole() -> None:
    shipped = vocabulary.shipped()
    assert 80 <= len(shipped) <= 120
    assert len({each.key for each in shipped}) == len({each.name for each in shipped}) == len(shipped)
    for each in shipped:
        assert re.fullmatch(r"[a-z_]{2,40}", each.key)
        assert len(each.name) <= 80
        assert len(each.words) <= 8000
        assert 5 <= len(each.lines) <= 160, (each.key, len(each.lines))
        assert [text for text in each.lines if line("x", text) is None] == []
    assert {each.key for each in shipped if each.sensitive} >= SENSITIVE


@pytest.mark.django_db
def test_laid_out_twice_it_is_there_once(centre: Centre) -> None:
    assert vocabulary.lay_out() == len(vocabulary.shipped()) == Meaning.objects.count()
    assert vocabulary.lay_out() == 0
    for row in Meaning.objects.all():
        row.full_clean()


@pytest.mark.django_db
def test_what_the_centre_changed_is_left_alone_and_the_rest_renewed(centre: Centre) -> None:
    vocabulary.lay_out()
    Meaning.objects.filter(key="sorg").update(words="vores egne ord", edited=True)
    Meaning.objects.filter(key="vold").update(words="forældet")

    assert vocabulary.lay_out() == 1

    assert Meaning.objects.get(key="sorg").words == "vores egne ord"
    assert "krisecenter" in Meaning.objects.get(key="vold").words


@pytest.mark.django_db
def test_a_centres_own_of_the_same_name_stays_its_own(centre: Centre) -> None:
    own = MeaningFactory.create(name="Ensomhed", words="vores")
    vocabulary.lay_out()
    own.refresh_from_db()
    assert own.words == "vores"
    assert Meaning.objects.filter(name="Ensomhed").count() == 1


@pytest.mark.django_db
def test_centres_that_were_there_before_are_given_it(centre: Centre, other_centre: Any, settings: Any) -> None:
    settings.MIGRATION_MODULES = {}
    MeaningFactory.create(name="Ensomhed", words="vores")
    step = import_module("brobygger.directory.migrations.0003_the_first_vocabulary")
    step.lay_out(MigrationLoader(None).project_state().apps, SimpleNamespace(connection=connection))

    for each in (centre, other_centre):
        with centre_in_force(each):
            assert Meaning.objects.count() == len(vocabulary.shipped())
    assert Meaning.objects.get(name="Ensomhed").words == "vores"
