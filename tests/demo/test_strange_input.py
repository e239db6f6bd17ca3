"""Every form there is, sent with what no person would write: it is never a fault of the server."""

import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import resolve
from lxml import html

from brobygger.centres.models import Centre
from tests.example import OPEN, pages_of, person

pytestmark = pytest.mark.long
LARGE, ODD, LONG = "9" * 20, "\u202e\x00<script>=1+1", "æ" * 5000
EVERYWHERE = ("", LARGE, ODD, LONG)
ALONE = {"number", "radio", "select"}  # what would not be reached while the rest is wrong
LAST_DAY = "9999-12-31"


def _forms(page: bytes) -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """Each form that sends something: where to, and its fields with what stands in them and what can be chosen."""
    if not page.strip():
        return
    for form in html.fromstring(page).xpath("//form[translate(@method, 'POST', 'post')='post']"):
        fields: dict[str, list[Any]] = {}
        for each in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]|.//button[@name]"):
            fields.setdefault(each.get("name"), []).append(each)
        yield form.get("action") or "", fields


def _tries(fields: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    """What a browser would send: everything strange at once, then one kind of field, or one date, where the rest is as it stood."""
    as_it_stood: dict[str, Any] = {}
    written = {}
    for name, rows in fields.items():
        kind = rows[0].get("type", rows[0].tag)
        if kind == "file" or name == "second_name":  # the trap for robots would keep the rest from being looked at
            continue
        as_it_stood[name] = _stands(rows, kind)
        if kind not in {"hidden", "submit", "button"}:
            written[name] = kind
    for strange in EVERYWHERE:
        yield as_it_stood | dict.fromkeys(written, strange)
    for kind in ALONE.intersection(written.values()):
        yield as_it_stood | {name: LARGE for name, its_kind in written.items() if its_kind == kind}
    for name, kind in written.items():
        if kind == "date":
            yield as_it_stood | {name: LAST_DAY}


def _stands(rows: list[Any], kind: str) -> Any:
    if kind == "select":
        return [each.get("value") or "" for each in rows[0].xpath(".//option[@selected]")] or [each.get("value") or "" for each in rows[0].xpath(".//option")][:1]
    if kind in {"checkbox", "radio"}:
        return [each.get("value") or "on" for each in rows if each.get("checked") is not None]
    return rows[0].text or "" if kind == "textarea" else rows[0].get("value") or ""


def test_no_form_breaks(example: Centre) -> None:
    broken: list[str] = []
    now = {"at": ""}

    def note(sender: Any, **_more: Any) -> None:
        broken.append(f"{now['at']}: {sys.exc_info()[1]!r}")

    got_request_exception.connect(note)
    try:
        for client, urls in ((_client(person("astrid")), pages_of("L")), (_client(None), [url for url in OPEN if url.startswith("/slagelse/")])):
            kept = {name: each.value for name, each in client.cookies.items()}
            seen: set[tuple[str, ...]] = set()
            for url in urls:
                page = client.get(url, follow=True)
                for action, fields in _forms(page.content):
                    to = action.split("#")[0] or url
                    if to.startswith("/konto/") or (key := (resolve(to.split("?")[0]).view_name, *sorted(fields))) in seen:
                        continue
                    seen.add(key)
                    for sent in _tries(fields):
                        now["at"] = f"{url} → {to} with { {name: said[:24] for name, said in sent.items() if said and name != 'csrfmiddlewaretoken'} }"
                        with transaction.atomic():
                            client.post(to, sent)
                            client.cookies = SimpleCookie(kept)
                            transaction.set_rollback(True)
    finally:
        got_request_exception.disconnect(note)
    assert broken == []


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
