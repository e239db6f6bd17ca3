"""The application form of the public site, and the two answers to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Locality
from brobygger.core.forms import Day, Form, ModelForm
from brobygger.organisations import cvr
from brobygger.organisations.models import Application, MembershipType, Organisation, Sector


class ApplicationForm(ModelForm):
    """``second_name`` is for robots: people do not see it, and what is written there is taken for no application."""

    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = Application
        fields = ["name", "type", "cvr", "purpose", "website", "address", "locality", "contact_name", "contact_mail", "contact_phone", "message"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4}), "message": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "purpose": gettext_lazy("What you do, and for whom. A few lines are enough."),
            "cvr": gettext_lazy("Eight digits, if you have one."),
            "contact_mail": gettext_lazy("The answer is sent here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("type", MembershipType.objects.open_to_apply()), ("locality", Locality.objects.filter(retired=False))):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
            field.queryset = rows
        kind = self.fields["type"]
        assert isinstance(kind, forms.ModelChoiceField)  # noqa: S101 -- as above
        kind.empty_label = None
        self.fields["cvr"].max_length = None  # type: ignore[attr-defined]  # a CharField; spaces are taken off before it is judged
        self.fields["cvr"].validators = []
        self.fields["cvr"].widget.attrs["maxlength"] = "16"
        for name, token in (("name", "organization"), ("contact_name", "name"), ("contact_mail", "email"), ("contact_phone", "tel"), ("website", "url")):
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean_cvr(self) -> str:
        return cvr.bare(self.cleaned_data["cvr"])


class ApproveForm(Form):
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Is it one we know?"), queryset=Organisation.objects.none(), required=False,
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("", "–"), *Sector.choices], required=False, help_text=gettext_lazy("For a new organisation; one we know keeps its own."),
    )
    starts_on = forms.DateField(label=gettext_lazy("Member from"), widget=Day())
    answer = forms.CharField(label=gettext_lazy("A few words to the applicant"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = Organisation.objects.all()
        field.empty_label = _("a new organisation")


class DeclineForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("The applicant gets your words by mail."),
    )
