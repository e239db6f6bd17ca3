"""Forms of a volunteer: the short one on the public site, her own, the office's; and of talks and their times."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.choosing import in_use
from brobygger.centres.models import Locality
from brobygger.core.fields import EmailField
from brobygger.core.forms import ClockField, Day, DayField, Form, ModelForm
from brobygger.core.times import moment
from brobygger.matching.forms.fields import BitsField, TimesField
from brobygger.matching.models import Assessment, TalkTime, Topic, Volunteer, VolunteerTalk, Way
from brobygger.matching.topics import offered

LONGEST = 40  # times put up in one go


class _Described(ModelForm):
    """What every form of a volunteer has: ticks from the centre's lists."""

    interests = BitsField(label=gettext_lazy("What would you like to do something about?"))
    skills = BitsField(label=gettext_lazy("What do you know something about?"))
    languages = BitsField(label=gettext_lazy("Languages you speak"))
    times = TimesField(label=gettext_lazy("When can you?"), help_text=gettext_lazy("Tick all that are possible; nothing means that you can tell us later."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sort in (("interests", Topic.Sort.INTEREST), ("skills", Topic.Sort.SKILL), ("languages", Topic.Sort.LANGUAGE)):
            field = self.fields.get(name)
            if isinstance(field, BitsField):
                field.offer(lines := offered(sort, had=getattr(self.instance, name)))
                if not lines:
                    del self.fields[name]
        for name, model in (("locality", Locality), ("way", Way)):
            if name in self.fields:
                in_use(self, name, model)
                if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]  # a key's field
                    del self.fields[name]


def particulars() -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})),
        "mail": forms.EmailField(label=gettext_lazy("Your mail"), required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), validators=EmailField.default_validators),
        "phone": forms.CharField(label=gettext_lazy("Your telephone"), required=False, max_length=30, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}), help_text=gettext_lazy("One of the two is enough.")),
    }


class SignUpForm(_Described):
    """Two minutes on a phone: who you are, and as much more as one cares to say. ``second_name`` is for robots."""

    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    own_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput(), initial=lambda: secrets.token_urlsafe(16))
    consent = forms.BooleanField(label=gettext_lazy("Yes, you may keep this and suggest me to associations, until I say stop and at most for a year."))

    class Meta:
        model = Volunteer
        fields = ["kind", "group_name", "persons", "interests", "times", "locality", "way", "wishes"]
        widgets = {"kind": forms.RadioSelect, "wishes": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"wishes": gettext_lazy("A few lines, if you like. Please write nothing about illness.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("skills", "languages"):  # told in the talk, or on her own page
            self.fields.pop(name, None)
        rest, lead = dict(self.fields), ("kind", "group_name", "persons")
        self.fields = {**particulars(), **{name: field for name, field in rest.items() if name not in lead and name != "consent"}, **{name: rest[name] for name in lead}, "consent": rest["consent"]}
        self.fields["persons"].required = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not given.get("mail") and not given.get("phone") and not {"mail", "phone"} & set(self.errors):
            self.add_error("mail", _("Write a mail or a telephone number, so that we can answer you."))
        given["persons"] = self.instance.persons = given.get("persons") or 1
        if given.get("kind") == Volunteer.Kind.PERSON:
            given["persons"] = self.instance.persons = 1
            given["group_name"] = self.instance.group_name = ""
        elif "kind" in given and not given.get("group_name") and "group_name" not in self.errors:
            self.add_error("group_name", _("What is the group or company called?"))
        return cleaned

    def clean_own_key(self) -> str:
        return str(self.cleaned_data["own_key"]) or secrets.token_urlsafe(16)

    def who(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name, "")) for name in ("name", "mail", "phone")}


