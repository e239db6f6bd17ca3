"""A group's time and place in words."""

from datetime import date

from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.groups.models import Group
from brobygger.journal.models import Format


def rhythm(group: Group) -> str:
    """"Tuesday at 17.00–19.00, every other week, 8 meetings"."""
    parts = []
    if group.weekday is not None:
        parts.append(capfirst(str(WEEKDAYS[group.weekday])))
    if group.at:
        clock = f"{group.at:%H.%M}–{group.until:%H.%M}" if group.until else f"{group.at:%H.%M}"
        parts.append(_("at %(time)s") % {"time": clock})
    said = " ".join(parts)
    meetings = _("%(n)s meetings") % {"n": group.planned_meetings} if group.planned_meetings and not group.rhythm else ""
    return ", ".join(part for part in (said, group.rhythm, meetings) if part)


def where(group: Group) -> str:
    online = group.format in {Format.ONLINE, Format.BOTH}
    parts = [group.place, str(group.locality or "") if not group.place else "", _("online") if online else ""]
    return ", ".join(part for part in parts if part)


def first_to_come(group: Group) -> date | None:
    """The day planned for the first meeting of a group that has not met, as long as that is to come: a group may gather people past the day it hoped for."""
    planned: date | None = group.first_on
    return planned if planned is not None and group.started_on is None and planned >= timezone.localdate() else None


def starts(group: Group) -> str:
    """When it starts, or since when it runs."""
    if group.started_on:
        return _("runs since %(day)s") % {"day": formats.date_format(group.started_on, "j. F Y")}
    first = first_to_come(group) or (group.first_on if group.organisation_id else None)  # nobody here says of an association's own that it has begun
    if first:
        return formats.date_format(first, "j. F Y")
    return _("when there are enough") if group.organisation_id is None else ""  # an association's own knows best itself


def owner(group: Group) -> str:
    return str(group.organisation or group.centre.name)
