"""Meetings of a group: planned, counted, moved, cancelled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form
from brobygger.groups.meetings import MOST
from brobygger.groups.models import Group

USUAL = 8  # meetings of a self-help group, where nobody has said how many


class PlanForm(Form):
    """Meetings by a rhythm: the first, how many weeks between, how many in all."""

    first = DayField(label=gettext_lazy("The first of them"))
    weeks = forms.IntegerField(label=gettext_lazy("Weeks between"), min_value=1, max_value=12, initial=1, help_text=gettext_lazy("1 is every week, 2 every other."))
    n = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=60)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, initial={"first": group.first_on, "n": group.planned_meetings or USUAL, "weeks": 1}, **kwargs)


class CountForm(Form):
    persons = forms.IntegerField(label=gettext_lazy("How many came"), min_value=0, max_value=MOST, required=False, help_text=gettext_lazy("The number alone, nobody’s name. Empty: it was held, and nobody counted."))

    absent = forms.IntegerField(label=gettext_lazy("How many have a seat and did not come"), min_value=0, max_value=MOST, required=False)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group.is_open_door:  # nobody has a seat
            del self.fields["absent"]
        for field in self.fields.values():
            field.widget.attrs["inputmode"] = "numeric"


class ChangeForm(Form):
    """Another day, or none; always with why."""

    to = DayField(label=gettext_lazy("Another day"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=250)
