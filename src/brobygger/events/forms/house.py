"""The choice of a room of the house on an event's form."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.events import house
from brobygger.events.models import Event
from brobygger.rooms.models import Room


class RoomField(forms.ModelChoiceField):  # type: ignore[type-arg]  # stubs' parameter does not exist at run time
    """A room, and how many it holds."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(room)s, room for %(n)s") % {"room": obj.name, "n": obj.capacity}


def with_room(form: Any, event: Event) -> None:
    """Let the form ask for a room of the house, where there are any."""
    there = house.booked(event) if event.pk else None
    rows = Room.objects.select_related("premises").filter(Q(retired=False, premises__retired=False) | Q(pk=there.room_id if there else None))
    if rows.exists():
        form.fields["room"] = RoomField(label=_("Room of the house"), queryset=rows, required=False, help_text=_("It is booked at once, moves with the event, and is free again if that is cancelled."))
        form.initial["room"] = there.room_id if there else None
