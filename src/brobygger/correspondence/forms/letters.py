"""The forms of a mail to a list, and of the texts kept for it."""

import re
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.core.forms import Form, ModelForm, Readable
from brobygger.correspondence import merging
from brobygger.correspondence.models import LetterTemplate
from brobygger.correspondence.models.letters import LONGEST

_ONCE: Final = re.compile(r"[0-9a-f]{32}")


def _words() -> str:
    return ", ".join(f"{{{word}}}" for word in merging.OFFERED.get(get_language() or "da", merging.OFFERED["da"]))


def _known(text: str) -> str:
    if wrong := merging.unknown(text):
        raise ValidationError(_("%(wrong)s is none of the words that are filled in. They are %(words)s.") % {"wrong": wrong[0], "words": _words()})
    return text


class _OfWords:
    """What is said of the text, wherever it is written; and that its words are words."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]

    def say_the_words(self) -> None:
        self.fields["text"].help_text = format_lazy("{} {}", _("These words are filled in for each:"), _words())

    def clean_subject(self) -> str:
        return _known(self.cleaned_data["subject"])

    def clean_text(self) -> str:
        return _known(self.cleaned_data["text"])


class LetterForm(_OfWords, Form):
    """What is written, to which of an organisation, and to whom the answers go. ``once`` and ``seen`` are the page's own."""

    til = forms.ChoiceField(label=gettext_lazy("To whom there"), widget=forms.RadioSelect)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=160)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST, widget=Readable(attrs={"rows": 12}))
    answers_to = forms.ChoiceField(label=gettext_lazy("Answers go to"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, help_text=gettext_lazy("Of the line below it that says why they get it."))
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, ways: Any, answers: list[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"til": ways[0][0] if ways else "", "answers_to": answers[0], "language": "da", "once": token_hex(16), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if ways:
            self.fields["til"].choices = ways
        else:
            del self.fields["til"]
        self.fields["answers_to"].choices = [(each, each) for each in answers]
        self.say_the_words()

    def clean_once(self) -> str:
        """As the page gave it; what is none of its making is a form of its own."""
        given = str(self.cleaned_data["once"])
        return given if _ONCE.fullmatch(given) else token_hex(16)

    def seen(self, mails: list[str]) -> str:
        """What was looked at, known again: what it says and whom it goes to."""
        given = self.cleaned_data
        return sha256(repr((given["subject"], given["text"], given["language"], given["answers_to"], sorted(mails))).encode()).hexdigest()


class TemplateForm(_OfWords, ModelForm):
    class Meta:
        model = LetterTemplate
        fields = ["name", "subject", "text", "retired"]
        widgets = {"text": Readable(attrs={"rows": 12})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say_the_words()
        if not self.instance.pk:
            del self.fields["retired"]
