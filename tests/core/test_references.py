from pathlib import Path

import pytest

from brobygger.core import references
from brobygger.core.registry import Registry


@pytest.fixture
def one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A docs folder of its own and a single generator."""
    pages: Registry[object] = Registry("pages of a test")
    pages.add("lights", lambda: "# Lights\n")
    Registry.all.pop("pages of a test")
    monkeypatch.setattr(references, "references", pages)
    monkeypatch.setattr(references, "folder", lambda: tmp_path)
    return tmp_path / "lights.md"


def test_a_page_that_is_missing_or_edited_has_drifted(one_page: Path) -> None:
    assert references.drifted() == [one_page]
    one_page.write_text(references.pages()[one_page])
    assert references.drifted() == []
    one_page.write_text("# Lights, by hand\n")
    assert references.drifted() == [one_page]


def test_bars_in_cells_do_not_break_the_table() -> None:
    assert references.table(["a", "b"], [["x|y", "two\nlines"]]) == "| a | b |\n| --- | --- |\n| x\\|y | two lines |"


def test_the_settings_page_names_every_variable() -> None:
    from brobygger.config.environment import SETTINGS

    page = references.environment()

    assert [name for name in SETTINGS if f"| `{name}` |" not in page] == []
