"""What was answered, question by question: counted from the responses at every look, and protected where few stand behind a figure.

``protect``: fewer than five are never told (always, where anonymity was promised, and in everything that leaves the office). ``only`` narrows to those who gave some answers, by the rules of :mod:`brobygger.surveys.narrowing`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from brobygger.surveys.models import Response, Sending
from brobygger.surveys.narrowing import Chosen, Views, givers, is_small, lines_of
from brobygger.surveys.protecting import FEW, told, told_of
from brobygger.surveys.structure import Ask, Line, Question, Structure, read
from brobygger.surveys.tagging import Themes, themes_of

MOST_TEXTS: Final = 500


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose something: None where that may not be told. ``before``: the per cent of the time before."""

    label: str
    n: int | None
    percent: int | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The bars of a question, or of one statement of a table, with the average of those who answered."""

    label: str
    n: int
    bars: tuple[Bar, ...] = ()
    average: float | None = None
    before: float | None = None

    @property
    def hides(self) -> bool:
        return any(each.n is None for each in self.bars)

    @property
    def hides_all(self) -> bool:
        return bool(self.bars) and all(each.n is None or each.n == 0 for each in self.bars) and self.hides


@dataclass(frozen=True, slots=True)
class Picture:
    """One question as it was answered: by ``n`` people; bars, or the words they wrote. ``themes``: how many of the words are about what; ``tags``: the themes of some words.

    ``kept_apart``: words that are not shown beside one group's figures, since they would be tied to what else that group answered.
    """

    question: Question
    n: int
    parts: tuple[Part, ...] = ()
    texts: tuple[str, ...] = ()
    themes: tuple[tuple[str, int], ...] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept_apart: bool = False

    @property
    def too_few(self) -> bool:
        return not self.parts and not self.texts and not self.kept_apart and self.n > 0


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. ``n``: answers told, of which ``by_way`` says how they came; ``score`` in per cent."""

    n: int
    pictures: tuple[Picture, ...] = ()
    score: int | None = None
    by_way: Mapping[str, int] = field(default_factory=dict)
    before: int | None = None  # how many answered the time before

    @property
    def hides(self) -> bool:
        return any(part.hides for each in self.pictures for part in each.parts)


def results(sending: Sending, *, protect: bool, before: Sending | None = None, only: Chosen = (), language: str = "") -> Results:
    """With at most three questions to the database. ``only`` is questions' keys and answers'; where that group may not be told apart, it has no pictures."""
    structure = read(sending.edition.content, language)
    rows = _rows(sending)
    apart: list[list[dict[str, Any]]] = []
    few_scored = False
    if only:
        views, everybody = Views(structure, [answers for answers, _way, _score in rows], protect=protect), rows
        rows = [everybody[place] for place in views.places(only)]
        if protect:
            apart = [[everybody[place][0] for place in group] for group in views.apart(only)]
            few_scored = any(0 < sum(everybody[place][2] is not None for place in group) < FEW for group in views.apart(only))
        if not rows:
            return Results(n=0)
    if protect and len(rows) < FEW:
        return Results(n=len(rows) if not only else 0)
    earlier = [answers for answers, _way, _score in _rows(before)] if before is not None else []
    if protect and len(earlier) < FEW:
        earlier = []
    answers = [each for each, _way, _score in rows]
    themes = themes_of(sending) if any(each.kind == Ask.TEXT for each in structure.questions) else Themes()
    scores = [score for _answers, _way, score in rows if score is not None]
    asked = [each for each in structure.questions if each.key not in {key for key, _answer in only}]
    may_score = not protect or (len(scores) >= FEW and not few_scored)
    return Results(
        n=len(rows), pictures=tuple(_whole(_words(each, answers, themes, hide=protect and bool(only)) if each.kind == Ask.TEXT else _picture(each, answers, earlier, protect=protect), apart) for each in asked),
        score=round(sum(scores) / len(scores)) if scores and may_score else None, by_way=Counter(way for _answers, way, _score in rows), before=len(earlier) or None,
    )


def _rows(sending: Sending) -> list[tuple[dict[str, Any], str, int | None]]:
    return list(Response.objects.filter(sending=sending).order_by("pk").values_list("answers", "way", "score"))


def _whole(picture: Picture, apart: list[list[dict[str, Any]]]) -> Picture:
    """``picture`` of one group as it may be told beside that of all: where any group has a small figure, none of the question's is, since the others and the total would tell it."""
    if not apart or not picture.parts:
        return picture
    question, parts = picture.question, []
    keys = {row.text: row.key for row in question.rows}
    for part in picture.parts:
        row = keys.get(part.label, "")
        if any(is_small(question, row, group) for group in apart):
            part = replace(part, bars=tuple(replace(bar, n=None, percent=None, before=None) for bar in part.bars))
        if any(0 < len(givers(question, row, group)) < FEW for group in apart):
            part = replace(part, average=None, before=None)
        if part.bars or part.average is not None:
            parts.append(part)
    return replace(picture, parts=tuple(parts))


