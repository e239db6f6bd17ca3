"""A newsletter to twenty thousand, by a worker that is killed twice on the way: how many letters in a second beside a bare SMTP client, how many were lost, and how many came twice."""

import os
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.bench.timing import Row, say
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.newsletters import sending, working
from brobygger.newsletters.models import Audience, Block, Delivery, Newsletter, Subscriber
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.newsletters.moulding import To

PEOPLE, KILLS, BARE = 20_000, 2, 3_000
PATIENCE = 900  # seconds
LOOK = 0.1  # seconds, while which the worker has the processors to itself
WORKER = "import django\ndjango.setup()\nfrom brobygger.newsletters import jobs\nwhile True:\n    jobs.every_minute()\n"
TEXT = "Der er kommet liv i huset igen, og vi håber at se jer til noget af det. Husk, at I altid kan **ringe eller komme forbi** med et spørgsmål.\n\n" * 20


def measure(people: int = PEOPLE, bare: int = BARE) -> list[Row]:
    """Rows for the table."""
    centre = Centre.objects.get(key="maalt")
    with centre_in_force(centre), tempfile.TemporaryDirectory() as folder:
        say(f"a newsletter to {people:,}, killed {KILLS} times, and a bare SMTP client")
        row = _written(centre, people)
        kept = Path(folder) / "letters"
        with _sink(kept) as port:
            connections.close_all()
            lives = _sent(row, port, kept, people, bare)
            times = Counter(line.split()[1] for line in kept.read_bytes().splitlines() if not line.split()[1].startswith(b"bar"))
        uncertain = Delivery.objects.filter(newsletter=row, state=Delivery.State.UNCERTAIN).count()
        lost = Delivery.objects.filter(newsletter=row).exclude(mail__in=[each.decode() for each in times]).exclude(state=Delivery.State.UNCERTAIN).count()
    ratio, rate, plain = sorted((life.rate / life.bare, life.rate, life.bare) for life in lives)[len(lives) // 2]
    twice = sum(n > 1 for n in times.values())
    return [
        ("letters in a second over a bare SMTP client’s", f"{ratio:.2f} ×", "≥ 0.5 ×", f"{rate:.0f} over {plain:.0f}; the median of {len(lives)} lives of a worker, a bare client before and after each"),
        (f"of {people:,} letters, killed {KILLS} times: lost, twice", f"{lost}, {twice}", "0, 0", f"{uncertain} left to a person: the answer never came"),
    ]


def _written(centre: Centre, people: int) -> Newsletter:
    now = timezone.now()
    Subscriber.objects.bulk_create(
        (Subscriber(mail=f"laeser{n}@bench.example", name=f"Læser {n}", digest=digest_of(f"laeser{n}@bench.example", centre.pk), asked_at=now, confirmed_at=now) for n in range(people)), batch_size=500,
    )
    row: Newsletter = Newsletter.objects.create(subject="Nyt fra huset")
    row.audiences.add(Audience.objects.create(name="Læsere", who=Audience.Who.SUBSCRIBERS))
    Block.objects.create(newsletter=row, kind=Block.Kind.TEXT, heading="Kære alle", text=TEXT)
    by = User.objects.order_by("pk").first()
    assert by is not None  # noqa: S101 -- for the type checker: the bench has one who signs in
    sending.send(row, by=by, now=now)
    return Newsletter.objects.select_related("centre").get(pk=row.pk)


def _bare(row: Newsletter, port: int, n: int) -> float:
    """Letters in a second of one and the same, ready as it is, by the language's own client over one connection."""
    mould = working.mould_of(row)
    _mail, letter = mould.cast(To(0, "bar@bench.example", "0" * 64, "målt"))
    with smtplib.SMTP("127.0.0.1", port) as client:
        begun = time.perf_counter()
        for number in range(n):
            client.sendmail(mould.sender, [f"bar{number}@bench.example"], letter)
        return n / (time.perf_counter() - begun)


class Life(NamedTuple):
    """Letters in a second that one worker sent, and those of a bare client just before and after it."""

    rate: float
    bare: float


def _sent(row: Newsletter, port: int, kept: Path, people: int, bare: int) -> list[Life]:
    """Until all have left, by one worker after the other, all but the last of them killed. The seconds are those in which letters came, without those in which a worker starts."""
    lives: list[Life] = []
    deadline = time.monotonic() + PATIENCE
    before = _bare(row, port, bare)
    sent = 0
    while Delivery.objects.filter(newsletter=row).unfinished().exists():
        already = _letters(kept)
        worker = subprocess.Popen([sys.executable, "-c", WORKER], env={**os.environ, "BROBYGGER_MAIL_URL": f"smtp://127.0.0.1:{port}", "BROBYGGER_DATA": str(settings.DATA)})  # noqa: S603 -- our own program
        try:
            enough = already - sent + ((len(lives) + 1) * people // (KILLS + 1) if len(lives) < KILLS else people + 1)
            while _letters(kept) < enough and Delivery.objects.filter(newsletter=row).unfinished().exists():
                time.sleep(LOOK)
                if worker.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("The worker did not send them.")
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        came = [float(line.split()[0]) for line in kept.read_bytes().splitlines()[already:]]
        sent += len(came)
        after = _bare(row, port, bare)
        if len(came) > 1:
            lives.append(Life(len(came) / (max(came) - min(came)), (before + after) / 2))
        before = after
    return lives


def _letters(kept: Path) -> int:
    return kept.read_bytes().count(b"\n")


@contextmanager
def _sink(kept: Path) -> Iterator[int]:
    sink = subprocess.Popen([sys.executable, "-m", "brobygger.bench.sink", str(kept)], stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own program
    assert sink.stdout is not None  # noqa: S101 -- for the type checker: it is a pipe
    try:
        yield int(sink.stdout.readline())
    finally:
        sink.terminate()
        sink.wait()
        sink.stdout.close()
