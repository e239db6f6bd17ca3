"""What stands on rows that were taken in: all that refers to them, counted when they were made and again when somebody wants them out."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from brobygger.core.versions import Numbered
from brobygger.intake.kinds import Kind
from brobygger.intake.models import IntakeRow


def on(kind: Kind, keys: Collection[int]) -> dict[int, dict[str, int]]:
    """How many rows of each model refer to each of the made rows, or to what was made for it. As many questions as there are ways to refer."""
    found: dict[int, dict[str, int]] = {key: {} for key in keys}
    for model, owners in _made(kind, keys).items():
        for other, field, label in _referring(model):
            if other is kind.model:
                continue
            for owner in other._base_manager.filter(**{f"{field}__in": list(owners)}).values_list(field, flat=True):
                counts = found[owners[owner]]
                counts[label] = counts.get(label, 0) + 1
    return found


def versions(kind: Kind, keys: Collection[int]) -> dict[int, int]:
    """How often each made row that is still there was saved, with what was made for it."""
    found = dict.fromkeys(kind.model._default_manager.filter(pk__in=keys).values_list("pk", flat=True), 0)
    for model, owners in _made(kind, list(found)).items():
        if issubclass(model, Numbered):
            for key, version in model._base_manager.filter(pk__in=list(owners)).values_list("pk", "version"):
                found[owners[key]] += version
    return found


def obstacles(kind: Kind, marks: Collection[IntakeRow]) -> dict[int, str]:
    """Why rows cannot be taken out, by their key: somebody has changed them since, or something new refers to them. Those that are gone stand in nobody's way."""
    now, found = versions(kind, [mark.row for mark in marks]), {}
    refer = on(kind, list(now))
    for mark in marks:
        if mark.row not in now:
            continue
        if more := sorted(label for label, n in refer[mark.row].items() if n > mark.with_it.get(label, 0)):
            found[mark.row] = _("is used by: %(what)s") % {"what": ", ".join(str(apps.get_model(label)._meta.verbose_name_plural) for label in more)}
        elif now[mark.row] != mark.version:
            found[mark.row] = _("has been changed since")
    return found


def _made(kind: Kind, keys: Collection[int]) -> dict[type[models.Model], dict[int, int]]:
    """All rows that were made, by model: each key with the key of the row it belongs to."""
    return {kind.model: {key: key for key in keys}, **{model: dict(owners) for model, owners in kind.behind(keys).items()}}


def _referring(model: type[models.Model]) -> Iterator[tuple[Any, str, str]]:
    """Each way to refer to ``model``: the table, its field, and the model that it speaks for. Its own lists of others do not stand on it."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):  # one to one is among them; many to many is, by its table
            continue
        other: Any = relation.related_model
        speaker: Any = other._meta.auto_created or other
        if speaker is not model:
            yield other, relation.field.name, speaker._meta.label
