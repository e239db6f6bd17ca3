"""Where those who came came from, as lines of text: "3 Røde Kors: Anna Holm, Bo Dam", "10 Sundhedsafdelingen (kommune)", "4 borgere".

A number in front says how many, names stand after a colon, and a sector in brackets tells what an organisation is that the list does not have.
What :func:`written` writes, :func:`read` reads: nothing is lost where a form is opened and kept.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from brobygger.journal.actions import From
from brobygger.journal.lines.names import SECTORS
from brobygger.journal.lines.spelling import fold
from brobygger.organisations.models import Organisation, Sector
from brobygger.organisations.models.affiliations import Affiliation

LONGEST: Final = 160  # letters of a name
_COUNTED: Final = re.compile(r"(\d{1,5})\s+(?=\S)")
_SECTOR: Final = re.compile(r"\s*\(([^()]+)\)$")


def read(text: str, known: Mapping[str, int]) -> list[From]:
    """Lines to affiliations; ``known`` are organisations by their names in small letters. ValidationError with a sentence for the first that is too long.

    A line that is wholly an organisation's name is that ("4 Hjulene"), whatever it begins with.
    """
    return [_one(line, known) for each in text.splitlines() if (line := each.strip().rstrip(","))]


def _one(line: str, known: Mapping[str, int]) -> From:
    counted = _COUNTED.match(line)
    rest = line[counted.end() :] if counted else line
    persons = int(counted.group(1)) if counted else None
    for words, many in ((line, None), (rest, persons)):
        for name, names in _with_names(words):
            if (organisation := known.get(name.lower())) is not None:
                return From(organisation=organisation, persons=many, names=names)
    *_whole, (name, names) = _with_names(rest)
    sector = ""
    if (found := _SECTOR.search(name)) is not None and (said := _sectors().get(found.group(1).strip().lower())):
        name, sector = name[: found.start()], said
    if max(len(name), len(names)) > LONGEST:
        raise ValidationError(_("Write one organisation a line: %(text)s …") % {"text": name[:40]})
    return From(label=name, sector=sector or SECTORS.get(fold(name), ""), persons=persons, names=names)


def _with_names(words: str) -> list[tuple[str, str]]:
    """How ``words`` may be cut into a name and the names of persons: not at all, or at a colon, the last one first (a name may hold one)."""
    parts = words.split(": ")
    cuts = [(": ".join(parts[:at]).strip(), ": ".join(parts[at:]).strip()) for at in range(len(parts) - 1, 0, -1)]
    return [(words, ""), *((name, names) for name, names in cuts if name and names)]


def written(rows: Iterable[Affiliation | From], names: Mapping[int, str] | None = None) -> str:
    """Affiliations as the lines that :func:`read` reads. ``names`` of organisations by key, for those that are keys alone."""
    return "\n".join(_line(row, names or {}) for row in rows)


def _line(row: Affiliation | From, names: Mapping[int, str]) -> str:
    organisation = names.get(row.organisation or 0, "") if isinstance(row, From) else str(row.organisation or "")
    said = organisation or row.label
    if not organisation and row.sector and row.sector != SECTORS.get(fold(row.label), ""):
        said = f"{said} ({Sector(row.sector).label})".strip()
    return f"{f'{row.persons} ' if row.persons else ''}{said}{f': {row.names}' if row.names else ''}"


def of_keys(rows: Iterable[From]) -> str:
    """As :func:`written`, with the organisations' names looked up."""
    given = list(rows)
    keys = [each.organisation for each in given if each.organisation]
    return written(given, dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name")))


def _sectors() -> dict[str, str]:
    """Each sector by its word, in both languages."""
    found: dict[str, str] = {}
    for language in ("en", "da"):
        with override(language):
            found |= {str(label).lower(): value for value, label in Sector.choices}
    return found
