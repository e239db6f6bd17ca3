"""A cell of a list as a value of ours, or a sentence on why it is none; and values as cells again."""

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
from django.utils.translation import override

from brobygger.core.cpr import refuse_cpr
from brobygger.core.tables import as_day
from brobygger.organisations import cvr
from brobygger.organisations.lists.known import Known, Words, folded
from brobygger.organisations.models import Contact, LegalForm, Organisation, Sector
from brobygger.organisations.social import whole
from brobygger.people.models import Person

PLAIN: Final = ("name", "also", "purpose", "mail", "phone", "website", "social_media", "address")
NUMBERS: Final = ("member_count", "volunteer_count")
DAYS: Final = ("figures_on", "welcomes_since", "welcomes_until", "prospect_since", "member_from", "member_to")
MANY: Final = ("localities", "themes", "target_groups")
SETS: Final = ("contact", "chair", "treasurer")
_YES, _NO = frozenset({"ja", "j", "x", "yes", "y", "1", "sand", "true"}), frozenset({"nej", "n", "no", "0", "falsk", "false", "-"})


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
    if name == "website" and "://" not in text:
        text = f"https://{text}"
    return str(_column(Organisation, name).clean(text, None))


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


def _number(_name: str, text: str, _known: Known) -> int:
    bare = text.replace(".", "").replace(" ", "")
    if not bare.isascii() or not bare.isdecimal() or len(bare) > 8:
        raise ValidationError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
    return int(bare)


def _day(_name: str, text: str, _known: Known) -> date:
    return as_day(text)


def _yes(_name: str, text: str, _known: Known) -> bool:
    if folded(text) in _YES | _NO:
        return folded(text) in _YES
    raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


@cache
def _choices(choices: type[models.TextChoices]) -> dict[str, str]:
    """The words for each choice in both languages, in small letters."""
    found = {str(value): str(value) for value in choices.values}
    for language in ("da", "en"):
        with override(language):
            found = {folded(str(label)): str(value) for value, label in choices.choices} | found
    return found


def _choice(choices: type[models.TextChoices]) -> Callable[[str, str, Known], str]:
    def chosen(_name: str, text: str, _known: Known) -> str:
        if (value := _choices(choices).get(folded(text))) is not None:
            return value
        raise ValidationError(_("“%(text)s” is none of: %(choices)s.") % {"text": text[:40], "choices": ", ".join(str(label) for label in choices.labels)})

    return chosen


def _listed(rows: str) -> Callable[[str, str, Known], Any]:
    def find(_name: str, text: str, known: Known) -> Any:
        words: Words = getattr(known, rows)
        found = words.find(text)
        if found is None and words.codes and re.match(r"\d{4}(?!\d)", text):
            found = words.codes.get(text[:4])  # "4200 Slagelse": the code alone
        if found is None:
            raise ValidationError(_("“%(text)s” is not on your list.") % {"text": text[:60]})
        return found

    return find


def _several(rows: str) -> Callable[[str, str, Known], list[Any]]:
    one = _listed(rows)

    def find(name: str, text: str, known: Known) -> list[Any]:
        found = []
        for piece in _pieces(text, ";"):
            try:
                found.append(one(name, piece, known))
            except ValidationError:
                found += _greedy(piece, lambda said: one(name, said, known))
        return list({row.pk: row for row in found}.values())

    return find


def _greedy(text: str, one: Callable[[str], Any]) -> list[Any]:
    """Names with commas between, where a name may hold commas of its own: as many parts as say something together are one."""
    parts, found = [part.strip() for part in text.split(",")], []
    while parts:
        for end in range(len(parts), 0, -1):
            said = ", ".join(parts[:end])
            if not said:
                break
            try:
                found.append(one(said))
                break
            except ValidationError:
                if end == 1:
                    raise
        parts = parts[end:]
    return found


def _pieces(text: str, delimiter: str) -> list[str]:
    try:
        return [piece.strip() for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True) for piece in row if piece.strip()]
    except csv.Error:
        return [text]


def _contacts(_name: str, text: str, known: Known) -> list[Entry]:
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True)]
    except csv.Error as error:
        raise ValidationError(_("Write one contact on each line: name; role; mail; telephone.")) from error
    found = [_entry(row, known) for row in rows if any(row)]
    for entry in found:
        for name in ("name", "mail", "phone"):
            if value := getattr(entry, name):
                _column(Person, name).clean(value, None)
        if entry.title:
            _column(Contact, "title").clean(entry.title, None)
        if entry.since and entry.until and entry.until < entry.since:
            raise ValidationError(_("The time ends before it begins."))
    return found


def _entry(cells: list[str], known: Known) -> Entry:
    """All seven in their order, as our own lists write them; fewer are told from what they look like."""
    name, *rest = cells
    if not name:
        raise ValidationError(_("A contact needs a name."))
    if len(rest) == 6:
        role, mail, phone, title, since, until = rest
        return Entry(name, mail, phone, _role(role, known), title, as_day(since) if since else None, as_day(until) if until else None)
    said: dict[str, Any] = {}
    for cell in filter(None, rest):
        if "@" in cell:
            validate_email(cell)
            said["mail"] = cell
        elif folded(cell) in _choices(Contact.Role):
            said["role"] = _choices(Contact.Role)[folded(cell)]
        elif len(re.sub(r"\D", "", cell)) >= 6:
            refuse_cpr(cell)
            said["phone"] = cell
        else:
            said["title"] = cell
    return Entry(name, **said)


def _role(text: str, known: Known) -> str:
    return _choice(Contact.Role)("contact_role", text, known) if text else ""


def as_names(rows: Iterable[Any]) -> str:
    """Names as one cell that :func:`read` takes apart again."""
    return _written([[str(row) for row in rows]])


def as_contacts(rows: Iterable[Contact]) -> str:
    return _written(
        [each.person.name, str(each.get_role_display()), each.person.mail, each.person.phone, each.title, *(str(day or "") for day in (each.since, each.until))]
        for each in rows
    )


def _written(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(row for row in rows if row)
    return out.getvalue().rstrip("\n")


_READERS: Final[dict[str, Callable[[str, str, Known], Any]]] = {
    **dict.fromkeys(PLAIN, _plain), "social_media": _social_media, **dict.fromkeys(NUMBERS, _number), **dict.fromkeys(DAYS, _day), "cvr": _cvr, "sector": _choice(Sector),
    "legal_form": _choice(LegalForm), "parent": lambda _name, text, _known: text, "locality": _listed("localities"), "voluntary_social": _yes,
    **{name: _several(name) for name in MANY}, "membership": _listed("types"), "contact_role": _choice(Contact.Role), "contacts": _contacts,
    **{f"{who}_{what}": _person for who in SETS for what in ("name", "mail", "phone")},
}
