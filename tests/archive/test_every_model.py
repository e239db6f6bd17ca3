"""One row of every model there is goes out and in, beside its own centre: nothing may be forgotten, and every key must follow."""

import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, models, transaction

from brobygger.archive.entering import enter
from brobygger.archive.leaving import leave
from brobygger.archive.shape import Shape, carrier, owned, points_to_account, shapes
from brobygger.centres.models import Centre, Change, Theme
from brobygger.centres.scoping import centre_in_force
from brobygger.core.archiving import MAY_HIDE_KEYS, known_by, left_out, spoken_of
from brobygger.newsletters.models import Withheld
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.plan.archived import model_of
from brobygger.plan.measures import narrowings
from brobygger.plan.models import Target
from brobygger.reports.models import Report
from tests import factories
from tests.factories import (
    AccessibilityStatementFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    PublishedReportFactory,
    TargetFactory,
    ThemeFactory,
)


def archived(centre: Centre, folder: Path, name: str = "a.zip") -> Path:
    with (folder / name).open("wb") as out:
        leave(centre, out)
    return folder / name


def lines(file: Path) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(file) as archive:
        return {
            name.removeprefix("data/").removesuffix(".jsonl"): [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist() if name.endswith(".jsonl")
        }


def test_every_model_of_a_centre_is_taken_along_or_said_to_be_left_out() -> None:
    of_centres = {model._meta.label for model in apps.get_models() if owned(model)}
    assert {shape.label for shape in shapes() if not shape.model._meta.auto_created} | set(left_out) == of_centres
    between = {model._meta.label for model in apps.get_models(include_auto_created=True) if model._meta.auto_created and any(owned(each.related_model) for each in model._meta.concrete_fields)}
    assert {shape.label for shape in shapes() if shape.model._meta.auto_created} == between


def test_every_field_that_may_hold_keys_unseen_is_spoken_of() -> None:
    silent = {f"{shape.label}.{field.name}" for shape in shapes() for field in shape.fields if isinstance(field, MAY_HIDE_KEYS)} - set(spoken_of)
    assert silent == set()


def test_nothing_needs_a_row_that_is_left_out() -> None:
    keys = [(f"{shape.label}.{field.name}", field) for shape in shapes() for field in shape.fields if isinstance(field, models.ForeignKey) and owned(field.related_model)]
    assert [name for name, field in keys if field.related_model._meta.label in left_out and not field.null] == []


def test_every_narrowing_by_rows_says_which(centre: Centre) -> None:
    """A narrowing whose values are numbers is by rows of some model, or its keys would stay as they were."""
    ThemeFactory.create()
    unsaid = {name for name, choice in narrowings.items() if model_of(name) is None and any(isinstance(value, int) and not isinstance(value, bool) for value, _label in choice.options())}
    assert unsaid == set()
    assert (model_of("theme"), model_of("sector")) == (Theme, None)


@pytest.fixture
def full(centre: Centre) -> Centre:
    """A centre that has at least one row of every model."""
    made = {getattr(factories, name)._meta.model: getattr(factories, name) for name in factories.__all__}
    for shape in shapes():
        if not shape.model._meta.auto_created:
            _make(shape, made[shape.model])
            assert shape.rows().exists(), f"no row of {shape.label}"
    for shape in shapes():
        for field in shape.files:
            name = default_storage.save(f"rows/{shape.label}.txt", ContentFile(shape.label.encode()))
            row = PublishedReportFactory.create() if shape.model is Report else shape.rows().order_by("pk").first()  # a draft has no file
            shape.rows().filter(pk=row.pk).update(**{field.name: name})
    return centre


def _make(shape: Shape, factory: Any) -> None:
    """A row; on those that are there where a new one may not stand beside them."""
    for there in (False, True):
        given = {
            field.name: field.related_model._default_manager.order_by("pk").last()
            for field in shape.fields if there and isinstance(field, models.ForeignKey) and owned(field.related_model) and not field.null
        }
        try:
            with transaction.atomic():
                factory.create(**given)
            return
        except (DatabaseError, ValidationError):
            continue


@pytest.mark.on_both
def test_one_row_of_every_model_goes_out_and_in(full: Centre, tmp_path: Path) -> None:
    out = archived(full, tmp_path)
    other = enter(out, key="andenby")
    back = archived(other, tmp_path, "b.zip")
    was, now = lines(out), lines(back)

    assert {label: len(rows) for label, rows in now.items() if label != "centres.Change"} == {label: len(rows) for label, rows in was.items() if label != "centres.Change"}
    assert len(now["centres.Change"]) == len(was["centres.Change"]) + 1  # that it was taken in
    ranks = {label: ({row["id"]: n for n, row in enumerate(rows)} if rows and "id" in rows[0] else {}) for label, rows in was.items()}
    ranks_now = {label: ({row["id"]: n for n, row in enumerate(rows)} if rows and "id" in rows[0] else {}) for label, rows in now.items()}
    for shape in shapes():
        before = [_comparable(shape, row, ranks) for row in was[shape.label]]
        after = [_comparable(shape, row, ranks_now) for row in now[shape.label]][: len(before)]
        assert Counter(map(str, after)) == Counter(map(str, before)), shape.label
        if shape.numbered and not shape.by_chance:
            assert after == before, shape.label
            assert {row["id"] for row in was[shape.label]}.isdisjoint({row["id"] for row in now[shape.label]}), shape.label

    with zipfile.ZipFile(out) as first, zipfile.ZipFile(back) as second:
        files = [sorted(archive.read(name) for name in archive.namelist() if name.startswith("files/")) for archive in (first, second)]
    assert len(files[0]) == sum(len(shape.files) for shape in shapes())
    assert files[0] == files[1]


def _comparable(shape: Shape, row: dict[str, Any], ranks: dict[str, dict[Any, int]]) -> dict[str, Any]:
    """The row with keys as places in their tables; without what must differ where two centres share an installation."""
    alone = {each.fields[0] for each in shape.model._meta.constraints if isinstance(each, models.UniqueConstraint) and len(each.fields) == 1}
    found: dict[str, Any] = {}
    for field in shape.fields:
        value = row[field.name]
        if (field.unique and not field.is_relation and not field.primary_key) or field.name in alone or isinstance(field, models.FileField):
            value = bool(value)
        elif field.primary_key and not field.is_relation:
            value = None if shape.by_chance else ranks[shape.label][value]
        elif points_to_account(field):
            pass  # the same accounts
        elif isinstance(field, models.ForeignKey) and owned(field.related_model) and value is not None:
            there = carrier(field.related_model)
            value = bool(value) if there._meta.pk.has_default() else ranks[there._meta.label][value]
        elif spoken_of.get(f"{shape.label}.{field.name}") or f"{shape.label}.{field.name}" in known_by:
            continue
        found[field.name] = value
    return found


def test_keys_within_text_and_lists_follow(centre: Centre, tmp_path: Path) -> None:
    theme, target, there = ThemeFactory.create(), TargetFactory.create(), ParticipationFactory.create(organisation=OrganisationFactory.create())
    Target.objects.filter(pk=target.pk).update(narrow={"theme": [theme.pk], "sector": ["municipality"]})
    Change.objects.create(at=there.registration.created_at, verb="edited", model="journal.Registration", row=there.registration.pk, fields={"theme": [None, theme.pk], "title": ["a", "b"]})
    mail = PersonFactory.create(mail="ida@example.org").mail
    Withheld.objects.create(digest=digest_of(mail, centre.pk), why=Withheld.Why.UNSUBSCRIBED, since="2026-01-01")

    with centre_in_force(enter(archived(centre, tmp_path), key="andenby")):
        moved = Theme.objects.get()
        assert moved.pk != theme.pk
        assert Target.objects.get().narrow == {"theme": [moved.pk], "sector": ["municipality"]}
        taken = type(there).objects.get()
        assert (there.who, taken.who) == (f"o{there.organisation_id}", f"o{taken.organisation_id}")
        line = Change.objects.get(verb="edited")
        assert (line.row, line.fields) == (taken.registration_id, {"theme": [None, moved.pk], "title": ["a", "b"]})
        assert Withheld.objects.get().digest == digest_of(mail, moved.centre_id)


def test_an_account_is_met_again_by_its_address_and_brings_no_secret(astrid: Any, centre: Centre, tmp_path: Path) -> None:
    AccessibilityStatementFactory.create()
    astrid.set_password("hemmeligt kodeord")
    astrid.save()
    file = archived(centre, tmp_path)
    (row,) = lines(file)["accounts.User"]
    assert row == {"id": astrid.pk, "email": astrid.email, "name": "Astrid", "language": "da"}
    with zipfile.ZipFile(file) as archive:
        assert not any(astrid.password.encode() in archive.read(name) for name in archive.namelist())

    accounts = type(astrid)
    gone = accounts.objects.filter(pk=astrid.pk)
    first = enter(file, key="andenby")
    with centre_in_force(first):
        assert apps.get_model("accounts", "RoleAssignment").objects.get().user_id == astrid.pk
    gone.update(email="anden@example.org")
    second = enter(file, key="tredjeby")
    with centre_in_force(second):
        newcomer = apps.get_model("accounts", "RoleAssignment").objects.get().user
    assert (newcomer.pk != astrid.pk, newcomer.email, newcomer.has_usable_password(), newcomer.is_superuser) == (True, row["email"], False, False)


def test_an_archive_is_two_tables_for_each_model_and_a_list(centre: Centre, tmp_path: Path) -> None:
    ThemeFactory.create(name="=SUM(1)")
    with zipfile.ZipFile(archived(centre, tmp_path)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert archive.read("data/centres.Theme.csv").decode("utf-8-sig").splitlines()[1].split(";")[1] == "'=SUM(1)"
        assert set(archive.namelist()) == {*manifest["files"], "manifest.json"}
    assert manifest["models"]["centres.Theme"] == {"fields": ["id", "name", "also", "position", "retired"], "rows": 1, "lowest": Theme.objects.get().pk, "highest": Theme.objects.get().pk}
