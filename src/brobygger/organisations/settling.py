"""Two who are made one and were both members over the same days: one membership stays, the other gives way for those days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.carrying import Step, carry, changed, values
from brobygger.organisations.models import Membership

Stays = Literal["kept", "gone"]
_DAY: Final = timedelta(days=1)
Span = tuple[date, date]


def both_members(member: str, kept: int, gone: int) -> bool:
    """Whether the two hold a membership of the same day. ``member`` is "organisation" or "person"."""
    return any(_meets(_span(one), _span(other)) for one in _of(member, kept) for other in _of(member, gone))


def settle(steps: list[Step], member: str, kept: int, gone: int, *, stays: Stays | None, by: User, now: datetime) -> None:
    """Where both were members over the same days, keep the membership of the one that ``stays`` and give the other only the days around it.

    What stood on a membership that has no days left stands on the one that stays. ValidationError where nobody has said which.
    """
    if not both_members(member, kept, gone):
        return
    if stays is None:
        raise ValidationError(_("Both were members over the same days. Say which membership stays."), code="both")
    winners = _of(member, kept if stays == "kept" else gone)
    for row in _of(member, gone if stays == "kept" else kept):
        met = [each for each in winners if _meets(_span(each), _span(row))]
        if met:
            _give_way(steps, row, met, by=by, now=now)


def _give_way(steps: list[Step], row: Membership, met: list[Membership], *, by: User, now: datetime) -> None:
    left = _without(_span(row), [_span(each) for each in met])
    before = audit.values(row)
    if not left:
        carry(steps, Membership, row.pk, met[-1].pk)
        audit.record("removed", row, by=by, now=now)
        steps.append({"model": Membership._meta.label, "values": values(row)})
        row.delete()
        return
    beyond = [_like(row, span) for span in left[1:]]
    changed(steps, row, starts_on=left[0][0], ends_on=_open(left[0][1]))
    audit.record("changed", row, by=by, before=before, now=now)
    for each in beyond:
        each.save()
        steps.append({"model": Membership._meta.label, "made": each.pk})
        audit.record("changed", each, by=by, now=now)


def _like(row: Membership, span: Span) -> Membership:
    return Membership(
        organisation=row.organisation, person=row.person, type=row.type, locality=row.locality, starts_on=span[0], ends_on=_open(span[1]), reason=row.reason,
    )


def _of(member: str, pk: int) -> list[Membership]:
    found: Any = Membership.objects.filter(**{member: pk}).select_related("organisation", "person", "type", "locality").order_by("starts_on")
    return list(found)


def _span(row: Membership) -> Span:
    return row.starts_on, row.ends_on or date.max


def _open(day: date) -> date | None:
    return None if day == date.max else day


def _meets(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """The days of ``span`` that none of ``taken`` holds, as spans."""
    left = [span]
    for start, end in taken:
        left = [
            piece
            for first, last in left
            for piece in (((first, min(last, start - _DAY)), (max(first, end + _DAY), last)) if end < date.max else ((first, min(last, start - _DAY)),))
            if piece[0] <= piece[1]
        ]
    return left
