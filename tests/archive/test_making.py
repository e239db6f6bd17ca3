"""Asked for in the browser, made by the worker while people write, fetched, and gone after some days."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.archive import leaving, making
from brobygger.archive.leaving import leave
from brobygger.archive.models import KEPT, CentreArchive, beside
from brobygger.centres.models import Centre, Change, Theme
from brobygger.centres.scoping import centre_in_force, no_centre_in_force
from tests.factories import ThemeFactory
from tests.together import at_once

ClientOf = Callable[[User], Client]
PAGE = "/testby/kontor/indstillinger/tag-med/"


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    handed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(making, "hand_over", lambda *job: handed.append(job))
    return handed


def test_asked_made_fetched_and_swept(centre: Centre, astrid: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]]) -> None:
    ThemeFactory.create(name="Ensomhed")
    browser = client_of(astrid)
    answer = browser.post(PAGE)
    row = CentreArchive.objects.get()
    assert answer["Location"] == f"{PAGE}{row.pk}/"
    assert handed_over == [("archive.make", centre.pk, row.pk)]
    assert browser.post(PAGE)["Location"] == f"{PAGE}{row.pk}/"  # it is being made already
    assert Change.objects.filter(verb="asked for", model="archive.CentreArchive", by=astrid).count() == 1
    making._tell(row.pk, 0.42)
    assert "42 %" in browser.get(f"{PAGE}{row.pk}/").content.decode()
    assert browser.get(f"{PAGE}{row.pk}/hent/").status_code == 404

    for _again in range(2):
        with no_centre_in_force():
            making.make(centre.pk, row.pk)
    row.refresh_from_db()
    assert f'href="{PAGE}{row.pk}/hent/"' in browser.get(f"{PAGE}{row.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Ensomhed" not in browser.get(PAGE).content.decode()
    fetched = browser.get(f"{PAGE}{row.pk}/hent/")
    assert fetched["Content-Disposition"] == f'attachment; filename="testby-{timezone.localdate().isoformat()}.zip"'
    content = b"".join(fetched.streaming_content)  # type: ignore[attr-defined]
    assert (len(content), content[:2]) == (row.size, b"PK")
    with row.file.open("rb") as file, zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("data/centres.Theme.jsonl"))["name"] == "Ensomhed"

    storage, name = row.file.storage, row.file.name
    with no_centre_in_force():
        making.sweep(now=row.asked_at + KEPT)
        assert storage.exists(name)
        making.sweep(now=row.asked_at + KEPT + timedelta(seconds=1))
    assert (storage.exists(name), CentreArchive.objects.exists()) == (False, False)


def test_one_that_fails_says_so_and_can_be_asked_for_again(centre: Centre, astrid: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    row = making.ask(by=astrid, now=timezone.now())

    def broken(*_words: Any, **_more: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(making, "leave", broken)
    with pytest.raises(OSError, match="No space"), no_centre_in_force():
        making.make(centre.pk, row.pk)
    assert "ds-alert" in client_of(astrid).get(f"{PAGE}{row.pk}/").content.decode()
    assert making.ask(by=astrid, now=timezone.now()).pk != row.pk


def test_one_whose_worker_was_killed_is_not_waited_for(centre: Centre, astrid: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]]) -> None:
    row = making.ask(by=astrid, now=timezone.now())
    soon, later = row.asked_at + making.SILENCE - timedelta(minutes=1), row.asked_at + 2 * making.SILENCE
    with no_centre_in_force():
        making.give_up(soon)
    assert making.ask(by=astrid, now=soon).pk == row.pk
    CentreArchive.objects.update(asked_at=row.asked_at - timedelta(hours=1))
    making._tell(row.pk, 0.3)  # somebody is about it
    with no_centre_in_force():
        making.give_up(soon)
    assert making.ask(by=astrid, now=soon).pk == row.pk
    with no_centre_in_force():
        making.give_up(later)
    assert "ds-alert" in client_of(astrid).get(f"{PAGE}{row.pk}/").content.decode()
    assert making.ask(by=astrid, now=later).pk != row.pk
    with no_centre_in_force():
        making.make(centre.pk, row.pk)  # its turn came after all
    row.refresh_from_db()
    assert (row.made_at is not None, row.failed_at) == (True, None)


def test_no_file_is_left_that_no_row_names(centre: Centre, astrid: User, handed_over: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    place = beside()
    there = set(place.listdir("")[1]) if place.exists("") else set()
    row = making.ask(by=astrid, now=timezone.now())
    whole = making.leave

    def swept_meanwhile(*words: Any, **more: Any) -> Any:
        found = whole(*words, **more)
        with centre_in_force(centre):
            CentreArchive.objects.all().delete()
        return found

    monkeypatch.setattr(making, "leave", swept_meanwhile)
    with no_centre_in_force():
        making.make(centre.pk, row.pk)
    assert (CentreArchive.objects.exists(), set(place.listdir("")[1])) == (False, there)

    place.save("left.unfinished", ContentFile(b"half of all there is"))
    at = place.get_modified_time("left.unfinished")
    with no_centre_in_force():
        making.sweep(at + KEPT)
        assert place.exists("left.unfinished")
        making.sweep(at + KEPT + timedelta(seconds=1))
    assert not place.exists("left.unfinished")


def test_an_archive_of_another_centre_is_not_found(centre: Centre, other_centre: Centre, astrid: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]]) -> None:
    with centre_in_force(other_centre):
        theirs = making.ask(by=astrid, now=timezone.now())
    assert [client_of(astrid).get(f"{PAGE}{theirs.pk}/{end}").status_code for end in ("", "hent/")] == [404, 404]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_the_same(centre: Centre, astrid: User, handed_over: list[tuple[Any, ...]]) -> None:
    found = at_once(centre, [lambda: making.ask(by=astrid, now=timezone.now()).pk] * 4)
    assert [CentreArchive.objects.get().pk] * 4 == found
    assert len(handed_over) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_in_all_of_it_or_in_none(centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows written in one transaction while the archive is half way: neither is in it, and the writer did not wait."""
    for n in range(3):
        ThemeFactory.create(name=f"Før {n}")

    def write() -> None:
        with transaction.atomic():
            Theme.objects.create(name="Imens")
            Change.objects.create(at=timezone.now(), verb="added", model="centres.Theme", label="Imens")

    def once_the_snapshot_is_taken(writer: leaving._Writer) -> dict[str, str]:
        assert at_once(centre, [write]) == [None]
        return {}

    monkeypatch.setattr(leaving._Writer, "_known_mails", once_the_snapshot_is_taken)
    with (tmp_path / "a.zip").open("wb") as out:
        leave(centre, out)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"Imens" not in archive.read("data/centres.Theme.jsonl") + archive.read("data/centres.Change.jsonl")
        assert archive.read("data/centres.Theme.jsonl").count("Før".encode()) == 3
    assert Theme.objects.filter(name="Imens").exists()
