"""The house's bookings by day, for the calendar: how many there are, since each of them would drown the rest."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.rooms.day import whole
from brobygger.rooms.models import Booking


def _bookings(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    access = cast("Access", reader)
    if not access.may(May.SEE_ROOMS):
        return
    rows: Any = Booking.objects.taking().filter(registration=None, starts_at__gte=whole(start).starts, starts_at__lt=whole(end).ends)
    url = reverse("rooms:day", kwargs={"centre": access.centre.key})
    for on, n in rows.order_by().annotate(on=TruncDate("starts_at")).values_list("on").annotate(n=Count("pk")).order_by("on"):
        if start <= on <= end:
            yield Coming(f"rooms-{on:%Y%m%d}", on, ngettext("%(n)s booking in the house", "%(n)s bookings in the house", n) % {"n": n}, f"{url}?dag={on:%Y-%m-%d}", gettext_lazy("Rooms"))


coming.add("rooms.bookings", _bookings)
