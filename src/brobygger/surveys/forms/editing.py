"""The forms by which a questionnaire is made: its name, what stands around the questions, and one question."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Theme
from brobygger.core.forms import Form, ModelForm
from brobygger.surveys.models import Questionnaire
from brobygger.surveys.narrowing import lines_of as steps_of
from brobygger.surveys.structure import (
    MOST_CHOICES,
    STEPS,
    Ask,
    Line,
    Question,
    Structure,
    lines_of,
)


class QuestionnaireForm(ModelForm):
    """What it is called and what it is about, with the words before the first question and after the last."""

    intro = forms.CharField(label=gettext_lazy("Before the first question"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Why you ask, and how long it takes."))
    thanks = forms.CharField(label=gettext_lazy("After the last"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Thanks, and what happens now."))

    class Meta:
        model = Questionnaire
        fields = ["title", "about", "theme"]
        help_texts = {"about": gettext_lazy("Then it counts in the plan as what it is: an evaluation, a survey of needs, feedback on goals.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "theme", Theme)


class Conditions(forms.CheckboxSelectMultiple):
    """Answers to the questions before, each question with its own; folded away as long as none is chosen, for a questionnaire soon has fifty."""

    template_name = "surveys/only_if.html"


class QuestionForm(Form):
    """One question of a kind that is known, with the fields that the kind has."""

    text = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    help = forms.CharField(label=gettext_lazy("A word of help"), max_length=500, required=False)
    options = forms.CharField(label=gettext_lazy("Answers to choose from"), widget=forms.Textarea(attrs={"rows": 6}), help_text=gettext_lazy("One on each line. You can change the words later, and it is still the same answer."))
    rows = forms.CharField(label=gettext_lazy("Statements"), widget=forms.Textarea(attrs={"rows": 5}), help_text=gettext_lazy("One on each line; each is answered with one of the answers above."))
    steps = forms.IntegerField(label=gettext_lazy("Steps"), min_value=STEPS[0], max_value=STEPS[1], initial=5)
    low = forms.CharField(label=gettext_lazy("The lowest step means"), max_length=80, required=False)
    high = forms.CharField(label=gettext_lazy("The highest step means"), max_length=80, required=False)
    scores = forms.BooleanField(label=gettext_lazy("It counts in the score"), required=False, initial=True, help_text=gettext_lazy("The score can be a target in the plan, in per cent of the highest."))
    required = forms.BooleanField(label=gettext_lazy("It must be answered"), required=False)
    only_if = forms.MultipleChoiceField(
        label=gettext_lazy("Ask only those who answered"), required=False, widget=Conditions, help_text=gettext_lazy("None chosen: everybody is asked. All must be answers to the same question."),
    )

    _OF = {
        Ask.CHOICE: ("text", "help", "options"), Ask.SEVERAL: ("text", "help", "options"), Ask.SCALE: ("text", "help", "steps", "low", "high", "scores"),
        Ask.MATRIX: ("text", "help", "options", "rows"), Ask.PAGE: ("text", "help"),
    }

    def __init__(self, *args: Any, kind: str, structure: Structure, question: Question | None = None, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, initial=_initial(question) if question else None, **kwargs)
        names = [*self._OF.get(Ask(kind), ("text", "help")), *(() if kind == Ask.PAGE else ("required", "only_if"))]
        self.fields = {name: field for name, field in self.fields.items() if name in names}
        if kind == Ask.PAGE:
            self.fields["text"].label = gettext_lazy("Heading of the page")
            self.fields["help"].label = gettext_lazy("Words below it")
        if "only_if" in self.fields:
            self._conditions(structure, question)

    def _conditions(self, structure: Structure, question: Question | None) -> None:
        before = structure.before(question.key if question else "")
        choices = [(each.text, [(f"{each.key}={line.key}", line.text) for line in lines]) for each in before if (lines := steps_of(each))]
        field = self.fields["only_if"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = choices
        if not choices:
            del self.fields["only_if"]

    def clean_options(self) -> list[str]:
        return _lines(self.cleaned_data["options"], least=2)

    def clean_rows(self) -> list[str]:
        return _lines(self.cleaned_data["rows"], least=1)

    def clean_only_if(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["only_if"]
        if len({each.partition("=")[0] for each in chosen}) > 1:
            raise ValidationError(_("Choose answers to one question alone."))
        return chosen

    def item(self, before: Mapping[str, Any] | None) -> dict[str, Any]:
        """The question as the edition's document says it; ``before`` is how it stood, whose keys it keeps."""
        given, old = self.cleaned_data, before or {}
        found: dict[str, Any] = {**old, "kind": str(self.kind), "text": given["text"].strip(), "help": given.get("help", "").strip()}
        for name in ("required", "scores", "steps", "low", "high"):
            if name in given:
                found[name] = given[name]
        for name in ("options", "rows"):
            if name in given:
                found[name] = lines_of(given[name], old.get(name, []))
        chosen = given.get("only_if") or []
        found["when"] = chosen[0].partition("=")[0] if chosen else ""
        found["values"] = [each.partition("=")[2] for each in chosen]
        return found


def _lines(text: str, *, least: int) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) < least:
        raise ValidationError(_("Write at least %(n)s, one on each line.") % {"n": least})
    if len(lines) > MOST_CHOICES:
        raise ValidationError(_("At most %(n)s, please: nobody reads more.") % {"n": MOST_CHOICES})
    if len(set(lines)) < len(lines):
        raise ValidationError(_("Two lines say the same."))
    if any(len(line) > 200 for line in lines):
        raise ValidationError(_("A line can have at most %(n)s characters.") % {"n": 200})
    return lines


def _initial(question: Question) -> dict[str, Any]:
    def joined(lines: tuple[Line, ...]) -> str:
        return "\n".join(each.text for each in lines)

    plain = {name: getattr(question, name) for name in ("text", "help", "steps", "low", "high", "scores", "required")}
    return {**plain, "options": joined(question.options), "rows": joined(question.rows), "only_if": [f"{question.when}={value}" for value in question.values]}

