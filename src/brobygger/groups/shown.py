"""A group's time and place in words."""

from django.utils import formats
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


def starts(group: Group) -> str:
    """When it starts, or since when it runs."""
    if group.started_on:
        return _("runs since %(day)s") % {"day": formats.date_format(group.started_on, "j. F Y")}
    if group.first_on:
        return formats.date_format(group.first_on, "j. F Y")
    return _("when there are enough") if group.organisation_id is None else ""  # an association's own knows best itself


def owner(group: Group) -> str:
    return str(group.organisation or group.centre.name)
