"""Every model has one factory, and each makes a row of the centre in force that keeps the rules."""

from typing import Any

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from brobygger.centres.models import Centre
from brobygger.centres.scoping import CentreOwned
from tests import factories

FACTORIES: dict[Any, type[DjangoModelFactory[Any]]] = {
    getattr(factories, name)._meta.model: getattr(factories, name) for name in factories.__all__
}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("brobygger.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_factory_that_makes_a_row(model: Any, centre: Centre) -> None:
    assert model in FACTORIES, f"add a factory for {model._meta.label} under tests/factories"
    before = model._base_manager.count()
    row = FACTORIES[model].create()
    assert model._base_manager.count() == before + 1
    if isinstance(row, CentreOwned):
        assert row.centre_id == centre.pk
    left_empty = {field.name for field in model._meta.concrete_fields if field.value_from_object(row) in field.empty_values}
    row.full_clean(exclude=left_empty)
