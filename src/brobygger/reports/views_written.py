"""Reports that people write: the list, one with its parts, each part written, reviewed and published; and the file of it."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.pictures import served
from brobygger.core.versions import Stale
from brobygger.plan.permissions import visible_plans
from brobygger.reports import composed, first_templates, writing
from brobygger.reports.document import Document
from brobygger.reports.forms.written import EditionForm, PartForm, PictureForm, ReportForm
from brobygger.reports.html import render_html
from brobygger.reports.made import FORMATS, plain_letters
from brobygger.reports.models import Report, ReportPart, ReportPicture
from brobygger.reports.sections import sections
from brobygger.reports.sections_work import after

State = Report.State
SAVED_MEANWHILE: Final = "Somebody else has saved this in the meantime. Your text is still here; compare and save again."


def visible(request: StaffRequest) -> Any:
    """Drafts are for those who write; what is for the board, for those who see its papers."""
    rows = Report.objects.listed()
    if not request.access.may(May.WRITE_REPORTS):
        rows = rows.published()
    return rows if request.access.may(May.SEE_BOARD) else rows.filter(for_board=False)


def report_or_404(request: StaffRequest, pk: int) -> Report:
    row: Report = get_object_or_404(visible(request), pk=pk)
    return row


@needs(May.WRITE_REPORTS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """From a template, for a period: last year until the summer, then this one."""
    today = timezone.localdate()
    year = today.year - 1 if today.month < 7 else today.year
    templates = first_templates.all_of_them().filter(retired=False)
    initial = {"starts_on": today.replace(year=year, month=1, day=1), "ends_on": today.replace(year=year, month=12, day=31), "template": request.GET.get("skabelon") or templates.values_list("pk", flat=True).first()}
    form = ReportForm(request.POST or None, instance=Report(language=get_language() or "da"), initial=initial, plans=visible_plans(request.access), templates=templates)
    if request.method == "POST" and form.is_valid():
        row = writing.begin(form.instance, form.cleaned_data["template"], by=request.user, now=timezone.now())
        return redirect(row)
    return render(request, "reports/report_form.html", {"form": form, "row": None}, status=422 if form.errors else 200)


@needs(May.WRITE_REPORTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = report_or_404(request, pk)
    if row.is_published:
        return redirect(row)
    before = audit.values(row)
    form = ReportForm(request.POST or None, instance=row, plans=visible_plans(request.access))
    if request.method == "POST" and form.is_valid():
        try:
            writing.keep(form.instance, before=before, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        except Stale:
            form.add_error(None, _(SAVED_MEANWHILE))
        else:
            return redirect(row)
    return render(request, "reports/report_form.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@needs(May.SEE_REPORTS)
def report(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """As it stands or was published; for those who write, with its parts to be written."""
    row = report_or_404(request, pk)
    writes = request.access.may(May.WRITE_REPORTS) and not row.is_published
    context = {
        "row": row, "stamp": row.stamp if writes else "", "content": render_html(composed.document_of(row, timezone.localdate())), "writes": writes, "publishes": request.access.may(May.PUBLISH_REPORTS), "may_write": request.access.may(May.WRITE_REPORTS),
        "parts": [(part, sections.get(part.section)) for part in row.parts.prefetch_related("pictures")] if writes else [], "editions": visible(request).filter(follows=row.pk),
        "files": [(name, FORMATS[key][2]) for key, name in (("pdf", "PDF"), ("word", "Word"), ("excel", "Excel"), ("html", _("web page")))],
    }
    return render(request, "reports/report.html", context)


@needs(May.SEE_REPORTS)
def report_file(request: StaffRequest, centre: str, pk: int, ending: str) -> HttpResponse:
    row = report_or_404(request, pk)
    return as_file(row, composed.document_of(row, timezone.localdate()), ending)


def as_file(row: Report, document: Document, ending: str) -> HttpResponse:
    wanted = next((key for key, (_write, _media, end) in FORMATS.items() if end == ending), None)
    if wanted is None:
        raise Http404
    write, media, _ending = FORMATS[wanted]
    response = HttpResponse(write(document), content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{slugify(plain_letters(row.title))[:80]}.{ending}"'
    return response


@needs(May.WRITE_REPORTS)
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What a button asks for: review, publish, put on the site or take off, throw away."""
    row, now, by = report_or_404(request, pk), timezone.now(), request.user
    asked = request.POST.get("act", "")
    if request.method != "POST":
        return redirect(row)
    if asked in {"publish", "show", "hide"} and not request.access.may(May.PUBLISH_REPORTS):
        raise PermissionDenied
    try:
        match asked:
            case "review":
                writing.review(row, read=request.POST.get("read"), by=by, now=now)
            case "publish":
                writing.publish(row, public="public" in request.POST, by=by, now=now)
                messages.success(request, _("The report is published, and its figures stand as they are today."))
            case "show" | "hide":
                writing.show(row, public=asked == "show", by=by, now=now)
            case "discard":
                writing.discard(row, by=by, now=now)
                messages.success(request, _("The draft “%(report)s” is thrown away.") % {"report": row})
                return redirect("reports:reports", centre=centre)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


