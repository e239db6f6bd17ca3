"""The short lists that a centre orders, fills, renames and retires by itself. A context further up adds its own under the word that stands in their address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Listed, Locality, TargetGroup, Theme
from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class ShortList:
    """Lines of ``model`` that are as ``only`` says. ``words``: other words for a line are understood. ``used``: whether a line is in use where no key in the database says so."""

    model: type[Listed]
    title: str | Promise
    about: str | Promise
    only: Mapping[str, Any] = field(default_factory=dict)
    words: bool = True
    used: Callable[[Any], bool] = lambda _row: False

    def rows(self) -> Any:
        manager: Any = self.model.objects
        return manager.filter(**self.only)

    def new(self) -> Any:
        return self.model(**self.only)

    @property
    def has_codes(self) -> bool:
        return self.model is Locality

    def fields(self) -> list[str]:
        return ["name", *(["also"] if self.words else []), *(["postal_codes", "latitude", "longitude"] if self.has_codes else []), "retired"]

    @transaction.atomic
    def move(self, way: str, number: str) -> None:
        """One place up or down; the whole list is numbered anew, so that equal places sort themselves out."""
        rows = list(self.rows().select_for_update().order_by("position", "name"))
        at = next((place for place, row in enumerate(rows) if str(row.pk) == number), None)
        if at is None or way not in {"up", "down"}:
            return
        to = max(0, min(len(rows) - 1, at + (1 if way == "down" else -1)))
        rows.insert(to, rows.pop(at))
        for place, row in enumerate(rows):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position"])


short_lists: Registry[ShortList] = Registry("short lists")
short_lists.add("lokalomraader", ShortList(Locality, _("Localities"), _("The towns, villages and districts you work in. Work can be sorted by them, and the line understands their names.")))
short_lists.add("temaer", ShortList(Theme, _("Themes"), _("What the work is about. A target may count one theme alone.")))
short_lists.add("maalgrupper", ShortList(TargetGroup, _("Target groups"), _("Whom the work is for.")))
