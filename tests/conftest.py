"""What all tests share: compiled translations, and the mark that keeps the browser's journeys apart."""

from pathlib import Path

import pytest

from brobygger.core import messages

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before the workers start
        messages.compile_stale()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
