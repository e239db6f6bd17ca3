"""Open figures as files: CSV for a spreadsheet, JSON for a program, and a catalogue in DCAT (JSON-LD), by which portals find data sets."""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core.spreadsheets import Value, csv_bytes
from brobygger.directory.statistics import SMALL
from brobygger.plan import wording
from brobygger.reports.models import OpenYear

LICENCES: Final = {"cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/", "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}
MEDIA: Final = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
HEADERS: Final = ("key", "label_da", "label_en", "unit", "from", "to", "by", "part", "value", "held_back")
SOURCE: Final = "Brobygger"


def address(row: OpenYear, ending: str) -> str:
    return f"{settings.SITE_URL}{row.public_url}tal.{ending}"


def as_csv(row: OpenYear) -> bytes:
    """One line a figure, and one for each part of it. ``held_back`` is 1 where the figure is too small to tell and its field is empty."""
    said = row.content

    def line(each: dict[str, Any], by: str, part: str, value: int | None) -> list[Value]:
        return [each["key"], each["label_da"], each["label_en"], each["unit"], said["from"], said["to"], by, part, value, int(value is None)]

    lines = []
    for each in said["figures"]:
        lines.append(line(each, "", "", each["value"]))
        lines += [line(each, by, part["name"], part["value"]) for by in ("theme", "locality") for part in each.get(by, ())]
    return csv_bytes(HEADERS, lines, language="en")


def as_json(row: OpenYear) -> dict[str, Any]:
    """The figures with what one needs to know of them."""
    said = {name: value for name, value in row.content.items() if name not in {"form", "figures", "licence"}}
    return {**said, "title": title(row), "source": source(row), "licence": LICENCES[row.content["licence"]], "held_back": held_back(), "figures": row.content["figures"]}


def title(row: OpenYear) -> str:
    return _("%(centre)s in figures, %(year)s") % {"centre": row.content["publisher"], "year": row.year}


def source(row: OpenYear) -> str:
    return _("Registered day by day by %(centre)s in %(program)s. Each figure is counted from its rows on %(day)s.") % {"centre": row.content["publisher"], "program": SOURCE, "day": wording.day(date.fromisoformat(row.content["modified"]))}


def held_back() -> str:
    return _("A figure that may stand for fewer than %(n)s people is left out, and so is the next smallest beside a single one.") % {"n": SMALL}


def catalogue(centre: Centre, rows: list[OpenYear]) -> dict[str, Any]:
    """All years that are out. The classes are those of DCAT-AP: a catalogue of data sets, each with its files."""
    here = f"{settings.SITE_URL}/{centre.key}/rapporter/aabne-tal/"
    publisher = {"@type": "foaf:Organization", "foaf:name": centre.name, "foaf:homepage": {"@id": f"{settings.SITE_URL}/{centre.key}/"}}
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#"},
        "@id": here, "@type": "dcat:Catalog", "dct:title": {"@language": "da", "@value": _("%(centre)s in figures") % {"centre": centre.name}}, "dct:publisher": publisher,
        "dcat:dataset": [_dataset(row, publisher) for row in rows],
    }


def _dataset(row: OpenYear, publisher: dict[str, Any]) -> dict[str, Any]:
    said = row.content

    def day(name: str) -> dict[str, str]:
        return {"@type": "xsd:date", "@value": said[name]}

    return {
        "@id": f"{settings.SITE_URL}{row.public_url}", "@type": "dcat:Dataset", "dct:title": {"@language": "da", "@value": title(row)},
        "dct:description": {"@language": "da", "@value": f"{source(row)} {held_back()}"}, "dct:publisher": publisher, "dct:issued": day("first_published"), "dct:modified": day("modified"),
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": day("from"), "dcat:endDate": day("to")}, "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/DAN"},
        "dcat:distribution": [
            {
                "@id": address(row, ending), "@type": "dcat:Distribution", "dcat:accessURL": {"@id": f"{settings.SITE_URL}{row.public_url}"}, "dcat:downloadURL": {"@id": address(row, ending)},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[ending].partition(';')[0]}"}, "dct:license": {"@id": LICENCES[said["licence"]]},
            }
            for ending in MEDIA
        ],
    }
