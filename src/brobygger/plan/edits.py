"""Editing a plan in steps that are kept: who did what, and the way back.

Every step runs with the plan's row locked, writes the audit trail and one :class:`PlanEdit` in the same transaction, and keeps
for each row the fields it changed, before and after. Undo puts the old values back where the row still holds the new
ones, and refuses with a sentence where somebody has gone on from there; an undo is itself a step and can be undone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.plan.actions import lock_open
from brobygger.plan.lights import shorten
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, PlanEdit, PlanPart
from brobygger.plan.parts import PARTS, Part, part_of, plan_pk_of

UNKEPT = frozenset({"id", "centre", "version", "created_at", "reminded_on"})


class WentOn(Exception):
    """Undo is not possible: somebody has changed the same thing since. The message is for the person."""


def snapshot(row: PlanPart) -> dict[str, Any]:
    """The row's own fields as plain JSON, and a goal's markers."""
    found = {name: value for name, value in audit.values(row).items() if name not in UNKEPT}
    if isinstance(row, Goal):
        found["markers"] = sorted(row.markers.values_list("pk", flat=True))
    return found


@dataclass(slots=True)
class Pen:
    """One step under way: what it saves is kept, audited and can be undone."""

    plan: Plan
    verb: str
    by: User
    now: datetime
    steps: list[dict[str, Any]] = field(default_factory=list)

    def save(self, row: PlanPart, *, markers: Iterable[Any] | None = None) -> None:
        """Save ``row`` as it stands in memory. Raises ValidationError, or Stale where another save came first."""
        stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
        before = snapshot(stored) if stored is not None else None
        row.full_clean()
        row.save()
        if markers is not None and isinstance(row, Goal):
            row.markers.set(markers)
        after = snapshot(row)
        changed = {name: [before.get(name) if before else None, value] for name, value in after.items() if not before or before.get(name) != value}
        if changed or stored is None:
            part = part_of(row)
            self.steps.append(
                {"kind": part.kind, "pk": row.pk, "new": stored is None, "fields": changed, "words": shorten(part.text(row), 80)}
            )
            audit.record(self.verb, row, by=self.by, before=before, extra=_markers(changed), now=self.now)

    def order(self, rows: Sequence[PlanPart], *, moved: PlanPart | None = None) -> None:
        """Number ``rows`` in this order, saving those whose place changed; ``moved`` first, for the step is about it."""
        changed = [(place, row) for place, row in enumerate(rows) if row.position != place]
        for place, row in sorted(changed, key=lambda each: moved is None or each[1].pk != moved.pk):
            row.position = place
            self.save(row)


def _markers(changed: Mapping[str, Any]) -> dict[str, Any]:
    return {"markers": changed["markers"]} if "markers" in changed and changed["markers"] != [None, []] else {}


@contextmanager
def editing(plan: int, verb: str, *, by: User, now: datetime) -> Iterator[Pen]:
    """A step of editing plan number ``plan``. Raises Closed; nothing is kept where the block raises or changes nothing."""
    with transaction.atomic():
        pen = Pen(lock_open(plan), verb, by, now)
        yield pen
        if pen.steps:
            PlanEdit(plan=pen.plan, verb=verb, at=now, by=by, steps=pen.steps).save()


def _fresh(row: PlanPart, version: int | None) -> PlanPart:
    """The row as it stands now; Stale when it is no longer the version the person saw."""
    found = type(row)._default_manager.get(pk=row.pk)
    if version is not None and found.version != version:
        raise Stale(f"{type(row).__name__} {row.pk} is no longer at version {version}")
    return found


def add(row: PlanPart, *, by: User, now: datetime, markers: Iterable[Any] | None = None) -> PlanPart:
    """Add a new part, last among its siblings."""
    with editing(plan_pk_of(row), "added", by=by, now=now) as pen:
        siblings = part_of(row).siblings(row)
        row.position = siblings[-1].position + 1 if siblings else 0
        pen.save(row, markers=markers)
    return row


def change(row: PlanPart, *, by: User, now: datetime, markers: Iterable[Any] | None = None) -> PlanPart:
    """Save a part as a form has filled it. Raises Stale where somebody saved it after it was read."""
    with editing(plan_pk_of(row), "edited", by=by, now=now) as pen:
        pen.save(row, markers=markers)
    return row


def remove(row: PlanPart, *, version: int | None, by: User, now: datetime) -> None:
    """Take a part out, with all below it: the row stays, for history and undo."""
    with editing(plan_pk_of(row), "removed", by=by, now=now) as pen:
        found = _fresh(row, version)
        found.removed = True
        pen.save(found)


def move(row: PlanPart, step: int, *, by: User, now: datetime) -> None:
    """Up (-1) or down (+1) among its siblings as they stand now; at the end nothing happens."""
    with editing(plan_pk_of(row), "reordered", by=by, now=now) as pen:
        siblings = part_of(row).siblings(row)
        place = next((index for index, each in enumerate(siblings) if each.pk == row.pk), None)
        if place is not None and 0 <= place + step < len(siblings):
            siblings.insert(place + step, siblings.pop(place))
            pen.order(siblings, moved=row)


def move_to(row: PlanPart, parent: Plan | PlanPart, *, version: int | None, by: User, now: datetime) -> None:
    """Under another parent of the same plan, last there."""
    if plan_pk_of(row) != plan_pk_of(parent):
        raise ValidationError(_("That is in another plan."))
    if isinstance(parent, PlanPart) and parent.removed:
        raise ValidationError(_("That has been taken out of the plan."))
    with editing(plan_pk_of(row), "moved", by=by, now=now) as pen:
        found = _fresh(row, version)
        part = part_of(row)
        there = list(part.under(parent.pk))
        setattr(found, part.parent, parent)
        found.position = there[-1].position + 1 if there else 0
        pen.save(found)


def merge_up(row: PlanPart, *, version: int | None, by: User, now: datetime) -> PlanPart:
    """Join a part to the one above it: its words after the others', what hangs under it after what hangs there."""
    with editing(plan_pk_of(row), "merged", by=by, now=now) as pen:
        found = _fresh(row, version)
        part = part_of(found)
        siblings = part.siblings(found)
        place = next((index for index, each in enumerate(siblings) if each.pk == found.pk), 0)
        if place == 0:
            raise ValidationError(_("There is nothing above to join it to."))
        above = siblings[place - 1]
        setattr(above, part.words, f"{part.text(above)} {part.text(found)}".strip())
        markers = None
        if isinstance(above, Goal) and isinstance(found, Goal):
            markers = {*above.markers.values_list("pk", flat=True), *found.markers.values_list("pk", flat=True)}
        pen.save(above, markers=markers)
        for kind in part.children:
            _carry(pen, PARTS[kind], PARTS[kind].under(found.pk), above)
        found.removed = True
        pen.save(found)
    return above


