"""An archive asked for in the browser and made by the worker."""

import os
import tempfile
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final

from django.core.cache import cache
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.archive.leaving import leave
from brobygger.archive.models import KEPT, CentreArchive, beside
from brobygger.archive.shape import CENTRE
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_id_in_force, centre_in_force
from brobygger.core.schedule import hand_over

JOB = "archive.make"
STALE = 3600 * 24  # seconds; after that nobody looks at how far one is
SILENCE: Final = timedelta(minutes=15)  # of one that is being made; no step of it takes so long


@transaction.atomic
def ask(*, by: User, now: datetime) -> CentreArchive:
    """Hand one over to the worker; while one is being made, it is that one. The trail tells who asked: it is all there is on anybody."""
    centre = Centre.objects.select_for_update().get(pk=centre_id_in_force())
    found: CentreArchive | None = CentreArchive.objects.filter(made_at=None, failed_at=None).first()
    if found is not None and (now - found.asked_at).total_seconds() < STALE:
        return found
    made = CentreArchive(asked_by=by, asked_at=now)
    made.save()
    audit.record("asked for", made, by=by, now=now)
    hand_over(JOB, centre.pk, made.pk)
    return made


def make(centre_pk: int, pk: int) -> None:
    """Run by the worker; run twice it is made once."""
    centre = Centre.objects.get(pk=centre_pk)
    with centre_in_force(centre):
        row = CentreArchive.objects.filter(pk=pk, made_at=None).first()
        if row is None:
            return
    _tell(pk, 0)
    place = beside().path("")
    os.makedirs(place, mode=0o700, exist_ok=True)  # noqa: PTH103 -- with its mode at once
    try:
        with tempfile.NamedTemporaryFile(dir=place, suffix=".unfinished") as out:
            manifest = leave(centre, out, told=lambda share: _tell(pk, share))
            out.flush()
            size = out.tell()
            out.seek(0)
            with centre_in_force(centre):
                _keep(row, manifest, size, File(out))
    except BaseException:
        with centre_in_force(centre):
            CentreArchive.objects.filter(pk=pk, made_at=None).update(failed_at=timezone.now())
        raise


def percent(row: CentreArchive) -> int:
    return int(cache.get(f"archive:{row.pk}", 0))


def give_up(now: datetime | None = None) -> None:
    """Say of those that nobody is making any more that they failed: a worker that was killed tells nobody, and whoever waits would wait for good. One that is made after all stands as made."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for pk in CentreArchive.objects.filter(made_at=None, failed_at=None, asked_at__lt=now - SILENCE).values_list("pk", flat=True):
                if now.timestamp() - cache.get(f"archive:{pk}:told", 0) > SILENCE.total_seconds():
                    CentreArchive.objects.filter(pk=pk, made_at=None).update(failed_at=now)


def sweep(now: datetime | None = None) -> None:
    """Take away what has lain here for some days: it is all that a centre has on anybody."""
    before = (now or timezone.now()) - KEPT
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for old in CentreArchive.objects.filter(asked_at__lt=before):
                old.delete()
    _sweep_what_no_row_names(before)


def _sweep_what_no_row_names(before: datetime) -> None:
    """A worker that was killed leaves what it had written, and no row knows of it. Rows from before are gone by now, so what is as old has none."""
    place = beside()
    for name in place.listdir("")[1] if place.exists("") else []:
        if place.get_modified_time(name) < before:
            place.delete(name)


@transaction.atomic
def _keep(row: CentreArchive, manifest: dict[str, Any], size: int, content: Any) -> None:
    """Not where it was swept or made by another meanwhile: a file that no row names would be everything, lying about."""
    if not CentreArchive.objects.select_for_update().filter(pk=row.pk, made_at=None).exists():
        return
    row.file.save(f"{token_urlsafe(24)}.zip", content, save=False)
    row.size, row.made_at, row.failed_at = size, timezone.now(), None
    row.rows = sum(each["rows"] for label, each in manifest["models"].items() if label != CENTRE)
    row.attachments, row.missing = sum(name.startswith("files/") for name in manifest["files"]), len(manifest["missing"])
    row.save()


def _tell(pk: int, share: float) -> None:
    """In the folder that the processes share: a row could not be written from within the snapshot."""
    cache.set(f"archive:{pk}", min(int(share * 100), 99), STALE)
    cache.set(f"archive:{pk}:told", timezone.now().timestamp(), STALE)
