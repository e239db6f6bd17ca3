"""Which column of a list is which of ours: guessed from its heading, chosen by a person; and how our own lists head them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise, cached_property
from django.utils.translation import override

Fields = Mapping[str, tuple[str | Promise, tuple[str, ...]]]
SAMPLES: Final = 3


class Headings:
    """Our ``fields`` in the order they are offered, each with its label and the words that headings use for it; the first that fits wins.

    ``heads`` is what our own list calls a column where the label says more than its heading should.
    """

    def __init__(self, fields: Fields, heads: Mapping[str, str | Promise] | None = None) -> None:
        self.fields, self.heads = fields, heads or {}

    def head(self, field: str) -> str:
        return str(self.heads.get(field, self.fields[field][0]))

    def guess(self, headings: Sequence[str]) -> dict[int, str]:
        """A field for each column whose heading says one; no field twice."""
        found: dict[int, str] = {}
        for index, heading in enumerate(headings):
            said = " ".join(heading.casefold().replace("_", " ").split()).removeprefix("'")
            field = self._said.get(said.rstrip(":")) or self._said.get(said)
            if field and field not in found.values():
                found[index] = field
        return found

    @cached_property
    def _said(self) -> dict[str, str]:
        """Each word that heads a column, in small letters, with its field; our own headings in both languages among them."""
        words = {word: field for field, (_label, known) in reversed([*self.fields.items()]) for word in known}
        for language in ("en", "da"):
            with override(language):
                words = {said.casefold(): field for field in reversed([*self.fields]) for said in (str(self.fields[field][0]), self.head(field))} | words
        return words


def sampled(headings: Sequence[str], rows: Sequence[Sequence[str]], chosen: Mapping[int, str]) -> list[tuple[int, str, list[str], str]]:
    """Each column's number, heading, a few of its cells, and the field chosen for it."""
    found = []
    for index, heading in enumerate(headings):
        samples = [cells[index] for cells in rows if index < len(cells) and cells[index]][:SAMPLES]
        if heading or samples:
            found.append((index, heading, samples, chosen.get(index, "")))
    return found


def chosen_in(typed: Mapping[str, Any], width: int, fields: Fields) -> dict[str, str]:
    """The field chosen for each column on the page, by its number as text."""
    return {str(index): name for index in range(width) if (name := typed.get(f"column-{index}", "")) in fields}


def twice(chosen: Mapping[Any, str], fields: Fields) -> list[str]:
    """The labels of fields that two columns were said to be."""
    named = list(chosen.values())
    return sorted({str(fields[name][0]) for name in named if named.count(name) > 1})
