"""Whatever a program asks, sensible or not, is answered as the API's own description says: the same questions every time."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode

from brobygger.api.describing import description
from brobygger.config.wsgi import application
from brobygger.directory.finding import index
from tests.factories import OfferFactory

QUESTIONS = 15  # of each address, of either kind
DESCRIBED = description(title="Testby", server=f"{settings.SITE_URL}/testby/api/hsds/3", about="", contact={})
READ = schemathesis.openapi.from_dict(DESCRIBED)  # once: whoever asks looks through the whole program for words to ask with
READ.app = application
SENSIBLE, NOT = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.fixture
def offers(cafe: Any) -> Iterator[None]:
    OfferFactory.create(title="Chat", online=True)
    index.build()
    signals = (request_started, request_finished)
    for signal in signals:  # the test's rows are in a transaction of its own connection, which a request would close when it is over
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "kind"), [(path, kind) for path in DESCRIBED["paths"] for kind in (SENSIBLE, NOT) if path != "/" or kind is SENSIBLE])
def test_every_answer_is_as_described(offers, path, kind):
    answered = set()

    @hypothesis_settings(max_examples=QUESTIONS, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(READ[path]["GET"].as_strategy(generation_mode=kind))
    def ask(case: Any) -> None:
        assume([] not in (case.query or {}).values())  # it is sent as nothing, and then nothing is wrong with what is asked
        answered.add(case.call_and_validate(headers={"Accept-Encoding": "identity"}).status_code)

    ask()
    assert answered <= ({200, 404} if kind is SENSIBLE else {404, 405, 422})
    assert answered
