"""Pages of ``docs/reference/`` that the program writes about itself, so that they cannot drift from it.

A context adds a page in its own ``references.py``: a file name without ``.md`` and a function that gives Markdown. The
text must be the same at every run: no dates, no order that depends on a dictionary's history across contexts.
``manage references`` writes them all; with ``--check`` it only compares, as the gate does.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import translation

from brobygger.core.registry import Registry

references: Registry[Callable[[], str]] = Registry("references")
NOTICE = "<!-- Written by ./brobygger manage references. Edit what it is written from, not this page. -->\n\n"


def folder() -> Path:
    return Path(settings.PROJECT) / "docs" / "reference"


def pages() -> dict[Path, str]:
    """Every generated page by its path, in English, as the documentation is."""
    with translation.override("en"):
        return {folder() / f"{name}.md": NOTICE + write().strip() + "\n" for name, write in references.items()}


def drifted() -> list[Path]:
    """Pages that no longer say what the program would write."""
    return [path for path, text in pages().items() if not path.exists() or path.read_text() != text]


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; bars within cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def registries() -> str:
    text = (
        "# Registries\n\nWhat the contexts make known to each other, by key. Keys stand in databases and in people's plans, so "
        "they never change meaning. `./brobygger registries --json` prints the same for a program.\n"
    )
    for name, registry in sorted(Registry.all.items()):
        keys = "\n".join(f"- `{key}`" for key in sorted(registry)) or "Nothing yet."
        text += f"\n## {name}\n\n{keys}\n"
    return text


def environment() -> str:
    rows = [[f"`{name}`", meaning] for name, meaning in settings.ENVIRONMENT.items()]
    return (
        "# Settings\n\nAn installation is set by environment variables alone. `./brobygger serve` names what is missing and "
        "starts nothing until it is there; an impossible value stops the start with a sentence. The demo needs none.\n\n"
    ) + table(["Variable", "Meaning"], rows)


references.add("registries", registries)
references.add("settings", environment)
