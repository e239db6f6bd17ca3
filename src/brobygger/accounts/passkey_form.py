"""The form that adds a passkey: its name in the person's language, and signing in with it alone unless one says otherwise."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from brobygger.core import forms


class AddPasskeyForm(forms.Form, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with this alone, without a password")
        self.fields["passwordless"].help_text = _("Your phone or computer asks for your fingerprint, face or code instead.")
