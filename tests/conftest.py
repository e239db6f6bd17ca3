"""What all tests share: compiled translations, and the mark that keeps the browser's journeys apart."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from brobygger.core import messages

# No deadline: a busy machine is not a fault. In CI the same examples every time, so that a change fails by its own doing.
hypothesis_settings.register_profile("brobygger", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis_settings.load_profile("brobygger")

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before the workers start
        messages.compile_stale()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
