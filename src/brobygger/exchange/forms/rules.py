from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_id_in_force
from brobygger.core.forms import ModelForm
from brobygger.exchange.models import ExchangeRules


class RulesForm(ModelForm):
    class Meta:
        model = ExchangeRules
        fields = ["hour_accounts", "neighbours"]
        widgets = {"neighbours": forms.CheckboxSelectMultiple}
        help_texts = {
            "hour_accounts": gettext_lazy("Each association sees how many hours it has given and got. Nobody must be in balance, and no money is reckoned."),
            "neighbours": gettext_lazy("Public posts of yours are shown at theirs, and theirs at yours, as soon as they have chosen you too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["neighbours"]
        choice.queryset = Centre.objects.exclude(pk=centre_id_in_force()).order_by("name")
        if not choice.queryset.exists():
            del self.fields["neighbours"]
