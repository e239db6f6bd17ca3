"""The line on its way to being understood: which letters are spoken for, what is known, what is asked."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brobygger.journal.lines.reading import Affiliation, Piece, Question
from brobygger.journal.lines.spelling import Token, plain, tokens
from brobygger.journal.lines.words import Vocabulary

# Roles whose words leave the title: they are shown as fields of their own.
FIGURES = frozenset({"minutes", "clock", "persons", "organisations_count", "day", "state", "reason", "joint"})


@dataclass(slots=True)
class Line:
    """``taken`` has a mark for each letter that lies in a piece, ``dropped`` for each that leaves title and note."""

    text: str
    vocabulary: Vocabulary
    today: date
    plain: str = field(init=False)
    tokens: list[Token] = field(init=False)
    taken: bytearray = field(init=False)
    dropped: bytearray = field(init=False)
    pieces: list[Piece] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    affiliations: list[Affiliation] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    ahead: bool | None = None  # whether the words speak of what is to come (True) or has been (False)

    def __post_init__(self) -> None:
        self.plain = plain(self.text)
        self.tokens = tokens(self.text)
        self.taken = bytearray(len(self.text))
        self.dropped = bytearray(len(self.text))
        for token in self.tokens:
            if not token.word and token.end - token.start > 1:
                self.guard(token.start, token.end)  # a web address holds no figures

    def free(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def guard(self, start: int, end: int) -> None:
        """Keep figures out of a stretch."""
        self.taken[start:end] = b"\2" * (end - start)

    def unguard(self) -> None:
        self.taken = bytearray(0 if mark == 2 else mark for mark in self.taken)

    def take(self, start: int, end: int, role: str, key: str | None = None, *, certain: bool = True, drop: bool | None = None) -> None:
        """Put a stretch, without the space around it, into a piece."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        self.pieces.append(Piece(start, end, role, self.text[start:end], key, certain))
        self.taken[start:end] = b"\1" * (end - start)
        if role in FIGURES if drop is None else drop:
            self.dropped[start:end] = b"\1" * (end - start)

    def drop(self, start: int, end: int) -> None:
        """Take a stretch out of title and note, joining what no piece holds yet."""
        for token in self.tokens:
            if start <= token.start and token.end <= end:
                if self.free(token.start, token.end):
                    self.take(token.start, token.end, "joint")
                self.dropped[token.start : token.end] = b"\1" * (token.end - token.start)

    def ask(self, about: str, text: str, choices: tuple[str, ...] = (), keys: tuple[str, ...] = ()) -> None:
        if not any((each.about, each.text) == (about, text) for each in self.questions):
            self.questions.append(Question(about, text, choices, keys))

    def before(self, start: int) -> str:
        """The plain text before ``start`` without trailing space."""
        return self.plain[:start].rstrip()
