"""Reports on the screen before they are fetched, and as files: the follow-up, the plan, the board pack.

What is asked for stands in the address (plan, meeting, day), so a link shows a colleague the same report. Who may see which
is the same as on the pages the reports are made from: drafts to those who make plans, meetings and decisions to those who see
the board, names of persons to those who see them there.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.models import Meeting
from brobygger.plan.models import Plan
from brobygger.plan.permissions import visible_plans
from brobygger.reports import views_written
from brobygger.reports.html import render_html
from brobygger.reports.made import FORMATS, Asked, composed, make
from brobygger.reports.preparing import ask, takes_long
from brobygger.reports.standing import Sees

MEETINGS, WRITTEN = 12, 30


@needs(May.SEE_REPORTS)
def reports(request: StaffRequest, centre: str) -> HttpResponse:
    """What can be taken home: each running plan's follow-up, each meeting's papers, each plan."""
    today = timezone.localdate()
    board = request.access.may(May.SEE_BOARD)
    meetings = Meeting.objects.select_related("team", "centre")
    context = {
        "running": list(visible_plans(request.access).filter(pk__in=Plan.objects.running_on(today))),
        "plans": list(visible_plans(request.access)),
        "coming": list(meetings.filter(frozen_at=None, held_on__gte=today).order_by("held_on", "pk")[:MEETINGS]) if board else [],
        "held": list(meetings.frozen().order_by("-held_on", "-pk")[:MEETINGS]) if board else [],
        "board": board,
        "written": views_written.visible(request)[:WRITTEN],
        "may_write": request.access.may(May.WRITE_REPORTS),
        "today": today,
    }
    return render(request, "reports/reports.html", context)


def sees(request: StaffRequest) -> Sees:
    board = request.access.may(May.SEE_BOARD)
    return Sees(names=board or request.access.may(May.SEE_WORK), board=board)


@needs(May.SEE_REPORTS)
def followup(request: StaffRequest, centre: str) -> HttpResponse:
    asked = _followup(request)
    today = timezone.localdate()
    meetings = list(Meeting.objects.select_related("team", "centre").frozen()[:MEETINGS]) if asked.sees.board else []
    if asked.meeting and asked.meeting not in meetings:
        meetings = [asked.meeting, *meetings]
    choices = {
        "plans": list(visible_plans(request.access)),
        "meetings": meetings,
        "chosen_plan": request.GET.get("plan", ""),
        "chosen_meeting": str(asked.meeting.pk) if asked.meeting else "",
        "day": _day(request) or today,
        "today": today,
    }
    return _preview(request, asked, reverse("reports:followup_file", args=[centre, "pdf"]), title=_("Follow-up report"), choices=choices)


@needs(May.SEE_REPORTS)
def followup_file(request: StaffRequest, centre: str, ending: str) -> HttpResponse:
    return _file(request, _followup(request), ending)


@needs(May.SEE_PLAN)
def plan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    asked = _plan(request, pk)
    return _preview(
        request, asked, reverse("reports:plan_file", args=[centre, pk, "pdf"]), title=asked.plans[0].title,
        back=(asked.plans[0].title, reverse("plan:plan", args=[centre, pk])),
    )  # fmt: skip


@needs(May.SEE_PLAN)
def plan_file(request: StaffRequest, centre: str, pk: int, ending: str) -> HttpResponse:
    return _file(request, _plan(request, pk), ending)


@needs(May.SEE_BOARD)
def pack(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    asked = _pack(request, pk)
    meeting = asked.meeting
    return _preview(
        request, asked, reverse("reports:pack_file", args=[centre, pk, "pdf"]), title=_("Papers for the meeting"),
        back=(str(meeting), meeting.get_absolute_url()) if meeting else None,
    )  # fmt: skip


@needs(May.SEE_BOARD)
def pack_file(request: StaffRequest, centre: str, pk: int, ending: str) -> HttpResponse:
    return _file(request, _pack(request, pk), ending)


def _followup(request: StaffRequest) -> Asked:
    """The follow-up the address asks for: of a meeting, or of a day; of one plan, or of those the meeting or the day has."""
    meeting = None
    if wanted := request.GET.get("meeting", ""):
        if not request.access.may(May.SEE_BOARD):
            raise PermissionDenied
        meeting = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=_number(wanted))
    day = _day(request) or timezone.localdate()
    plans = visible_plans(request.access)
    if chosen := request.GET.get("plan", ""):
        found = [get_object_or_404(plans, pk=_number(chosen))]
    elif meeting is not None:
        found = list(plans.filter(meetings=meeting).order_by("kind", "pk"))
    else:
        found = list(plans.filter(pk__in=Plan.objects.running_on(day)).order_by("kind", "pk"))
    return Asked("followup", request.centre, found, day, meeting, sees(request))


def _plan(request: StaffRequest, pk: int) -> Asked:
    return Asked("plan", request.centre, [get_object_or_404(visible_plans(request.access), pk=pk)], timezone.localdate())


def _pack(request: StaffRequest, pk: int) -> Asked:
    meeting = get_object_or_404(Meeting.objects.select_related("team", "centre"), pk=pk)
    plans = list(visible_plans(request.access).filter(meetings=meeting).order_by("kind", "pk"))
    return Asked("board-pack", request.centre, plans, timezone.localdate(), meeting, sees(request))


def _number(text: str) -> int:
    if not (text.isdecimal() and len(text) < 18):
        raise Http404
    return int(text)


def _day(request: StaffRequest) -> date | None:
    """The day in the address; one that makes no sense, or is yet to come, asks for today."""
    try:
        wanted = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None
    return min(wanted, timezone.localdate())


def _preview(request: StaffRequest, asked: Asked, file: str, *, title: str, **more: Any) -> HttpResponse:
    query = request.GET.urlencode()
    base = file.removesuffix("pdf")
    context = {
        "title": title,
        "content": render_html(composed(asked)),
        "files": [(name, f"{base}{ending}" + (f"?{query}" if query else "")) for name, ending in offered(asked)],
        "empty": not asked.plans and asked.kind == "followup",
        **more,
    }
    return render(request, "reports/preview.html", context)


def offered(asked: Asked) -> list[tuple[str, str]]:
    """The formats as links name them, with the file's ending. A plan is no workbook: its cells are texts."""
    names = {"pdf": "PDF", "word": "Word", "excel": "Excel", "html": _("web page")}
    return [(name, FORMATS[key][2]) for key, name in names.items() if key != "excel" or asked.kind != "plan"]


def _file(request: StaffRequest, asked: Asked, ending: str) -> HttpResponse:
    wanted = next((key for key, (_write, _media, end) in FORMATS.items() if end == ending), None)
    if wanted is None:
        raise Http404
    if takes_long(asked, wanted):
        prepared = ask(asked, wanted, language=get_language() or "da", by=request.user)
        return redirect("reports:prepared", centre=asked.centre.key, pk=prepared.pk)
    content = make(asked, wanted)
    response = HttpResponse(content, content_type=FORMATS[wanted][1])
    response["Content-Disposition"] = f'attachment; filename="{asked.name}.{ending}"'
    return response
