"""Forms of rounds: who is asked, one's own answers, the joint answer, what shows it, what is to be better."""

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.core.forms import Day, Form, ModelForm
from brobygger.plan.measures import measures
from brobygger.plan.models import Goal
from brobygger.quality import things
from brobygger.quality.improving import goals_open
from brobygger.quality.models import Assessor, Evidence, Framework, Improvement, Point, Round
from brobygger.quality.models.frameworks import scale_of


class RoundForm(ModelForm):
    """A round's days, and those who are asked; once it is under way, its conclusion too."""

    class Meta:
        model = Round
        fields = ["starts_on", "ends_on", "due_on", "conclusion"]
        widgets = {"starts_on": Day(), "ends_on": Day(), "due_on": Day(), "conclusion": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"starts_on": gettext_lazy("The period you assess. Figures that stand as evidence are those of the period.")}

    def __init__(self, *args: Any, people: list[tuple[User, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): (user, side) for user, side in people or []}
        if not self.instance.pk:
            del self.fields["conclusion"]
        if self.people:
            sides = dict(Assessor.Side.choices)
            self.fields["asked"] = forms.MultipleChoiceField(
                label=_("Who is asked"), choices=[(pk, f"{user} ({sides[side]})") for pk, (user, side) in self.people.items()], initial=[] if self.instance.pk else list(self.people), required=not self.instance.pk, widget=forms.CheckboxSelectMultiple,
            )

    @property
    def asked(self) -> list[tuple[User, str]]:
        return [self.people[pk] for pk in self.cleaned_data.get("asked", [])]


class AnswersForm(Form):
    """One's own answers, two fields a point."""

    def __init__(self, framework: Framework, points: list[Point], given: dict[int, tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        self.points = points
        super().__init__(*args, **kwargs)
        for point in points:
            value, text = given.get(point.pk, (None, ""))
            self.fields[f"v{point.pk}"] = forms.TypedChoiceField(
                label=f"{point.number} {point.title}", help_text=point.text, coerce=int, empty_value=None, required=False, initial=value, choices=[(key, capfirst(word)) for key, word in scale_of(framework).items()], widget=forms.RadioSelect,
            )
            self.fields[f"t{point.pk}"] = forms.CharField(label=_("Why"), required=False, max_length=4000, initial=text, widget=forms.Textarea(attrs={"rows": 2, "class": "ds-input", "aria-label": _("Why: %(point)s") % {"point": point.number}}))

    @property
    def given(self) -> dict[int, tuple[int, str]]:
        """What was answered. A word on why without an answer is refused, so that it is not lost."""
        found = {}
        for point in self.points:
            value, text = self.cleaned_data.get(f"v{point.pk}"), self.cleaned_data.get(f"t{point.pk}", "")
            if value is not None:
                found[point.pk] = (value, text)
        return found

    def clean(self) -> dict[str, Any]:
        for point in self.points:
            if self.cleaned_data.get(f"t{point.pk}") and self.cleaned_data.get(f"v{point.pk}") is None:
                self.add_error(f"v{point.pk}", _("Choose one of the answers."))
        return self.cleaned_data

    def beside(self, error: ValidationError) -> None:
        """Put what is wrong beside the point it is about."""
        for key, said in error.message_dict.items():
            self.add_error(f"v{key}" if f"v{key}" in self.fields else None, said)


class JointForm(Form):
    value = forms.TypedChoiceField(label=gettext_lazy("The joint answer"), coerce=int, widget=forms.RadioSelect)
    text = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "class": "ds-input"}))

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = [(key, capfirst(word)) for key, word in scale_of(framework).items()]
        if framework.follows:
            self.fields["text"].help_text = _("Where you do not follow it: what you do instead, and why.")


class EvidenceForm(ModelForm):
    """A figure, something of the centre's, or words."""

    thing = forms.ChoiceField(label=gettext_lazy("or a document or report"), required=False)
    measure = forms.ChoiceField(label=gettext_lazy("A figure that is counted"), required=False)

    field_order = ["measure", "thing", "text"]

    class Meta:
        model = Evidence
        fields = ["measure", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("", "–"), *sorted(((key, capfirst(str(each.label))) for key, each in measures.items() if each.counted), key=lambda each: each[1])]  # type: ignore[attr-defined]  # a ChoiceField, declared above
        offered = things.choices()
        self.fields["thing"].choices = [("", "–"), *offered]  # type: ignore[attr-defined]  # likewise
        if not offered:
            del self.fields["thing"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("thing"):
            found = things.chosen(given["thing"])
            if given.get("measure"):
                self.add_error("thing", _("One thing at a time: a figure, or a document or report."))
            elif found is not None:
                self.instance.thing, self.instance.ref, self.instance.name = found
        elif not self.errors and not given.get("measure") and not given.get("text"):
            raise ValidationError(_("Choose a figure or something of the centre’s, or write what shows it."))
        return cleaned


class ImprovementForm(ModelForm):
    class Meta:
        model = Improvement
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class GoalForm(Form):
    """Under which goal an improvement comes into the plan."""

    goal = forms.ModelChoiceField(label=gettext_lazy("Under the goal"), queryset=Goal.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = goals_open()

    @classmethod
    def offered(cls) -> list[Any]:
        """The goals that can be chosen, as a select has them."""
        return list(cls().fields["goal"].choices)  # type: ignore[attr-defined]  # a ModelChoiceField, declared above

    @classmethod
    def among(cls, offered: list[Any], key: int) -> Self:
        """To be shown beside others on a page: with names of its own, and with goals that have been read."""
        form = cls(auto_id=f"id_%s_{key}")
        form.fields["goal"].widget.choices = offered
        return form
