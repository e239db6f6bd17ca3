"""Rows found by what people call them."""

from collections.abc import Iterable
from typing import Any


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Words:
    """Rows found by their name as it is written, by the same without case, and by other words for them where no name says the same."""

    def __init__(self, rows: Iterable[Any], codes: Iterable[tuple[str, Any]] = ()) -> None:
        self.rows = sorted(rows, key=lambda row: getattr(row, "retired", False), reverse=True)  # of two that say the same, the one in use
        self.exact = {str(row): row for row in self.rows}
        self.said = {folded(word): row for row in self.rows for word in getattr(row, "other_words", ())} | {folded(str(row)): row for row in self.rows}
        self.codes = dict(codes)

    def find(self, text: str) -> Any:
        return self.exact.get(text) or self.said.get(folded(text)) or self.codes.get(text) or self.codes.get(folded(text))
