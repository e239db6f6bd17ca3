"""A line at the desk that begins with whose it is: a few letters, Enter."""

from collections.abc import Set as AbstractSet
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.cpr import refuse_cpr
from brobygger.core.forms import Form
from brobygger.core.keys import key_of
from brobygger.organisations.models import Organisation
from brobygger.reception import whose


class WhoseForm(Form):
    """``several``: the associations that what was typed may mean; each is a button that sends its key as ``chosen``."""

    who = forms.CharField(label=gettext_lazy("association"), max_length=160, required=False, widget=forms.TextInput(attrs={"list": "who", "autocomplete": "off", "autofocus": True}))
    several: list[Organisation]

    def __init__(self, *args: Any, often: AbstractSet[int] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.often, self.several = often, []
        self.names = list(Organisation.objects.order_by("name").values_list("pk", "name"))

    @property
    def words(self) -> list[str]:
        """What the field suggests."""
        return [name for _key, name in self.names]

    def clean_who(self) -> Organisation | None:
        if chosen := key_of(self.data.get("chosen")):
            found: Organisation | None = Organisation.objects.filter(pk=chosen).first()
            if found is not None:
                return found
        typed = str(self.cleaned_data["who"])
        refuse_cpr(typed)
        keys = whose.meant(self.names, typed, often=self.often)
        if len(keys) == 1:
            one: Organisation = Organisation.objects.get(pk=keys[0])
            return one
        if not typed.strip():
            raise ValidationError(_("Write the first letters of the association."))
        if not keys:
            raise ValidationError(_("We know no association called “%(name)s”. Add it under Organisations first."), params={"name": typed})
        by_key = Organisation.objects.in_bulk(keys[: whose.MOST])
        self.several = [by_key[key] for key in keys[: whose.MOST]]
        raise ValidationError(_("Several fit. Which one?") if len(keys) <= whose.MOST else _("Many fit. Write a little more, or choose one of these."))
