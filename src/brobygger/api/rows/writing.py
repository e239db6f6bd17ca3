"""Rows written by programs, through the forms and actions that people's pages use: the same rules, the same sentences, the same lines in the trail.

A row is made once for each ``Idempotency-Key``: who asks again with the same key and the same words gets the row that was made, also where both come at once. A
row that is changed is held meanwhile, and ``If-Match`` tells whether it is still the one that was read.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.api.models import AccessToken, MadeOnce
from brobygger.api.rows import reading
from brobygger.api.rows.asking import LARGEST_KEY
from brobygger.api.rows.problems import Problem
from brobygger.core.forms import Kroner
from brobygger.core.resources import Resource, Trusted, Writing
from brobygger.core.versions import Stale

REMEMBERED: Final = timedelta(days=2)
LONGEST_KEY: Final = 100
NOT_TAKEN: Final = (forms.FileField,)  # files are sent by people


def fields_of(form: forms.BaseForm) -> dict[str, forms.Field]:
    """Those that a program may fill in."""
    return {name: field for name, field in form.fields.items() if name != "version" and not isinstance(field, NOT_TAKEN)}


def create(resource: Resource, said: Mapping[str, Any], *, once: str, digest: str, token: AccessToken, access: Access, now: datetime) -> tuple[int, bool]:
    """The key of the row, and whether it was made now. Raises Problem."""
    writing = _writing(resource)
    with transaction.atomic():
        if once and (made := _made(once, digest, resource, token, now)) is not None:
            return made, False
        row = _kept(writing, said, None, access)
        if once:
            MadeOnce.objects.filter(token=token, key=once).update(row=row.pk)
        return row.pk, True


def change(resource: Resource, key: int, said: Mapping[str, Any], *, matches: str, persons: bool, access: Access) -> None:
    """Let the fields of ``said`` be so; the others stay. Raises Problem."""
    writing = _writing(resource)
    with transaction.atomic():
        row = _matching(resource, key, matches, persons=persons)
        _kept(writing, said, row, access)


def remove(resource: Resource, key: int, *, matches: str, persons: bool, access: Access) -> None:
    remover = _writing(resource).remove
    assert remover is not None  # noqa: S101 -- no address leads here without
    with transaction.atomic():
        row = _matching(resource, key, matches, persons=persons)
        try:
            remover(row, access)
        except ValidationError as error:
            raise _wrong(error) from error


def act(resource: Resource, key: int, verb: str, said: Mapping[str, Any], *, matches: str, persons: bool, access: Access) -> None:
    found = _writing(resource).acts[verb]
    with transaction.atomic():
        row = _matching(resource, key, matches, persons=persons)
        form = found.form(filled(found.form(None, row, access), said), row, access)
        if not form.is_valid():
            raise _refused(form)
        try:
            found.do(form, row, access)
        except ValidationError as error:
            raise _wrong(error) from error
        except Stale as error:
            raise Problem(409, _("Somebody else has changed this meanwhile. Read it again.")) from error


def _writing(resource: Resource) -> Writing:
    assert resource.writing is not None  # noqa: S101 -- no address leads here without
    return resource.writing


def _made(once: str, digest: str, resource: Resource, token: AccessToken, now: datetime) -> int | None:
    """The row that was made under this key; None where the key is new, which then is ours until the transaction ends."""
    try:
        with transaction.atomic():
            MadeOnce(token=token, key=once, digest=digest, resource=_name(resource), at=now).save()
    except ValidationError as error:
        raise Problem(422, _("The Idempotency-Key cannot be that.")) from error
    except IntegrityError:
        there = MadeOnce.objects.get(token=token, key=once)
        if there.digest != digest:
            raise Problem(422, _("This Idempotency-Key was used for something else. A key is for one row.")) from None
        assert there.row is not None  # noqa: S101 -- written in the same transaction
        return there.row
    return None


def _name(resource: Resource) -> str:
    return resource.model._meta.label_lower[:40]


def _matching(resource: Resource, key: int, matches: str, *, persons: bool) -> Model:
    row = reading.locked(resource, key)
    if why := _writing(resource).refuse(row):
        raise Problem(409, str(why))
    if matches and matches != "*":
        now = reading.etag(reading.one(resource, key, persons=persons))
        if now not in {each.strip().removeprefix("W/") for each in matches.split(",")}:
            raise Problem(412, _("It has been changed since you read it. Read it again, and see whether what you want still holds."), headers={"ETag": now})
    return row


def _kept(writing: Writing, said: Mapping[str, Any], row: Any, access: Trusted) -> Model:
    parent, given = said.get(writing.parent), said
    data = QueryDict(mutable=True)
    try:
        if writing.parent:
            if row is None:
                data[writing.parent] = str(_key(parent))
            given = {name: value for name, value in said.items() if name != writing.parent}
        form = writing.form(filled(writing.form(data or None, row, access), given, data), row, access)
        if not form.is_valid():
            raise _refused(form)
        kept = writing.keep(form, access)
        if form.errors:
            raise _refused(form)
        return kept
    except ValidationError as error:
        raise _wrong(error) from error
    except Stale as error:
        raise Problem(409, _("Somebody else has changed this meanwhile. Read it again.")) from error


def _key(said: Any) -> int:
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 < said <= LARGEST_KEY else 0


def filled(form: forms.BaseForm, said: Mapping[str, Any], data: QueryDict | None = None) -> QueryDict:
    """What a person would have sent: what stands in the form already, and ``said`` in place of it. Raises Problem for a field there is none of, or of another kind."""
    known, data = fields_of(form), data if data is not None else QueryDict(mutable=True)
    errors = {name[:80]: [_("There is no such field here. There are: %(names)s.") % {"names": ", ".join(known)}] for name in said if name not in known}
    for name, field in known.items():
        value = said[name] if name in said else field.prepare_value(form.get_initial_for_field(field, name))
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value)) or (name in said and isinstance(value, list) and not _takes_many(field)):
            errors[name] = [_("This is not a value of the kind that the field takes.")]
        elif name in said and isinstance(field, Kroner) and value is not None:
            if isinstance(value, int) and not isinstance(value, bool):
                data[name] = field.prepare_value(value)
            else:
                errors[name] = [_("Write the amount in øre, as a whole number.")]
        else:
            _put(data, form.add_prefix(name), value)
    if errors:
        raise Problem(422, _("Some of what was sent cannot be taken."), errors=errors)
    return data


def _takes_many(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField | forms.TypedMultipleChoiceField)


def _put(data: QueryDict, name: str, value: Any) -> None:
    if isinstance(value, list | tuple | set) or hasattr(value, "iterator"):
        data.setlist(name, [str(getattr(each, "pk", each)) for each in value])
    elif value is True:
        data[name] = "on"
    elif value is not None and value is not False:
        data[name] = str(getattr(value, "pk", value)).replace("\x00", "")


def _refused(form: forms.BaseForm) -> Problem:
    errors = {("" if name == NON_FIELD_ERRORS else name): [str(each) for each in found] for name, found in form.errors.items()}
    return Problem(422, _("Some of what was sent cannot be taken."), errors=errors)


def _wrong(error: ValidationError) -> Problem:
    found: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return Problem(422, _("Some of what was sent cannot be taken."), errors={("" if name == NON_FIELD_ERRORS else name): each for name, each in found.items()})


def digest(path: str, body: bytes) -> str:
    return sha256(path.encode() + b"\n" + body).hexdigest()


def forget(now: datetime) -> None:
    """Idempotency-Keys of the centre in force whose time is up."""
    MadeOnce.objects.filter(at__lt=now - REMEMBERED).delete()
