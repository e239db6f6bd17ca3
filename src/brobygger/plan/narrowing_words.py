"""A target's narrowing in words: "workshop, recruitment, online". One read per narrowing in use, for any number of targets."""

from collections.abc import Iterable
from typing import Any

from brobygger.plan.measures import narrowings
from brobygger.plan.models import Target


def narrowings_in_words(targets: Iterable[Target]) -> dict[int, str]:
    """By target key; targets that are not narrowed are absent. A value that is gone is left out."""
    narrowed = [target for target in targets if target.narrow]
    used = {key for target in narrowed for key in target.narrow if key in narrowings}
    words: dict[str, dict[Any, str]] = {
        key: {str(value): str(label) for value, label in narrowings[key].options()} for key in used
    }
    return {
        target.pk: ", ".join(
            " / ".join(words[key][str(value)] for value in as_list(wanted) if str(value) in words[key])
            for key, wanted in target.narrow.items()
            if key in words and any(str(value) in words[key] for value in as_list(wanted))
        )
        for target in narrowed
    }


def words_of(key: str, wanted: Iterable[Any]) -> str:
    """The values of one narrowing in words, joined as alternatives."""
    words = {str(value): str(label) for value, label in narrowings[key].options()}
    return " / ".join(words[str(value)] for value in wanted if str(value) in words)


def as_list(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]
