"""What points to one row made to point to another of its kind, whichever context it is of; and taken back again.

Each thing done is a *step*, plain data that a merge keeps: keys that were moved, a row taken out because the other had its like, fields
that were changed, a row that was made. Taken back in the opposite order, they leave everything as it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F
from django.db.models.fields.files import FieldFile

from brobygger.organisations.models import Affiliation, Organisation
from brobygger.organisations.models.affiliations import who

Step = dict[str, Any]
_ENCODER: Final = DjangoJSONEncoder()


def pointing(model: type[models.Model], *, but: Iterable[type[models.Model]] = ()) -> list[tuple[Any, str]]:
    """Every key to a row of ``model``, of whichever context, tables between two among them."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in but
    ]
    return sorted(found, key=lambda each: (each[0]._meta.label, each[1]))


def carry(steps: list[Step], model: type[models.Model], gone: int, kept: int, *, but: Iterable[type[models.Model]] = ()) -> None:
    """Let all that points to ``gone`` point to ``kept``. Where only one row may, ``kept``'s own stays and is given what stood on the other."""
    for related, name in pointing(model, but=but):
        doubled: dict[int, int] = {}
        for mine, theirs in _doubles(related, name, gone, kept):
            doubled.setdefault(mine, theirs)
        if doubled:
            if not related._meta.auto_created:
                for mine, theirs in doubled.items():
                    carry(steps, related, mine, theirs)
            steps.extend({"model": related._meta.label, "values": values(row)} for row in related._default_manager.filter(pk__in=list(doubled)))
            related._default_manager.filter(pk__in=list(doubled)).delete()
        rows = related._default_manager.filter(**{name: gone})
        if related is model:
            rows = rows.exclude(pk=kept)  # what becomes of a part that is merged with its whole, the merge says
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            steps.append({"model": related._meta.label, "field": name, "keys": keys, "from": gone, "to": kept})
            _point(related, name, keys, gone, kept)


def take_back(steps: list[Step], model_of: Callable[[str], Any]) -> None:
    """Undo ``steps``, the last first. What has been changed or taken out since then stays so."""
    for step in reversed(steps):
        model = model_of(step["model"])
        if "values" in step:
            again(model, step["values"], only_if=_can_stand)
        elif "made" in step:
            model._default_manager.filter(pk=step["made"]).delete()
        elif "fields" in step:
            _put_back(model, step)
        else:
            _point(model, step["field"], step["keys"], step["to"], step["from"])


def again(model: Any, was: Mapping[str, Any], *, only_if: Callable[[Any], bool] = bool) -> Any:
    """The row that ``was``, written anew with its key and the day it was first written."""
    row = model(**{name: typed(model, name, value) for name, value in was.items()})
    if only_if(row):
        model._base_manager.bulk_create([row])
        firsts = {field.attname: typed(model, field.attname, was[field.attname]) for field in model._meta.concrete_fields if getattr(field, "auto_now_add", False) and field.attname in was}
        if firsts:
            model._base_manager.filter(pk=row.pk).update(**firsts)
    return row


def changed(steps: list[Step], row: Any, **fields: Any) -> None:
    """Give ``row`` new values, to be taken back where it still has them by then."""
    steps.append({"model": row._meta.label, "key": row.pk, "fields": {name: [plain(getattr(row, name)), plain(value)] for name, value in fields.items()}})
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def values(row: models.Model) -> dict[str, Any]:
    """All of a row's own columns as plain JSON, its key among them."""
    return {field.attname: plain(field.value_from_object(row)) for field in row._meta.concrete_fields}


def plain(value: Any) -> Any:
    value = str(value) if isinstance(value, FieldFile) else value
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else _ENCODER.default(value)


def typed(model: type[models.Model], attname: str, value: Any) -> Any:
    field = next(each for each in model._meta.concrete_fields if each.attname == attname)
    return value if value is None or isinstance(field, models.ForeignKey) else field.to_python(value)


def _doubles(model: Any, name: str, gone: int, kept: int) -> Iterator[tuple[int, int]]:
    """Rows that point to ``gone`` and cannot point to ``kept``, since a row of the same kind does; with that row."""
    for names, condition in _once(model):
        if name not in names:
            continue
        others = [each for each in names if each not in (name, "centre")]
        rows = model._default_manager.filter(condition).order_by()
        there = {tuple(said): pk for pk, *said in rows.filter(**{name: kept}).values_list("pk", *others)}
        if there:
            for pk, *said in rows.filter(**{name: gone}).values_list("pk", *others):
                if None not in said and tuple(said) in there:
                    yield pk, there[tuple(said)]


def _once(model: Any) -> Iterator[tuple[tuple[str, ...], models.Q]]:
    """The sets of fields in which the database wants each row to differ, and which rows it asks that of."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,), models.Q()
    for names in model._meta.unique_together:
        yield tuple(names), models.Q()
    for each in model._meta.constraints:
        if isinstance(each, models.UniqueConstraint) and not each.expressions:
            yield tuple(each.fields), each.condition or models.Q()


def _point(model: Any, name: str, keys: list[int], here: int, there: int) -> None:
    """Let those of ``keys`` that point to ``here`` point to ``there``. Versions are raised, so that no kept count stays behind."""
    for start in range(0, len(keys), 500):
        rows = model._default_manager.filter(**{"pk__in": keys[start : start + 500], name: here})
        changes: dict[str, Any] = {name: there}
        if _numbered(model):
            changes["version"] = F("version") + 1
        if issubclass(model, Affiliation) and name == "organisation":
            changes["who"] = who(there, "")
            _raise_what_it_stands_on(model, rows)
        rows.update(**changes)


def _numbered(model: Any) -> bool:
    return any(field.name == "version" for field in model._meta.concrete_fields)


def _raise_what_it_stands_on(model: type[Affiliation], rows: Any) -> None:
    """The work that affiliations belong to is what counts watch."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is not Organisation and _numbered(field.related_model):
            field.related_model._default_manager.filter(pk__in=list(rows.values_list(field.attname, flat=True))).update(version=F("version") + 1)


def _put_back(model: Any, step: Step) -> None:
    row = model._default_manager.filter(pk=step["key"]).first()
    if row is None:
        return
    back = {name: typed(model, _attname(model, name), was) for name, (was, got) in step["fields"].items() if plain(getattr(row, name)) == got}
    for name, value in back.items():
        setattr(row, name, value)
    if back:
        row.save()


def _attname(model: Any, name: str) -> str:
    return next(str(field.attname) for field in model._meta.concrete_fields if name in (field.name, field.attname))


def _can_stand(row: models.Model) -> bool:
    """Whether all that the row points to is there still, and no row has its place."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and key is not None and not field.related_model._default_manager.filter(pk=key).exists():
            return False
    return not type(row)._default_manager.filter(pk=row.pk).exists()
