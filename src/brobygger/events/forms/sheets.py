"""Forms of initiative sheets, their versions and the stories told with them."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core import pictures
from brobygger.core.forms import Day, DayField, Form, KeptFile, ModelForm
from brobygger.events.models import Sheet, Story
from brobygger.organisations.models import Network
from brobygger.plan.models import Plan

SIZE: Final = (1600, 1600)


class SheetForm(ModelForm):
    class Meta:
        model = Sheet
        fields = ["title", "network", "project", *Sheet.PARTS]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in Sheet.PARTS}
        help_texts = {"project": gettext_lazy("A sheet may be a working group’s, a project’s or both’s. It is the same sheet, seen from both.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network: Any = self.fields["network"]
        project: Any = self.fields["project"]
        network.queryset = Network.objects.order_by("name")
        project.queryset = Plan.objects.filter(kind=Plan.Kind.PROJECT).order_by("title")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and not any(self.cleaned_data.get(name) for name in Sheet.PARTS):
            raise ValidationError(_("Write at least one of the parts."))
        return cleaned


class VersionForm(Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    written_on = DayField(label=gettext_lazy("Status as of"))

    def clean_written_on(self) -> Any:
        day = self.cleaned_data["written_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class StoryForm(ModelForm):
    class Meta:
        model = Story
        fields = ["title", "text", "picture", "picture_text", "nobody", "who", "agreed_on", "until"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "agreed_on": Day(), "until": Day(), "picture": KeptFile(attrs={"accept": pictures.ACCEPT})}
        help_texts = {
            "title": gettext_lazy("Without names: the heading stays in the trail of changes."), "picture_text": gettext_lazy("For those who cannot see it."), "who": gettext_lazy("Their name, or how it can be found. It is shown to those who plan events alone, never in print."),
            "until": gettext_lazy("Empty: until they take it back."),
        }

    def __init__(self, *args: Any, href: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picture: Any = self.fields["picture"].widget
        picture.href = href

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        return pictures.small_jpeg(file, size=SIZE, name="historie.jpg") if file and "picture" in self.changed_data else file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("nobody"):
            for name in ("who", "agreed_on"):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, _("Who said yes, and when? Or say that nobody can be recognised in it."))
        if (day := self.cleaned_data.get("agreed_on")) and day > timezone.localdate():
            self.add_error("agreed_on", _("This day is still to come."))
        return cleaned
