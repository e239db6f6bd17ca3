"""Complete lists: every field declared, every text field and every form deaf to CPR numbers."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

import brobygger
from brobygger.accounts.models import User
from brobygger.core import forms as core_forms
from brobygger.core.fields import LineField, TextField
from brobygger.core.privacy import declarations
from brobygger.newsletters.forms.letters import BounceForm
from brobygger.people.holdings import leads_to
from brobygger.people.models import Person

# Tables of the machinery: no row of them says anything about a person that another table does not.
MACHINERY = {"auth.Permission", "auth.Group", "contenttypes.ContentType", "sessions.Session", "account.EmailConfirmation"}

# Text that no person types freely: names of colours and addresses, codes, keys, digests.
NOT_TYPED = {
    "centres.Centre.key", "centres.Centre.accent", "centres.Change.verb", "centres.Change.model", "accounts.User.password",
    "accounts.Invitation.digest", "plan.Target.measure", "plan.PlanEdit.verb", "core.OutgoingMail.once_key", "core.OutgoingMail.last_error",
    "reports.Prepared.name", "organisations.Payment.fingerprint", "events.HeadCount.key", "events.Series.rule",
}


def _models():
    return [model for model in apps.get_models() if model._meta.label not in MACHINERY]


def test_every_model_is_declared():
    assert {model._meta.label for model in _models()} - set(declarations) == set()


def test_every_field_of_every_model_is_declared():
    missing = {f"{model._meta.label}.{field.name}" for model in _models() for field in model._meta.concrete_fields if field.name not in declarations[model._meta.label].fields}
    assert missing == set()


def test_every_tie_leads_to_an_account_or_a_person():
    ends = {(label, lookup): leads_to(each.model, lookup) for label, each in declarations.items() for lookup in each.subjects}
    assert {tie for tie, end in ends.items() if not issubclass(end, User | Person)} == set()


def test_every_key_to_a_person_is_a_tie():
    """A row that names an account or a person must say so, or a person's own copy of the data would be short of it."""
    without = {
        f"{model._meta.label}.{field.name}"
        for model in _models() if model._meta.app_config.name.startswith("brobygger")
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in (User, Person) and field.name not in declarations[model._meta.label].subjects
    }
    assert without == {"accounts.Invitation.invited_by"}  # about the invited; who invited stands in the trail


def _text_fields():
    for model in _models():
        if model._meta.app_config.name.startswith("brobygger"):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.FileField) and not field.choices:
                    yield f"{model._meta.label}.{field.name}", field


def test_every_text_field_refuses_cpr_numbers_in_forms_and_in_bulk(db):
    from django.db import connection

    deaf = set()
    for name, field in _text_fields():
        try:
            field.run_validators("ring til 010203-1234 i morgen")
        except ValidationError as refusal:
            if not any(getattr(each, "code", "") == "cpr" for each in refusal.error_list):
                deaf.add(name)
                continue
            try:
                field.get_db_prep_save("ring til 010203-1234 i morgen", connection)
            except ValidationError:
                continue
        deaf.add(name)
    assert deaf - NOT_TYPED - _made_by_the_program() == set()


def _made_by_the_program():
    """Fields that no form shows, and of no kind that people write in."""
    return {name for name, field in _text_fields() if not field.editable and not isinstance(field, LineField | TextField)}


def _forms():
    for module in pkgutil.walk_packages(brobygger.__path__, "brobygger."):
        if ".forms" in module.name or ".views" in module.name or module.name.endswith("_form"):
            loaded = importlib.import_module(module.name)
            for found in vars(loaded).values():
                if isinstance(found, type) and issubclass(found, forms.BaseForm) and found.__module__ == module.name:
                    yield found


def test_every_form_is_one_that_refuses_cpr_numbers():
    strange = {form for form in _forms() if not issubclass(form, core_forms.Form | core_forms.ModelForm)}
    assert strange == {BounceForm}  # mails that came back are looked through for addresses and not kept; their numbers are the mail programs' own
    assert len(list(_forms())) > 20


@pytest.mark.parametrize("typed", ["010203-1234", "0102031234", "010203 1234", "CPR: 311299-0000."])
def test_a_cpr_number_is_told_beside_the_field_with_what_was_typed_kept(client_of, bo, typed):
    answer = client_of(bo).post("/testby/kontor/organisationer/ny/", {"name": f"Foreningen {typed}", "sector": "civil_society"})
    assert answer.context["form"].errors["name"] == ["Det ligner et CPR-nummer. Brobygger gemmer aldrig CPR-numre: skriv det uden."]
    assert answer.context["form"]["name"].value() == f"Foreningen {typed}"
