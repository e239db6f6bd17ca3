"""Contacts of an organisation; membership as it is joined, changed and left; the centre's types of membership."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality
from brobygger.core.forms import Day, DayField, Form, ModelForm
from brobygger.organisations.models import Contact, Formal, Membership, MembershipType
from brobygger.people.models import Person


class _OfSomebody(ModelForm):
    """Somebody known already, or a new person by name."""

    known = forms.ModelChoiceField(
        label=gettext_lazy("Somebody we know already"), queryset=Person.objects.none(), required=False,
        help_text=gettext_lazy("A person may speak for several organisations."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)

    field_order = ["known", "name", "mail", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["known"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Person.objects.filter(erased_on=None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("known") and not self.cleaned_data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Who is it?"))
        return cleaned


class ContactForm(_OfSomebody):
    """On an existing contact the person's own particulars are edited with it."""

    class Meta:
        model = Contact
        fields = ["role", "title", "since", "until"]
        widgets = {"since": Day(), "until": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["known"]
            for name in ("name", "mail", "phone"):
                self.fields[name].initial = getattr(self.instance.person, name)


class _MembershipForm(ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("type", MembershipType), ("locality", Locality)):
            in_use(self, name, model)
        field = self.fields["type"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a foreign key's field
        personal = self.instance.organisation_id is None
        field.queryset = field.queryset.filter(formal=Formal.PERSON) if personal else field.queryset.exclude(formal=Formal.PERSON)  # type: ignore[union-attr]  # in_use has set it
        field.empty_label = None


class JoinForm(_MembershipForm):
    class Meta:
        model = Membership
        fields = ["type", "starts_on", "locality"]
        widgets = {"starts_on": Day()}


class JoinPersonForm(_OfSomebody, JoinForm):
    class Meta(JoinForm.Meta):
        pass


class CorrectForm(_MembershipForm):
    """All of a membership's row, for what was written wrongly."""

    class Meta:
        model = Membership
        fields = ["type", "locality", "starts_on", "ends_on", "reason"]
        widgets = {"starts_on": Day(), "ends_on": Day()}


class ChangeForm(_MembershipForm):
    """Another type or locality from a day on: what was before stays."""

    since = DayField(label=gettext_lazy("From"))
    field_order = ["since", "type", "locality"]

    class Meta:
        model = Membership
        fields = ["type", "locality"]


class LeaveForm(Form):
    last_day = DayField(label=gettext_lazy("Last day as a member"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=250, required=False)


class TypeForm(ModelForm):
    class Meta:
        model = MembershipType
        fields = ["name", "formal", "public", "position", "retired"]
        help_texts = {"formal": gettext_lazy("What it counts as in reports.")}
