"""The glossary is where names come from, so no model may be missing in it, and no row may name what is gone."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

GLOSSARY = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"


def rows() -> list[tuple[list[str], str]]:
    """For each row the code names in it and the context."""
    found = []
    for line in GLOSSARY.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[3] not in {"Context", "---"}:
            found.append((re.findall(r"`([A-Z]\w+)", cells[2]), cells[3]))
    return found


def test_every_model_has_a_row_in_its_context() -> None:
    listed = {(name, context) for names, context in rows() for name in names}
    models = {
        (model.__name__, model._meta.app_label)
        for model in apps.get_models()
        if model.__module__.startswith("brobygger.")
    }

    assert models - listed == set()


@pytest.mark.parametrize(("names", "context"), rows())
def test_what_a_row_names_exists_in_its_context(names: list[str], context: str) -> None:
    package = import_module(f"brobygger.{context}")
    source = "\n".join(path.read_text() for path in Path(package.__path__[0]).rglob("*.py"))

    assert [name for name in names if not re.search(rf"^class {name}\b", source, flags=re.MULTILINE)] == []
