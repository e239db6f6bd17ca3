from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import Keys, keys_in, leave_out, no_keys_in, within
from brobygger.plan.measures import narrowings
from brobygger.plan.models import MeansOfVerification, PlanDraft, PlanEdit, Target
from brobygger.plan.narrowing_words import as_list
from brobygger.plan.parts import PARTS


def model_of(narrowing: str) -> Any:
    """The model whose rows a target is narrowed to by this key; None where it is narrowed by words."""
    options = narrowings[narrowing].options() if narrowing in narrowings else None
    return options.model if isinstance(options, QuerySet) and options._fields[:1] == ("pk",) else None  # type: ignore[attr-defined]  # values_list has them


def _narrow(value: dict[str, Any], _row: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, wanted in value.items():
        model = model_of(name)
        if model is None:
            found[name] = wanted
        else:
            told = [_key(model, each, keys) for each in as_list(wanted)]
            found[name] = told if isinstance(wanted, list) else told[0]
    return found


def _key(model: Any, value: Any, keys: Keys) -> Any:
    """A key as it stands in a narrowing: a number, or a number in letters."""
    return str(keys.of(model, int(value))) if isinstance(value, str) and value.isdecimal() else keys.of(model, value)


def _steps(value: list[dict[str, Any]], _row: Mapping[str, Any], keys: Keys) -> list[dict[str, Any]]:
    return [_step(each, keys) for each in value]


def _step(step: dict[str, Any], keys: Keys) -> dict[str, Any]:
    model = PARTS[step["kind"]].model
    fields = {name: [_told(model, name, each, keys) for each in was_and_is] for name, was_and_is in step["fields"].items()}
    return {**step, "pk": keys.of(model, step["pk"]), "fields": fields}


def _told(model: Any, name: str, value: Any, keys: Keys) -> Any:
    if name == "narrow" and isinstance(value, dict):
        return _narrow(value, {}, keys)
    return within(model, name, value, keys)


keys_in(Target, narrow=_narrow)
keys_in(PlanEdit, steps=_steps)
no_keys_in(MeansOfVerification, "measures")
leave_out(PlanDraft, _("a document on its way in; what became of it is in the plan"))
