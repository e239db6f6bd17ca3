"""Forms of a meeting: its frame, its agenda, its minutes, its decisions."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May, Role
from brobygger.board.models import AgendaItem, Decision, Meeting
from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.plan.models import Goal, Plan, Team


class MeetingForm(ModelForm):
    class Meta:
        model = Meeting
        fields = ["kind", "team", "held_on", "starts_at", "place", "plans"]
        widgets = {
            "held_on": Day(),
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "plans": forms.CheckboxSelectMultiple,
        }
        help_texts = {"team": _("Only for a team meeting."), "plans": _("The goals of these plans are gone through at the meeting.")}

    def __init__(self, *args: Any, kinds: list[Meeting.Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a ChoiceField
        if not Team.objects.exists():  # a centre without teams is not asked about them
            del self.fields["team"]
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds if kind != Meeting.Kind.TEAM]  # type: ignore[attr-defined]  # as above
        plans = self.fields["plans"]
        assert isinstance(plans, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the type checker
        plans.queryset = Plan.objects.exclude(status=Plan.Status.CLOSED)
        if self.instance.pk:
            plans.queryset = plans.queryset | Plan.objects.filter(meetings=self.instance)
            plans.queryset = plans.queryset.distinct()
        else:
            self.initial.setdefault("plans", list(Plan.objects.running_on(timezone.localdate())))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("kind") != Meeting.Kind.TEAM:
            self.cleaned_data["team"] = None  # a team left over from another choice is no fault of the person's
            self.instance.team = None
        return cleaned


class MinutesForm(ModelForm):
    class Meta:
        model = Meeting
        fields = ["present", "minutes"]
        widgets = {"present": forms.Textarea(attrs={"rows": 2}), "minutes": forms.Textarea(attrs={"rows": 8})}


class ItemForm(ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "text", "for_decision", "minutes"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "minutes": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, frozen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if frozen:
            for name in ("title", "text", "for_decision"):
                del self.fields[name]


class NewItemForm(ModelForm):
    """A line of the agenda in one field; the rest is filled in when it is needed."""

    class Meta:
        model = AgendaItem
        fields = ["title"]
        labels = {"title": _("New item")}


def colleagues() -> QuerySet[User]:
    """Accounts that may follow up, register or sit on the board here today: those who can carry a decision out."""
    roles = [role for role in Role if POLICY[role] & {May.REGISTER, May.SEE_BOARD}]
    held = RoleAssignment.objects.on(timezone.localdate()).filter(role__in=roles).values("user")
    return User.objects.filter(pk__in=held, is_active=True)


class DecisionForm(ModelForm):
    class Meta:
        model = Decision
        fields = ["text", "kind", "goal", "responsible", "due_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "due_on": Day(), "kind": forms.RadioSelect}
        labels = {"responsible": _("who does it")}
        help_texts = {"goal": _("Leave it empty when it is about something else.")}

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal, responsible = self.fields["goal"], self.fields["responsible"]
        assert isinstance(goal, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        assert isinstance(responsible, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        goal.queryset = Goal.objects.filter(removed=False, area__removed=False, area__plan__meetings=meeting).distinct()
        responsible.queryset = colleagues()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        about_goal = self.cleaned_data.get("kind") not in {None, Decision.Kind.OTHER}
        if about_goal and not self.cleaned_data.get("goal"):
            self.add_error("goal", _("Say which goal."))
        return cleaned


class CarriedOutForm(Form):
    done_on = DayField(label=_("carried out on"))
    outcome = forms.CharField(label=_("what came of it"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class AnswerForm(Form):
    note = forms.CharField(
        label=_("anything to add"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("For those who prepare the meeting. What you have done is best registered itself, so that it counts."),
    )
