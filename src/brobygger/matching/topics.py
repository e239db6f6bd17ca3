"""Interests, skills and languages in words, from the numbers that rows keep."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, F

from brobygger.core.prepared import Given, Prepared
from brobygger.matching.defaults import SPOKEN
from brobygger.matching.masks import LANGUAGES, bits_of
from brobygger.matching.models import Alert, Opportunity, Topic, Volunteer

_COLUMNS = {Topic.Sort.INTEREST: "interests", Topic.Sort.SKILL: "skills", Topic.Sort.LANGUAGE: "languages"}
_all: Prepared[Any] = Prepared(lambda: Topic.objects.order_by("position", "name").values_list("sort", "bit", "name"))
_names: Prepared[Any] = Prepared(lambda: Topic.objects.filter(sort=Given("sort", CharField())).order_by("position", "name").values_list("bit", "name"))


def names() -> dict[str, dict[int, str]]:
    """All three lists' names by bit, those out of use too: rows may have them yet. One question."""
    found: dict[str, dict[int, str]] = {sort: {} for sort in Topic.Sort.values}
    for sort, bit, name in _all():
        found[sort][bit] = _shown(sort, bit, name)
    return found


def names_of(sort: str) -> dict[int, str]:
    return {bit: _shown(sort, bit, name) for bit, name in _names(sort=str(sort))}


def offered(sort: str, *, had: int = 0) -> list[tuple[int, str]]:
    """The list's lines to choose from: those in use, and what the row had before."""
    rows = Topic.objects.filter(sort=sort).order_by("position", "name").values_list("bit", "name", "retired")
    return [(bit, _shown(sort, bit, name)) for bit, name, retired in rows if not retired or had >> bit & 1]


def in_words(mask: int, names: Mapping[int, str]) -> str:
    return ", ".join(names[bit] for bit in bits_of(mask) if bit in names)


def described(row: Any) -> dict[str, str]:
    """What a volunteer's or an opportunity's page says of its three numbers."""
    known = names()
    return {"interests": in_words(row.interests, known[Topic.Sort.INTEREST]), "skills": in_words(row.skills, known[Topic.Sort.SKILL]), "spoken": in_words(row.languages, known[Topic.Sort.LANGUAGE])}


def is_used(row: Topic) -> bool:
    """Whether a volunteer, a job or somebody's wish to be told has this line."""
    column = _COLUMNS[Topic.Sort(row.sort)]
    models: tuple[Any, ...] = (Volunteer, Opportunity, *((Alert,) if row.sort == Topic.Sort.INTEREST else ()))
    return any(model.objects.annotate(has=F(column).bitand(1 << row.bit)).exclude(has=0).exists() for model in models)


def _shown(sort: str, bit: int, name: str) -> str:
    """As the centre calls it; a language that it has not renamed is called as the reader's language has it."""
    if sort == Topic.Sort.LANGUAGE and bit < len(LANGUAGES) and name == SPOKEN[bit]:
        return str(LANGUAGES[bit][1])
    return name
