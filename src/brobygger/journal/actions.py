"""Registering, editing and taking away work: each with its affiliations, its audit line, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.journal.models import Participation, Registration, State
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
    registration: Registration, *, affiliations: Sequence[From] = (), by: User, today: date, now: datetime
) -> Registration:
    """Keep a new piece of work. Raises ValidationError: a day to come that is said to be past, a CPR number, a foreign key of
    another centre. Without a head count the affiliations' persons are added up.
    """
    registration.created_by = by
    _check(registration, affiliations, today)
    registration.save()
    _write(registration, affiliations)
    audit.record("registered", registration, by=by, extra=_said(affiliations), now=now)
    return registration


@transaction.atomic
def edit(
    registration: Registration, *, affiliations: Sequence[From] | None = None, before: dict[str, object], by: User,
    today: date, now: datetime,
) -> Registration:
    """Keep an edited piece of work; ``affiliations`` None leaves those as they are. Raises ValidationError and Stale."""
    _check(registration, affiliations or (), today)
    extra: dict[str, object] = {}
    if affiliations is not None:
        was = [str(each) for each in registration.participations.all()]
        if was != [_name(each) for each in affiliations] or any(each.persons for each in affiliations):
            extra = {"affiliations": [", ".join(was), ", ".join(_name(each) for each in affiliations)]}
            registration.participations.all().delete()
            _write(registration, affiliations)
    registration.save()  # also where only the affiliations changed: the version tells kept counts that they are old
    audit.record("edited", registration, by=by, before=before, extra=extra, now=now)
    return registration


@transaction.atomic
def delete(registration: Registration, *, by: User, now: datetime) -> None:
    """Take the registration away; counts fall back at once. Its particulars stay in the audit trail, from which
    :func:`restore` brings it back.
    """
    affiliations = [
        From(each.organisation_id, each.label, each.sector, each.persons) for each in registration.participations.all()
    ]
    audit.record(
        "deleted", registration, by=by, now=now,
        extra={"affiliations": [{**_plain(each)} for each in affiliations]},
    )
    registration.delete()


@transaction.atomic
def restore(change_fields: dict[str, list[object]], *, by: User, today: date, now: datetime) -> Registration:
    """Bring a deleted registration back from its last line in the audit trail, as a new row with the same content."""
    fields = {name: pair[1] for name, pair in change_fields.items() if name != "affiliations" and isinstance(pair, list)}
    known = {field.name: field for field in Registration._meta.concrete_fields}
    registration = Registration()
    for name, value in fields.items():
        if name in known and name not in {"id", "centre", "version", "created_by"}:
            setattr(registration, known[name].attname, known[name].to_python(value) if not known[name].is_relation else value)
    affiliations = [From(**each) for each in change_fields.get("affiliations", []) if isinstance(each, dict)]
    return register(registration, affiliations=affiliations, by=by, today=today, now=now)


def _check(registration: Registration, affiliations: Iterable[From], today: date) -> None:
    if registration.persons is None:
        known = [each.persons for each in affiliations if each.persons]
        registration.persons = sum(known) or None
    if registration.kind_id is not None:
        registration.base = registration.kind.base
    registration.full_clean(exclude=["created_by"])
    registration.check_day(today)
    for each in affiliations:
        Participation(label=each.label, names=each.names, registration=registration).clean_fields(
            exclude=["registration", "centre", "organisation", "sector"]
        )


def _write(registration: Registration, affiliations: Iterable[From]) -> None:
    organisations = Organisation.objects.in_bulk([each.organisation for each in affiliations if each.organisation])
    for each in affiliations:
        organisation = organisations[each.organisation] if each.organisation else None
        Participation(
            registration=registration, organisation=organisation, label=each.label, sector=each.sector,
            persons=each.persons, names=each.names,
        ).save()


def _name(each: From) -> str:
    if each.organisation:
        return str(Organisation.objects.get(pk=each.organisation))
    return each.label


def _said(affiliations: Sequence[From]) -> dict[str, object]:
    return {"affiliations": [_plain(each) for each in affiliations]} if affiliations else {}


def _plain(each: From) -> dict[str, object]:
    """Without names: the audit trail outlives the time personal data are kept."""
    return {"organisation": each.organisation, "label": each.label, "sector": each.sector, "persons": each.persons}


def is_counted(registration: Registration) -> bool:
    return registration.state == State.HELD and not registration.draft
