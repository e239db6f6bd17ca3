"""Proof for an evidenced target: words, a link, a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form

MAX_BYTES = 20_000_000
EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "csv", "txt", "md", "png", "jpg", "jpeg", "webp", "gif", "ics", "eml"]


class ProofForm(Form):
    text = forms.CharField(
        label=gettext_lazy("What shows it"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )
    link = forms.URLField(label=gettext_lazy("Link"), required=False, assume_scheme="https")
    file = forms.FileField(
        label=gettext_lazy("File"), required=False, validators=[FileExtensionValidator(EXTENSIONS)],
        help_text=gettext_lazy("A document or a picture, up to 20 MB."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 20 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("text", "link", "file")):
            raise ValidationError(_("Write, link or attach something."))
        return cleaned
