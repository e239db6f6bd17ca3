from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form, ModelForm
from brobygger.directory.languages import CHOICES
from brobygger.directory.models import OfferTranslation


class TranslationForm(ModelForm):
    """An offer's first words in another language, each with the Danish beside it."""

    class Meta:
        model = OfferTranslation
        fields = ["title", "short", "how", "ready"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OfferTranslation.SAID:
            field, danish = self.fields[name], getattr(self.instance.offer, name)
            field.widget.attrs |= {"lang": self.instance.language, "dir": self.instance.tongue.direction}
            if danish:
                field.help_text = gettext_lazy("In Danish: %(danish)s") % {"danish": danish}
            else:
                del self.fields[name]


class LanguagesForm(Form):
    languages = forms.MultipleChoiceField(label=gettext_lazy("Languages"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple)
