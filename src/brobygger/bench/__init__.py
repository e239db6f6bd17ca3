"""Speed, measured as ratios within one run, on both databases: ``./brobygger bench``.

Each promise stands beside its figure. Times are medians of many turns taken in alternation, so that a machine that slows down
slows down both sides of a ratio. Nothing here decides a test.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./brobygger bench", description=__doc__)
    parser.add_argument("--centres", type=int, default=64, help="centres in the large database (64)")
    parser.add_argument("--registrations", type=int, default=20_000, help="registrations of each centre (20,000)")
    parser.add_argument("--offers", type=int, default=100_000, help="offers that are searched, and bookings of rooms (100,000)")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--turns", type=int, default=40, help="turns of each measurement (40)")
    parser.add_argument("--no-start", action="store_true", help="leave out the starts of the demo")
    parser.add_argument("--no-crowd", action="store_true", help="leave out the crowds that sign up and book at once")
    parser.add_argument("--report-rows", type=int, default=50_000, help="registrations of the year that an annual report tells of; 0 leaves it out (50,000)")
    parser.add_argument("--archive-rows", type=int, default=200_000, help="rows of the centre that is archived; 0 leaves it out (200,000)")
    parser.add_argument("--archive-megabytes", type=int, default=1000, help="its attachments (1,000)")
    options = parser.parse_args(words)
    wanted = ["sqlite", "postgres"] if options.database == "both" else [options.database]
    rows: list[tuple[str, str, str, str, str]] = []
    for name in wanted:
        try:
            rows += _on(name, options)
        except RuntimeError as error:
            print(f"{name}: {error}", file=sys.stderr)
    _table(rows)
    return 0 if rows else 1


def _on(name: str, options: argparse.Namespace) -> list[tuple[str, str, str, str, str]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="brobygger-bench-")))
        url = f"sqlite:///{folder}/bench.sqlite3" if name == "sqlite" else stack.enter_context(_postgres())
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BROBYGGER_")},
            "DATABASE_URL": url, "BROBYGGER_DATA": str(folder), "BROBYGGER_SECRET_KEY": "bench " * 12, "BROBYGGER_HOSTS": "testserver",
            "PYTHONPATH": str(PROJECT / "src"), "DJANGO_SETTINGS_MODULE": "brobygger.bench.settings",
        }
        command = [sys.executable, "-m", "brobygger.bench.measure", str(options.centres), str(options.registrations), str(options.turns), str(options.offers)]
        command += [] if options.no_crowd else ["--crowd"]
        command += ["--report", str(options.report_rows)] if options.report_rows else []
        command += ["--archive", str(options.archive_rows), str(options.archive_megabytes)] if options.archive_rows else []
        if name == "sqlite":
            command += ["--papers"]
            command += [] if options.no_start else ["--starts"]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 -- our own module
        if done.returncode:
            raise RuntimeError("the measurement did not finish")
        return [(name, *row) for row in json.loads(done.stdout.splitlines()[-1])]


@contextmanager
def _postgres() -> Iterator[str]:
    """The tests' throwaway server, which stands beside the product in its source tree."""
    sys.path.insert(0, str(PROJECT))
    try:
        from gate import cluster
    except ImportError as error:
        raise RuntimeError("PostgreSQL is measured from the source tree only") from error
    try:
        with cluster.throwaway() as url:
            yield url
    except cluster.Unavailable as error:
        raise RuntimeError(str(error)) from error


def _table(rows: list[tuple[str, str, str, str, str]]) -> None:
    lines = [("database", "what", "measured", "promised", ""), *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(5)]
    for number, line in enumerate(lines):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if not number:
            print("  ".join("-" * width for width in widths).rstrip())
