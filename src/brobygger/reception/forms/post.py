from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import DayField
from brobygger.reception.forms.whose import WhoseForm
from brobygger.reception.models import Post, Sort


class PostForm(WhoseForm):
    """What came, for whom. Nothing but the association has to be written."""

    pieces = forms.IntegerField(label=gettext_lazy("how many"), min_value=1, max_value=500, initial=1, required=False)
    sort = forms.ChoiceField(label=gettext_lazy("what"), choices=Sort.choices, initial=Sort.LETTER, required=False)
    received_on = DayField(label=gettext_lazy("received"), required=False)

    def post(self) -> Post:
        given: dict[str, Any] = self.cleaned_data
        return Post(organisation=given["who"], pieces=given["pieces"] or 1, sort=given["sort"] or Sort.LETTER, received_on=given["received_on"])
