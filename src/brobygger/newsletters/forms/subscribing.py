"""The public's forms: signing up, and one's wishes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Theme
from brobygger.core.forms import Form, ModelForm
from brobygger.newsletters.forms.audiences import TICKS, Lists, offer_lists
from brobygger.newsletters.models import Audience, Subscriber

ALL_THEMES = gettext_lazy("Tick nothing to hear of everything.")


def _offer_themes(form: forms.BaseForm) -> None:
    field = form.fields["themes"]
    assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the type checker: declared with the form
    field.queryset = Theme.objects.filter(retired=False)
    if not field.queryset.exists():
        del form.fields["themes"]


def _some_list(form: Any) -> None:
    if "lists" in form.fields and "lists" not in form.errors and not form.cleaned_data.get("lists"):
        form.add_error("lists", ValidationError(_("Choose at least one.")))


class SignUpForm(Form):
    """``second_name`` is for robots, as on every open form."""

    mail = forms.EmailField(label=gettext_lazy("Your mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    lists = Lists(label=gettext_lazy("What would you like to get?"), queryset=Audience.objects.none(), required=False, widget=TICKS)
    themes = forms.ModelMultipleChoiceField(label=gettext_lazy("Only about"), queryset=Theme.objects.none(), required=False, widget=TICKS, help_text=ALL_THEMES)
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_lists(self)
        _offer_themes(self)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        _some_list(self)
        return cleaned


class WishesForm(ModelForm):
    """What somebody who gets newsletters wants to hear of."""

    class Meta:
        model = Subscriber
        field_classes = {"lists": Lists}
        fields = ["name", "language", "lists", "themes"]
        widgets = {"lists": TICKS, "themes": TICKS}
        help_texts = {"themes": ALL_THEMES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_lists(self)
        _offer_themes(self)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        _some_list(self)
        return cleaned
