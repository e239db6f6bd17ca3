"""The themes of some words: chosen among those there are, or typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form
from brobygger.surveys.forms.answering import QUIET
from brobygger.surveys.tagging import Themes, digest, names_in


class WordsForm(Form):
    """One text with its themes; a page has many, told apart by the digest of their words."""

    themes = forms.MultipleChoiceField(label=gettext_lazy("Themes"), required=False, widget=forms.CheckboxSelectMultiple(attrs=QUIET))
    new = forms.CharField(label=gettext_lazy("New themes, with a comma between"), required=False, max_length=300, widget=forms.TextInput(attrs=QUIET))

    def __init__(self, data: Any, *, question: str, text: str, times: int, there: Themes) -> None:
        self.text, self.times, self.digest = text, times, digest(text)
        super().__init__(data, prefix=f"w{self.digest}", initial={"themes": there.keys_of(question, text)})
        field = self.fields["themes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.choices = there.choices
        if not there.names:
            del self.fields["themes"]

    def clean_new(self) -> list[str]:
        return names_in(self.cleaned_data["new"])

    def chosen(self) -> tuple[list[str], list[str]]:
        return self.cleaned_data.get("themes", []), self.cleaned_data["new"]
