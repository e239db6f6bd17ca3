"""What an edition asks: questions with their choices, pages and conditions, read from its one document. Pure: it knows no database.

Questions, choices and the rows of a table have keys that stay when their words are changed, so that answers of two editions can be compared.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_ITEMS: Final = 120
LONGEST_TEXT: Final = 4000
STEPS: Final = (3, 10)  # of a scale, at least and at most
MOST_CHOICES: Final = 30


class Ask(models.TextChoices):
    """The kinds of question, and the page that begins a new one."""

    CHOICE = "choice", _("one of several answers")
    SEVERAL = "several", _("as many answers as fit")
    SCALE = "scale", _("a scale")
    MATRIX = "matrix", _("several statements on the same scale of answers")
    NUMBER = "number", _("a number")
    TEXT = "text", _("words of one’s own")
    DATE = "date", _("a date")
    PAGE = "page", pgettext_lazy("questionnaire", "a new page")


WITH_CHOICES: Final = (Ask.CHOICE, Ask.SEVERAL, Ask.MATRIX)
COUNTED: Final = (Ask.CHOICE, Ask.SEVERAL, Ask.SCALE, Ask.MATRIX)


@dataclass(frozen=True, slots=True)
class Line:
    """A choice, or a statement of a table."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """``when``: it is asked of those alone who answered one of ``values`` to the question of that key. ``goal``: the goal of the plan it asks about. ``scores``: its scale counts in the score."""

    key: str
    kind: str
    text: str
    help: str = ""
    required: bool = False
    options: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()
    steps: int = 5
    low: str = ""
    high: str = ""
    scores: bool = False
    when: str = ""
    values: tuple[str, ...] = ()
    goal: int | None = None
    page: int = 0

    @property
    def is_page(self) -> bool:
        return self.kind == Ask.PAGE

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        """Whether it is asked of one who has answered so."""
        if not self.when:
            return True
        given = answers.get(self.when)
        said = {str(each) for each in given} if isinstance(given, list) else {str(given)}
        return not said.isdisjoint(self.values)

    def name_of(self, key: str) -> str:
        return next((each.text for each in self.options if each.key == key), "")


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything that is asked, in its order."""

    items: tuple[Question, ...] = ()
    intro: str = ""
    thanks: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(each for each in self.items if not each.is_page)

    @property
    def pages(self) -> list[tuple[str, str, list[Question]]]:
        """Heading, words below it, and questions of each page; a page without questions is none."""
        found: list[tuple[str, str, list[Question]]] = [("", "", [])]
        for each in self.items:
            if each.is_page:
                found.append((each.text, each.help, []))
            else:
                found[-1][2].append(each)
        return [page for page in found if page[2]]

    def question(self, key: str) -> Question | None:
        return next((each for each in self.items if each.key == key), None)

    def before(self, key: str) -> list[Question]:
        """The questions that a condition of the question ``key`` can name: those before it with choices or a scale."""
        found = []
        for each in self.items:
            if each.key == key:
                break
            if each.kind in {Ask.CHOICE, Ask.SEVERAL, Ask.SCALE}:
                found.append(each)
        return found

    def asked(self, answers: Mapping[str, Any]) -> list[Question]:
        return [each for each in self.questions if each.is_asked(answers)]

    def score(self, answers: Mapping[str, Any]) -> int | None:
        """In per cent of the highest, over the scales that count; None where none of them was answered."""
        given = [100 * answers[each.key] / each.steps for each in self.questions if each.scores and each.kind == Ask.SCALE and isinstance(answers.get(each.key), int)]
        return round(sum(given) / len(given)) if given else None


def read(content: Mapping[str, Any], language: str = "") -> Structure:
    """The structure an edition's document says, in ``language`` where a text has been translated."""
    said = _said_in(content, language) if language else {}
    items = content.get("items", [])
    return Structure(items=tuple(_question(each, said) for each in items), intro=said.get("intro") or content.get("intro", ""), thanks=said.get("thanks") or content.get("thanks", ""))


def _said_in(content: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """The texts in ``language``, once they are ready; each only while the Danish is what it was translated from."""
    said: Mapping[str, str] = content.get("translations", {}).get(language, {})
    about = content.get("translated", {}).get(language, {})
    if not said or not about.get("ready", True):
        return {}
    of, now = about.get("of"), dict(texts(content))
    return said if of is None else {name: text for name, text in said.items() if of.get(name) == now.get(name)}


def _question(item: Mapping[str, Any], said: Mapping[str, str]) -> Question:
    key = item["key"]

    def lines(name: str) -> tuple[Line, ...]:
        return tuple(Line(each["key"], said.get(f"{key}.{name}.{each['key']}") or each["text"]) for each in item.get(name, []))

    words: dict[str, Any] = {name: said.get(f"{key}.{name}") or item.get(name, "") for name in ("text", "help", "low", "high")}
    return Question(
        key=key, kind=item["kind"], required=bool(item.get("required")), options=lines("options"), rows=lines("rows"), steps=int(item.get("steps") or 5), scores=bool(item.get("scores")),
        when=item.get("when", ""), values=tuple(item.get("values", ())), goal=item.get("goal"), **words,
    )


def texts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Everything there is to translate: by the name under which ``translations`` has it, in its order."""
    found = [(name, content.get(name, "")) for name in ("intro", "thanks")]
    for item in content.get("items", []):
        found += [(f"{item['key']}.{name}", item.get(name, "")) for name in ("text", "help", "low", "high")]
        found += [(f"{item['key']}.{name}.{each['key']}", each["text"]) for name in ("options", "rows") for each in item.get(name, [])]
    return [(name, text) for name, text in found if text]


def new_key() -> str:
    """Ten letters and digits: enough to be alone in a questionnaire."""
    return secrets.token_hex(5)


def lines_of(texts_: Iterable[str], there: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Lines as written, with the keys they had: the same words keep theirs; where none was added or taken away, a changed line keeps its place's."""
    wanted, old = list(texts_), list(there)
    if len(wanted) == len(old):
        by_words = {each["text"]: each["key"] for each in old}
        if set(by_words) == set(wanted):
            return [{"key": by_words[text], "text": text} for text in wanted]
        return [{"key": each["key"], "text": text} for each, text in zip(old, wanted, strict=True)]
    free = {each["text"]: each["key"] for each in old}
    return [{"key": free.pop(text, "") or new_key(), "text": text} for text in wanted]


@dataclass(slots=True)
class Checked:
    """Answers that fit the questions, and what is wrong with the rest, by question."""

    answers: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
