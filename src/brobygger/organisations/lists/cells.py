"""A cell of a list of organisations as a value of ours, or a sentence on why it is none; and contacts as a cell again."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _

from brobygger.core.cpr import refuse_cpr
from brobygger.core.tables import as_day
from brobygger.intake import cells
from brobygger.intake.words import folded
from brobygger.organisations import cvr
from brobygger.organisations.lists.known import Known
from brobygger.organisations.models import Contact, LegalForm, Organisation, Sector
from brobygger.organisations.social import whole
from brobygger.people.models import Person

PLAIN: Final = ("name", "also", "purpose", "mail", "phone", "website", "social_media", "address")
NUMBERS: Final = ("member_count", "volunteer_count")
DAYS: Final = ("figures_on", "welcomes_since", "welcomes_until", "prospect_since", "member_from", "member_to")
MANY: Final = ("localities", "themes", "target_groups")
SETS: Final = ("contact", "chair", "treasurer")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who speaks for an organisation, as a list says it. What is empty, it does not say."""

    name: str
    mail: str = ""
    phone: str = ""
    role: str = ""
    title: str = ""
    since: date | None = None
    until: date | None = None
    field: str = "contacts"


def read(name: str, text: str, known: Known) -> Any:
    """The cell ``text`` of the field ``name``. ValidationError where it is none."""
    return _READERS[name](name, text, known)


def _plain(name: str, text: str, _known: Known) -> str:
    return str(_column(Organisation, name).clean(cells.address(text) if name == "website" else text, None))


def _social_media(name: str, text: str, _known: Known) -> str:
    """One address a line; in a cell of one line, with spaces between."""
    text = text if "\n" in text else "\n".join(re.split(r"[,;]?\s+", text))
    return str(_column(Organisation, name).clean(whole(text), None))


def _person(name: str, text: str, _known: Known) -> str:
    return str(_column(Person, name.partition("_")[2]).clean(text, None))


@cache
def _column(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _cvr(name: str, text: str, _known: Known) -> str:
    return str(_column(Organisation, name).clean(cvr.bare(text), None))


def _listed(rows: str) -> Callable[[str, str, Known], Any]:
    return lambda _name, text, known: cells.listed(getattr(known, rows), text)


def _several(rows: str) -> Callable[[str, str, Known], list[Any]]:
    return lambda _name, text, known: cells.several(getattr(known, rows), text)


def _contacts(_name: str, text: str, _known: Known) -> list[Entry]:
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)]
    except csv.Error as error:
        raise ValidationError(_("Write one contact on each line: name; role; mail; telephone.")) from error
    found = [_entry(row) for row in rows if any(row)]
    for entry in found:
        for name in ("name", "mail", "phone"):
            if value := getattr(entry, name):
                _column(Person, name).clean(value, None)
        if entry.title:
            _column(Contact, "title").clean(entry.title, None)
        if entry.since and entry.until and entry.until < entry.since:
            raise ValidationError(_("The time ends before it begins."))
    return found


def _entry(parts: list[str]) -> Entry:
    """All seven in their order, as our own lists write them; fewer are told from what they look like."""
    name, *rest = parts
    if not name:
        raise ValidationError(_("A contact needs a name."))
    if len(rest) == 6:
        role, mail, phone, title, since, until = rest
        return Entry(name, mail, phone, _role(role), title, as_day(since) if since else None, as_day(until) if until else None)
    said: dict[str, Any] = {}
    for cell in filter(None, rest):
        if "@" in cell:
            validate_email(cell)
            said["mail"] = cell
        elif folded(cell) in cells.words_for(Contact.Role):
            said["role"] = cells.words_for(Contact.Role)[folded(cell)]
        elif len(re.sub(r"\D", "", cell)) >= 6:
            refuse_cpr(cell)
            said["phone"] = cell
        else:
            said["title"] = cell
    return Entry(name, **said)


def _role(text: str) -> str:
    return cells.choice(Contact.Role, text) if text else ""


def as_contacts(rows: Iterable[Contact]) -> str:
    return cells.as_lines(
        [each.person.name, str(each.get_role_display()), each.person.mail, each.person.phone, each.title, *(str(day or "") for day in (each.since, each.until))]
        for each in rows
    )


_READERS: Final[dict[str, Callable[[str, str, Known], Any]]] = {
    **dict.fromkeys(PLAIN, _plain), "social_media": _social_media, **dict.fromkeys(NUMBERS, lambda _name, text, _known: cells.number(text)), **dict.fromkeys(DAYS, lambda _name, text, _known: as_day(text)), "cvr": _cvr, "sector": lambda _name, text, _known: cells.choice(Sector, text),
    "legal_form": lambda _name, text, _known: cells.choice(LegalForm, text), "parent": lambda _name, text, _known: text, "locality": _listed("localities"), "voluntary_social": lambda _name, text, _known: cells.yes(text),
    **{name: _several(name) for name in MANY}, "membership": _listed("types"), "contact_role": lambda _name, text, _known: cells.choice(Contact.Role, text), "contacts": _contacts,
    **{f"{who}_{what}": _person for who in SETS for what in ("name", "mail", "phone")},
}
