"""Two rows of the same organisation made one, with all that stands on them; and parted again within thirty days."""

from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.carrying import Step, again, carry, changed, plain, take_back, typed, values
from brobygger.organisations.fees.asked_twice import ask_once
from brobygger.organisations.models import Apart, CheckAnswer, Consent, Membership, Merge, Organisation
from brobygger.organisations.models.merges import UNDONE_WITHIN, Merged
from brobygger.organisations.settling import Stays, settle
from brobygger.plan.models import Target

FILLED: Final = (
    "legal_form", "cvr", "purpose", "mail", "phone", "website", "social_media", "logo", "address", "locality_id", "parent_id", "member_count",
    "volunteer_count", "welcomes_since", "welcomes_until", "prospect_since",
)
STAYS_ITS_OWN: Final = (CheckAnswer, Consent)
_FIGURES: Final = ("member_count", "volunteer_count")
_NARROWED_BY: Final = ("organisation", "association", "host")


@transaction.atomic
def merge(kept: Organisation, gone: Organisation, *, by: User, now: datetime, stays: Stays | None = None) -> Merge:
    """Let ``kept`` stand for ``gone`` too: its rows, its name as another word, its fields where ``kept`` has none.

    ``stays`` says whose membership holds where both were members over the same days. ValidationError where that is not said, or one
    would become a part of a part.
    """
    kept, gone = _locked(kept.pk, gone.pk)
    _refuse_parts_of_parts(kept, gone)
    row = Merge(kept=kept, name=gone.name, by=by, at=now, was=values(gone))
    before = audit.values(kept)
    steps: list[Step] = []
    ask_once(steps, "organisation", kept.pk, gone.pk, by=by, now=now)
    settle(steps, "organisation", kept.pk, gone.pk, stays=stays, by=by, now=now)
    carry_pairs(steps, Apart, kept.pk, gone.pk)
    _put_away(steps, gone.pk)
    carry(steps, Organisation, gone.pk, kept.pk, but=[Apart, *STAYS_ITS_OWN])
    row.targets = _narrow_anew(gone.pk, kept.pk)
    _fill(row, kept, gone)
    if "locality_id" in row.filled:
        _place(steps, kept)
    row.steps = steps
    audit.record("removed", gone, by=by, now=now)
    kept.save()
    Organisation.objects.filter(pk=gone.pk).delete()
    audit.record("merged", kept, by=by, before=before, extra={"merged": gone.name}, now=now)
    row.save()
    return row


@transaction.atomic
def part(row: Merge, *, by: User, now: datetime) -> Organisation:
    """Undo ``row``: what came with the gone one goes back to it. What has been added since stays with the kept one.

    ValidationError after thirty days, where its name has been taken meanwhile, and where a later merge must be undone first.
    """
    refuse_late(row, now)
    if Organisation.objects.filter(name=row.was["name"]).exclude(pk=row.kept_id).exists():
        raise ValidationError(_("There is another organisation called “%(name)s” now. Rename it first.") % {"name": row.was["name"]})
    kept = Organisation.objects.select_for_update().get(pk=row.kept_id)
    before = audit.values(kept)
    restored: Organisation = again(Organisation, row.was)
    for attname, (was, got) in row.filled.items():
        if plain(getattr(kept, attname)) == got:
            setattr(kept, attname, typed(Organisation, attname, was))
    kept.save()
    take_back(row.steps, apps.get_model)
    _narrow_back(row.targets)
    audit.record("parted", kept, by=by, before=before, extra={"parted": restored.name}, now=now)
    audit.record("restored", restored, by=by, now=now)
    row.delete()
    return restored


def refuse_late(row: Merged, now: datetime) -> None:
    if now - row.at > UNDONE_WITHIN or not row.was:
        raise ValidationError(_("It is more than thirty days ago; they can no longer be parted by themselves."))
    if type(row)._default_manager.filter(kept=row.kept_id, pk__gt=row.pk).exists():  # type: ignore[attr-defined, misc]  # both kinds of merge have one
        raise ValidationError(_("Something else has been merged into it since. Undo that first."))


def tell_apart(first: Any, second: Any, pairs: Any = Apart) -> None:
    """They are not the same; the pair is not shown again."""
    low, high = sorted((first.pk, second.pk))
    pairs.objects.get_or_create(first_id=low, second_id=high)


