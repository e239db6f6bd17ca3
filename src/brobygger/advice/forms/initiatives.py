"""The form of an initiative, and of those who carry it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import RoleAssignment, User
from brobygger.advice.models import Initiative
from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Day, Form, ModelForm
from brobygger.people.models import Person


class InitiativeForm(ModelForm):
    class Meta:
        model = Initiative
        fields = [
            "name", "idea", "begun_on", "next_step", "next_on", "next_owner", "started_on", "theme", "locality", "target_group", "organisation", "network", "quiet_months", "ended_on", "ended_because",
        ]
        widgets = {"idea": forms.Textarea(attrs={"rows": 4}), "begun_on": Day(), "started_on": Day(), "ended_on": Day(), "next_on": Day()}
        help_texts = {
            "started_on": gettext_lazy("The day it ran by itself. From then it counts as a new community."), "organisation": gettext_lazy("The association it became, or belongs to."),
            "next_on": gettext_lazy("It stands on the start page of whoever does it."),
            "quiet_months": gettext_lazy("Then it stands on the start page, unless a next step waits. Empty: never."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("theme", Theme), ("locality", Locality), ("target_group", TargetGroup)):
            in_use(self, name, model)
        owner = self.fields["next_owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        owner.queryset = User.objects.filter(Q(pk__in=RoleAssignment.objects.filter(until=None).values("user")) | Q(pk=self.instance.next_owner_id))
        if not self.instance.pk:
            for name in ("ended_on", "ended_because"):
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        today = timezone.localdate()
        for name in ("begun_on", "started_on", "ended_on"):
            day = self.cleaned_data.get(name)
            if day is not None and day > today:
                self.add_error(name, _("This day is still to come."))
        if self.cleaned_data.get("next_on") and not self.cleaned_data.get("next_step"):
            self.add_error("next_step", _("What is to be done by that day?"))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Another step is a new one, and open."""
        if "next_step" in self.changed_data:
            self.instance.next_done_on = None
        return super().save(commit)


class CarrierForm(Form):
    """Somebody known already, or a new person by name."""

    known = forms.ModelChoiceField(label=gettext_lazy("Somebody we know already"), queryset=Person.objects.none(), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)
    part = forms.CharField(label=gettext_lazy("What she or he does"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["known"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Person.objects.filter(erased_on=None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("known") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Who is it?"))
        return cleaned
