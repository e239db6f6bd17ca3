"""What an annual report costs over a year of very much work, with photographs: as PDF and as Word, each by a process of its own that has made no report before.

The process says how long it took from its first question to the last byte, and how large it has been at most.
"""

import io
import subprocess
import sys
import time
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from brobygger.bench.archiving import largest
from brobygger.bench.timing import Row, say

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

PICTURES = 12
SIZE = (1600, 1067)
SECONDS, MEGABYTES = 3, 400
MADE = {"pdf": "PDF", "word": "Word"}


def measure(registrations: int) -> list[Row]:
    say(f"an annual report over {registrations:,} registrations with {PICTURES} pictures")
    key = _report(registrations)
    rows: list[Row] = []
    what = f"annual report over {registrations:,} registrations with {PICTURES} pictures as"
    for wanted, name in MADE.items():
        first, later, megabytes, kilobytes = _alone(wanted, key)
        rows.append((f"{what} {name}", f"{first:.2f} s", f"< {SECONDS} s", f"the next one {later:.2f} s; {kilobytes:,.0f} kB"))
        rows.append(("… memory of the process that makes it, at most", f"{megabytes:.0f} MB", f"< {MEGABYTES} MB", ""))
    return rows


def _report(registrations: int) -> int:
    """A draft on last year, with words and pictures, at a centre of its own."""
    from django.utils import timezone

    from brobygger.accounts.models import User
    from brobygger.bench import load
    from brobygger.centres.models import Centre
    from brobygger.centres.scoping import centre_in_force
    from brobygger.reports import first_templates, writing
    from brobygger.reports.models import Report, ReportPicture, ReportTemplate

    today = date.today()
    first, last = date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    with centre_in_force(Centre.objects.create(key="beretning", name="Beretning")):
        user = User.objects.create_user("bo@bench.example", None, name="Bo")
        load.lists(today)
        load.a_plan(today)
        load.register(registrations, first, last)
        load.let_the_planner_look()
        first_templates.lay_out()
        row = writing.begin(Report(title=f"Årsberetning {first.year}", starts_on=first, ends_on=last, language="da"), ReportTemplate.objects.get(key="annual"), by=user, now=timezone.now())
        parts = list(row.parts.all())
        for part in parts:
            part.text = "\n\n".join(f"Et afsnit om **{part.heading.lower()}**. " + "Vi holdt fast i det, der virkede, og prøvede noget nyt sammen med foreningerne. " * 6 for _each in range(3))
            writing.write(part, before={}, by=user, now=timezone.now())
        chance = Random(1)  # noqa: S311 -- the same pictures each run
        for number in range(PICTURES):
            picture = ReportPicture(part=parts[number % len(parts)], alt=f"Billede {number}", caption="En dag i huset", consent=True)
            picture.file.save("billede.jpg", _photograph(chance), save=False)
            writing.add_picture(picture, by=user, now=timezone.now())
    return int(row.pk)


def _photograph(chance: Random) -> "ContentFile[bytes]":
    """Something with as much in it as a photograph: large shapes, and grain."""
    from django.core.files.base import ContentFile
    from PIL import Image

    coarse = Image.frombytes("RGB", (16, 11), chance.randbytes(16 * 11 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", SIZE, chance.randbytes(SIZE[0] * SIZE[1])).convert("RGB")
    out = io.BytesIO()
    Image.blend(coarse, grain, 0.12).save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return ContentFile(out.getvalue())


def _alone(wanted: str, key: int) -> tuple[float, ...]:
    done = subprocess.run([sys.executable, "-m", "brobygger.bench.telling", wanted, str(key)], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 -- our own module
    return tuple(float(each) for each in done.stdout.split())


def main(wanted: str, key: str) -> None:
    """Seconds of the first and the next, megabytes at most, kilobytes of the file."""
    import django

    django.setup()
    from django.urls import reverse
    from django.utils import timezone, translation

    from brobygger.centres.models import Centre
    from brobygger.centres.scoping import centre_in_force
    from brobygger.reports import composed
    from brobygger.reports.made import FORMATS
    from brobygger.reports.models import Report

    reverse("bench_empty", args=["beretning"])  # the addresses are there, as in a server that runs
    taken, content = [], b""
    with centre_in_force(Centre.objects.get(key="beretning")), translation.override("da"):
        for _twice in range(2):
            start = time.perf_counter()
            content = FORMATS[wanted][0](composed.document_of(Report.objects.listed().get(pk=int(key)), timezone.localdate()))
            taken.append(time.perf_counter() - start)
    print(*taken, largest(), len(content) / 1000)


if __name__ == "__main__":
    main(*sys.argv[1:])