@needs(May.WRITE_REPORTS)
def edition(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """A new draft with the same parts, for the period after."""
    row = report_or_404(request, pk)
    then = after(row.starts_on, row.ends_on)
    form = EditionForm(request.POST or None, initial={"title": row.title.replace(str(row.ends_on.year), str(then.end.year)), "starts_on": then.start, "ends_on": then.end})
    if request.method == "POST" and form.is_valid():
        return redirect(writing.next_edition(row, **form.cleaned_data, by=request.user, now=timezone.now()))
    return render(request, "reports/edition.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@needs(May.WRITE_REPORTS)
def part(request: StaffRequest, centre: str, pk: int, part: int | None = None) -> HttpResponse:
    """One part: its text, pictures, what is filled in. Without ``part`` a new one at the end."""
    row = report_or_404(request, pk)
    if row.is_published:
        return redirect(row)
    own = get_object_or_404(row.parts, pk=part) if part is not None else ReportPart(report=row)
    before, now = audit.values(own) if own.pk else None, timezone.now()
    if request.method == "POST" and request.POST.get("act") in {"up", "down", "delete"} and own.pk:
        return _moved(row, own, request.POST["act"], request)
    form = PartForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        try:
            writing.write(form.instance, before=before, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        except Stale:
            form.add_error(None, _(SAVED_MEANWHILE))
        else:
            return redirect(f"{row.get_absolute_url()}#{own.anchor}")
    context = {"form": form, "row": row, "part": own, "pictures": own.pictures.all() if own.pk else [], "section": sections.get(own.section)}
    return render(request, "reports/part_form.html", context, status=422 if form.errors else 200)


def _moved(row: Report, own: ReportPart, asked: str, request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    try:
        if asked == "delete":
            writing.take_out(own, by=request.user, now=now)
        else:
            writing.move(own, -1 if asked == "up" else 1, by=request.user, now=now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{row.get_absolute_url()}#dele")


@needs(May.WRITE_REPORTS)
def picture(request: StaffRequest, centre: str, pk: int, part: int) -> HttpResponse:
    """A picture for a part."""
    own = get_object_or_404(ReportPart.objects.select_related("report__centre"), pk=part, report=report_or_404(request, pk).pk)
    form = PictureForm(request.POST or None, request.FILES or None, instance=ReportPicture(part=own))
    if request.method == "POST" and form.is_valid():
        try:
            writing.add_picture(form.instance, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("reports:part", centre=centre, pk=pk, part=part)
    return render(request, "reports/picture_form.html", {"form": form, "row": own.report, "part": own}, status=422 if form.errors else 200)


@needs(May.SEE_REPORTS)
def picture_file(request: StaffRequest, centre: str, pk: int, picture: int) -> HttpResponseBase:
    """The picture itself; a POST takes it out of the report."""
    found = get_object_or_404(ReportPicture, pk=picture, part__report=report_or_404(request, pk).pk)
    if request.method == "POST":
        if not request.access.may(May.WRITE_REPORTS):
            raise PermissionDenied
        try:
            writing.remove_picture(found, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("reports:part", centre=centre, pk=pk, part=found.part_id)
    return served(found.file, to_all=False)


