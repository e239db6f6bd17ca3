"""Registering, editing and taking away work: each with its affiliations, its audit line, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.centres.scoping import known_relations
from brobygger.journal.models import Participation, Registration, State
from brobygger.journal.tools import guesses
from brobygger.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class From:
    """Persons from somewhere: a known organisation, or words (and a sector) for one."""

    organisation: int | None = None
    label: str = ""
    sector: str = ""
    persons: int | None = None
    names: str = ""


@transaction.atomic
def register(
    registration: Registration, *, affiliations: Sequence[From] = (), co_hosts: Sequence[int] = (), by: User, today: date, now: datetime
) -> Registration:
    """Keep a new piece of work. Raises ValidationError: a day to come that is said to be past, a CPR number, a foreign key of
    another centre. Without a head count the affiliations' persons are added up.
    """
    return _keep(registration, affiliations, co_hosts, {}, by=by, today=today, now=now)


@transaction.atomic
def edit(
    registration: Registration, *, affiliations: Sequence[From] | None = None, co_hosts: Sequence[int] | None = None,
    before: dict[str, object], by: User, today: date, now: datetime,
) -> Registration:
    """Keep an edited piece of work; ``affiliations`` and ``co_hosts`` None leave those as they are. Raises ValidationError and Stale."""
    _check(registration, affiliations or (), today)
    extra: dict[str, object] = {}
    if affiliations is not None:
        was = [str(each) for each in registration.participations.all()]
        if was != [_name(each) for each in affiliations] or any(each.persons for each in affiliations):
            extra = {"affiliations": [", ".join(was), ", ".join(_name(each) for each in affiliations)]}
            registration.participations.all().delete()
            _write(registration, affiliations)
    if co_hosts is not None and (had := sorted(registration.co_hosts.values_list("pk", flat=True))) != sorted(co_hosts):
        extra["co_hosts"] = [had, sorted(co_hosts)]
        registration.co_hosts.set(co_hosts)
    registration.save()  # also where only the affiliations changed: the version tells kept counts that they are old
    _guess(registration, _as_they_stand(registration) if affiliations is None else affiliations, by)
    audit.record("edited", registration, by=by, before=before, extra=extra, now=now)
    return registration


@transaction.atomic
def write_down(registration: Registration, *, persons: int | None, affiliations: Sequence[From], by: User | None, now: datetime) -> Registration:
    """What the tool that stands on ``registration`` knows of who came: the head count and where they came from, made anew; and that it took place.

    The trail gets a line when it is first said to have taken place; single ticks and counts are rows of the tool, with their own who and when.
    """
    before = audit.values(registration)
    was = registration.state
    registration.persons, registration.state, registration.draft = persons, State.HELD, False
    registration.participations.all().delete()
    _write(registration, affiliations)
    registration.save()
    if was != State.HELD:
        audit.record("held", registration, by=by, before=before, now=now)
    return registration


@transaction.atomic
def delete(registration: Registration, *, by: User, now: datetime) -> None:
    """Take the registration away; counts fall back at once. Its particulars stay in the audit trail, from which
    :func:`restore` brings it back.
    """
    affiliations = _as_they_stand(registration)
    together = list(registration.co_hosts.values_list("pk", flat=True))
    audit.record("deleted", registration, by=by, now=now, extra={
        "affiliations": [_plain(each) for each in affiliations], "co_hosts": together, "created_at": [None, registration.created_at.isoformat()],
    })
    registration.delete()


@transaction.atomic
def restore(change: Change, *, by: User, today: date, now: datetime) -> Registration:
    """Bring a deleted registration back from ``change``, its last line in the audit trail, as a new row with the same content.

    Asked twice, it is brought back once: the second time gives the row that is there.
    """
    Change.objects.select_for_update().get(pk=change.pk)
    again = Change.objects.filter(model=change.model, verb="registered", fields__restored=change.pk).values("row")
    row: Registration | None
    if (row := Registration.objects.filter(pk__in=again).first()) is not None:
        return row
    fields = {name: pair[1] for name, pair in change.fields.items() if name not in {"affiliations", "co_hosts"} and isinstance(pair, list)}
    known = {field.name: field for field in Registration._meta.concrete_fields}
    registration = Registration()
    for name, value in fields.items():
        if name in known and name not in {"id", "centre", "version", "created_by", "tool", "invited_at"}:
            setattr(registration, known[name].attname, known[name].to_python(value) if not known[name].is_relation else value)
    affiliations = [From(**each) for each in change.fields.get("affiliations", []) if isinstance(each, dict)]
    together = Organisation.objects.filter(pk__in=change.fields.get("co_hosts", [])).values_list("pk", flat=True)
    kept = _keep(registration, affiliations, list(together), {"restored": change.pk}, by=by, today=today, now=now)
    return _as_first_made(kept, fields)


def _as_first_made(registration: Registration, fields: Mapping[str, Any]) -> Registration:
    """Who first registered it, and when, stays so when somebody else brings it back: else she would not find it among her own."""
    author = User.objects.filter(pk=fields.get("created_by") or 0).first()
    made_at = Registration._meta.get_field("created_at").to_python(fields.get("created_at"))
    registration.created_by = author or registration.created_by
    registration.created_at = made_at or registration.created_at
    Registration.objects.filter(pk=registration.pk).update(created_by=registration.created_by, created_at=registration.created_at)
    return registration


def _keep(
    registration: Registration, affiliations: Sequence[From], co_hosts: Sequence[int], extra: dict[str, object], *, by: User, today: date, now: datetime
) -> Registration:
    registration.created_by = by
    _check(registration, affiliations, today)
    registration.save()
    _write(registration, affiliations)
    if co_hosts:
        registration.co_hosts.set(co_hosts)
    _guess(registration, affiliations, by)
    audit.record("registered", registration, by=by, extra=_said(affiliations, co_hosts) | extra, now=now)
    return registration


def _as_they_stand(registration: Registration) -> list[From]:
    return [From(each.organisation_id, each.label, each.sector, each.persons) for each in registration.participations.all()]


def _guess(registration: Registration, affiliations: Sequence[From], by: User) -> None:
    if not registration.tool:
        for each in guesses.values():
            each.keep(registration, affiliations, by)


def _check(registration: Registration, affiliations: Iterable[From], today: date) -> None:
    if registration.persons is None:
        known = [each.persons for each in affiliations if each.persons]
        registration.persons = sum(known) or None
    if registration.kind_id is not None:
        registration.base = registration.kind.base
    registration.full_clean(exclude={"created_by", "centre", *known_relations(registration)}, validate_constraints=False)
    registration.check_reason()
    registration.check_day(today)
    for each in affiliations:
        Participation(label=each.label, names=each.names, registration=registration).clean_fields(
            exclude=["registration", "centre", "organisation", "sector"]
        )


def _write(registration: Registration, affiliations: Iterable[From]) -> None:
    keys = [each.organisation for each in affiliations if each.organisation]
    sectors = dict(Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", "sector")) if keys else {}
    for each in affiliations:
        its_own = sectors[each.organisation] if each.organisation else ""
        Participation(
            registration=registration, organisation_id=each.organisation, label=each.label, sector=each.sector or its_own,
            persons=each.persons, names=each.names,
        ).save()


def _name(each: From) -> str:
    if each.organisation:
        return str(Organisation.objects.get(pk=each.organisation))
    return each.label


def _said(affiliations: Sequence[From], co_hosts: Sequence[int]) -> dict[str, object]:
    said: dict[str, object] = {"affiliations": [_plain(each) for each in affiliations]} if affiliations else {}
    return said | ({"co_hosts": list(co_hosts)} if co_hosts else {})


def _plain(each: From) -> dict[str, object]:
    """Without names: the audit trail outlives the time personal data are kept."""
    return {"organisation": each.organisation, "label": each.label, "sector": each.sector, "persons": each.persons}


def is_counted(registration: Registration) -> bool:
    return registration.state == State.HELD and not registration.draft
