"""Rooms, bookings and lent equipment for programs."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.rooms.models import Booking, Equipment, Loan, Premises, Room

scopes.add("rooms", _("Rooms, bookings and equipment"))
resources.add("premises", Resource("rooms", Premises._meta.verbose_name_plural or "", "Houses with rooms.", Premises, "name address locality access opening_hours position retired"))
resources.add("rooms", Resource(
    "rooms", Room._meta.verbose_name_plural or "", "Rooms that can be booked.", Room, "premises name text capacity step_free accessibility house_rules open_to approval opens closes weekends charged position retired features set_ups parts", filters="premises:premises retired:retired",
))
resources.add("bookings", Resource(
    "rooms", Booking._meta.verbose_name_plural or "", "Bookings of rooms.", Booking, "room organisation registration starts_at ends_at minutes purpose persons set_up state series asked_at held_on ended_at name mail phone reason",
    filters="room:room organisation:organisation state:state starts_at__gte:from starts_at__lt:before", followed=False,
))
resources.add("equipment", Resource("rooms", Equipment._meta.verbose_name_plural or "", "What is lent out.", Equipment, "name text stock longest_days on_site retired", filters="retired:retired"))
resources.add("loans", Resource(
    "rooms", Loan._meta.verbose_name_plural or "", "Equipment lent out, or about to be.", Loan, "equipment quantity organisation starts_on due_on half state handed_out_on returned_on ended_on condition condition_note lost name mail note reason",
    filters="equipment:equipment organisation:organisation state:state",
))
