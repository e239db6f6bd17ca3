"""The texts of a questionnaire in another language, each with the Danish as its label."""

from hashlib import sha256
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form, dress
from brobygger.directory.languages import Language

LONG: Final = 100  # characters, from which a text gets room for several lines


def name_of(danish: str) -> str:
    return f"t{sha256(danish.encode()).hexdigest()[:16]}"


class TranslationForm(Form):
    """Some of the texts, by their Danish; ``there`` has the translation, and what the Danish was where it has changed since."""

    ready = forms.BooleanField(label=gettext_lazy("Those who answer can choose this language"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, danish: list[str], there: dict[str, tuple[str, str]], language: Language, ready: bool, seen: str) -> None:
        self.danish = danish
        super().__init__(data, initial={"ready": ready, "seen": seen} | {name_of(each): there[each][0] for each in danish})
        for each in danish:
            old, was = there[each]
            attrs = {"lang": language.code, "dir": language.direction, "data-needed-at-times": ""}  # what is missing is counted above; it need not be said of each
            is_long = len(each) > LONG or len(old) > LONG
            self.fields[name_of(each)] = forms.CharField(
                label=each, required=False, max_length=4000 if is_long else 500, widget=forms.Textarea(attrs=attrs | {"rows": 3}) if is_long else forms.TextInput(attrs=attrs),
                help_text=_("The Danish has changed. It was: %(danish)s") % {"danish": was} if was else "",
            )
        self.order_fields([*(name_of(each) for each in danish), "ready", "seen"])
        dress(self)

    def said(self) -> dict[str, str]:
        return {each: self.cleaned_data[name_of(each)].strip() for each in self.danish}
