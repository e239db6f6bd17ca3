"""The examples of the reference do what it says; and whatever a program asks is answered as described."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode

from brobygger.api import doors
from brobygger.api.references import EXAMPLES
from brobygger.config.wsgi import application
from tests.factories import CentreFactory, KindFactory, RegistrationFactory

SOME = ("/registrations", "/registrations/{id}", "/organisations", "/events", "/events/{id}/cancel", "/expenses", "/surveys/{id}", "/targets")


def _examples() -> Iterator[tuple[str, str, dict[str, str], str]]:
    for block in re.findall(r"(?:^    .*\n|^\n(?=    \{))+", EXAMPLES, flags=re.MULTILINE):
        head, _blank, body = "\n".join(line.strip() for line in block.strip().splitlines()).partition("\n\n")
        first, *headers = head.splitlines()
        method, path = first.split()
        yield method, path, dict(each.split(": ", 1) for each in headers), body


def test_each_example_is_answered_as_it_is_told(client: Any, token_of: Any, centre: Any) -> None:
    centre.key = "slagelse"
    centre.save()
    secret, kind = token_of(reads=[], writes=["journal"]), KindFactory.create().pk
    found = []
    for method, path, headers, body in _examples():
        assert headers.pop("Authorization") == "Bearer TOKEN"
        kept = {"content_type": headers.pop("Content-Type"), "data": body.replace("KIND", str(kind))} if body else {}
        answer = getattr(client, method.lower())(path, headers={"Authorization": f"Bearer {secret}", **headers}, **kept)
        found.append((answer.status_code, sorted(answer.json())))
    said = ["detail", "errors", "status", "title", "type"]
    assert found[:2] == [(200, ["items", "next"]), (200, ["as_of", "deleted", "items", "next"])]
    assert (found[2][0], found[3]) == (201, (422, said))
    assert answer.json()["errors"] == {"done_on": ["This field is required."]}


_kept: list[Any] = []


def _read(client: Any, headers: dict[str, str]) -> Any:
    """The description, made ready for asking once: whoever asks looks through the whole program for words to ask with, and most of a test's time went with that."""
    if not _kept:
        found = client.get("/testby/api/v1/openapi.json", headers=headers).json()
        _kept.append(schemathesis.openapi.from_dict(found))
        _kept[0].app = application
    return _kept[0]


@pytest.fixture
def described(client: Any, everything: str, monkeypatch: Any) -> Iterator[Any]:
    monkeypatch.setattr(doors, "MOST_IN_A_MINUTE", 100_000)
    monkeypatch.setattr(doors, "MOST_WRONG_IN_A_MINUTE", 100_000)
    RegistrationFactory.create()
    CentreFactory.create()
    headers = {"Authorization": f"Bearer {everything}"}
    schema = _read(client, headers)
    signals = (request_started, request_finished)
    for signal in signals:  # the test's rows are in a transaction of its own connection, which a request would close when it is over
        signal.disconnect(close_old_connections)
    yield schema, headers
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("kind", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", SOME)
def test_every_answer_is_as_described(described: Any, path: str, kind: Any) -> None:
    schema, headers = described
    checks = [schemathesis.checks.not_a_server_error, *schemathesis.checks.CHECKS.get_by_names(["status_code_conformance", "content_type_conformance", "response_schema_conformance"])]
    answered = set()
    for method in sorted({*schema[path]} & {"get", "post", "patch", "delete"}):
        @hypothesis_settings(max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(schema[path][method].as_strategy(generation_mode=kind))
        def ask(case: Any) -> None:
            answered.add(case.call_and_validate(headers={**headers, "Accept-Encoding": "identity"}, checks=checks).status_code)

        ask()
    assert answered
    assert 500 not in answered
