"""Two rows of the same organisation made one, with all that stands on them; and parted again within thirty days."""

from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.models import Affiliation, Apart, CheckAnswer, Consent, Membership, Merge, Organisation
from brobygger.organisations.models.affiliations import who
from brobygger.organisations.models.merges import UNDONE_WITHIN
from brobygger.plan.models import Target

FILLED: Final = (
    "legal_form", "cvr", "purpose", "mail", "phone", "website", "social_media", "logo", "address", "locality_id", "parent_id", "member_count", "volunteer_count", "figures_on",
    "welcomes_since", "welcomes_until",
)
_NARROWED_BY: Final = ("organisation", "association", "host")
_ENCODER: Final = DjangoJSONEncoder()


@transaction.atomic
def merge(kept: Organisation, gone: Organisation, *, by: User, now: datetime) -> Merge:
    """Let ``kept`` stand for ``gone`` too: its rows, its name as another word, its fields where ``kept`` has none.

    ValidationError where both were members over the same days, or one would become a part of a part.
    """
    kept, gone = _locked(kept.pk, gone.pk)
    _refuse_impossible(kept, gone)
    row = Merge(kept=kept, name=gone.name, by=by, at=now)
    row.was = {field.attname: _plain(field.value_from_object(gone)) for field in Organisation._meta.concrete_fields}
    before = audit.values(kept)
    for model, name in pointing():
        _move(row, model, name, gone.pk, kept.pk)
    row.targets = _narrow_anew(gone.pk, kept.pk)
    _fill(row, kept, gone)
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
    if now - row.at > UNDONE_WITHIN:
        raise ValidationError(_("It is more than thirty days ago; they can no longer be parted by themselves."))
    if Merge.objects.filter(kept=row.kept_id, pk__gt=row.pk).exists():
        raise ValidationError(_("Something else has been merged into it since. Undo that first."))
    if Organisation.objects.filter(name=row.was["name"]).exclude(pk=row.kept_id).exists():
        raise ValidationError(_("There is another organisation called “%(name)s” now. Rename it first.") % {"name": row.was["name"]})
    kept = Organisation.objects.select_for_update().get(pk=row.kept_id)
    before = audit.values(kept)
    again = Organisation(**{name: _typed(name, value) for name, value in row.was.items()})
    again.save(force_insert=True)
    for attname, (was, got) in row.filled.items():
        if _plain(getattr(kept, attname)) == got:
            setattr(kept, attname, _typed(attname, was))
    kept.save()
    for model, name in pointing():
        label = f"{model._meta.label}.{name}"
        _point(model, name, row.moved.get(label, []), kept.pk, again.pk)
        for values in row.doubled.get(label, []):
            model._default_manager.create(**values, **{f"{name}_id": again.pk})
    _narrow_back(row.targets, again.pk)
    audit.record("parted", kept, by=by, before=before, extra={"parted": again.name}, now=now)
    audit.record("restored", again, by=by, now=now)
    row.delete()
    return again


def tell_apart(first: Organisation, second: Organisation) -> None:
    """They are not the same; the pair is not shown again."""
    low, high = sorted((first.pk, second.pk))
    Apart.objects.get_or_create(first_id=low, second_id=high)


def _locked(kept: int, gone: int) -> tuple[Organisation, Organisation]:
    """Both rows, held in the order of their keys so that two merges never wait for each other."""
    found = {row.pk: row for row in Organisation.objects.select_for_update().filter(pk__in=[kept, gone]).order_by("pk")}
    if len(found) != 2:
        raise ValidationError(_("One of the two is no longer there."))
    return found[kept], found[gone]


def _refuse_impossible(kept: Organisation, gone: Organisation) -> None:
    spans = list(Membership.objects.filter(organisation__in=[kept, gone]).values_list("organisation", "starts_on", "ends_on"))
    ours = [(start, end or date.max) for pk, start, end in spans if pk == kept.pk]
    theirs = [(start, end or date.max) for pk, start, end in spans if pk == gone.pk]
    if any(start <= other_end and other_start <= end for start, end in ours for other_start, other_end in theirs):
        raise ValidationError(_("Both were members over the same days. End or take out one of the memberships first."))
    parent = kept.parent_id or (gone.parent_id if gone.parent_id != kept.pk else None)
    if parent not in (None, gone.pk) and gone.parts.exclude(pk=kept.pk).exists():
        raise ValidationError(_("“%(name)s” has parts of its own, and a part cannot have parts. Move them first.") % {"name": gone.name})


