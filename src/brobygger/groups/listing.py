"""The office's list of groups: what stands in the cells, and what leaves as a file. Numbers alone, nobody's name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, tag, together
from brobygger.core.spreadsheets import Value
from brobygger.groups.models import Group, GroupState
from brobygger.groups.shown import owner, rhythm, starts, where


def columns() -> list[Column]:
    return [Column(_("Group"), named=False), Column(_("State")), Column(_("When")), Column(_("Where")), Column(_("Seats"), "num"), Column(_("Waiting"), "num"), Column(_("Meetings held"), "num")]


def cells(rows: Iterable[Any], held: dict[int, int]) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, listed and counted; ``held``: meetings by group."""
    for row in rows:
        what = " · ".join(str(each) for each in (row.get_type_display(), row.theme or "", row.organisation or "") if each)
        draft = tag(_("draft")) if row.published_at is None and row.state != GroupState.ENDED else ""
        yield [
            together(link(row.get_absolute_url(), row.title), draft, below(what)), row.get_state_display(), together(rhythm(row) or "–", below(starts(row) if row.started_on else "")), where(row),
            "" if row.is_open_door else _of(row.seated, row.seats), "" if row.is_open_door else row.waiting, held.get(row.pk, 0),
        ]


def _of(seated: int, seats: int | None) -> str:
    return _("%(n)s of %(of)s") % {"n": seated, "of": seats} if seats else str(seated)


def headers() -> list[str]:
    return [str(each) for each in (
        _("Group"), _("Type"), _("Whose"), _("Theme"), _("State"), _("Day and time"), _("Where"), _("Locality"), _("Seats"), _("With a seat"), _("Waiting"), _("Meetings held"),
        _("Gathers people since"), _("Started"), _("Ended"), _("Why it ended"), _("Public"),
    )]


def line(row: Any, held: dict[int, int]) -> list[Value]:
    group: Group = row
    return [
        group.title, str(group.get_type_display()), owner(group), str(group.theme or ""), str(group.get_state_display()), rhythm(group), where(group), str(group.locality or ""), group.seats,
        row.seated, row.waiting, held.get(group.pk, 0), group.gathering_since, group.started_on, group.ended_on, group.ended_because, str(_("yes") if group.published_at else _("no")),
    ]
