"""The application form of the public site, and the two answers to it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.forms import DayField, Form, ModelForm
from brobygger.organisations import cvr
from brobygger.organisations.models import (
    Application,
    Formal,
    MembershipType,
    Organisation,
    Sector,
)

OF_ASSOCIATIONS: Final = (
    "name", "cvr", "purpose", "website", "address", "localities", "themes", "target_groups", "member_count", "volunteer_count",
)


class ApplicationForm(ModelForm):
    """``second_name`` is for robots: people do not see it, and what is written there is taken for no application."""

    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = Application
        fields = [
            "type", "name", "cvr", "purpose", "themes", "target_groups", "website", "address", "locality", "localities", "member_count", "volunteer_count",
            "contact_name", "contact_mail", "contact_phone", "message",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 4}), "message": forms.Textarea(attrs={"rows": 3}), "themes": forms.CheckboxSelectMultiple,
            "target_groups": forms.CheckboxSelectMultiple, "localities": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "localities": gettext_lazy("If you work in more places than the one you are at home in."),
            "purpose": gettext_lazy("What you do, and for whom. A few lines are enough."),
            "cvr": gettext_lazy("Eight digits, if you have one."),
            "contact_mail": gettext_lazy("The answer is sent here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = (("locality", Locality), ("localities", Locality), ("themes", Theme), ("target_groups", TargetGroup))
        open_to_apply = list(MembershipType.objects.open_to_apply())
        for name, rows in (("type", MembershipType.objects.open_to_apply()), *((name, model.objects.filter(retired=False)) for name, model in lists)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
            field.queryset = rows
            if name != "type" and not rows.exists():
                del self.fields[name]
        personal = [each for each in open_to_apply if each.formal == Formal.PERSON]
        if personal and len(personal) == len(open_to_apply):
            for name in OF_ASSOCIATIONS:
                self.fields.pop(name, None)
        else:
            self.fields["name"].required = self.fields["purpose"].required = not personal
            if personal:
                self.fields["name"].help_text = gettext_lazy("If you apply for yourself, leave this and what else is about an association empty.")
        kind = self.fields["type"]
        assert isinstance(kind, forms.ModelChoiceField)  # noqa: S101 -- as above
        kind.empty_label = None
        if "cvr" in self.fields:
            self.fields["cvr"].max_length = None  # type: ignore[attr-defined]  # a CharField; spaces are taken off before it is judged
            self.fields["cvr"].validators = []
            self.fields["cvr"].widget.attrs["maxlength"] = "16"
        for name, token in (("name", "organization"), ("contact_name", "name"), ("contact_mail", "email"), ("contact_phone", "tel"), ("website", "url")):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = token

    def clean_cvr(self) -> str:
        return cvr.bare(self.cleaned_data["cvr"])

    def clean(self) -> dict[str, Any] | None:
        """A person applies in her own name, and what is asked of associations is not asked of her."""
        cleaned = super().clean()
        kind = self.cleaned_data.get("type")
        if kind is not None and kind.formal == Formal.PERSON:
            for name in OF_ASSOCIATIONS:
                self.cleaned_data.pop(name, None)
                self.errors.pop(name, None)
            self.cleaned_data["name"] = self.instance.name = self.cleaned_data.get("contact_name", "")
        elif kind is not None:
            for name, why in (("name", _("What is it called?")), ("purpose", _("What do you do, and for whom?"))):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, why)
        return cleaned

    def chosen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("localities", "themes", "target_groups") if name in self.cleaned_data}


class ApproveForm(Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Is it one we know?"), queryset=Organisation.objects.none(), required=False,
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("", "–"), *Sector.choices], required=False, help_text=gettext_lazy("For a new organisation; one we know keeps its own."),
    )
    starts_on = DayField(label=gettext_lazy("Member from"))
    answer = forms.CharField(label=gettext_lazy("A few words to the applicant"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = Organisation.objects.all()
        field.empty_label = _("a new organisation")

    def for_a_person(self) -> "ApproveForm":
        """Without the questions which organisation it is, and of which sector."""
        for name in ("organisation", "sector"):
            self.fields[name].widget = forms.HiddenInput()
        return self


class DeclineForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("The applicant gets your words by mail."),
    )
