"""An organisation, a collaboration; a note."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import Day, ModelForm
from brobygger.organisations import cvr
from brobygger.organisations.forms.logo import SOCIAL, LogoForm
from brobygger.organisations.models import Collaboration, Note, Organisation

ALSO = _("What you call it from day to day, with commas between. The line understands these too.")


class OrganisationForm(LogoForm):
    class Meta:
        model = Organisation
        fields = [
            "name", "also", "sector", "parent", "legal_form", "cvr", "purpose", "mail", "phone", "website", "social_media", "address", "locality", "localities", "themes",
            "target_groups", "member_count", "volunteer_count", "figures_on", "voluntary_social", "welcomes_since", "welcomes_until", "prospect_since",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}), "social_media": forms.Textarea(attrs={"rows": 3}), "localities": forms.CheckboxSelectMultiple, "themes": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple, "figures_on": Day(), "welcomes_since": Day(), "welcomes_until": Day(), "prospect_since": Day(),
        }
        help_texts = {
            "also": ALSO,
            "social_media": SOCIAL,
            "parent": _("For example the municipality that a department belongs to."),
            "cvr": _("Eight digits, for those that have one."),
            "welcomes_since": _("The day they said they are ready to take vulnerable people in as volunteers. Counts in the plan from that day."),
            "welcomes_until": _("If they no longer are: from which day."),
            "prospect_since": _("If you would like them as a member: since when. It is spent once they become one."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("locality", Locality), ("localities", Locality), ("themes", Theme), ("target_groups", TargetGroup)):
            in_use(self, name, model)
        field = self.fields["parent"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
        # Two steps deep is what centres have; a part of one's own part would go round in circles.
        field.queryset = Organisation.objects.filter(parent=None).exclude(pk=self.instance.pk)
        self.fields["cvr"].max_length = None  # type: ignore[attr-defined]  # a CharField; spaces and "DK" are taken off before it is judged
        self.fields["cvr"].validators = []
        self.fields["cvr"].widget.attrs["maxlength"] = "16"

    def clean_cvr(self) -> str:
        """As people write it: "DK 12 34 56 74". The model's own rule judges what is left."""
        return cvr.bare(self.cleaned_data["cvr"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        told = self.cleaned_data.get("member_count") is not None or self.cleaned_data.get("volunteer_count") is not None
        if told and not self.cleaned_data.get("figures_on") and "figures_on" not in self.errors:
            self.cleaned_data["figures_on"] = timezone.localdate()
        if self.cleaned_data.get("welcomes_until") and not self.cleaned_data.get("welcomes_since") and "welcomes_since" not in self.errors:
            self.add_error("welcomes_since", _("Since when were they ready?"))
        return cleaned


class CollaborationForm(ModelForm):
    class Meta:
        model = Collaboration
        fields = ["title", "partners", "agreement", "obligations", "since", "until", "responsible"]
        widgets = {
            "partners": forms.CheckboxSelectMultiple, "since": Day(), "until": Day(), "agreement": forms.Textarea(attrs={"rows": 4}),
            "obligations": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
        here = RoleAssignment.objects.filter(until=None).values("user")
        field.queryset = User.objects.filter(pk__in=here) | User.objects.filter(pk=self.instance.responsible_id)


class NoteForm(ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
