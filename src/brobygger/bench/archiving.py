"""How much memory a whole centre's archive takes, out and in, at a tenth of the size and at the whole of it: it must be the same.

Each is a process of its own, which says how large it has been at most.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from brobygger.bench.timing import Row, say

PARTS = (10, 1)  # a tenth, and all


def measure(rows: int, megabytes: int) -> list[Row]:
    from brobygger.centres.models import Centre

    peaks: dict[str, list[float]] = {"out": [], "in": []}
    taken: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            say(f"an archive of {rows // part:,} rows and {megabytes // part:,} MB")
            key, file = f"arkiv{part}", Path(folder) / f"{part}.zip"
            _fill(Centre.objects.create(key=key, name=f"Arkiv {part}"), rows // part, megabytes // part)
            for way in ("out", "in"):
                start = time.perf_counter()
                peaks[way].append(_alone(way, key, file))
                taken[way] = time.perf_counter() - start
            file.unlink()
    size = f"{rows:,} rows, {megabytes:,} MB"
    return [
        (f"memory of a centre's archive {way}, against one of a tenth", f"{peaks[way][1] / peaks[way][0]:.2f} ×", "≤ 1.1 ×", f"{peaks[way][1]:.0f} MB at most, {taken[way]:.0f} s; {size}")
        for way in ("out", "in")
    ]


def _fill(centre: object, rows: int, megabytes: int) -> None:
    """Lines of the trail, and pictures of a megabyte each that nothing can be pressed out of."""
    from os import urandom
    from typing import cast

    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from brobygger.centres.models import Centre, Change
    from brobygger.centres.scoping import centre_in_force
    from brobygger.organisations.models import Organisation

    now, piece = timezone.now(), urandom(1_000_000)
    with centre_in_force(cast(Centre, centre)):
        for start in range(0, rows, 5000):
            Change.objects.bulk_create(
                Change(at=now, verb="edited", model="journal.Registration", row=n + 1, label=f"Sparring {n}", fields={"title": [f"Sparring {n}", f"Sparring {n} med flere ord"]})
                for n in range(start, min(start + 5000, rows))
            )
        Organisation.objects.bulk_create(
            Organisation(name=f"Forening {n}", logo=default_storage.save(f"logos/{n}.png", ContentFile(n.to_bytes(8, "big") + piece))) for n in range(megabytes)
        )


def _alone(way: str, key: str, file: Path) -> float:
    done = subprocess.run([sys.executable, "-m", "brobygger.bench.archiving", way, key, str(file)], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 -- our own module
    return float(done.stdout.split()[-1])


def main(way: str, key: str, file: str) -> None:
    import django

    django.setup()
    from django.db import connection

    from brobygger.archive.entering import enter
    from brobygger.archive.leaving import leave
    from brobygger.centres.models import Centre

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # what SQLite keeps of its pages has a limit of its own, which a tenth does not reach
            cursor.execute("PRAGMA cache_size=-2000")
            cursor.execute("PRAGMA mmap_size=0")
    if way == "out":
        with Path(file).open("wb") as out:
            leave(Centre.objects.get(key=key), out)
    else:
        enter(Path(file), key=f"{key}-igen")
    print(largest())


def largest() -> float:
    """In megabytes. Linux says it of this program alone; ``getrusage`` counts in the one that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("memory is measured on Linux only")


if __name__ == "__main__":
    main(*sys.argv[1:])
