"""Volunteer jobs as they travel between programs: one shape, written and read as JSON or XML (docs/reference/volunteer-job-feed.md).

An adapter makes bytes of jobs and jobs of bytes. One for another portal is a class of the same two functions, added to ``adapters``;
nothing here knows an address, and nothing is read from a page made for people.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree as ET

from django.utils.translation import gettext_lazy as _

from brobygger.core.registry import Registry
from brobygger.core.spreadsheets import clean

FORMAT: Final = "volunteer-jobs/1"


class Unreadable(ValueError):
    """The bytes are not what the format says."""


@dataclass(frozen=True, slots=True)
class Job:
    """One volunteer job. Days as ISO dates; what is not known is empty."""

    id: str
    url: str
    title: str
    organisation: str = ""
    tasks: str = ""
    text: str = ""
    municipality: str = ""
    place: str = ""
    locality: str = ""
    online: bool = False
    when: str = ""
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    starts: str = ""
    ends: str = ""
    published: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Adapter:
    """``read`` raises Unreadable, and leaves out a job without id, title or address."""

    label: Any
    mime: str
    write: Callable[[str, Iterable[Job]], bytes]
    read: Callable[[bytes], list[Job]]


def _write_json(name: str, jobs: Iterable[Job]) -> bytes:
    return json.dumps({"format": FORMAT, "source": name, "jobs": [asdict(each) for each in jobs]}, ensure_ascii=False, indent=1).encode()


def _read_json(content: bytes) -> list[Job]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("It is no JSON.")) from error
    rows = data.get("jobs") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise Unreadable(_("It holds no list of jobs."))
    return _sound(each for each in rows if isinstance(each, dict))


def _write_xml(name: str, jobs: Iterable[Job]) -> bytes:
    root = ET.Element("jobs", format=FORMAT, source=clean(name))
    for job in jobs:
        node = ET.SubElement(root, "job")
        for key, value in asdict(job).items():
            for each in value if isinstance(value, tuple | list) else [value]:
                if each not in ("", None, False):
                    ET.SubElement(node, key).text = "true" if each is True else clean(str(each))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _read_xml(content: bytes) -> list[Job]:
    # What declares entities of its own can be made to fill a machine's memory; no feed of jobs needs to.
    if b"<!DOCTYPE" in content[:4000].upper() or b"<!ENTITY" in content.upper():
        raise Unreadable(_("It declares entities of its own, which is not read."))
    try:
        root = ET.fromstring(content)  # noqa: S314 -- without entities, as made sure above
    except (ET.ParseError, ValueError) as error:
        raise Unreadable(_("It is no XML.")) from error
    return _sound(_of_node(node) for node in root.iter("job"))


def _of_node(node: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in node:
        said = (child.text or "").strip()
        if child.tag in {"interests", "languages"}:
            found.setdefault(child.tag, []).append(said)
        else:
            found[child.tag] = said
    return found


def _sound(rows: Iterable[dict[str, Any]]) -> list[Job]:
    """Jobs with an id, a title and an address on the web; each once, the first of it."""
    found: dict[str, Job] = {}
    for row in rows:
        job = Job(**{each.name: _value(each.name, row.get(each.name)) for each in fields(Job)})
        if job.id and job.title and job.url.startswith(("https://", "http://")):
            found.setdefault(job.id, job)
    return list(found.values())


def _value(name: str, said: Any) -> Any:
    if name in {"interests", "languages"}:
        return tuple(str(each)[:80] for each in said if isinstance(each, str)) if isinstance(said, list | tuple) else ()
    if name in {"age_from", "age_to"}:
        text = str(said if said is not None else "")
        return int(text) if text.isdecimal() and len(text) < 4 else None
    if name == "online":
        return said is True or str(said).lower() in {"true", "1", "yes"}
    text = clean(str(said)) if isinstance(said, str | int) else ""
    if name in {"starts", "ends", "published", "expires"}:
        return _day(text)
    return text[:4000] if name in {"tasks", "text"} else text[:400]


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


adapters: Registry[Adapter] = Registry("volunteer-job feeds")
adapters.add("json", Adapter("JSON", "application/json; charset=utf-8", _write_json, _read_json))
adapters.add("xml", Adapter("XML", "application/xml; charset=utf-8", _write_xml, _read_xml))
