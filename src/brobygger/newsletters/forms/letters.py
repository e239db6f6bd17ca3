"""The forms of a letter and of its blocks."""

from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, Theme
from brobygger.core import pictures
from brobygger.core.forms import ClockField, DayField, Form, ModelForm, Readable, dress
from brobygger.newsletters.forms.audiences import TICKS
from brobygger.newsletters.models import Audience, Block, ClickRules, Newsletter

WIDTH = (1200, 1600)  # twice the letter's width, for sharp screens


class LetterForm(ModelForm):
    class Meta:
        model = Newsletter
        fields = ["subject", "preheader", "audiences", "theme", "language", "public"]
        widgets = {"audiences": TICKS}
        help_texts = {"theme": gettext_lazy("Those who have chosen other themes do not get it. Leave it empty, and they do.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use(self, "theme", Theme)
        in_use(self, "audiences", Audience)


class BlockForm(ModelForm):
    """What the kind of block has: words, a picture with what it shows, or a rule that fills it.

    ``seen`` is the block as it stood when its page was opened: of two who write in it at once, the second is told.
    """

    OF_KIND = {Block.Kind.TEXT: ["heading", "text", "about"], Block.Kind.PICTURE: ["heading", "picture", "picture_text", "text", "about"]}
    RULE = ["heading", "text", "most", "days", "theme", "locality"]

    class Meta:
        model = Block
        fields = ["heading", "picture", "picture_text", "text", "most", "days", "theme", "locality", "about"]
        widgets = {"text": Readable(attrs={"rows": 8}), "picture": forms.FileInput(attrs={"accept": pictures.ACCEPT}), "about": forms.SelectMultiple(attrs={"size": 6})}
        help_texts = {
            "picture_text": gettext_lazy("For those who cannot see it, and until it is fetched."),
            "about": gettext_lazy("They are made visible by it: it counts in the plan, and stands on their pages. Hold Ctrl to choose several."),
        }

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        self.stood = _mark(self.instance)
        self.initial["seen"] = self.stood
        shown = ["seen", *self.OF_KIND.get(kind, self.RULE)]
        if kind == Block.Kind.POSTS:
            shown = [name for name in shown if name != "theme"]
        for name in list(self.fields):
            if name not in shown:
                del self.fields[name]
        if self.instance.fills_itself:
            in_use(self, "locality", Locality)
            if "theme" in self.fields:
                in_use(self, "theme", Theme)
            self.fields["text"].label, self.fields["text"].widget.attrs["rows"] = _("Words above it"), 3
            self.fields["days"].help_text = _("How far ahead.") if kind == Block.Kind.EVENTS else _("How far back.")
            self.fields["heading"].help_text = _("Empty: “%(heading)s”.") % {"heading": str(self.instance.get_kind_display()).capitalize()}
        elif kind == Block.Kind.TEXT:
            self.fields["text"].required = True
            self.fields["text"].help_text = _("An empty line begins a new paragraph. **bold**, [words](https://address), and - before each line of a list.")
        else:
            self.fields["picture"].required = not self.instance.picture
            self.fields["picture_text"].required = True

    def clean(self) -> dict[str, Any] | None:
        seen = self.cleaned_data.pop("seen", "")
        if seen and self.stood and seen != self.stood:
            self.theirs = Block.objects.get(pk=self.instance.pk)
            raise ValidationError(_("Somebody else has saved this in the meantime. Your text is still here; compare and save again."), code="stale")
        return super().clean()

    def stand_on_theirs(self) -> None:
        if self.theirs is not None:
            data = cast("QueryDict", self.data).copy()
            data["seen"] = self.stood
            self.data = data

    def clean_picture(self) -> Any:
        given = self.cleaned_data["picture"]
        if given and "picture" in self.changed_data:
            try:
                return pictures.small_jpeg(given, size=WIDTH, name="nyhedsbrev.jpg")
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return given


def _mark(block: Block) -> str:
    """Tells a block as it stands from the same one saved otherwise; empty for a new one."""
    if block.pk is None:
        return ""
    about = sorted(block.about.values_list("pk", flat=True))
    said = (block.heading, block.text, str(block.picture), block.picture_text, block.most, block.days, block.theme_id, block.locality_id, about)
    return sha256(repr(said).encode()).hexdigest()


class RulesForm(ModelForm):
    class Meta:
        model = ClickRules
        fields = ["counts"]


class SendForm(Form):
    """When it goes; empty is now."""

    day = DayField(label=gettext_lazy("Day"), required=False)
    at = ClockField(label=gettext_lazy("At"), required=False)

    def moment(self) -> datetime | None:
        """The time that was chosen; None for now. ValidationError for half a time, or one that has passed."""
        given = self.cleaned_data
        if not given.get("day") and not given.get("at"):
            return None
        if not given.get("day") or not given.get("at"):
            raise ValidationError(_("Say both the day and the time of day, or neither to send it now."))
        moment = timezone.make_aware(datetime.combine(given["day"], given["at"]))
        if moment <= timezone.now():
            raise ValidationError(_("This time has passed."))
        return moment


class BounceForm(forms.Form):
    """What is put in is read and not kept, so that a number in it that could be a person's is no fault."""

    text = forms.CharField(
        label=gettext_lazy("Mails that came back, or their addresses"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Put in the whole mail that came back, or several: the addresses we have written to are found in it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
