"""Whether answers fit the questions, whoever sent them: nothing that was not offered, nothing that was not asked, and no CPR number."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.cpr import refuse_cpr
from brobygger.surveys.structure import LONGEST_TEXT, Ask, Checked, Question, Structure

LARGEST: Final = 1_000_000_000


def check(structure: Structure, given: Mapping[str, Any], *, only: list[Question] | None = None) -> Checked:
    """``given`` by the questions' keys, as JSON has it. What was not asked, by the conditions, is left out; ``only`` looks at a part of the questions, and takes the others as they are."""
    found = Checked()
    wanted = {each.key for each in only} if only is not None else None
    for each in structure.questions:
        value = given.get(each.key)
        if not each.is_asked(found.answers):
            continue
        try:
            said = _value(each, value)
        except (ValidationError, TypeError, ValueError) as error:
            if wanted is None or each.key in wanted:
                found.wrong[each.key] = " ".join(error.messages) if isinstance(error, ValidationError) else _("This answer does not fit the question.")
            continue
        if said is not None:
            found.answers[each.key] = said
        if each.required and (wanted is None or each.key in wanted) and not _is_whole(each, said):
            found.wrong[each.key] = _("Answer every line, please.") if each.kind == Ask.MATRIX else _("We need an answer here.")
    return found


def _is_whole(question: Question, said: Any) -> bool:
    return said is not None and (question.kind != Ask.MATRIX or len(said) == len(question.rows))


def _value(question: Question, value: Any) -> Any:
    """The answer in its own kind; None for none. ValidationError, TypeError or ValueError for what no form of ours sends."""
    if value is None or value in ("", [], {}):
        return None
    keys = {each.key for each in question.options}
    if question.kind == Ask.CHOICE:
        return _one_of(value, keys)
    if question.kind == Ask.SEVERAL:
        if not isinstance(value, list):
            raise TypeError
        chosen = {_one_of(each, keys) for each in value}
        return [each.key for each in question.options if each.key in chosen]
    if question.kind == Ask.MATRIX:
        rows = {each.key for each in question.rows}
        return {_one_of(row, rows): _one_of(said, keys) for row, said in dict(value).items() if said} or None
    if question.kind == Ask.SCALE:
        step = int(value)
        if isinstance(value, bool) or not 1 <= step <= question.steps:
            raise ValueError
        return step
    if question.kind == Ask.NUMBER:
        number = int(str(value).strip())
        if not -LARGEST <= number <= LARGEST:
            raise ValidationError(_("This number is too large."))
        return number
    if question.kind == Ask.DATE:
        day = date.fromisoformat(str(value))
        if not 1900 <= day.year <= 2199:
            raise ValidationError(_("Write a year between %(first)s and %(last)s.") % {"first": 1900, "last": 2199})
        return day.isoformat()
    if not isinstance(value, str):
        raise TypeError
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("Please say it in fewer words: at most %(n)s characters.") % {"n": LONGEST_TEXT})
    refuse_cpr(text)
    return text or None


def _one_of(value: Any, keys: set[str]) -> str:
    if not isinstance(value, str) or value not in keys:
        raise ValueError
    return value
