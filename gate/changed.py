"""Which tests are asked at once, before a commit: those of the contexts that were touched, and what holds for all. The rest is for the whole run."""

import shutil
import subprocess
from collections.abc import Iterable

from gate.checks import ROOT

ALWAYS = ("tests/gate", "tests/centres", "tests/test_emptying.py", "tests/test_factories.py", "tests/test_glossary.py", "tests/test_project.py")


def tests_of(files: Iterable[str]) -> list[str]:
    """The folders of tests that a change of these files asks for."""
    parts = [file.split("/") for file in files]
    touched = {each[2] for each in parts if each[:2] == ["src", "brobygger"] and len(each) > 3} | {each[1] for each in parts if each[0] == "tests" and len(each) > 2}
    return [*ALWAYS, *sorted(f"tests/{name}" for name in touched if f"tests/{name}" not in ALWAYS and (ROOT / "tests" / name).is_dir())]


def changed_files() -> list[str] | None:
    """What is not yet pushed, committed or not; where that is nothing, the last commit. None where git does not know."""
    if not _git("rev-parse", "HEAD"):
        return None
    pushed = _git("merge-base", "HEAD", "@{upstream}")
    since = pushed[0] if pushed else "HEAD"
    found = _git("diff", "--name-only", since) + _git("ls-files", "--others", "--exclude-standard")
    return found or _git("diff", "--name-only", "HEAD~1")


def _git(*words: str) -> list[str]:
    """The lines of its answer; none where it refuses."""
    if (git := shutil.which("git")) is None:
        return []
    done = subprocess.run([git, *words], capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.splitlines() if done.returncode == 0 else []