def split(row: PlanPart, *, first: str, second: str, carried: Mapping[str, Iterable[int]], version: int | None, by: User, now: datetime) -> PlanPart:
    """Two parts out of one: ``carried`` names by kind the parts below that follow the second. Gives the second."""
    if not first.strip() or not second.strip():
        raise ValidationError(_("Both halves need words."))
    with editing(plan_pk_of(row), "split", by=by, now=now) as pen:
        found = _fresh(row, version)
        part = part_of(found)
        new = _twin(found)
        setattr(found, part.words, first.strip())
        setattr(new, part.words, second.strip())
        siblings = part.siblings(found)
        place = next(index for index, each in enumerate(siblings) if each.pk == found.pk)
        new.position = place + 1
        pen.save(found)
        pen.save(new, markers=list(found.markers.all()) if isinstance(found, Goal) else None)
        after = siblings[place + 1 :]
        before = siblings[:place]
        pen.order([*before, found, new, *after])
        for kind in part.children:
            wanted = set(carried.get(kind, ()))
            _carry(pen, PARTS[kind], PARTS[kind].under(found.pk).filter(pk__in=wanted), new)
    return new


def _twin(row: PlanPart) -> PlanPart:
    """A new part beside ``row`` with its dates and people."""
    match row:
        case Goal():
            return Goal(area=row.area, team=row.team, owner=row.owner, starts_on=row.starts_on, ends_on=row.ends_on)
        case Activity():
            return Activity(
                goal=row.goal, owner=row.owner, starts_on=row.starts_on, ends_on=row.ends_on, continuous=row.continuous
            )
        case Area():
            return Area(plan=row.plan, kind=row.kind, starts_on=row.starts_on, ends_on=row.ends_on)
        case MeansOfVerification():
            return MeansOfVerification(goal=row.goal)
    raise ValidationError(_("This cannot be split."))