def carry_pairs(steps: list[Step], model: Any, kept: int, gone: int) -> None:
    """What was told apart from ``gone`` is told apart from ``kept``. The pairs themselves go with the row and come back with it."""
    mine = list(model.objects.filter(Q(first=gone) | Q(second=gone)))
    for pair in mine:
        steps.append({"model": model._meta.label, "values": values(pair)})
    for pair in mine:
        other = pair.second_id if pair.first_id == gone else pair.first_id
        low, high = sorted((kept, other))
        if other != kept and not model.objects.filter(first=low, second=high).exists():
            made = model.objects.create(first_id=low, second_id=high)
            steps.append({"model": model._meta.label, "made": made.pk})
    model.objects.filter(pk__in=[pair.pk for pair in mine]).delete()


def _put_away(steps: list[Step], gone: int) -> None:
    """What it let be published and said yes to in a round was about its own particulars, not another's: it goes, and comes back with it."""
    for model in STAYS_ITS_OWN:
        rows = model._default_manager.filter(organisation=gone).order_by("pk")
        steps.extend({"model": model._meta.label, "values": values(row)} for row in rows)
        rows.delete()


def _locked(kept: int, gone: int) -> tuple[Organisation, Organisation]:
    """Both rows, held in the order of their keys so that two merges never wait for each other."""
    found = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=[kept, gone]).order_by("pk")}
    if len(found) != 2:
        raise ValidationError(_("One of the two is no longer there."))
    return found[kept], found[gone]


def _refuse_parts_of_parts(kept: Organisation, gone: Organisation) -> None:
    parent = kept.parent_id or (gone.parent_id if gone.parent_id != kept.pk else None)
    if parent not in (None, gone.pk) and gone.parts.exclude(pk=kept.pk).exists():
        raise ValidationError(_("“%(name)s” has parts of its own, and a part cannot have parts. Move them first.") % {"name": gone.name})


def _fill(row: Merge, kept: Organisation, gone: Organisation) -> None:
    if kept.parent_id == gone.pk:
        row.filled["parent_id"] = [gone.pk, None]
        kept.parent = None
    told = [name for name in _FIGURES if getattr(kept, name) is not None]
    for attname in FILLED:
        was, offered = getattr(kept, attname), getattr(gone, attname)
        if was in (None, "") and offered not in (None, "") and not (attname == "parent_id" and offered in (kept.pk, gone.pk)) and attname not in row.filled:
            setattr(kept, attname, offered)
            row.filled[attname] = [plain(was), plain(offered)]
    if any(name in row.filled for name in _FIGURES):  # the day travels with the figures it is of; of two, the one that promises less
        days = [day for day in (gone.figures_on, kept.figures_on if told else None) if day is not None]
        _give(row, kept, "figures_on", min(days, default=None))
    if kept.welcomes_until is not None and kept.welcomes_since is None:
        kept.welcomes_until = None
        row.filled.pop("welcomes_until", None)
    words = list(dict.fromkeys([*kept.other_words, *(word for word in (gone.name, *gone.other_words) if word.casefold() != kept.name.casefold())]))
    also = ", ".join(words)
    while len(also) > 250:
        words.pop()
        also = ", ".join(words)
    _give(row, kept, "also", also)
    if gone.voluntary_social:
        _give(row, kept, "voluntary_social", True)


def _give(row: Merge, kept: Organisation, name: str, value: Any) -> None:
    was = getattr(kept, name)
    if was != value:
        row.filled[name] = [plain(was), plain(value)]
        setattr(kept, name, value)


def _place(steps: list[Step], kept: Organisation) -> None:
    """Where it is at home is known now: memberships that said no place are of that one. It has not moved, so no row begins."""
    for row in Membership.objects.filter(organisation=kept, locality=None, ends_on=None):
        changed(steps, row, locality_id=kept.locality_id)


def _narrow_anew(gone: int, kept: int) -> dict[str, Any]:
    """Targets that count this organisation alone count the other from now on; gives what their narrowing was."""
    was: dict[str, Any] = {}
    for target in Target.objects.filter(Q(narrow__has_key="organisation") | Q(narrow__has_key="association")):
        narrow = dict(target.narrow)
        for key in _NARROWED_BY:
            wanted = narrow.get(key)
            if isinstance(wanted, list) and gone in wanted:
                narrow[key] = list(dict.fromkeys(kept if each == gone else each for each in wanted))
            elif wanted == gone:
                narrow[key] = kept
        if narrow != target.narrow:
            was[str(target.pk)] = target.narrow
            target.narrow = narrow
            target.save()
    return was


def _narrow_back(was: dict[str, Any]) -> None:
    for target in Target.objects.filter(pk__in=[int(pk) for pk in was]):
        target.narrow = was[str(target.pk)]
        target.save()
