"""The two contracts of our own, on import graphs made for the purpose."""

from pathlib import Path

import grimp
import pytest

from gate import contracts


def graph_of(*imports: tuple[str, str]) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    return graph


def web(graph: grimp.ImportGraph) -> list[str]:
    contract = contracts.PrivateWebLayer(
        name="web",
        session_options={},
        contract_options={"private": "views, forms, urls", "open_to": "config", "shared": "core"},
    )
    found: list[str] = contract.check(graph, verbose=False).metadata["broken"]
    return found


def test_a_context_uses_its_own_views_and_config_uses_all() -> None:
    allowed = graph_of(
        ("brobygger.plan.urls", "brobygger.plan.views"),
        ("brobygger.config.urls", "brobygger.plan.urls"),
        ("brobygger.plan.views", "brobygger.core.forms"),
    )

    assert web(allowed) == []


def test_anothers_forms_are_refused_also_inside_a_package() -> None:
    assert web(graph_of(("brobygger.board.views", "brobygger.plan.forms"))) == ["brobygger.board.views imports brobygger.plan.forms"]
    assert web(graph_of(("brobygger.board.views", "brobygger.plan.views.goals"))) == [
        "brobygger.board.views imports brobygger.plan.views.goals"
    ]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(contracts, "SOURCE", tmp_path)
    folder = tmp_path / "brobygger" / "events"
    folder.mkdir(parents=True)
    for name in ("models", "actions", "access"):
        (folder / f"{name}.py").touch()
    return folder


def http(graph: grimp.ImportGraph) -> list[str]:
    contract = contracts.NoHttp(
        name="http", session_options={}, contract_options={"sources": "models, actions", "forbidden": "django.http, django.shortcuts"}
    )
    found: list[str] = contract.check(graph, verbose=False).metadata["broken"]
    return found


@pytest.mark.parametrize(
    "line", ["from django.http import Http404", "import django.http.request", "from django import shortcuts"]
)
def test_a_model_that_imports_http_is_refused(source: Path, line: str) -> None:
    (source / "models.py").write_text(line)
    graph = graph_of(("brobygger.events.actions", "brobygger.events.models"))

    assert http(graph) == [
        "brobygger.events.actions → brobygger.events.models → HTTP",
        "brobygger.events.models → HTTP",
    ]


def test_http_behind_what_an_action_imports_is_found(source: Path) -> None:
    (source / "access.py").write_text("from django.shortcuts import redirect")

    assert http(graph_of(("brobygger.events.actions", "brobygger.events.access"))) == [
        "brobygger.events.actions → brobygger.events.access → HTTP"
    ]


def test_what_only_the_type_checker_reads_is_no_import(source: Path) -> None:
    (source / "models.py").write_text("if TYPE_CHECKING:\n    from django.http import HttpRequest\nfrom django.db import models")

    assert http(graph_of(("brobygger.events.actions", "brobygger.events.models"))) == []
