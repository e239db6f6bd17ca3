"""One example centre, for what is asked of every page of it."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.demo.fill import fill
from brobygger.demo.slagelse import SLAGELSE


@pytest.fixture
def example(db: None) -> Iterator[Centre]:
    fill(today=timezone.localdate(), examples=[SLAGELSE])
    centre = Centre.objects.get(key="slagelse")
    with centre_in_force(centre):
        yield centre
