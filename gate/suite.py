"""The whole suite: checks, tests on SQLite, tests on a PostgreSQL of its own, journeys in a browser; one summary.

On a person's machine a part that lacks its program is skipped with a word. With ``CI=true`` it fails.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

from gate import changed, checks, cluster

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)")


@dataclass(slots=True)
class Part:
    """One line of the summary."""

    name: str
    ok: bool
    said: str
    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)


def main(*, quick: bool, database: str | None, expression: str) -> int:
    signal.signal(signal.SIGTERM, _interrupt)  # so that the throwaway server is stopped then too
    from brobygger.config.preparation import compile_texts

    compile_texts()
    database = database or ("sqlite" if quick else "both")
    parts: list[Part] = []
    try:
        with tempfile.TemporaryDirectory(prefix="brobygger-asked-") as asked:
            _run(parts, quick=quick, database=database, expression=expression, heard={"BROBYGGER_ASKED": asked} if database == "both" else {})
    except KeyboardInterrupt:
        parts.append(Part("interrupted", ok=False, said="stopped before the end"))
    return summarise(parts)


def _run(parts: list[Part], *, quick: bool, database: str, expression: str, heard: dict[str, str]) -> None:
    """Run the parts, one after the other. ``heard``: where the run on SQLite tells the one on PostgreSQL what was asked (tests/asked.py)."""
    if not expression:
        parts.append(run_checks(remembered=quick))
    if quick and not expression and database == "sqlite":
        parts.append(run_quickly())
    elif database in {"sqlite", "both"}:
        parts.append(run_tests("SQLite", heard, expression, "not journey and not long" if quick else "not journey"))
    if database in {"postgres", "both"}:
        parts.append(run_on_postgresql(expression, heard))
    if not quick:
        parts.append(run_journeys(expression))


def run_checks(*, remembered: bool = False) -> Part:
    print("Checks", flush=True)
    start = time.monotonic()
    outcomes = checks.run_all(remembered=remembered)
    failed = [outcome.name for outcome in outcomes if outcome.output]
    said = f"{len(outcomes) - len(failed)} of {len(outcomes)}" + (f"; failed: {', '.join(failed)}" if failed else "")
    return Part("checks", ok=not failed, said=said, seconds=time.monotonic() - start)


def run_quickly() -> Part:
    """The tests of what was touched, and those that hold for all; everything but the longest where nobody knows what was touched."""
    files = changed.changed_files()
    where = [] if files is None else changed.tests_of(files)
    print(f"\nOf the tests: {' '.join(where)}" if where else "\nWithout git nobody knows what was touched: all tests but the longest", flush=True)
    return run_tests("SQLite", {}, "", "not journey and not long", where=where)


def run_on_postgresql(expression: str, heard: dict[str, str]) -> Part:
    try:
        with cluster.throwaway() as url:
            return run_tests("PostgreSQL", heard | {"BROBYGGER_TEST_DATABASE_URL": url}, expression, "not journey")
    except cluster.Unavailable as reason:
        return skipped("PostgreSQL", str(reason))


def run_journeys(expression: str) -> Part:
    if not any(shutil.which(name) for name in BROWSERS):
        return skipped("browser", "no Chromium here (Debian and Ubuntu: sudo apt install chromium)")
    return run_tests("browser", {}, expression, "journey", spread="worksteal")


def skipped(name: str, reason: str) -> Part:
    if os.environ.get("CI") == "true":
        return Part(name, ok=False, said=f"not run, and in CI nothing may be left out: {reason}")
    return Part(name, ok=True, said=f"skipped: {reason}")


def run_tests(name: str, extra: dict[str, str], expression: str, marked: str, *, spread: str = "loadfile", where: Sequence[str] = ()) -> Part:
    """Run pytest in a process of its own, its words shown as they come. ``spread``: how xdist gives the tests to the processors, in the order of tests/conftest.py."""
    print(f"\nTests: {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", spread, "--no-loadscope-reorder", "-q", "-m", marked]
    command += [*(["-k", expression] if expression else []), *where]
    if sys.stdout.isatty():
        command.append("--color=yes")
    start = time.monotonic()
    last = ""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=checks.ROOT, env=test_environment() | extra
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if COUNTED.search(line):
                last = line
    counts = {what: int(number) for number, what in COUNTED.findall(last)}
    nothing = process.returncode == 5  # pytest's word for: no tests matched
    said = ", ".join(f"{number} {what}" for what, number in counts.items()) or "no tests"
    return Part(name, ok=process.returncode == 0 or nothing, said=said, seconds=time.monotonic() - start, counts=counts)


def test_environment() -> dict[str, str]:
    return checks.without_settings() | {"PYTHONPATH": str(checks.ROOT / "src")}


def summarise(parts: list[Part]) -> int:
    print("\nSummary")
    for part in parts:
        print(f"  {'ok' if part.ok else 'FAILED':<7} {part.name:<11} {part.said} ({part.seconds:.0f} s)")
    passed = sum(part.counts.get("passed", 0) for part in parts)
    failed = [part.name for part in parts if not part.ok]
    print(f"{passed} tests passed; " + (f"failed: {', '.join(failed)}" if failed else "everything is in order"), flush=True)
    return 1 if failed else 0


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
