"""An organisation's logo and places on social media in a form: the picture is looked at, made small, and kept under a name of our own."""

import secrets
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from brobygger.core.forms import ModelForm
from brobygger.core.pictures import ACCEPT, LOGO_SIZE, small_png
from brobygger.core.versions import Stale
from brobygger.organisations.social import whole

SOCIAL = _("One address a line, such as facebook.com/yourassociation.")


class LogoForm(ModelForm):
    """What the file was called is forgotten; an old logo's file goes once the new one is in force."""

    new_logo = forms.FileField(
        label=_("Logo"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}), help_text=_("A PNG, JPEG or WebP picture of at most 1 MB."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def clean_social_media(self) -> str:
        """As people write it; the model's own rule judges what is left."""
        return whole(self.cleaned_data["social_media"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["social_media"].validators = []
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_new_logo(self) -> "ContentFile[bytes] | None":
        given = self.cleaned_data.get("new_logo")
        return small_png(given, size=LOGO_SIZE, name=f"{secrets.token_hex(8)}.png") if given else None

    def save(self, commit: bool = True) -> Any:
        row, old = self.instance, self.instance.logo.name or ""
        storage, given = row.logo.storage, self.cleaned_data.get("new_logo")
        if given is not None:
            row.logo.save(str(given.name), given, save=False)
        elif self.cleaned_data.get("remove_logo"):
            row.logo = ""
        try:
            kept = super().save(commit)
        except Stale:
            if given is not None:
                storage.delete(str(row.logo.name))
            row.logo = old
            raise
        if old and old != row.logo.name:
            transaction.on_commit(lambda: storage.delete(old))
        return kept
