"""Forms of an event: what it is, when it is, and its sign-up."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from brobygger.accounts.models import RoleAssignment, User
from brobygger.core.forms import ClockField, DayField, Form, KeptFile, ModelForm, dress
from brobygger.core.times import local, moment
from brobygger.events.forms.house import with_room
from brobygger.events.models import Event, Question, SignUpList
from brobygger.events.models.events import MAX_IMAGE
from brobygger.events.telling import heard_of
from brobygger.journal.base_kinds import EVENTS
from brobygger.journal.models import Format, Registration
from brobygger.organisations.together import TogetherField

BELOW = ("title", "kind", "theme", "target_group", "locality", "network", "project", "mode", "format", "note")
OWN = ("text", "place", "online_link", "accessibility", "price", "image", "image_text", "responsible", "listed_publicly")
SCOPES = (("this", gettext_lazy("only this date")), ("following", gettext_lazy("this date and those after it")), ("all", gettext_lazy("all dates to come")))


class WhenMixin(Form):
    """Day and times in Danish time: ``starts_at`` and ``ends_at`` of the cleaned data are moments."""

    day = DayField(label=gettext_lazy("Day"))
    begins = ClockField(label=gettext_lazy("Begins at"))
    ends = ClockField(label=gettext_lazy("Ends at"))
    last_day = DayField(label=gettext_lazy("Last day, if it ends on another"), required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if {"day", "begins", "ends"} <= given.keys():
            try:
                given["starts_at"] = moment(given["day"], given["begins"])
            except ValidationError as error:
                self.add_error("begins", error)
            try:
                given["ends_at"] = moment(given.get("last_day") or given["day"], given["ends"])
            except ValidationError as error:
                self.add_error("ends", error)
            if "starts_at" in given and "ends_at" in given and given["ends_at"] <= given["starts_at"]:
                self.add_error("ends", _("It ends before it begins."))
        return cleaned


def with_scope(form: Form | ModelForm, event: Event) -> None:
    """Let the form of one date of a series say which dates it holds for."""
    if event.series_id is not None:
        form.fields["scope"] = forms.ChoiceField(label=_("What you change holds for"), choices=SCOPES, widget=forms.RadioSelect, initial="this")
        dress(form)


def when_of(event: Event) -> dict[str, Any]:
    start, end = local(event.starts_at), local(event.ends_at)
    return {"day": start.date(), "begins": start.time(), "ends": end.time(), "last_day": None if event.on_one_day else end.date()}


class EventForm(ModelForm):
    """An event and the registration below it in one form. The time is asked for a new event alone: later it is *moved*."""

    co_hosts = TogetherField()
    capacity = forms.IntegerField(label=gettext_lazy("Places"), required=False, min_value=1, max_value=100_000, help_text=gettext_lazy("Empty: as many as want to."))
    takes_signups = forms.BooleanField(label=gettext_lazy("People sign up for it"), required=False)
    scope = forms.ChoiceField(label=gettext_lazy("What you change holds for"), choices=SCOPES, widget=forms.RadioSelect, initial="this")

    class Meta:
        model = Event
        fields = list(OWN)
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}), "accessibility": forms.Textarea(attrs={"rows": 2}), "image": KeptFile(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        }
        help_texts = {
            "text": gettext_lazy("Shown on the public page. *Stars* make words stand out, a line that begins with “- ” is a point, [words](address) a link."),
            "online_link": gettext_lazy("Only those who have a place get it; where nobody signs up, it goes with the invitation."),
            "accessibility": gettext_lazy("Steps, lift, toilet, hearing loop, quiet room: what people must know to be able to come."),
            "price": gettext_lazy("“Free”, “50 kr. for coffee”. Empty shows nothing."),
        }

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        self.registration = registration
        super().__init__(*args, **kwargs)
        below = fields_for_model(Registration, fields=BELOW, widgets={"note": forms.Textarea(attrs={"rows": 2})})
        self.fields |= below
        for name in BELOW:
            self.initial.setdefault(name, getattr(registration, name if name not in {"kind", "theme", "target_group", "locality", "network", "project"} else f"{name}_id"))
        self.fields["title"].label = gettext_lazy("Title")
        self.fields["note"].label = gettext_lazy("Note for colleagues")
        self._narrow()
        if self.instance.pk:
            for name in ("takes_signups", "capacity"):
                del self.fields[name]
            self.initial["co_hosts"] = list(registration.co_hosts.all())
        if self.instance.series_id is None or not self.instance.pk:
            del self.fields["scope"]
        with_room(self, self.instance)
        if self.instance.image and self.instance.pk:
            self.fields["image"].widget.href = reverse("events_public:image", args=[registration.centre.key, self.instance.pk])
        dress(self)

    def _narrow(self) -> None:
        for name in ("kind", "theme", "locality", "target_group"):
            field = self.fields[name]
            chosen = getattr(self.registration, f"{name}_id", None)
            rows = field.queryset.filter(retired=False)  # type: ignore[attr-defined]  # a ModelChoiceField
            if name == "kind":
                rows = rows.filter(base__in=sorted(EVENTS))
            field.queryset = rows | field.queryset.filter(pk=chosen)  # type: ignore[attr-defined]  # as above
        here = RoleAssignment.objects.filter(until=None).values("user")
        self.fields["responsible"].queryset = User.objects.filter(pk__in=here) | User.objects.filter(pk=self.instance.responsible_id)  # type: ignore[attr-defined]  # as above

    def clean_image(self) -> Any:
        file = self.cleaned_data["image"]
        if file and hasattr(file, "size") and file is not self.instance.image:
            if file.size > MAX_IMAGE:
                raise ValidationError(_("The picture is larger than 4 MB."))
            try:
                with Image.open(file) as picture:
                    picture.verify()
            except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
                raise ValidationError(_("This is not a picture that can be shown. Use PNG, JPEG or WebP.")) from error
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("image") and not given.get("image_text"):
            self.add_error("image_text", _("Say in a few words what the picture shows, for those who cannot see it."))
        if given.get("online_link") and given.get("format") == Format.ON_SITE:  # with a link one can take part from elsewhere, whatever was ticked
            given["format"] = Format.BOTH if given.get("place") else Format.ONLINE
            self.changed_data.append("format")
        for name in BELOW:
            if name in given:
                setattr(self.registration, name, given[name])
        return cleaned

    def parts(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields in the order a person thinks of them; those after the first under a heading that opens."""
        groups: list[tuple[Any, tuple[str, ...]]] = [
            ("", ("title", "kind", "day", "begins", "ends", "place", "room", "text", "takes_signups", "capacity", "scope")),
            (gettext_lazy("Over several days"), ("last_day",)),
            (gettext_lazy("Online, price and accessibility"), ("format", "online_link", "price", "accessibility")),
            (gettext_lazy("Picture"), ("image", "image_text")),
            (gettext_lazy("What it is about, and for whom"), ("theme", "target_group", "locality", "network", "project", "mode", "co_hosts")),
            (gettext_lazy("For colleagues"), ("responsible", "listed_publicly", "note")),
        ]
        for heading, names in groups:
            yield str(heading), [self[name] for name in names if name in self.fields]


