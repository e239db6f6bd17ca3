"""Forms of the board's seats and rules, of staff hours and governing documents."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.board.models import BoardRules, DocumentVersion, GoverningDocument, Seat, StaffHours
from brobygger.board.obligations import choices
from brobygger.core.forms import Day, ModelForm

MAX_FILE = 25_000_000
EXTENSIONS = {"pdf", "docx", "odt", "md", "txt"}


class SeatForm(ModelForm):
    """Somebody known already, or a name not yet known: then the person is made with the seat."""

    new_person = forms.CharField(
        label=gettext_lazy("or somebody new"), max_length=120, required=False, help_text=gettext_lazy("The name, if it is not on the list.")
    )

    field_order = ["person", "new_person"]

    class Meta:
        model = Seat
        fields = ["person", "office", "represents", "appointed_by", "since", "until"]
        widgets = {"since": Day(), "until": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].required = False
        if self.instance.pk:
            del self.fields["new_person"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("person") and not self.cleaned_data.get("new_person"):
            self.add_error("person", _("Say who sits here."))
        return cleaned


class RulesForm(ModelForm):
    class Meta:
        model = BoardRules
        fields = ["size", "meetings_a_year", "majority_voluntary", "chair_not_municipal"]


class HoursForm(ModelForm):
    class Meta:
        model = StaffHours
        fields = ["name", "hours", "since", "until", "paid_by"]
        widgets = {"since": Day(), "until": Day(), "hours": forms.NumberInput(attrs={"step": "0.1", "min": "0", "max": "48"})}
        help_texts = {"until": gettext_lazy("Empty as long as it holds."), "paid_by": gettext_lazy("A grant, the municipality, own means …")}

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if not 0 < hours <= 48:
            raise ValidationError(_("Between 0.1 and 48 hours a week."))
        return hours


class DocumentForm(ModelForm):
    class Meta:
        model = GoverningDocument
        fields = ["title", "kind", "partner", "review_by"]
        widgets = {"review_by": Day()}
        help_texts = {
            "partner": gettext_lazy("For an agreement: with whom."),
            "review_by": gettext_lazy("When it is due, it stands on the start page of those who run the board."),
        }


class ObligationsForm(ModelForm):
    """Which of the plan's targets the document obliges to, by goal."""

    class Meta:
        model = GoverningDocument
        fields = ["obligations"]
        widgets = {"obligations": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["obligations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- for the type checker: it is a many-to-many field
        field.label = gettext_lazy("Targets that it obliges to")
        field.choices = list(choices(timezone.localdate(), self.instance))


class VersionForm(ModelForm):
    class Meta:
        model = DocumentVersion
        fields = ["number", "text", "file", "adopted_on", "reviewed_on"]
        widgets = {"adopted_on": Day(), "reviewed_on": Day(), "text": forms.Textarea(attrs={"rows": 4}), "file": forms.FileInput}
        help_texts = {
            "adopted_on": gettext_lazy("Counts as a document adopted from that day."),
            "reviewed_on": gettext_lazy("Counts as a document evaluated on that day."),
        }

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file and getattr(file, "size", 0) > MAX_FILE:
            raise ValidationError(_("The file is larger than 25 MB."))
        if file and file.name.rpartition(".")[2].lower() not in EXTENSIONS:
            raise ValidationError(_("A PDF, Word, OpenDocument or text file, please."))
        return file
