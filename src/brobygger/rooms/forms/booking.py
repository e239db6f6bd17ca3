"""Forms of a booking: when and where, what for; and who, where that is not known."""

import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.core.forms import ClockField, DayField, Form, dress
from brobygger.core.keys import key_of
from brobygger.core.prepared import Prepared
from brobygger.core.recurrence import Rule
from brobygger.core.times import moment
from brobygger.organisations.models import Organisation
from brobygger.rooms.models import Booking, Room, SetUp

A_MOMENT, A_DAY = 2, 86_400  # seconds
_signer = signing.Signer(salt="rooms.booking")


class RoomField(forms.ModelChoiceField):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """A room, and how many it holds. ``unread``: it is known by its key alone; whoever books reads it, under its lock, and says whether it may be booked."""

    unread = False

    def to_python(self, value: Any) -> Any:
        if not self.unread or value in self.empty_values:
            return super().to_python(value)
        key = key_of(str(value))
        if not key:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return Room.from_db(None, ["id"], [key])  # reads the rest where it is asked for it

    def label_from_instance(self, obj: Any) -> str:
        return _("%(room)s, room for %(n)s") % {"room": obj.name, "n": obj.capacity}


class WhenForm(Form):
    """A room, a day and times in Danish time: ``starts_at`` and ``ends_at`` of the cleaned data are moments."""

    room = RoomField(label=gettext_lazy("Room"), queryset=None)
    day = DayField(label=gettext_lazy("Day"))
    begins = ClockField(label=gettext_lazy("Begins at"))
    ends = ClockField(label=gettext_lazy("Ends at"))
    last_day = DayField(label=gettext_lazy("Last day, if it ends on another"), required=False)

    def __init__(self, *args: Any, rooms: Any = None, **kwargs: Any) -> None:
        """``rooms`` to choose from; without them the room is taken as it was sent, and :meth:`offer` says what there is before the form is shown."""
        super().__init__(*args, **kwargs)
        field = self.fields["room"]
        assert isinstance(field, RoomField)  # noqa: S101 -- for the type checker: declared above
        field.unread = rooms is None
        if rooms is not None:
            field.queryset = rooms

    def offer(self, rooms: Any) -> Any:
        """Let the page that is shown list ``rooms``; gives them."""
        field = self.fields["room"]
        assert isinstance(field, RoomField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = rooms
        return rooms

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if {"day", "begins", "ends"} <= given.keys():
            last = given.get("last_day") or given["day"]
            if given["ends"] == clock() and last == given["day"]:  # midnight at the end of the day, not at its beginning
                last = given["day"] + timedelta(days=1)
            for name, day, at in (("begins", given["day"], given["begins"]), ("ends", last, given["ends"])):
                try:
                    given["starts_at" if name == "begins" else "ends_at"] = moment(day, at).astimezone(UTC)
                except ValidationError as error:
                    self.add_error(name, error)
            if "starts_at" in given and "ends_at" in given and given["ends_at"] <= given["starts_at"]:
                self.add_error("ends", _("It ends before it begins. Does it last past midnight? Then write the last day too."))
        return cleaned

    def at(self, booking: Booking) -> Booking:
        """``booking`` at the room and time that were typed."""
        given = self.cleaned_data
        booking.room, booking.starts_at, booking.ends_at = given["room"], given["starts_at"], given["ends_at"]
        return booking


def when_of(booking: Booking) -> dict[str, Any]:
    return typed_of(booking.room_id, booking.starts_at, booking.ends_at)


def typed_of(room: int, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """As one would type it."""
    start, end = localtime(starts_at), localtime(ends_at)
    last = None if end.date() == start.date() or (end - start <= timedelta(days=1) and end.time() == clock()) else end.date()
    return {"room": room, "day": start.date(), "begins": f"{start:%H:%M}", "ends": f"{end:%H:%M}", "last_day": last}


_set_ups: Prepared[int] = Prepared(lambda: SetUp.objects.filter(retired=False).order_by().values_list("pk", flat=True))


class WhatForm(Form):
    """What it is for, how many come, how chairs stand, whether tickets are sold."""

    purpose = forms.CharField(label=gettext_lazy("What it is for"), max_length=160, help_text=gettext_lazy("A few words, such as “board meeting”. They stand on the screen at the door, so no names."))
    persons = forms.IntegerField(label=gettext_lazy("How many come"), min_value=1, max_value=5000, required=False)
    set_up: Any = forms.ModelChoiceField(label=gettext_lazy("How chairs and tables stand"), queryset=None, required=False)
    _offered = False
    ticketed = forms.BooleanField(label=gettext_lazy("Tickets are sold for it"), required=False, help_text=gettext_lazy("Then one always pays for the room."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound or self.data.get(self.add_prefix("set_up")):
            self._offer_set_ups()

    def _offer_set_ups(self) -> None:
        """Those there are, or no such field. Where nobody has chosen one they are asked for when the form is shown again: most bookings are made without."""
        field = self.fields.get("set_up")
        if not isinstance(field, forms.ModelChoiceField) or self._offered:
            return
        self._offered = True
        if _set_ups():
            field.queryset = SetUp.objects.filter(retired=False)
        else:
            del self.fields["set_up"]

    def visible_fields(self) -> Any:
        self._offer_set_ups()
        return super().visible_fields()

    def get_context(self) -> dict[str, Any]:
        self._offer_set_ups()
        return super().get_context()

    def on(self, booking: Booking) -> Booking:
        """``booking`` with what was typed."""
        given = self.cleaned_data
        booking.purpose, booking.persons, booking.ticketed = given["purpose"].strip(), given["persons"], given["ticketed"]
        booking.set_up = given.get("set_up")
        return booking


class BookingForm(WhatForm, WhenForm):
    """A new booking of one who is known."""

    field_order: Any = ("room", "day", "begins", "ends", "last_day", "purpose", "persons", "set_up", "ticketed")

    def booking(self) -> Booking:
        return self.on(self.at(Booking(language=get_language() or "da")))


class OfficeForm(BookingForm):
    """For whom, too: an association, or somebody by name. Neither: the centre itself."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("For which association"), queryset=Organisation.objects.none(), required=False, help_text=gettext_lazy("Empty: for somebody else, by name below."))
    name = forms.CharField(label=gettext_lazy("Contact’s name"), max_length=120, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False, help_text=gettext_lazy("Gets the confirmation. Empty: the association’s own mail."))
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)

    field_order = ("room", "day", "begins", "ends", "last_day", "organisation", "purpose", "persons", "set_up", "ticketed", "name", "mail", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker: declared above
        field.queryset = Organisation.objects.all()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if not given.get("organisation") and not given.get("name") and not {"organisation", "name"} & set(self.errors):
            self.add_error("organisation", _("Choose an association, or write a name below."))
        return cleaned

    def booking(self) -> Booking:
        row, given = super().booking(), self.cleaned_data
        row.organisation, row.name, row.mail, row.phone = given["organisation"], given["name"].strip(), given["mail"], given["phone"].strip()
        return row


class PublicForm(BookingForm):
    """Somebody without an association: a name and a mail. ``second_name`` is for robots, ``seen`` says when the page was given out."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    mail = forms.EmailField(label=gettext_lazy("Your mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = forms.CharField(label=gettext_lazy("Your telephone"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))
    seen = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    second_name = forms.CharField(label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = lambda: _signer.sign(f"{int(time.time()):x}")
        self.fields["room"].widget = forms.HiddenInput()

    def was_looked_at(self) -> bool:
        """Whether the page was given out today, at least a moment before it was sent."""
        try:
            then = int(_signer.unsign(self.cleaned_data.get("seen", "")), 16)
        except (signing.BadSignature, ValueError):
            return False
        return A_MOMENT <= time.time() - then <= A_DAY

    def booking(self) -> Booking:
        row, given = super().booking(), self.cleaned_data
        row.name, row.mail, row.phone = given["name"].strip(), given["mail"], given["phone"].strip()
        return row


class ReasonForm(Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=250, help_text=gettext_lazy("Stands in the mail to the one who booked."))


REPEATS = [
    ("", gettext_lazy("only this once")), ("weekly", gettext_lazy("every week")), ("fortnightly", gettext_lazy("every other week")), ("monthly_weekday", gettext_lazy("every month on the same weekday (the second Tuesday)")),
    ("monthly", gettext_lazy("every month on the same date")), ("daily", gettext_lazy("every day")),
]
SCOPES = [("this", gettext_lazy("only this date")), ("following", gettext_lazy("this date and those after it")), ("all", gettext_lazy("all dates to come"))]


class RepeatMixin(Form):
    """Whether it comes again, and until when; a series always has an end."""

    repeat = forms.ChoiceField(label=gettext_lazy("How often"), choices=REPEATS, required=False)
    until = DayField(label=gettext_lazy("Until, this day with"), required=False, help_text=gettext_lazy("It can be prolonged later."))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = self.cleaned_data
        if given.get("repeat") and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Until when does it come again?"))
        return cleaned

    def rule(self) -> Rule | None:
        """How it comes again; None for once."""
        given = self.cleaned_data
        if not given.get("repeat"):
            return None
        frequency, every = ("weekly", 2) if given["repeat"] == "fortnightly" else (given["repeat"], 1)
        return Rule(frequency, every=every, until=given["until"])


class OwnForm(RepeatMixin, BookingForm):
    """An association's booking, once or as a series."""

    field_order: Any = ("room", "day", "begins", "ends", "last_day", "repeat", "until", "purpose", "persons", "set_up", "ticketed")


class OfficeSeriesForm(RepeatMixin, OfficeForm):
    field_order: Any = ("room", "day", "begins", "ends", "last_day", "repeat", "until", "organisation", "purpose", "persons", "set_up", "ticketed", "name", "mail", "phone")


class MoveForm(WhenForm):
    """Another time or room; of a series, for which dates."""

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, initial=when_of(booking), **kwargs)
        if booking.series_id is not None:
            self.fields["scope"] = forms.ChoiceField(label=_("What you change holds for"), choices=SCOPES, widget=forms.RadioSelect, initial="this")
            dress(self)


class ProlongForm(Form):
    until = DayField(label=gettext_lazy("Until, this day with"))

    def __init__(self, *args: Any, booking: Booking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = Booking.objects.taking().filter(series=booking.series_id).order_by("-starts_at").first() or booking
        self.fields["until"].help_text = _("The last date is %(day)s now.") % {"day": formats.date_format(last.day, "l j. F Y")}


class ScopedReasonForm(ReasonForm):
    """Why, and for which dates of the series."""

    scope = forms.ChoiceField(label=gettext_lazy("Which dates"), choices=SCOPES, widget=forms.RadioSelect, initial="this")

    field_order: Any = ("scope", "reason")
