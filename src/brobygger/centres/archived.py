from collections.abc import Mapping
from typing import Any

from brobygger.centres.models import Centre, Change
from brobygger.core.archiving import Keys, keys_in, model_named, no_keys_in, within


def _row(value: Any, line: Mapping[str, Any], keys: Keys) -> Any:
    model = model_named(line["model"])
    return value if model is None else keys.of(model, value)


def _fields(value: dict[str, Any], line: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """Each field was and is; a key in either is told anew."""
    model = model_named(line["model"])
    if model is None:
        return value
    return {
        name: [within(model, name, each, keys) for each in told] if isinstance(told, list) and len(told) == 2 else told
        for name, told in value.items()
    }


no_keys_in(Centre, "second_factor_roles")
keys_in(Change, row=_row, fields=_fields)
