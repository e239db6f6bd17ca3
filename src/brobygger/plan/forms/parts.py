"""Forms for the parts of a plan that carry words: sections, areas, goals, activities, documentation."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role
from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.plan.forms.dates import use_date_pickers
from brobygger.plan.measures import measures
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, PlanPart, Section


def colleagues() -> QuerySet[User]:
    """Those who may answer for something in the plan: accounts with a role today that registers work."""
    roles = [role for role in Role if May.REGISTER in POLICY[role]]
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def measure_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Measures by label in two groups: those counted here, and those that nothing counts yet."""
    counted = sorted(((key, str(each.label)) for key, each in measures.items() if each.counted), key=lambda item: item[1].casefold())
    later = sorted(((key, str(each.label)) for key, each in measures.items() if not each.counted), key=lambda item: item[1].casefold())
    return [(str(_("Counted here")), counted), (str(_("Not counted here yet")), later)]


class PartForm(ModelForm):
    """What all parts share: date pickers, growing text fields, colleagues as the ones responsible."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_date_pickers(self)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3 if name in {"title", "text"} else 2
        owner = self.fields.get("owner")
        if isinstance(owner, forms.ModelChoiceField):
            known = colleagues()
            if self.instance.pk and self.instance.owner_id:
                known = known | User.objects.filter(pk=self.instance.owner_id)
            owner.queryset = known.distinct()


class SectionForm(PartForm):
    class Meta:
        model = Section
        fields = ["title", "text", "after_goals"]
        help_texts = {"text": _("Markdown: # heading, - list, **bold**.")}


class AreaForm(PartForm):
    class Meta:
        model = Area
        fields = ["title", "kind", "intro", "starts_on", "ends_on"]
        help_texts = {"ends_on": _("Leave both dates empty where the plan’s own period holds.")}


class GoalForm(PartForm):
    class Meta:
        model = Goal
        fields = ["title", "team", "owner", "markers", "lead_in", "starts_on", "ends_on", "note"]
        widgets = {"markers": forms.CheckboxSelectMultiple}
        help_texts = {"ends_on": _("Leave both dates empty where the area’s or the plan’s period holds.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("markers", "team"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and not field.queryset.exists():
                del self.fields[name]


class ActivityForm(PartForm):
    class Meta:
        model = Activity
        fields = ["text", "owner", "starts_on", "ends_on", "continuous", "note"]
        help_texts = {
            "continuous": _("It has no date, and so cannot be late."),
            "ends_on": _("Empty: the date of its target, goal, area or plan holds."),
        }

    def __init__(self, *args: Any, adopted: bool = False, **kwargs: Any) -> None:
        """In an adopted plan a planned end is moved with a reason, on the activity's own page, and not retyped."""
        super().__init__(*args, **kwargs)
        if adopted and self.instance.pk and self.instance.ends_on:
            del self.fields["ends_on"]


class MeansForm(PartForm):
    measures = forms.MultipleChoiceField(
        label=_("Counted by"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("The counts that answer it. Hold Ctrl to choose several."),
    )

    class Meta:
        model = MeansOfVerification
        fields = ["text", "measures"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measures"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = measure_choices()


FORMS: dict[str, type[PartForm]] = {
    "section": SectionForm, "area": AreaForm, "goal": GoalForm, "activity": ActivityForm, "means": MeansForm,
}


class SplitForm(Form):
    """Two texts out of one; ``carried`` are the parts below that follow the second."""

    first = forms.CharField(label=_("Stays here"), widget=forms.Textarea(attrs={"rows": 3}))
    second = forms.CharField(label=_("Becomes a new one below it"), widget=forms.Textarea(attrs={"rows": 3}))
    carried = forms.MultipleChoiceField(label=_("These follow the new one"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, below: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["carried"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = below
        if not below:
            del self.fields["carried"]


class MoveForm(Form):
    """Another goal or area to stand under."""

    to = forms.ChoiceField(label=_("Move to"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = places


class DoneForm(Form):
    on = DayField(label=_("Done on"))


class MoveEndForm(Form):
    to = DayField(label=_("New planned end"))
    reason = forms.CharField(label=_("Why it was moved"), widget=forms.Textarea(attrs={"rows": 2}))


class GiveUpForm(Form):
    reason = forms.CharField(label=_("Why it was given up"), widget=forms.Textarea(attrs={"rows": 2}))


class ChangeGoalForm(Form):
    """The ≠: why, and what stands in the goal's place – a goal there is, a new one, or nothing."""

    reason = forms.CharField(label=_("Why the goal was changed"), widget=forms.Textarea(attrs={"rows": 3}))
    new_title = forms.CharField(label=_("The goal that takes its place"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    carry_on = forms.BooleanField(
        label=_("The new goal takes over what is not done yet"), required=False, initial=True,
        help_text=_("Activities with their targets, and the means of verification, are copied to it; what was done stays here."),
    )
    successor = forms.ModelChoiceField(
        label=_("or one that stands in the plan already"), required=False, queryset=Goal.objects.none()
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Goal.objects.filter(
            removed=False, area__removed=False, area__plan=goal.area.plan_id, changed_on=None
        ).exclude(pk=goal.pk)


def differences(form: ModelForm) -> list[dict[str, Any]]:
    """Where the other person's row differs from what was typed: the field, theirs, for the page to show beside one's own."""
    theirs = form.theirs
    if not isinstance(theirs, PlanPart):
        return []
    found = []
    standing = type(form)(instance=theirs)
    for name, field in form.fields.items():
        if name not in standing.fields or name == "version":
            continue
        said, typed = standing[name].value(), form[name].value()
        if str(said if said is not None else "") != str(typed if typed is not None else ""):
            found.append({"label": field.label, "theirs": _words(field, said)})
    return found


def _words(field: forms.Field, value: Any) -> str:
    """A field's value as a person reads it: a choice's label, not its key."""
    if isinstance(field, forms.ModelChoiceField) or hasattr(field, "choices"):
        wanted = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
        flat = []
        for key, label in field.choices:
            flat += list(label) if isinstance(label, list | tuple) else [(key, label)]
        return ", ".join(str(label) for key, label in flat if str(key) in wanted and str(key)) or "–"
    return str(value) if value not in (None, "") else "–"
