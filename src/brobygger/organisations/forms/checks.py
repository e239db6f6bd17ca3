"""The yearly round: what has changed, told by the link in a mail; and the month it begins in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import ModelForm
from brobygger.organisations.forms.own import ProfileForm
from brobygger.organisations.models import CheckRules


class CheckForm(ProfileForm):
    """The profile without its picture: whoever has the link writes words, and no files."""

    message = forms.CharField(
        label=_("Anything else that has changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example a new chair, another name, or that you have closed down. The centre reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_logo", "remove_logo"):
            self.fields.pop(name, None)


class CheckRulesForm(ModelForm):
    class Meta:
        model = CheckRules
        fields = ["month"]
