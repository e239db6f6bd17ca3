"""Between a typed line and a registration: what the parser read, as form values, as words shown back, as a saved row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.prepared import Given, Prepared
from brobygger.journal import actions, whence
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.channels import channel_in
from brobygger.journal.lines import Reading, parse
from brobygger.journal.models import Format, Kind, Mode, Registration, State
from brobygger.journal.vocabulary import vocabulary
from brobygger.organisations.models import Network
from brobygger.plan.models import Plan


def _by_key(model: Any) -> Prepared[Any]:
    return Prepared(lambda: model.objects.filter(pk=Given("pk", BigIntegerField())))


# What the parser names, by its field of the row.
_NAMED = {"kind": _by_key(Kind), "theme": _by_key(Theme), "target_group": _by_key(TargetGroup), "locality": _by_key(Locality), "network": _by_key(Network), "project": _by_key(Plan)}


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as a registration not yet kept: the row, its affiliations, and what the parser asks about."""

    line: str
    reading: Reading
    row: Registration
    affiliations: tuple[From, ...]

    @property
    def complete(self) -> bool:
        """Whether Enter can keep it: something to do and a kind of work to file it under."""
        return self.row.kind_id is not None and bool(self.row.title)


def understand(line: str, *, today: date) -> Understood:
    """Read ``line`` with the words of the centre in force. Nothing is written."""
    read = parse(line, vocabulary(), today=today)
    row = Registration(
        done_on=read.done_on or today,
        title=(read.title or line).strip()[:250],
        persons=read.persons,
        minutes=read.minutes,
        mode=read.mode or Mode.HELD,
        state=read.state or State.HELD,
        reason=read.reason,
        format=Format.ONLINE if read.online else Format.ON_SITE,
        note=read.note,
        channel=channel_in(line),
    )
    for name, read_one in _NAMED.items():
        key = _key(getattr(read, name)) or (_fallback() if name == "kind" else None)
        if key is not None:
            setattr(row, name, read_one.one(pk=key))
    if row.kind_id is None or row.kind.base != BaseKind.PUBLICATION:
        row.channel = ""
    affiliations = tuple(
        From(_key(each.key), "" if each.key else each.name, each.sector or "", each.persons) for each in read.organisations
    )
    return Understood(line, read, row, affiliations)


def keep(line: str, *, by: User, today: date, now: datetime) -> Understood:
    """Register ``line`` and give it back as understood, its row kept. Raises ValidationError with a sentence when too little was understood."""
    understood = understand(line, today=today)
    if not line.strip():
        raise ValidationError(_("Write what was done."))
    if not understood.complete:
        raise ValidationError(_("What kind of work was it? Begin with a word such as “sparring” or “kursus”."))
    actions.register(understood.row, affiliations=understood.affiliations, by=by, today=today, now=now)
    return understood


def initial(line: str, *, today: date) -> dict[str, Any]:
    """Values for the full form, begun from a line ("" gives today's date)."""
    if not line.strip():
        return {"done_on": today}
    understood = understand(line, today=today)
    row = understood.row
    values = {name: getattr(row, name) for name in ("done_on", "title", "persons", "minutes", "mode", "state", "format", "note", "channel")}
    for name in ("kind", "theme", "target_group", "locality", "network", "project"):
        values[name] = getattr(row, f"{name}_id")
    values["affiliations"] = whence.of_keys(understood.affiliations)
    return values


def copied(row: Registration) -> dict[str, Any]:
    """Values for the full form, begun from another registration: all but its day, its proof and the names of who came."""
    names = ("title", "persons", "minutes", "mode", "format", "note", "channel")
    values = {name: getattr(row, name) for name in names}
    for name in ("kind", "theme", "target_group", "locality", "network", "project"):
        values[name] = getattr(row, f"{name}_id")
    values["affiliations"] = whence.of_keys(From(each.organisation_id, each.label, each.sector, each.persons) for each in row.participations.all())
    return values


def _key(word: str | None) -> int | None:
    return int(word.partition(":")[2]) if word else None


def _fallback() -> int | None:
    """Where nothing names a kind: the centre's "other", if it has one."""
    return Kind.objects.filter(base="other", retired=False).values_list("pk", flat=True).first()
