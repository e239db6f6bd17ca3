"""What a row of a list says of membership, held against what stands: a new one, another type or place, a last day."""

from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line
from brobygger.organisations.models import Membership


def compare(line: Line, known: Known, today: date) -> None:
    """Plan what the row asks for, or say why it cannot be. ``line.values`` gives up its three fields of membership."""
    start, end, kind = (line.values.pop(name, None) for name in ("member_from", "member_to", "membership"))
    had = known.memberships.get(line.key, []) if line.there is not None else []
    row = _present(had, today)
    if start and end and end < start:
        line.fault(_("The membership ends before it begins."), "member_to")
    elif start or end or kind:
        if start is None and row is None:
            line.fault(_("A member needs the day it became one."), "member_from")
            return
        if start is not None:
            if any(each.starts_on == start and (kind is None or each.type_id == kind.pk) and (end is None or each.ends_on == end) for each in had):
                kind = end = None  # as it stands, now or in the past
            elif row is None or start not in _since(row, had):
                row = next((each for each in had if each.starts_on == start), None)
                if row is None:
                    _join(line, had, known, start, end, kind)
                    return
        assert row is not None  # noqa: S101 -- for the type checker: told above
        _differ(line, row, had, kind, end, today)
    if row is not None and not line.faults:
        _move(line, row, today)


def _present(had: list[Membership], today: date) -> Membership | None:
    """The one that holds today, else the latest that has, else the first to come."""
    return next((each for each in reversed(had) if each.starts_on <= today), had[0] if had else None)


def _since(row: Membership, had: list[Membership]) -> set[date]:
    """The days on which the unbroken time that ``row`` is the end of has begun and been changed: lists go on saying the first."""
    days = {row.starts_on}
    for each in reversed(had):
        if each.ends_on is not None and each.ends_on + timedelta(days=1) == min(days):
            days.add(each.starts_on)
    return days


def _differ(line: Line, row: Membership, had: list[Membership], kind: Any, end: date | None, today: date) -> None:
    another, ends = kind is not None and row.type_id != kind.pk, end is not None and row.ends_on != end
    if not (another or ends):
        return
    if row.ends_on is not None and row.over(today):
        line.fault(
            _("It left on %(day)s. To come back it needs a later day as a member; what was written wrongly is corrected on the membership's page.")
            % {"day": formats.date_format(row.ends_on)}, "member_to" if ends else "membership",
        )
        return
    if ends and end is not None:
        if end < row.starts_on:
            line.fault(_("The membership ends before it begins."), "member_to")
        elif any(each.starts_on > row.starts_on and each.starts_on <= end for each in had):
            line.fault(_("It has a membership over the same days already, from another day. Change it on the organisation's page."), "member_to")
        elif another and end < max(today, row.starts_on):
            line.fault(_("It is a member as %(type)s here. A membership that has ended gets no other type; correct it on its page.") % {"type": row.type}, "membership")
        line.ends = (row, end)
        line.say("member_to", row.ends_on, end)
    if another:
        _retired(line, kind)
        line.goes_on = (row, kind)
        line.say("membership", row.type, _("%(type)s, from %(day)s") % {"type": kind, "day": formats.date_format(max(today, row.starts_on), "SHORT_DATE_FORMAT")})


def _move(line: Line, row: Membership, today: date) -> None:
    """Where the row says another place, the membership in force goes on from there."""
    if "locality" in line.values and line.goes_on is None and not row.over(today) and row.starts_on <= today and not (line.ends and line.ends[1] < today):
        place = line.values["locality"]
        if row.locality_id != place.pk:
            line.goes_on = (row, row.type)
            if line.personal:
                line.say("locality", row.locality, place)
    if line.personal:
        line.values.pop("locality", None)


def _join(line: Line, had: list[Membership], known: Known, start: date, end: date | None, kind: Any) -> None:
    if kind is None:
        kind = known.usual_type()
        if kind is None:
            line.fault(_("A member needs a type of membership."), "membership")
            return
    if any((each.ends_on is None or each.ends_on >= start) and (end is None or each.starts_on <= end) for each in had):
        line.fault(_("It has a membership over the same days already, from another day. Change it on the organisation's page."), "member_from")
        return
    _retired(line, kind)
    line.joins = {"type": kind, "starts_on": start, "ends_on": end}
    line.say("membership", None, f"{kind}, {start.isoformat()}")
    if end:
        line.say("member_to", None, end)


def _retired(line: Line, kind: Any) -> None:
    if kind.retired:
        line.fault(_("“%(type)s” is no longer used.") % {"type": kind}, "membership")
