"""Forms of an association's own pages."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Day, Form, ModelForm
from brobygger.organisations.forms.logo import SOCIAL, LogoForm
from brobygger.organisations.models import Contact, Organisation


class AcceptForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class ProfileForm(LogoForm):
    """``welcomes`` is a tick here; the row keeps the day it began and the day it ended."""

    welcomes = forms.BooleanField(
        label=_("We are ready to welcome vulnerable people as volunteers"), required=False,
        help_text=_("For example people who are lonely, have been ill or need company to begin. Take the tick away when it no longer holds."),
    )

    class Meta:
        model = Organisation
        fields = ["purpose", "mail", "phone", "website", "social_media", "address", "localities", "themes", "target_groups", "member_count", "volunteer_count", "figures_on"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}), "social_media": forms.Textarea(attrs={"rows": 3}), "localities": forms.CheckboxSelectMultiple, "themes": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple, "figures_on": Day(),
        }
        help_texts = {
            "purpose": _("What you do, and for whom. A few lines are enough."),
            "mail": _("The association’s own, not a person’s."),
            "figures_on": _("Empty: today."),
            "social_media": SOCIAL,
        }

    field_order = ["purpose", "new_logo", "remove_logo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("localities", Locality), ("themes", Theme), ("target_groups", TargetGroup)):
            in_use(self, name, model)
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]  # a ModelChoiceField
                del self.fields[name]
        today = timezone.localdate()
        self.initial["welcomes"] = self.welcomes_on(today)
        self.told = (self.instance.member_count, self.instance.volunteer_count)

    def welcomes_on(self, day: date) -> bool:
        row = self.instance
        return bool(row.welcomes_since and row.welcomes_since <= day and not (row.welcomes_until and row.welcomes_until <= day))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        today = timezone.localdate()
        given = self.cleaned_data
        told = given.get("member_count"), given.get("volunteer_count")
        if "figures_on" not in self.errors:
            if given.get("figures_on") and given["figures_on"] > today:
                self.add_error("figures_on", _("This day has not come yet."))
            elif told != (None, None) and (not given.get("figures_on") or (told != self.told and "figures_on" not in self.changed_data)):
                given["figures_on"] = today  # other figures are told now, whatever day the old ones were
        ready = bool(given.get("welcomes"))
        if ready and not self.welcomes_on(today):
            self.instance.welcomes_since, self.instance.welcomes_until = today, None
        elif not ready and self.welcomes_on(today):
            began_today = self.instance.welcomes_since == today
            self.instance.welcomes_since = None if began_today else self.instance.welcomes_since
            self.instance.welcomes_until = None if began_today else today
        return cleaned


class OwnContactForm(ModelForm):
    """``locked``: the person serves others too or has an account, so her particulars are not for this association to change."""

    name = forms.CharField(label=_("Name"), max_length=120)
    mail = forms.EmailField(label=_("Mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=30, required=False)
    invite = forms.BooleanField(
        label=_("May help look after these pages"), required=False, help_text=_("A mail with a link is sent; it needs the mail address."),
    )
    field_order = ["name", "mail", "phone", "role", "title", "since", "until", "invite"]

    class Meta:
        model = Contact
        fields = ["role", "title", "since", "until"]
        widgets = {"since": Day(), "until": Day()}
        help_texts = {"title": _("If you call it something else."), "until": _("From that day on this person no longer sees your pages.")}

    def __init__(self, *args: Any, locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locked = locked
        if self.instance.pk:
            del self.fields["invite"]
        for name in ("name", "mail", "phone"):
            if locked:
                del self.fields[name]
            elif self.instance.pk:
                self.initial[name] = getattr(self.instance.person, name)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("invite") and not self.cleaned_data.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Where is the invitation to be sent?"))
        return cleaned

    def typed(self) -> dict[str, str] | None:
        return None if self.locked else {name: self.cleaned_data[name] for name in ("name", "mail", "phone")}
