"""The form of a group, and of each step in its life."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.advice.models import Initiative
from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Day, DayField, Form, ModelForm, Readable
from brobygger.groups.models import Group, TypeRule, Verdict
from brobygger.journal.models import Format, Kind
from brobygger.organisations.models import Organisation
from brobygger.people.models import Person
from brobygger.plan.models import Plan

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
FIRST = ("type", "title", "theme", "text", "place", "locality", "weekday", "at", "until", "first_on", "seats")
PARTS = (
    (gettext_lazy("More about when and where"), ("format", "online_link", "rhythm", "planned_meetings")),
    (gettext_lazy("How one comes in"), ("anonymous", "first_talk", "takes_interest", "contact")),
    (gettext_lazy("Whose it is, and how it counts"), ("organisation", "target_group", "project", "initiative", "kind", "supervision_weeks")),
)
THEIRS = ("title", "theme", "text", "place", "locality", "weekday", "at", "until", "rhythm", "first_on", "seats", "format", "online_link", "type", "contact")  # what an association may say of its own


class GroupForm(ModelForm):
    """What is asked of every group first; the rest opens on demand."""

    class Meta:
        model = Group
        fields = [*FIRST, *(name for _heading, names in PARTS for name in names)]
        widgets = {"text": Readable(attrs={"rows": 6}), "first_on": Day(), "at": HOUR, "until": HOUR}
        help_texts = {
            "text": gettext_lazy("Shown on the public page: for whom it is, and what one gets out of it. *Stars* make words stand out, a line that begins with “- ” is a point."),
            "online_link": gettext_lazy("Only those who have a seat get it."),
            "kind": gettext_lazy("Empty: as most groups of its type do."),
            "initiative": gettext_lazy("Then the two count as one new community."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("theme", Theme), ("locality", Locality), ("target_group", TargetGroup), ("kind", Kind)):
            if name in self.fields:
                in_use(self, name, model)
        if "kind" in self.fields:
            self.fields["kind"].required = False
        self._choose("organisation", Organisation.objects.all())
        self._choose("project", Plan.objects.filter(kind=Plan.Kind.PROJECT))
        self._choose("initiative", Initiative.objects.all())

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows

    @property
    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The fields by heading; those without one come first."""
        found: list[tuple[Any, list[Any]]] = [("", [self[name] for name in FIRST if name in self.fields])]
        return found + [(heading, own) for heading, names in PARTS if (own := [self[name] for name in names if name in self.fields])]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("at") and given.get("until") and given["until"] <= given["at"]:
            self.add_error("until", _("It ends before it begins."))
        if given.get("until") and not given.get("at"):
            self.add_error("at", _("When does it begin?"))
        if given.get("online_link") and given.get("format") == Format.ON_SITE:  # with a link one can take part from elsewhere, whatever was chosen
            given["format"] = Format.BOTH if given.get("place") else Format.ONLINE
        return cleaned


class OwnGroupForm(GroupForm):
    """What an association says of a group of its own."""

    class Meta(GroupForm.Meta):
        fields = list(THEIRS)


class StepForm(Form):
    """On which day, and why where that is asked."""

    on = DayField(label=gettext_lazy("On"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=250, required=False)
    asks = forms.BooleanField(
        label=gettext_lazy("Ask those who were in it what they gained"), required=False, initial=True, help_text=gettext_lazy("With the mail that says it has ended. Anonymous; two questions."),
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        if step not in {"pause", "end"}:
            del self.fields["reason"]
        if step != "end":
            del self.fields["asks"]
        else:
            self.fields["reason"].required = True


class FacilitatorForm(Form):
    """Somebody known already, or a new person by name."""

    known = forms.ModelChoiceField(label=gettext_lazy("Somebody we know already"), queryset=Person.objects.none(), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    since = DayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": timezone.localdate()}, **kwargs)
        field = self.fields["known"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Person.objects.filter(erased_on=None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("known") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Who is it?"))
        return cleaned


class SupervisionForm(Form):
    on = DayField(label=gettext_lazy("Day"))
    by_whom = forms.CharField(label=gettext_lazy("By whom"), max_length=120, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=600, initial=60, help_text=gettext_lazy("Nothing of what was said is written down."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class RuleForm(ModelForm):
    class Meta:
        model = TypeRule
        fields = ["enough", "kept_days", "themes"]
        widgets = {"themes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "themes", Theme)


class PaperForm(Form):
    """Answers from paper: how many gave each score, and what was gained."""

    gained = forms.CharField(label=gettext_lazy("What they gained"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("In a few words, and nobody by name."))
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for score in range(Verdict.HIGHEST, Verdict.LOWEST - 1, -1):
            field = forms.IntegerField(label=_("Gave %(score)s") % {"score": score}, min_value=0, max_value=200, required=False)
            field.widget.attrs["class"] = "ds-input"
            self.fields[f"n{score}"] = field
        self.order_fields([*(f"n{score}" for score in range(Verdict.HIGHEST, 0, -1)), "gained", "key"])

    def numbers(self) -> dict[int, int]:
        return {score: n for score in range(Verdict.LOWEST, Verdict.HIGHEST + 1) if (n := self.cleaned_data.get(f"n{score}"))}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not self.numbers():
            raise ValidationError(_("Write how many gave each score."))
        return cleaned
