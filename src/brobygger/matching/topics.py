"""Interests and skills in words, from the numbers that rows keep."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField

from brobygger.core.prepared import Given, Prepared
from brobygger.matching.masks import bits_of
from brobygger.matching.models import Topic

_names: Prepared[Any] = Prepared(lambda: Topic.objects.filter(sort=Given("sort", CharField())).order_by("position", "name").values_list("bit", "name"))


def names_of(sort: str) -> dict[int, str]:
    """The list's names by bit, those out of use too: rows may have them yet."""
    return dict(_names(sort=str(sort)))


def offered(sort: str, *, had: int = 0) -> list[tuple[int, str]]:
    """The list's lines to choose from: those in use, and what the row had before."""
    rows = Topic.objects.filter(sort=sort).order_by("position", "name").values_list("bit", "name", "retired")
    return [(bit, name) for bit, name, retired in rows if not retired or had >> bit & 1]


def in_words(mask: int, names: Mapping[int, str]) -> str:
    return ", ".join(names[bit] for bit in bits_of(mask) if bit in names)
