"""An answer held against a schema, formats and all: one of our own, and one that the standard has published."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from brobygger.api.entities import ENTITIES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def faults(data: Any, schema: dict[str, Any]) -> list[str]:
    """What ``data`` breaks in a schema that names our own entities."""
    return _said(jsonschema_rs.validator_for({"$schema": DIALECT, **schema, "components": {"schemas": ENTITIES}}, validate_formats=True), data)


def published_faults(data: Any, path: Path) -> list[str]:
    return _said(_published(path), data)


@cache
def _published(path: Path) -> Any:
    """Compiled schemas hold all they name. Those of one entity name others by file: these are checked where they stand in a compiled one."""
    schema = json.loads(path.read_text())
    return jsonschema_rs.validator_for({"$schema": DIALECT, **_without_files(schema)}, validate_formats=True)


def _without_files(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {name: _without_files(each) for name, each in schema.items() if not (name == "$ref" and str(each).endswith(".json"))}
    return [_without_files(each) for each in schema] if isinstance(schema, list) else schema


def _said(validator: Any, data: Any) -> list[str]:
    return [f"{'/'.join(map(str, each.instance_path))}: {each.message}" for each in validator.iter_errors(data)]
