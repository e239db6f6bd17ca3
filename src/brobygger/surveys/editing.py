"""A questionnaire made, copied and changed. One that has been sent is never changed: the change makes the next edition."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.surveys.models import Edition, Questionnaire
from brobygger.surveys.structure import MOST_ITEMS, new_key, read

EMPTY: dict[str, Any] = {"intro": "", "thanks": "", "items": [], "translations": {}}


def newest(questionnaire: Questionnaire) -> Edition:
    """The edition that is being written, or was sent last."""
    found: Edition = Edition.objects.select_related("questionnaire").filter(questionnaire=questionnaire).newest_first()[0]
    return found


@transaction.atomic
def make(*, title: str, about: str, theme: Any = None, content: Mapping[str, Any] | None = None, by: User | None, now: datetime) -> Questionnaire:
    """A new questionnaire with its first edition. A title that is taken gets a number."""
    row = Questionnaire(title=_free(title), about=about, theme=theme)
    row.full_clean(exclude=["centre"])
    row.save()
    Edition.objects.create(questionnaire=row, number=1, content=deepcopy(dict(content or EMPTY)))
    audit.record("added", row, by=by, now=now)
    return row


def copy(questionnaire: Questionnaire, *, by: User, now: datetime) -> Questionnaire:
    """Another that asks the same, to be improved. Its questions keep their keys, so that the two can be compared."""
    return make(title=_("%(title)s (copy)") % {"title": questionnaire.title}, about=questionnaire.about, theme=questionnaire.theme, content=newest(questionnaire).content, by=by, now=now)


@transaction.atomic
def change(questionnaire: Questionnaire, how: Callable[[dict[str, Any]], None], *, by: User, now: datetime) -> Edition:
    """Let ``how`` change what is asked: in the newest edition, or in the next one where that has been sent."""
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    edition = newest(row)
    content = deepcopy(edition.content)
    how(content)
    if content == edition.content:
        return edition
    _look(content)
    if edition.is_frozen:
        made = Edition.objects.create(questionnaire=row, number=edition.number + 1, content=content)
        audit.record("changed", row, by=by, before=audit.values(row), extra={"edition": made.number}, now=now)
        return made
    edition.content = content
    edition.save()
    audit.record("changed", row, by=by, before=audit.values(row), extra={"questions": len(read(content).questions)}, now=now)
    return edition


def put(item: Mapping[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Keep ``item`` in the place of the one of its key; a new one at the end."""

    def how(content: dict[str, Any]) -> None:
        items, fresh = content["items"], {**item, "key": item.get("key") or new_key()}
        places = [place for place, each in enumerate(items) if each["key"] == fresh["key"]]
        if places:
            items[places[0]] = fresh
        else:
            items.append(fresh)

    return how


def take_out(key: str) -> Callable[[dict[str, Any]], None]:
    def how(content: dict[str, Any]) -> None:
        content["items"] = [each for each in content["items"] if each["key"] != key]
        for each in content["items"]:
            if each.get("when") == key:
                each["when"], each["values"] = "", []

    return how


def move(key: str, steps: int) -> Callable[[dict[str, Any]], None]:
    def how(content: dict[str, Any]) -> None:
        items = content["items"]
        place = next((place for place, each in enumerate(items) if each["key"] == key), None)
        if place is not None and 0 <= place + steps < len(items):
            items.insert(place + steps, items.pop(place))

    return how


def _look(content: Mapping[str, Any]) -> None:
    """ValidationError for a questionnaire that nobody could answer."""
    structure = read(content)
    if len(structure.items) > MOST_ITEMS:
        raise ValidationError(_("A questionnaire can have at most %(n)s questions. Those who answer will thank you for fewer.") % {"n": MOST_ITEMS})
    for each in structure.items:
        if each.when and each.when not in {before.key for before in structure.before(each.key)}:
            raise ValidationError(_("“%(text)s” depends on a question that would come after it.") % {"text": each.text})


@transaction.atomic
def retire(questionnaire: Questionnaire, *, retired: bool, by: User, now: datetime) -> None:
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    before = audit.values(row)
    row.retired = retired
    row.save()
    audit.record("changed", row, by=by, before=before, now=now)


@transaction.atomic
def delete(questionnaire: Questionnaire, *, by: User, now: datetime) -> None:
    """Take one out that was never sent. ValidationError where it was: its results would go with it."""
    row = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    if Edition.objects.filter(questionnaire=row, sendings__isnull=False).exists():
        raise ValidationError(_("It has been sent. Mark it as no longer used instead: then its results stay."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


def _free(title: str) -> str:
    taken, wanted, n = set(_titles()), title[:150], 1
    while wanted in taken:
        n += 1
        wanted = f"{title[:150]} {n}"
    return wanted


def _titles() -> Iterable[str]:
    return Questionnaire.objects.values_list("title", flat=True)