def _picture(question: Question, answers: list[dict[str, Any]], earlier: list[dict[str, Any]], *, protect: bool) -> Picture:
    given = [each[question.key] for each in answers if each.get(question.key) is not None]
    past = [each[question.key] for each in earlier if each.get(question.key) is not None]
    n = len(given)
    if protect and n < FEW:
        return Picture(question, n)
    if question.kind == Ask.DATE:
        months = Counter(str(day)[:7] for day in given)
        return Picture(question, n, parts=(Part("", n, _bars([Line(each, each) for each in sorted(months)], months, n, {}, 0, protect=protect)),))
    if question.kind == Ask.NUMBER:
        return Picture(question, n, parts=(Part("", n, average=_average(given), before=_average(past) if past and (not protect or len(past) >= FEW) else None),) if n else ())
    if question.kind == Ask.MATRIX:
        return Picture(question, n, parts=tuple(part for row in question.rows if (part := _of_row(question, row, given, past, protect=protect)) is not None))
    return Picture(question, n, parts=(_part(question, "", given, past, protect=protect),) if n else ())


def _words(question: Question, answers: list[dict[str, Any]], themes: Themes, *, hide: bool) -> Picture:
    given = _mixed([each[question.key] for each in answers if each.get(question.key) is not None], question.key)
    if hide:
        return Picture(question, len(given), kept_apart=bool(given))
    shown = tuple(given[:MOST_TEXTS])
    return Picture(question, len(given), texts=shown, themes=themes.counted(question.key, given), tags={text: names for text in shown if (names := themes.names_of(question.key, text))})


def words_of(sending: Sending, question: Question, *, protect: bool) -> list[str]:
    """All that was written to ``question``, in its own order; nothing while fewer answers are told than may be."""
    rows = _rows(sending)
    if protect and len(rows) < FEW:
        return []
    return _mixed([answers[question.key] for answers, _way, _score in rows if answers.get(question.key) is not None], question.key)


def _of_row(question: Question, row: Line, given: Iterable[Mapping[str, str]], past: Iterable[Mapping[str, str]], *, protect: bool) -> Part | None:
    here = [each[row.key] for each in given if each.get(row.key)]
    if not here or (protect and len(here) < FEW):
        return None
    return _part(question, row.text, here, [each[row.key] for each in past if each.get(row.key)], protect=protect)


def _part(question: Question, label: str, given: list[Any], past: list[Any], *, protect: bool) -> Part:
    lines, n, m = lines_of(question), len(given), len(past)
    several = question.kind == Ask.SEVERAL
    counts = Counter(str(one) for each in given for one in (each if several else [each]))
    old = Counter(str(one) for each in past for one in (each if several else [each])) if not protect or m >= FEW else Counter[str]()
    is_scale = question.kind == Ask.SCALE
    return Part(
        label, n, _bars(lines, counts, n, old, m, protect=protect, several=several), average=_average(given) if is_scale else None,
        before=_average(past) if is_scale and past and (not protect or m >= FEW) else None,
    )


def _bars(lines: Sequence[Line], counts: Mapping[str, int], n: int, old: Mapping[str, int], m: int, *, protect: bool, several: bool = False) -> tuple[Bar, ...]:
    numbers, past = [counts.get(each.key, 0) for each in lines], [old.get(each.key, 0) for each in lines]

    def may(found: list[int], total: int) -> list[int | None]:
        if not protect:
            return list(found)
        return [told_of(each, total) for each in found] if several else told(found)

    return tuple(
        Bar(line.text, now, round(100 * now / n) if now is not None and n else None, round(100 * was / m) if was is not None and m and old else None)
        for line, now, was in zip(lines, may(numbers, n), may(past, m), strict=True)
    )


def _average(given: Sequence[int]) -> float | None:
    return round(sum(given) / len(given), 1) if given else None


def _mixed(given: list[str], key: str) -> list[str]:
    """In an order of its own for each question, so that two texts of one person do not stand in the same place."""
    found = sorted(given)
    Random(key).shuffle(found)  # noqa: S311 -- nothing secret: the same order at each look
    return found


def may_narrow(sending: Sending, chosen: Chosen = (), *, protect: bool, language: str = "") -> list[tuple[Question, list[tuple[Line, int]]]]:
    """The questions by which the answers can be looked at apart, beside what is ``chosen``, with what can be chosen."""
    return Views(read(sending.edition.content, language), [answers for answers, _way, _score in _rows(sending)], protect=protect).offered(chosen)


def in_words(structure: Structure, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """One person's answers as she would say them: each question with what she said to it."""
    found = []
    for each in structure.asked(answers):
        said = answers.get(each.key)
        if said is None:
            continue
        words = {line.key: line.text for line in lines_of(each)}
        if isinstance(said, dict):
            found += [(f"{each.text} {row.text}", words.get(str(said.get(row.key)), "")) for row in each.rows if said.get(row.key)]
        else:
            found.append((each.text, ", ".join(words.get(str(one), str(one)) for one in (said if isinstance(said, list) else [said]))))
    return found
