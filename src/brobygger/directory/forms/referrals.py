"""The form of a referral: with a name and consent, or by a code alone; short enough for the time between two appointments."""

import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Locality, Theme
from brobygger.core.forms import Form, ModelForm
from brobygger.directory.models import AgeBand, Offer, Referral
from brobygger.organisations.models import Organisation


class ReferralForm(ModelForm):
    """``to`` is the offer it is for where that is known; else an organisation is chosen. ``own_key``: sent twice, it is one."""

    own_key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))
    how = forms.ChoiceField(
        label=gettext_lazy("How much is to be told"), widget=forms.RadioSelect, initial="name",
        choices=[("name", gettext_lazy("With name: they call or write to her")), ("code", gettext_lazy("By a code alone: she comes to them herself"))],
    )
    consent = forms.BooleanField(label=gettext_lazy("She has said yes to this being told to them, and knows that she can change her mind"), required=False)

    class Meta:
        model = Referral
        fields = ["receiver", "who", "phone", "mail", "message", "company", "theme", "age", "locality"]
        widgets = {"message": forms.Textarea(attrs={"rows": 3}), "age": forms.RadioSelect}
        help_texts = {
            "message": gettext_lazy("A line or two. Nothing about illness, and nothing they need not know."), "who": gettext_lazy("A first name is enough."),
            "phone": gettext_lazy("One of the two is enough."), "company": gettext_lazy("A volunteer meets her and goes with her the first time."),
        }

    def __init__(self, *args: Any, to: Offer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to
        if to is not None:
            del self.fields["receiver"]
        for name, rows in (("receiver", Organisation.objects.all()), ("theme", Theme.objects.filter(retired=False)), ("locality", Locality.objects.filter(retired=False))):
            if (field := self.fields.get(name)) is not None:
                assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
                field.queryset = rows
        if "receiver" in self.fields:
            self.fields["receiver"].empty_label = gettext_lazy("Choose")  # type: ignore[attr-defined]  # a key's field
        age = self.fields["age"]
        assert isinstance(age, forms.TypedChoiceField)  # noqa: S101 -- as above
        age.choices = [("", _("not asked")), *AgeBand.choices]
        for name in ("who", "phone", "mail"):  # with a name they are needed, by a code alone they are told to nobody
            self.fields[name].widget.attrs["data-needed-at-times"] = ""
        self.order_fields(["receiver", "how", "who", "phone", "mail", "message", "consent", "company", "theme", "age", "locality"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("how") == "name":
            if not given.get("who"):
                self.add_error("who", _("What is she called? A first name is enough."))
            if not given.get("phone") and not given.get("mail") and "mail" not in self.errors:
                self.add_error("phone", _("How do they reach her? A telephone or a mail."))
            if not given.get("consent"):
                self.add_error("consent", _("Without her yes it goes by a code alone."))
        row = self.instance
        row.offer, row.anonymous, row.key = self.to, given.get("how") == "code", given.get("own_key") or secrets.token_urlsafe(16)
        row.consent_on = timezone.localdate() if given.get("how") == "name" else None
        if self.to is not None:
            row.receiver = self.to.provider
        if row.anonymous:  # whatever was typed before the code was chosen is told to nobody
            row.who = row.phone = row.mail = row.message = ""
            for name in ("who", "phone", "mail", "message"):
                given[name] = ""
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """The constraints over consent and days are the action's to fill in."""
        return {*super()._get_validation_exclusions(), "made_on", "expires_on"}  # type: ignore[misc]  # Django's, private


class AnswerForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why, if you cannot take it on"), max_length=250, required=False, widget=forms.TextInput)
