"""A line of the audit trail as a person would say it."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Change
from brobygger.plan.lights import shorten

VERBS: dict[str, str | Promise] = {
    "added": gettext_lazy("added"),
    "edited": gettext_lazy("edited"),
    "removed": gettext_lazy("taken out"),
    "reordered": gettext_lazy("given another place"),
    "moved": gettext_lazy("moved"),
    "merged": gettext_lazy("joined"),
    "split": gettext_lazy("split"),
    "undone": gettext_lazy("undone"),
    "redone": gettext_lazy("brought back"),
    "adopted": gettext_lazy("adopted"),
    "closed": gettext_lazy("closed"),
    "reopened": gettext_lazy("reopened"),
    "copied": gettext_lazy("copied"),
    "imported": gettext_lazy("read in from a document"),
    "told": gettext_lazy("given a status from a document"),
    "done": gettext_lazy("marked as done"),
    "not_done": gettext_lazy("not done after all"),
    "given_up": gettext_lazy("given up"),
    "taken_up": gettext_lazy("taken up again"),
    "changed": gettext_lazy("changed (≠)"),
    "restored": gettext_lazy("restored"),
    "proof_added": gettext_lazy("proof added"),
    "proof_accepted": gettext_lazy("proof accepted"),
    "proof_not_accepted": gettext_lazy("acceptance of proof taken back"),
    "proof_withdrawn": gettext_lazy("proof taken away"),
}
QUIET = {"position", "removed", "markers", "area", "goal", "activity", "plan", "added_by", "added_at", "accepted_by"}


def change_in_words(change: Change) -> str:
    """What was done to what, and each field's old and new words where they are short enough to read."""
    model = apps.get_model(change.model)
    verb = VERBS.get(change.verb, change.verb)
    said = _("%(what)s %(verb)s: “%(label)s”") % {
        "what": str(model._meta.verbose_name).capitalize(), "verb": verb, "label": shorten(change.label, 90),
    }
    details = [_field(model, name, value) for name, value in change.fields.items() if name not in QUIET and change.verb != "added"]
    return f"{said} ({'; '.join(detail for detail in details if detail)})" if any(details) else said


def _field(model: type[models.Model], name: str, value: Any) -> str:
    if not isinstance(value, list) or len(value) != 2:
        return str(value) if isinstance(value, str) else ""
    try:
        label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    except Exception:  # noqa: BLE001 -- a field that later versions have dropped still stands in old lines
        label = name
    was, became = (shorten(str(each), 60) if each not in (None, "", [], {}) else "–" for each in value)
    return f"{label}: {was} → {became}"
