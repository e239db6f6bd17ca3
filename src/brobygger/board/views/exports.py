"""Every list leaves as seen, as Excel or CSV."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.models import StaffHours
from brobygger.board.sitting import seats_listed
from brobygger.board.views import decisions, documents, meetings
from brobygger.core.downloads import list_file
from brobygger.core.spreadsheets import Value


@needs(May.SEE_BOARD)
def meetings_file(request: StaffRequest, centre: str, kind: str) -> HttpResponse:
    headers = [_("Date"), _("Kind"), _("Team"), _("Place"), _("Plans"), _("Frozen"), _("Frozen by"), _("Present"), pgettext("meeting", "Minutes")]
    rows = (
        (
            row.held_on, str(row.get_kind_display()), row.team.name if row.team else None, row.place,
            ", ".join(plan.title for plan in row.plans.all()), row.frozen_at, str(row.frozen_by) if row.frozen_by else None,
            row.present, row.minutes,
        )
        for row in meetings.listed(request)
    )
    return list_file(_("meetings"), headers, rows, kind=kind, name=_("meetings"))


@needs(May.SEE_BOARD)
def decisions_file(request: StaffRequest, centre: str, kind: str) -> HttpResponse:
    headers = [
        _("Meeting"), _("Date"), _("Decision"), _("Kind"), _("Goal"), _("Responsible"), _("By"), _("Carried out"), _("What came of it"),
    ]
    rows = (
        (
            str(row.meeting), row.meeting.held_on, row.text, str(row.get_kind_display()), row.goal.title if row.goal else None,
            str(row.responsible) if row.responsible else None, row.due_on, row.done_on, row.outcome,
        )
        for row in decisions.listed(request)
    )
    return list_file(_("decisions"), headers, rows, kind=kind, name=_("decisions"))


@needs(May.SEE_BOARD)
def hours_file(request: StaffRequest, centre: str, kind: str) -> HttpResponse:
    headers = [_("Name"), _("Hours a week"), _("From"), _("To"), _("Paid by")]
    rows = ((row.name, row.hours, row.since, row.until, row.paid_by) for row in StaffHours.objects.all())
    return list_file(_("staff-hours"), headers, rows, kind=kind, name=_("staff-hours"))


@needs(May.SEE_BOARD)
def documents_file(request: StaffRequest, centre: str, kind: str) -> HttpResponse:
    headers = [_("Title"), _("Kind"), _("Agreed with"), _("Version"), _("Adopted on"), _("Evaluated on"), _("Review by"), _("What changed, and who took part")]
    rows: list[Sequence[Value]] = []
    for document in documents.listed():
        about = (document.title, str(document.get_kind_display()), document.partner.name if document.partner else None)
        rows += [
            (*about, version.number, version.adopted_on, version.reviewed_on, document.review_by, version.text)
            for version in document.versions.all()
        ] or [(*about, None, None, None, document.review_by, None)]
    return list_file(_("documents"), headers, rows, kind=kind, name=_("documents"))


@needs(May.SEE_BOARD)
def seats_file(request: StaffRequest, centre: str, kind: str) -> HttpResponse:
    headers = [_("Name"), _("Office"), _("Comes from"), _("Sector"), _("Appointed by"), _("From"), _("To")]
    rows = (
        (
            seat.person.name, str(seat.get_office_display()), seat.represents.name if seat.represents else None,
            str(seat.represents.get_sector_display()) if seat.represents else None,
            seat.appointed_by.name if seat.appointed_by else None, seat.since, seat.until,
        )
        for seat in seats_listed()
    )
    return list_file(_("board-members"), headers, rows, kind=kind, name=_("board-members"))
