"""What a leader says of a program that is to be let in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.api.models import AccessToken, Webhook
from brobygger.api.webhooks.telling import told_of
from brobygger.core.calling import may_call
from brobygger.core.forms import Day, ModelForm
from brobygger.core.resources import resources, scopes


def _readable() -> list[tuple[str, Any]]:
    return sorted(scopes.items(), key=lambda each: str(each[1]))


def _writable() -> list[tuple[str, Any]]:
    written = {each.scope for each in resources.values() if each.writing is not None}
    return [(key, label) for key, label in _readable() if key in written]


class TokenForm(ModelForm):
    reads = forms.MultipleChoiceField(label=gettext_lazy("May read"), choices=_readable, widget=forms.CheckboxSelectMultiple, required=False)
    writes = forms.MultipleChoiceField(
        label=gettext_lazy("May also change"), choices=_writable, widget=forms.CheckboxSelectMultiple, required=False, help_text=gettext_lazy("What a program may change it may read too. Give no more than it needs."),
    )
    field_order = ["name", "reads", "writes", "persons", "ends_on"]

    class Meta:
        model = AccessToken
        fields = ["name", "reads", "writes", "persons", "ends_on"]
        widgets = {"ends_on": Day()}

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("reads") and not self.cleaned_data.get("writes") and not {"reads", "writes"} & set(self.errors):
            self.add_error("reads", _("Say what the program may read."))
        return cleaned


class WebhookForm(ModelForm):
    """``instance`` has its token: it can be about what that opens."""

    about = forms.MultipleChoiceField(label=gettext_lazy("Tell it about"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Webhook
        fields = ["url", "about"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        token = self.instance.token
        opened = {each.scope for each in told_of().values() if token.may(each.scope) and (token.persons or not each.personal)}
        self.fields["about"].choices = [(key, label) for key, label in _readable() if key in opened]  # type: ignore[attr-defined]  # a field of choices, as said above

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not may_call(url):
            raise ValidationError(_("Write an address on the web that begins with https://, without a name and a password in it."))
        return url