class MineForm(_Described):
    """All that a volunteer says of herself, on her own page; and staff with her, in a talk."""

    named = forms.BooleanField(label=gettext_lazy("My first name may stand on the screen in the house while I have a shift"), required=False)

    class Meta:
        model = Volunteer
        fields = [
            "interests", "skills", "languages", "times", "hours_week", "locality", "travel", "format", "available_from", "available_until", "born", "accepts_certificate", "needs_support", "wishes", "needs",
        ]
        widgets = {"available_from": Day(), "available_until": Day(), "wishes": forms.Textarea(attrs={"rows": 3}), "needs": forms.Textarea(attrs={"rows": 3}), "format": forms.RadioSelect}
        help_texts = {
            "born": gettext_lazy("The year alone, because some jobs have an age limit."), "needs": gettext_lazy("Such as: a quiet place, a fixed contact, no stairs. Please write nothing about illness."),
            "accepts_certificate": gettext_lazy("The association obtains it; nobody keeps the paper here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance.person
        self.fields = {**particulars(), **self.fields}
        self.initial["named"] = self.instance.named_since is not None
        if person is not None:
            self.initial.update({"name": person.name, "mail": person.mail, "phone": person.phone})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.cleaned_data.get("mail") and not self.cleaned_data.get("phone") and not {"mail", "phone"} & set(self.errors):
            self.add_error("mail", _("Write a mail or a telephone number, so that we can answer you."))
        if "named" in self.fields:
            self.instance.named_since = (self.instance.named_since or timezone.localdate()) if self.cleaned_data.get("named") else None
        return cleaned

    def who(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name, "")) for name in ("name", "mail", "phone")}


class VolunteerForm(MineForm):
    """The office's: with who they are, the way to us, and consent given by word of mouth where the row is new."""

    consents = forms.BooleanField(label=gettext_lazy("Has said yes to being kept here for a year and suggested to associations"), required=False)

    class Meta(MineForm.Meta):
        fields = ["kind", "group_name", "persons", *MineForm.Meta.fields, "way"]

    def __init__(self, *args: Any, sees_needs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_needs:
            for name in ("wishes", "needs", "needs_support"):
                del self.fields[name]
        if self.instance.pk:
            del self.fields["consents"]


class TalkForm(ModelForm):
    """Guided notes. No question is about health, and no answer need be."""

    class Meta:
        model = VolunteerTalk
        fields = ["held_on", "channel", "minutes", "why", "likes", "frame", "agreed", "outcome", "follow_up", "follow_up_on"]
        widgets = {"held_on": Day(), "follow_up_on": Day(), **{name: forms.Textarea(attrs={"rows": 3}) for name in ("why", "likes", "frame", "agreed")}}
        help_texts = {"frame": gettext_lazy("Times, company, surroundings, transport. Write nothing about illness or diagnoses.")}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given, today = self.cleaned_data, timezone.localdate()
        if given.get("held_on") and given["held_on"] > today:
            self.add_error("held_on", _("That day has not come yet."))
        if given.get("follow_up_on") and not given.get("follow_up") and "follow_up" not in self.errors:
            self.add_error("follow_up", _("What is to be done by that day?"))
        return cleaned


class AssessmentForm(ModelForm):
    class Meta:
        model = Assessment
        fields = ["sort", "on", "next_on"]
        widgets = {"on": Day(), "next_on": Day()}


class TimesForm(Form):
    """Times on one day, one after another."""

    day = DayField(label=gettext_lazy("Day"))
    first = ClockField(label=gettext_lazy("From"))
    last = ClockField(label=gettext_lazy("Until"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes for each talk"), min_value=10, max_value=240, initial=45)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not self.errors:
            start, end, length = moment(given["day"], given["first"]), moment(given["day"], given["last"]), timedelta(minutes=given["minutes"])
            times: list[tuple[datetime, datetime]] = []
            while start + length <= end and len(times) < LONGEST:
                times.append((start, start + length))
                start += length
            if not times:
                self.add_error("last", _("There is no room for a talk between the two."))
            elif times[0][0] < timezone.now():
                self.add_error("day", _("That time has passed."))
            given["times"] = times
        return cleaned


class BookForm(Form):
    time = forms.ModelChoiceField(label=gettext_lazy("Choose a time"), queryset=TalkTime.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, times: list[TalkTime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = TalkTime.objects.filter(pk__in=[each.pk for each in times]).select_related("by")
        field.label_from_instance = _slot  # type: ignore[assignment,method-assign]  # Django's own hook for it


def _slot(row: TalkTime) -> str:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    said = f"{formats.date_format(start, 'l j. F')} {start:%H.%M}–{end:%H.%M}"
    return ", ".join(part for part in (said, str(row.by).split(" ")[0], row.place) if part)


class LinkForm(Form):
    """Where a volunteer asks for the link to her own page."""

    mail = forms.EmailField(label=gettext_lazy("Your mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))


class ForgetForm(Form):
    sure = forms.BooleanField(label=gettext_lazy("Yes, forget me. It cannot be undone."), error_messages={"required": gettext_lazy("Tick that you are sure.")})


