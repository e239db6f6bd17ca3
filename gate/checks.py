"""The checks without the tests: style, types, the import law, migrations, texts, references, lengths, names.

Each is a function or a command that says nothing when all is well. They run side by side, as many as there are cores.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "brobygger"
LONGEST = 500
# A file may be longer only when it stands here with its reason.
LONGER: dict[str, str] = {}
NO_NAMES = {"utils", "helpers", "common", "services", "managers", "misc", "selectors", "repositories"}


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    output: str  # empty: all is well
    seconds: float


def environment() -> dict[str, str]:
    """The environment for checks: the project's own settings with nothing of the person's installation in them."""
    return without_settings() | {"BROBYGGER_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "brobygger.config.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def without_settings() -> dict[str, str]:
    """The environment of this process without the person's installation, and with bytecode kept: rewriting every test's assertions takes each process a quarter of a minute."""
    from brobygger.config.environment import SETTINGS

    return {name: value for name, value in os.environ.items() if name not in {*SETTINGS, "PYTHONDONTWRITEBYTECODE"}}


def command(*words: str) -> str:
    """Run ``python -m words``; its output when it fails, else nothing."""
    done = subprocess.run(
        [sys.executable, "-m", *words], capture_output=True, text=True, check=False, cwd=ROOT, env=environment()
    )
    return (done.stdout + done.stderr).strip() or f"exit {done.returncode}" if done.returncode else ""


def imports() -> str:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT, env=environment()
    )
    return (done.stdout + done.stderr).strip() if done.returncode else ""


def templates() -> str:
    return command("djlint", "src", "--lint", "--quiet") if list(PACKAGE.glob("*/templates/**/*.html")) else ""


def sources() -> list[Path]:
    """Files that people write in: code, templates, style, scripts, texts about it; nothing vendored or generated."""
    suffixes = {".py", ".html", ".css", ".js", ".typ"}
    found = [path for folder in ("src", "tests", "gate") for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
    return [path for path in found if not {"migrations", "vendor", "__pycache__"} & set(path.parts)]


def lengths() -> str:
    problems = []
    for path in sources():
        name, lines = path.relative_to(ROOT).as_posix(), len(path.read_text().splitlines())
        if lines > LONGEST and name not in LONGER:
            problems.append(f"{name} has {lines} lines; {LONGEST} is the most")
    problems += [f"{name} is no longer over {LONGEST} lines: take it off the list" for name in LONGER if not (ROOT / name).exists()]
    return "\n".join(sorted(problems))


def names() -> str:
    found = [path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.stem in NO_NAMES and "vendor" not in path.parts]
    return "\n".join(f"{name}: a name that says nothing; name what it is about" for name in sorted(found))


TYPES = "types (mypy)"
CHECKS: dict[str, Callable[[], str]] = {
    TYPES: lambda: command("mypy", "--no-incremental"),
    "style (ruff)": lambda: command("ruff", "check", "src", "tests", "gate"),
    "import law": imports,
    "templates (djlint)": templates,
    "Django's own checks": lambda: command("django", "check", "--fail-level", "WARNING"),
    "migrations": lambda: command("django", "makemigrations", "--check", "--dry-run"),
    "translations": lambda: command("django", "messages", "--check"),
    "references": lambda: command("django", "references", "--check"),
    "file lengths": lengths,
    "module names": names,
}


def run(name: str, check: Callable[[], str]) -> Outcome:
    start = time.monotonic()
    output = check()
    return Outcome(name, output, time.monotonic() - start)


def run_all(*, remembered: bool = False) -> list[Outcome]:
    """Run every check, saying each as it ends. ``remembered``: types go on from what was found the last time."""
    todo = CHECKS | ({TYPES: lambda: command("mypy")} if remembered else {})
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        outcomes = []
        for outcome in pool.map(run, todo, todo.values()):
            print(f"  {'FAILED' if outcome.output else 'ok':<7} {outcome.name} ({outcome.seconds:.1f} s)", flush=True)
            outcomes.append(outcome)
    for outcome in outcomes:
        if outcome.output:
            print(f"\n--- {outcome.name}\n{outcome.output}", flush=True)
    return outcomes


def main() -> int:
    return 1 if any(outcome.output for outcome in run_all()) else 0
