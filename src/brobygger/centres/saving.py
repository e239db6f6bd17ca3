"""A plain edit: a form's row kept together with its line in the trail, or the form left with a sentence on why not."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.centres import audit
from brobygger.core.forms import ModelForm
from brobygger.core.versions import Stale


def saved(form: ModelForm, *, by: Any, added: str = "added", edited: str = "edited") -> bool:
    """Whether the form was valid and its row is kept now, choices of many with it. Where somebody else was first, the form says so."""
    row = form.instance
    there = type(row)._default_manager.get(pk=row.pk) if row.pk else None
    before = audit.values(there) if there else None
    chosen = _chosen(form) if there else {}
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            form.save()
            extra = {name: [chosen.get(name, []), now] for name, now in _chosen(form).items() if now != chosen.get(name, [])}
            audit.record(edited if there else added, row, by=by, before=before, extra=extra)
    except Stale:
        form.theirs = type(row)._default_manager.get(pk=row.pk)
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return False
    return True


def _chosen(form: ModelForm) -> Mapping[str, list[int]]:
    """The keys chosen in each many-to-many field of the form, as they stand in the database."""
    return {
        field.name: sorted(getattr(form.instance, field.name).values_list("pk", flat=True))
        for field in form.instance._meta.many_to_many if field.name in form.fields
    }
