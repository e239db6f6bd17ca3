"""A page of a questionnaire as a form: made of the questions, each with the field that suits it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from brobygger.core.forms import Day, DayField, Form, dress
from brobygger.surveys.checking import check
from brobygger.surveys.structure import LONGEST_TEXT, Ask, Question, Structure

QUIET = {"data-needed-at-times": ""}  # an optional answer is the rule here, so that only what is needed is marked


class AnswerForm(Form):
    """The questions of one page. ``given``: what was answered on the pages before, by which it is decided what is asked here. ``said_in``: the language of the form's own words, where the questions are in another; then it says as little as it can, and its errors are marked."""

    def __init__(self, *args: Any, structure: Structure, questions: list[Question], given: Mapping[str, Any] | None = None, said_in: str = "", **kwargs: Any) -> None:
        given = given or {}
        self._structure, self._given, self.said_in = structure, given, said_in
        self.questions = [each for each in questions if each.is_asked(given) or self._may_be_asked_here(each, questions)]
        super().__init__(*args, initial=_initial(questions, given), **kwargs)
        for each in self.questions:
            self.fields.update(self._fields_of(each))
        dress(self)

    def _may_be_asked_here(self, question: Question, questions: list[Question]) -> bool:
        return any(question.when == each.key for each in questions)

    def _fields_of(self, question: Question) -> dict[str, forms.Field]:
        label = f"{question.text} *" if question.required else question.text
        note = _note(self._structure, question, self.questions, bare=bool(self.said_in))
        help_ = " ".join(part for part in (note, question.help) if part)
        if question.kind == Ask.MATRIX:
            choices = [(each.key, each.text) for each in question.options]
            return {f"{question.key}-{row.key}": forms.ChoiceField(label=row.text, choices=choices, required=False, widget=forms.RadioSelect(attrs=QUIET)) for row in question.rows}
        common: dict[str, Any] = {"label": label, "help_text": help_, "required": False}
        choices = [(each.key, each.text) for each in question.options]
        made: dict[str, Any] = {
            Ask.CHOICE: lambda: forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs=QUIET), **common),
            Ask.SEVERAL: lambda: forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(attrs=QUIET), **common),
            Ask.SCALE: lambda: forms.TypedChoiceField(choices=[(str(n), str(n)) for n in range(1, question.steps + 1)], coerce=int, widget=forms.RadioSelect(attrs=QUIET), **common),
            Ask.NUMBER: lambda: forms.IntegerField(widget=forms.NumberInput(attrs={**QUIET, "inputmode": "numeric"}), **common),
            Ask.DATE: lambda: DayField(widget=Day(attrs=QUIET), **common),
            Ask.TEXT: lambda: forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={**QUIET, "rows": 3}), **common),
        }
        return {question.key: made[question.kind]()}

    @property
    def blocks(self) -> list[tuple[Question, list[BoundField], str, str]]:
        """Each question with its fields, on which earlier one of this page it depends, and the answers that it is asked after."""
        return self.only(self.questions)

    def only(self, questions: list[Question]) -> list[tuple[Question, list[BoundField], str, str]]:
        here = {each.key for each in self.questions}
        return [(each, [self[name] for name in self._names(each)], each.when if each.when in here else "", " ".join(each.values)) for each in questions]

    @staticmethod
    def _names(question: Question) -> list[str]:
        return [f"{question.key}-{row.key}" for row in question.rows] if question.kind == Ask.MATRIX else [question.key]

    def said(self) -> dict[str, Any]:
        """What was written on this page, as JSON has it."""
        found: dict[str, Any] = {}
        for each in self.questions:
            if each.kind == Ask.MATRIX:
                found[each.key] = {row.key: value for row in each.rows if (value := self.cleaned_data.get(f"{each.key}-{row.key}"))}
                continue
            value = self.cleaned_data.get(each.key)
            found[each.key] = value.isoformat() if each.kind == Ask.DATE and value else value
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        found = check(self._structure, {**self._given, **self.said()}, only=self.questions)
        for key, why in found.wrong.items():
            question = self._structure.question(key)
            name = self._names(question)[0] if question is not None else key
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, why)
        self.answers = found.answers
        return cleaned


def _note(structure: Structure, question: Question, here: list[Question], *, bare: bool) -> str:
    """Of whom it is asked, where the answer that decides stands on the same page."""
    upon = structure.question(question.when) if question.when else None
    parts = []
    if upon is not None and upon.key in {each.key for each in here}:
        words = [upon.name_of(value) or value for value in question.values]
        parts.append(f"{upon.text} → {' / '.join(words)}" if bare else _("Only if you answered “%(answer)s” to “%(question)s”.") % {"answer": _(" or ").join(words), "question": upon.text})
    if question.kind == Ask.SCALE and (question.low or question.high):
        ends = f"1: {question.low} · {question.steps}: {question.high}"
        parts.append(ends if bare else _("1 is “%(low)s”, %(n)s is “%(high)s”.") % {"low": question.low, "n": question.steps, "high": question.high})
    return " ".join(parts)


def _initial(questions: list[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in questions:
        value = given.get(each.key)
        if each.kind == Ask.MATRIX and isinstance(value, dict):
            found |= {f"{each.key}-{row}": said for row, said in value.items()}
        elif value is not None:
            found[each.key] = value
    return found


def sent(structure: Structure, questions: list[Question], given: Mapping[str, Any], typed: QueryDict) -> dict[str, Any] | None:
    """All answers so far, read straight off what was sent, without the fields that nobody will see; None where something does not fit, so that the form must say what."""
    said: dict[str, Any] = {}
    for each in questions:
        if each.kind == Ask.MATRIX:
            said[each.key] = {row.key: value for row in each.rows if (value := typed.get(f"{each.key}-{row.key}"))}
        else:
            said[each.key] = typed.getlist(each.key) if each.kind == Ask.SEVERAL else typed.get(each.key)
    found = check(structure, {**given, **said}, only=questions)
    return None if found.wrong else found.answers
