from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField, Form
from brobygger.organisations.models import Organisation
from brobygger.reception.models import UpkeepTurn
from brobygger.rooms.models import Booking, Premises


class TurnsForm(Form):
    """The associations that take turns, a week each, from a day to another: those that use the garden, and as long as nobody does, all."""

    first = DayField(label=gettext_lazy("the first week, a day of it"))
    last = DayField(label=gettext_lazy("the last week, a day of it"))
    organisations = forms.ModelMultipleChoiceField(Organisation.objects.none(), label=gettext_lazy("associations that take turns"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, place: Premises, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = self.fields["organisations"]
        users = Organisation.objects.filter(pk__in=Booking.objects.filter(room__premises=place).order_by().values("organisation")) | Organisation.objects.filter(pk__in=UpkeepTurn.objects.filter(premises=place).order_by().values("organisation"))
        rows.queryset = (users if users.exists() else Organisation.objects.all()).order_by("name")


class SwapForm(Form):
    one = forms.ModelChoiceField(UpkeepTurn.objects.none(), label=gettext_lazy("this week"), empty_label=None)
    other = forms.ModelChoiceField(UpkeepTurn.objects.none(), label=gettext_lazy("with this one"), empty_label=None)

    def __init__(self, *args: Any, turns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.queryset = turns
            field.label_from_instance = lambda row: f"{row}: {row.organisation or '–'}"
