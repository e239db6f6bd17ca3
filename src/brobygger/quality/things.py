"""What of the centre's own can stand as evidence, by kind: documents of the board here, reports from the context that writes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.board.models import GoverningDocument
from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Thing:
    """A row of ``model``. ``offered`` gives what can be chosen, as keys and names; ``address`` where one of them stands, by the centre's key and its own."""

    label: str | Promise
    model: type[models.Model]
    offered: Callable[[], Iterable[tuple[int, str]]]
    address: Callable[[str, int], str]


things: Registry[Thing] = Registry("quality_things")


def _documents() -> Iterable[tuple[int, str]]:
    return GoverningDocument.objects.order_by("title").values_list("pk", "title")


things.add("document", Thing(_("document"), GoverningDocument, _documents, lambda centre, pk: f"/{centre}/kontor/dokumenter/{pk}/"))


def chosen(value: str) -> tuple[str, int, str] | None:
    """What a form's choice ``kind:key`` names, with its name; None where it is not among what is offered."""
    kind, _colon, key = value.partition(":")
    thing = things.get(kind)
    if thing is None or not (key.isdecimal() and len(key) < 18):
        return None
    return next(((kind, pk, name) for pk, name in thing.offered() if pk == int(key)), None)


def choices() -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """For a select, in groups; kinds of which there is nothing are left out."""
    found = [(thing.label, [(f"{kind}:{pk}", name) for pk, name in thing.offered()]) for kind, thing in things.items()]
    return [(label, rows) for label, rows in found if rows]
