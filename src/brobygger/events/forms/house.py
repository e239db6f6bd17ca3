"""The choice of a room of the house on an event's form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.events import house
from brobygger.events.models import Event
from brobygger.rooms.models import Room
from brobygger.rooms.series import alternative


class RoomField(forms.ModelChoiceField):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """A room, and how many it holds."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(room)s, room for %(n)s") % {"room": obj.name, "n": obj.capacity}


def chosen_instead(data: Any) -> Any:
    """What was sent; where one of the rooms and times that are free instead was pressed, with that."""
    found = alternative(data.get("instead", "")) if data else None
    if found is None:
        return data
    room, starts, ends = found
    start, end = localtime(starts), localtime(ends)
    given = data.copy()
    given.update(dict.fromkeys(("room", "day", "begins", "ends", "last_day"), ""))
    for name, value in (("room", room.pk), ("day", start.date()), ("begins", f"{start:%H:%M}"), ("ends", f"{end:%H:%M}"), ("last_day", "" if end.date() == start.date() else end.date())):
        given[name] = str(value)
    return given


def refused(form: Any, error: ValidationError, *, elsewhen: bool = True) -> None:
    """Let the page show what is free instead as buttons; at the same time alone where the form asks for no time (``elsewhen``)."""
    others = error.others if isinstance(error, house.RoomTaken) else []
    form.instead = [each for each in others if elsewhen or (each.starts_at, each.ends_at) == (form.instance.starts_at, form.instance.ends_at)]


def choice_of(form: Any) -> house.Choice | None:
    """What the form says of the room, where that was changed."""
    return house.Choice(form.cleaned_data["room"]) if "room" in form.changed_data else None


def with_room(form: Any, event: Event) -> None:
    """Let the form ask for a room of the house, where there are any."""
    there = house.booked(event) if event.pk else None
    rows = Room.objects.select_related("premises").filter(Q(retired=False, premises__retired=False) | Q(pk=there.room_id if there else None))
    if rows.exists():
        form.fields["room"] = RoomField(label=_("Room of the house"), queryset=rows, required=False, help_text=_("It is booked at once, moves with the event, and is free again if that is cancelled."))
        form.initial["room"] = there.room_id if there else None
