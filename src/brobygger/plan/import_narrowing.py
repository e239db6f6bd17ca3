"""Which part of a measure a target of the import counts: the base kind, online or on site – as far as the measure can tell them apart.

A narrowing that the measure does not know would count nothing for ever, so it never outlives a change of measure.
"""

from collections.abc import Mapping
from typing import Any

from brobygger.plan.forms.target import narrowings_of
from brobygger.plan.measures import measures, narrowings
from brobygger.plan.narrowing_words import as_list

Narrow = dict[str, list[Any]]


def counts_base(measure: str, base: Any) -> bool:
    """Whether ``measure`` counts work of this base kind at all."""
    facts = {"base": base, "mode": "held", "network": 1}
    return any(source.fits is None or source.fits(facts) for source in measures[measure].sources)


def base_choices(measure: str) -> list[tuple[str, str]]:
    """The base kinds that ``measure`` can be narrowed to; none where it counts only one."""
    if "base" not in narrowings_of(measure):
        return []
    found = [(str(value), str(label)) for value, label in narrowings["base"].options() if counts_base(measure, value)]
    return found if len(found) > 1 else []


def fitted(measure: str, narrow: Mapping[str, Any]) -> Narrow:
    """``narrow`` without what ``measure`` cannot tell apart. A measure that nothing counts yet keeps it all."""
    wanted = {key: as_list(values) for key, values in narrow.items()}
    if measure not in measures or not measures[measure].counted:
        return wanted
    known = narrowings_of(measure)
    found = {key: values for key, values in wanted.items() if key in known}
    if "base" in found:
        found["base"] = [base for base in found["base"] if counts_base(measure, base)]
    return {key: values for key, values in found.items() if values}


def by_mode(mode: str | None) -> Narrow:
    """Whose work counts, as a target stores it: one's own unless the plan says otherwise."""
    if mode == "joined":
        return {"mode": ["joined"]}
    if mode == "offered":
        return {"mode": ["offered", "held"]}  # what was held had been offered
    return {}