class NewEventForm(WhenMixin, EventForm):
    """With the time, which an event has from the beginning."""


class MoveForm(WhenMixin):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2, "data-needed-at-times": ""}))
    scope = forms.ChoiceField(label=gettext_lazy("Move"), choices=SCOPES, widget=forms.RadioSelect, initial="this")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, initial=when_of(event), **kwargs)
        if event.series_id is None:
            del self.fields["scope"]
        if heard_of([event]):
            self.fields["reason"].help_text = gettext_lazy("Those who have signed up or been invited get your words by mail.")
        with_room(self, event)
        self.order_fields(["day", "begins", "ends", "last_day", "room"])
        dress(self)


class CancelForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=gettext_lazy("Those who have signed up or been invited get your words by mail."))
    scope = forms.ChoiceField(label=gettext_lazy("Cancel"), choices=SCOPES, widget=forms.RadioSelect, initial="this")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["scope"]
        if event.ends_at <= timezone.now():
            self.fields["reason"].help_text = ""


class CopyForm(WhenMixin):
    """When the copy is to be, and where."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, initial={**when_of(event), "day": None, "last_day": None}, **kwargs)
        with_room(self, event)
        dress(self)


class SignUpListForm(ModelForm):
    FIRST = ("scope", "capacity", "closes_on", "audience")

    closes_on = DayField(label=gettext_lazy("Last day to sign up"), required=False, help_text=gettext_lazy("Empty: until it begins."))
    opens_on = DayField(label=gettext_lazy("First day to sign up"), required=False, help_text=gettext_lazy("Empty: as soon as it is public."))

    class Meta:
        model = SignUpList
        fields = ["capacity", "audience", "most_persons", "offer_hours", "remind_days"]
        help_texts = {
            "capacity": gettext_lazy("Empty: as many as want to. When it is full, people wait in the order they came."),
            "offer_hours": gettext_lazy("When a place becomes free it is offered to the next in the queue. 0: it is given at once."),
            "remind_days": gettext_lazy("0: no reminder is sent."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.closes_at:
            self.initial["closes_on"] = (local(row.closes_at) - timedelta(minutes=1)).date()
        if row.opens_at:
            self.initial["opens_on"] = local(row.opens_at).date()
        self.order_fields([*self.FIRST, "opens_on", "most_persons", "offer_hours", "remind_days"])

    @property
    def first(self) -> list[Any]:
        """What is asked of most events; the others open on demand."""
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def then(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    @property
    def is_open(self) -> bool:
        return any(field.errors for field in self.then)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        # The last day is a day with: the list closes at midnight after it.
        self.instance.closes_at = moment(given["closes_on"] + timedelta(days=1), time()) if given.get("closes_on") else None
        self.instance.opens_at = moment(given["opens_on"], time()) if given.get("opens_on") else None
        if self.instance.closes_at and self.instance.opens_at and self.instance.closes_at <= self.instance.opens_at:
            self.add_error("closes_on", _("Sign-up closes before it opens."))
        return cleaned


class QuestionForm(ModelForm):
    class Meta:
        model = Question
        fields = ["text", "kind", "choices", "required", "per_person", "position"]
        widgets = {"choices": forms.Textarea(attrs={"rows": 4, "data-needed-at-times": ""})}