def pointing() -> list[tuple[Any, str]]:
    """Every key to an organisation, of whichever context, tables between two among them; what was said of pairs goes with the row, and so does
    what it let be published and said yes to in a round: that was about its own particulars, not another's.
    """
    found = [
        (relation.related_model, relation.field.name)
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in (Apart, CheckAnswer, Consent)
    ]
    return sorted(found, key=lambda each: (each[0]._meta.label, each[1]))


def _move(row: Merge, model: Any, name: str, gone: int, kept: int) -> None:
    label = f"{model._meta.label}.{name}"
    rows = model._default_manager.filter(**{name: gone})
    if model is Organisation:
        rows = rows.exclude(pk=kept)
    if model._meta.auto_created:
        other = next(field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and field.name != name)
        had = model._default_manager.filter(**{name: kept}).values(other.attname)
        doubled = rows.filter(**{f"{other.attname}__in": had})
        if values := list(doubled.values(other.attname)):
            row.doubled[label] = values
            doubled.delete()
            rows = model._default_manager.filter(**{name: gone})
    if keys := list(rows.values_list("pk", flat=True)):
        row.moved[label] = keys
        _point(model, name, keys, gone, kept)


def _point(model: Any, name: str, keys: list[int], here: int, there: int) -> None:
    """Let those of ``keys`` that point to ``here`` point to ``there``. Versions are raised, so that no kept count stays behind."""
    for start in range(0, len(keys), 500):
        rows = model._default_manager.filter(**{"pk__in": keys[start : start + 500], name: here})
        changes: dict[str, Any] = {name: there}
        if any(field.name == "version" for field in model._meta.concrete_fields):
            changes["version"] = F("version") + 1
        if issubclass(model, Affiliation):
            changes["who"] = who(there, "")
            _raise_what_it_stands_on(model, rows)
        rows.update(**changes)


def _raise_what_it_stands_on(model: type[Affiliation], rows: Any) -> None:
    """The work that affiliations belong to is what counts watch."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and any(each.name == "version" for each in field.related_model._meta.concrete_fields) and field.related_model is not Organisation:
            field.related_model._default_manager.filter(pk__in=list(rows.values_list(field.attname, flat=True))).update(version=F("version") + 1)


def _fill(row: Merge, kept: Organisation, gone: Organisation) -> None:
    if kept.parent_id == gone.pk:
        row.filled["parent_id"] = [gone.pk, None]
        kept.parent = None
    for attname in FILLED:
        was, offered = getattr(kept, attname), getattr(gone, attname)
        if was in (None, "") and offered not in (None, "") and not (attname == "parent_id" and offered in (kept.pk, gone.pk)) and attname not in row.filled:
            setattr(kept, attname, offered)
            row.filled[attname] = [_plain(was), _plain(offered)]
    if kept.welcomes_until is not None and kept.welcomes_since is None:
        kept.welcomes_until = None
        row.filled.pop("welcomes_until", None)
    words = list(dict.fromkeys([*kept.other_words, *(word for word in (gone.name, *gone.other_words) if word.casefold() != kept.name.casefold())]))
    also = ", ".join(words)
    while len(also) > 250:
        words.pop()
        also = ", ".join(words)
    if also != kept.also:
        row.filled["also"] = [kept.also, also]
        kept.also = also
    if gone.voluntary_social and not kept.voluntary_social:
        row.filled["voluntary_social"] = [False, True]
        kept.voluntary_social = True


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


def _narrow_back(was: dict[str, Any], again: int) -> None:
    for target in Target.objects.filter(pk__in=[int(pk) for pk in was]):
        target.narrow = was[str(target.pk)]
        target.save()


def _plain(value: Any) -> Any:
    value = str(value) if isinstance(value, FieldFile) else value
    return value if value is None or isinstance(value, str | int | float | bool) else _ENCODER.default(value)


def _typed(attname: str, value: Any) -> Any:
    field = next(each for each in Organisation._meta.concrete_fields if each.attname == attname)
    return value if value is None or isinstance(field, models.ForeignKey) else field.to_python(value)
