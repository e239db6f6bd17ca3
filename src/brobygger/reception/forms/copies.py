from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from brobygger.core.forms import DayField, ModelForm
from brobygger.reception.forms.whose import WhoseForm
from brobygger.reception.models import Copying, SheetPrice


class CopyForm(WhoseForm):
    """Who took how many sheets, of which kind."""

    sheets = forms.IntegerField(label=pgettext_lazy("of paper", "sheets"), min_value=1, max_value=100_000)
    price = forms.ModelChoiceField(SheetPrice.objects.none(), label=gettext_lazy("kind of sheet"), empty_label=None)
    on = DayField(label=gettext_lazy("day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        price: Any = self.fields["price"]
        price.queryset = SheetPrice.objects.filter(retired=False)

    def copies(self) -> Copying:
        given = self.cleaned_data
        return Copying(organisation=given["who"], sheets=given["sheets"], price=given["price"], on=given["on"])


class SheetPriceForm(ModelForm):
    class Meta:
        model = SheetPrice
        fields = ["name", "each", "colour", "retired"]
        help_texts = {"each": gettext_lazy("What is written down already keeps the price it had.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["retired"]
