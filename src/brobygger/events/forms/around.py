"""Forms around an event: the invitation, its tasks and materials, thanks, what people thought; points, minutes and stops."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Locality
from brobygger.core.forms import ClockField, Day, DayField, Form, KeptFile, ModelForm
from brobygger.core.times import local, moment
from brobygger.events.models import Event, EventTask, Material, Point, Stop
from brobygger.events.models.after import MOST_BYTES
from brobygger.organisations.naming import named
from brobygger.organisations.together import TogetherField

MOST_ADDRESSES = 500


def colleagues(form: ModelForm, name: str) -> None:
    """Offer those who have a role here, and whoever stands in the row."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
    here = RoleAssignment.objects.filter(until=None).values("user")
    field.queryset = User.objects.filter(pk__in=here) | User.objects.filter(pk=getattr(form.instance, f"{name}_id"))


class OwnKey(forms.CharField):
    """The form's own key, so that what is sent twice is one thing."""

    def __init__(self) -> None:
        super().__init__(max_length=32, widget=forms.HiddenInput(), initial=_fresh, required=False)

    def clean(self, value: Any) -> str:
        return super().clean(value) or _fresh()


def _fresh() -> str:
    return secrets.token_urlsafe(16)


class InvitationForm(Form):
    network = forms.BooleanField(required=False)
    members = forms.BooleanField(label=gettext_lazy("All members"), required=False)
    organisations = TogetherField(label=gettext_lazy("These organisations"), help_text=gettext_lazy("Their names with commas between. Their contacts get the mail; else their own address does."))
    mails = forms.CharField(
        label=gettext_lazy("And these addresses"), required=False, max_length=40_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, or with commas between. They get this mail, and word if it is moved or cancelled; three months after it they are deleted."),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(label=gettext_lazy("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 16}))
    key = OwnKey()

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = event.registration.network
        if own is None:
            del self.fields["network"]
        else:
            self.fields["network"].label = _("The members of %(network)s") % {"network": own.name}

    def clean_mails(self) -> list[str]:
        found = []
        for word in self.cleaned_data["mails"].replace(";", "\n").replace(",", "\n").splitlines():
            mail = word.strip()
            if not mail:
                continue
            try:
                validate_email(mail)
            except ValidationError as error:
                raise ValidationError(_("“%(mail)s” is no mail address.") % {"mail": mail[:80]}) from error
            found.append(mail)
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("That is more than %(most)s addresses. Invite in several rounds.") % {"most": MOST_ADDRESSES})
        return found

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not self.errors and not any(given.get(name) for name in ("network", "members", "organisations", "mails")):
            raise ValidationError(_("Choose whom to invite."))
        return cleaned


class TaskForm(ModelForm):
    class Meta:
        model = EventTask
        fields = ["text", "due_on", "owner"]
        widgets = {"due_on": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues(self, "owner")


class MaterialForm(ModelForm):
    class Meta:
        model = Material
        fields = ["title", "file", "link", "public"]
        widgets = {"file": KeptFile()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.file:
            widget = self.fields["file"].widget
            assert isinstance(widget, KeptFile)  # noqa: S101 -- for the type checker: it is, three lines up
            widget.href = reverse("events:material_file", args=[row.centre.key, row.pk])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and getattr(file, "size", 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 15 MB. Put it somewhere else and write a link."))
        return file


class ThanksForm(Form):
    text = forms.CharField(label=gettext_lazy("What you write"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    asks = forms.BooleanField(label=gettext_lazy("Ask what they thought of it"), required=False, initial=True, help_text=gettext_lazy("A link to three short questions goes with it. The answers are anonymous."))


SCORES = (
    (5, gettext_lazy("5 – very good")), (4, gettext_lazy("4 – good")), (3, gettext_lazy("3 – so-so")), (2, gettext_lazy("2 – not so good")), (1, gettext_lazy("1 – poor")),
)


class FeedbackForm(Form):
    """``second_name`` is for robots, as on every open form."""

    score = forms.TypedChoiceField(label=gettext_lazy("How was it?"), choices=SCORES, coerce=int, widget=forms.RadioSelect)
    gained = forms.CharField(label=gettext_lazy("What do you take along from it?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    better = forms.CharField(label=gettext_lazy("What could be better?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    key = OwnKey()


class StopForm(ModelForm):
    """``at`` is the time of day on the event's first day, unless another ``day`` is given."""

    day = DayField(label=gettext_lazy("Day"), required=False)
    at = ClockField(label=gettext_lazy("Arrives at"), required=False)
    aboard = forms.CharField(
        label=gettext_lazy("On board"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Associations and communities, one a line or with commas between. Those in your list are recognised; the others are counted by name."),
    )

    class Meta:
        model = Stop
        fields = ["place", "locality", "visitors", "came_from", "means", "km", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"note": gettext_lazy("The weather, or what happened."), "visitors": gettext_lazy("When it has been there: how many came by.")}

    def __init__(self, *args: Any, event: Event, relay: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, row = event, self.instance
        field = self.fields["locality"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: a key's field
        field.queryset = Locality.objects.filter(retired=False) | Locality.objects.filter(pk=row.locality_id)
        if row.arrives_at:
            self.initial.update({"day": local(row.arrives_at).date(), "at": local(row.arrives_at).time().replace(second=0, microsecond=0)})
        elif not row.pk:
            self.initial["day"] = event.day
        if row.pk:
            self.initial["aboard"] = "\n".join(str(each) for each in row.aboard.select_related("organisation"))
        if not relay:
            for name in ("came_from", "means", "km"):
                del self.fields[name]
        order = ["day", "at", "came_from", "means", "km", "place", "locality", "aboard", "visitors", "note"]
        self.order_fields(order)
        self.organisations: list[int] = []
        self.labels: list[str] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        self.instance.arrives_at = None
        if given.get("at"):
            try:
                self.instance.arrives_at = moment(given.get("day") or self.event.day, given["at"])
            except ValidationError as error:
                self.add_error("at", error)
        keys, others = named(given.get("aboard", ""))
        if any(len(each) > 160 for each in others):
            self.add_error("aboard", _("Write one organisation a line: %(text)s …") % {"text": max(others, key=len)[:40]})
        self.organisations, self.labels = keys, list(dict.fromkeys(others))
        return cleaned


class PointForm(ModelForm):
    class Meta:
        model = Point
        fields = ["title", "text", "owner", "owner_name", "owner_mail", "due_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3}), "due_on": Day()}
        help_texts = {"due_on": gettext_lazy("With an owner or a day it is something to do; without, something to talk about.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues(self, "owner")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("owner_mail") and not self.cleaned_data.get("owner_name") and "owner_name" not in self.errors:
            self.add_error("owner_name", _("Whose mail is it?"))
        return cleaned
