"""Forms of the journal: the full registration with its affiliations, many lines at once, external figures, kinds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Day, Form, KeptFile, ModelForm
from brobygger.journal import whence
from brobygger.journal.actions import From
from brobygger.journal.models import ExternalFigure, Kind, Registration
from brobygger.organisations.naming import by_name, persons_among
from brobygger.organisations.together import TogetherField

MAX_ATTACHMENT = 20_000_000


class RegistrationForm(ModelForm):
    affiliations = forms.CharField(
        label=gettext_lazy("Where they came from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One organisation a line. A number in front says how many, names may stand after a colon: “3 Røde Kors: Anna Holm”."),
    )

    co_hosts = TogetherField()

    class Meta:
        model = Registration
        fields = [
            "done_on", "kind", "title", "theme", "persons", "minutes", "mode", "state", "reason", "format", "locality", "network",
            "target_group", "project", "note", "channel", "link", "attachment", "draft",
        ]
        widgets = {"done_on": Day(), "reason": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 3}), "attachment": KeptFile()}
        help_texts = {"channel": gettext_lazy("Of publicity: where it stood.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "theme", "locality", "target_group"):
            field = self.fields[name]
            chosen = getattr(self.instance, f"{name}_id", None)
            field.queryset = field.queryset.filter(retired=False) | field.queryset.filter(pk=chosen)  # type: ignore[attr-defined]  # a ModelChoiceField
        if self.instance.attachment:
            self.fields["attachment"].widget.href = reverse("journal:attachment", args=[self.instance.centre.key, self.instance.pk])
        if self.instance.pk:
            self.initial["co_hosts"] = list(self.instance.co_hosts.all())
        if self.instance.pk and "affiliations" not in self.initial:
            self.initial["affiliations"] = whence.written(self.instance.participations.select_related("organisation"))

    def clean_attachment(self) -> Any:
        file = self.cleaned_data["attachment"]
        if file and file.size > MAX_ATTACHMENT:
            raise ValidationError(_("The file is larger than 20 MB."))
        return file

    def clean_affiliations(self) -> list[From]:
        """See :mod:`brobygger.journal.whence`."""
        found = whence.read(self.cleaned_data["affiliations"], by_name())
        if known_persons := persons_among(each.label for each in found if each.label):
            raise ValidationError(_("“%(name)s” is a person and would be counted as an organisation. Write where the person comes from.") % {"name": known_persons[0]})
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.instance.state, self.instance.done_on = self.cleaned_data["state"], self.cleaned_data["done_on"]
                self.instance.check_day(timezone.localdate())
            except ValidationError as error:
                self.add_error(None if "done_on" not in self.fields else "done_on", error.message_dict["done_on"][0])
        return cleaned


class LinesForm(Form):
    lines = forms.CharField(
        label=gettext_lazy("One piece of work a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Begin a line with its date when it was not today: “12/3 netværksmøde, 8 deltagere”."),
        max_length=20_000,
    )


class FigureForm(ModelForm):
    class Meta:
        model = ExternalFigure
        fields = ["source", "name", "starts_on", "ends_on", "value", "read_on", "link"]
        widgets = {"starts_on": Day(), "ends_on": Day(), "read_on": Day()}


class FiguresFileForm(Form):
    file = forms.FileField(
        label=gettext_lazy("File with figures (CSV or Excel)"),
        help_text=gettext_lazy("Columns: source, what, from, to, figure, read on. The first row may hold headings."),
    )


class KindForm(ModelForm):
    class Meta:
        model = Kind
        fields = ["name", "base", "also", "position", "retired"]