def _carry(pen: Pen, part: Part, rows: Iterable[PlanPart], parent: PlanPart) -> None:
    there = list(part.under(parent.pk))
    place = there[-1].position + 1 if there else 0
    for row in list(rows):
        setattr(row, part.parent, parent)
        row.position = place
        place += 1
        pen.save(row)


def undo(edit: PlanEdit, *, by: User, now: datetime) -> PlanEdit:
    """Put back what the step changed. Raises WentOn where a later step touched the same, or the way back is closed."""
    try:
        with editing(edit.plan_id, "redone" if edit.verb == "undone" else "undone", by=by, now=now) as pen:
            found = PlanEdit.objects.get(pk=edit.pk)
            if found.undone_at is not None:
                raise WentOn(_("This step has been undone already."))
            for step in reversed(found.steps):
                _undo_step(pen, found, step)
            found.undone_at = now
            found.save()
    except IntegrityError as error:
        raise WentOn(_("Something that this step refers to has been deleted since, so it cannot be undone.")) from error
    except ValidationError as error:
        raise WentOn(" ".join(error.messages)) from error
    return found


def _undo_step(pen: Pen, edit: PlanEdit, step: Mapping[str, Any]) -> None:
    part = PARTS[step["kind"]]
    row = part.model._default_manager.filter(pk=step["pk"]).first()
    if row is None:
        raise WentOn(_("Something that this step refers to has been deleted since, so it cannot be undone."))
    now = snapshot(row)
    if any(now.get(name) != after for name, (_before, after) in step["fields"].items()):
        raise WentOn(_went_on(edit, step, part.text(row)))
    if step["new"]:
        if any(PARTS[kind].under(row.pk).exists() for kind in part.children):
            raise WentOn(_("“%(what)s” has got parts of its own since.") % {"what": shorten(part.text(row), 60)})
        row.removed = True
        pen.save(row)
        return
    _put_back(row, {name: before for name, (before, _after) in step["fields"].items()})
    markers = step["fields"].get("markers")
    pen.save(row, markers=markers[0] if markers else None)


def _put_back(row: PlanPart, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name == "markers":
            continue
        model_field = row._meta.get_field(name)
        setattr(row, model_field.attname, model_field.to_python(value))  # type: ignore[union-attr]  # own concrete fields only


def _went_on(edit: PlanEdit, step: Mapping[str, Any], text: str) -> str:
    what = shorten(text, 60)
    for later in PlanEdit.objects.filter(plan=edit.plan_id, pk__gt=edit.pk).select_related("by"):
        if any(each["kind"] == step["kind"] and each["pk"] == step["pk"] for each in later.steps):
            return _("%(who)s has changed “%(what)s” since. Undo that step first.") % {"who": later.by or _("Somebody"), "what": what}
    return _("“%(what)s” has been changed since.") % {"what": what}


def touched(edit: PlanEdit) -> list[str]:
    """The words of what a step touched, first things first, for the list of steps."""
    words = []
    for step in edit.steps:
        part = PARTS[step["kind"]]
        said = step.get("words") or (step["fields"].get(part.words) or [None, None])[1]
        if said:
            words.append(shorten(str(said), 80))
    return words
