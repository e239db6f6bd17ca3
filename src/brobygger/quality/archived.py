from collections.abc import Mapping
from typing import Any

from brobygger.core.archiving import Keys, keys_in, no_keys_in
from brobygger.quality.models import Evidence, Framework
from brobygger.quality.things import things


def _ref(value: Any, row: Mapping[str, Any], keys: Keys) -> Any:
    thing = things.get(row["thing"])
    return value if thing is None else keys.of(thing.model, value)


no_keys_in(Framework, "scale")
keys_in(Evidence, ref=_ref)
