"""A form's field for organisations that something is done together with: their names as one would write them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.organisations.naming import named


class TogetherField(forms.CharField):
    """Names with commas between; gives the keys of the organisations, and refuses a name that nobody has."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": gettext_lazy("Held together with"), "required": False, "max_length": 2000,
            "help_text": gettext_lazy("The names of the other organisations, with commas between."),
        }
        super().__init__(**{**given, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(each) for each in value) if isinstance(value, Iterable) and not isinstance(value, str) else value

    def clean(self, value: Any) -> list[int]:
        keys, strange = named(super().clean(value))
        if strange:
            raise ValidationError(_("There is no organisation called “%(name)s” here. Write the name as it stands in the list, or add it there first.") % {"name": strange[0][:80]})
        return keys
