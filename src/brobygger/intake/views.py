"""Moving in: what there is to bring along, a list's file, its columns and rows to look through, how it went, and out again."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.forms import Form
from brobygger.intake import keeping, progress, undoing
from brobygger.intake.columns import chosen_in, sampled, twice
from brobygger.intake.kinds import Kind, kinds
from brobygger.intake.models import Intake
from brobygger.intake.overview import doors, latest_of
from brobygger.intake.template_file import template_file
from brobygger.intake.uploading import taken

MOST_ROWS: Final = 5_000
REFRESHED: Final = ("wrong", "new", "same")
ORDERS: Final = ("keep", "keep_good")


class ListForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Your list"), help_text=gettext_lazy("Excel, OpenDocument or CSV, one a row, with headings above. Yours or our template: you say what each column is."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )


@needs(May.EDIT_WORK)
def start(request: StaffRequest, centre: str) -> HttpResponse:
    """All that can be brought along, in the order that makes it easiest, with what has come already."""
    return render(request, "intake/start.html", {"doors": doors(request.access)})


def _kind(request: StaffRequest, what: str) -> Kind:
    kind = kinds.get(what)
    if kind is None:
        raise Http404
    if not request.access.may(kind.needs):
        raise PermissionDenied
    return kind


@needs(May.EDIT_WORK)
def upload(request: StaffRequest, centre: str, what: str) -> HttpResponse:
    """Take a file in and guess its columns. Nothing is written but the list itself, for its uploader to look through."""
    kind = _kind(request, what)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            got = taken(form.cleaned_data["file"], kind.headings.guess, most_rows=MOST_ROWS, below_a_title=True)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            row = Intake.objects.create(uploaded_by=request.user, kind=what, **got)
            return redirect("intake:list", centre=centre, pk=row.pk)
    context = {"form": form, "kind": kind, "what": what, "columns": kind.columns.values(), "lists": latest_of(what, request.user)}
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_WORK)
def template(request: StaffRequest, centre: str, what: str) -> HttpResponse:
    """A file to fill in: the headings, an example and what may be written, with drop-downs where values are fixed."""
    kind = _kind(request, what)
    return template_file(str(kind.label), kind.columns)


def _list(request: StaffRequest, pk: int) -> tuple[Intake, Kind]:
    """A list that is open is its uploader's alone; one that has been taken in is everybody's who may work with what it made."""
    mine = Q(uploaded_by=request.user) | ~Q(done_at=None)
    row: Intake = get_object_or_404(Intake.objects.select_related("uploaded_by", "undo_by").filter(mine), pk=pk)
    return row, _kind(request, row.kind)


@needs(May.EDIT_WORK)
def list_(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The list's columns and what each row would become; handed over, how it goes; taken in, what came of it."""
    row, kind = _list(request, pk)
    order = request.POST.get("order", "")
    if order == "discard" and Intake.objects.filter(pk=pk, started_at=None).delete()[0]:  # of two pages, one may have taken it in meanwhile
        messages.success(request, _("The list is put away. Nothing was read in."))
        return redirect("intake:start", centre=centre)
    if order == "undo":
        try:
            undoing.ask(row, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("intake:list", centre=centre, pk=pk)
    if row.started_at is not None or row.failed or not row.rows:
        return _going(request, row, kind)
    unseen = False
    if request.method == "POST" and any(name.startswith("column-") for name in request.POST):
        chosen = chosen_in(request.POST, len(row.headings), kind.headings.fields)
        unseen = chosen != row.chosen and order in ORDERS
        if chosen != row.chosen or order == "check":
            row.chosen, row.looked = chosen, {}
            if not Intake.objects.filter(pk=pk, started_at=None).update(chosen=chosen, looked={}):
                return redirect("intake:list", centre=centre, pk=pk)
    return _looked(request, row, kind, order, unseen=unseen)


def _looked(request: StaffRequest, row: Intake, kind: Kind, order: str, *, unseen: bool) -> HttpResponse:
    """``unseen``: it was to be kept with columns that nobody has seen the rows of. They are shown first."""
    doubled, lacking = twice(row.chosen, kind.headings.fields), kind.missing(row.chosen.values())
    if not doubled and not lacking and not row.looked and not progress.is_told(row):
        keeping.look_through(row)
    counts = row.looked.get("counts", {})
    if order in ORDERS and not unseen and counts.get("new") and (order == "keep_good" or not counts["wrong"]):
        keeping.start(row, language=get_language() or "da", good_alone=order == "keep_good")
        return redirect("intake:list", centre=request.centre.key, pk=row.pk)
    lines = row.looked.get("lines", {})
    context = {
        "row": row, "kind": kind, "columns": sampled(row.headings, row.rows, row.columns()), "fields": [(name, column.label) for name, column in kind.columns.items()], "twice": doubled, "missing": lacking,
        "counts": counts, "groups": [(state, counts[state], lines[state]) for state in REFRESHED if counts.get(state)], "n": sum(counts.values()), "waiting": not (doubled or lacking or row.looked),
        "done": progress.told(row), "of": len(row.rows), "unseen": unseen,
    }
    part = "#state" if request.htmx and request.method == "GET" else ""
    return render(request, f"intake/list.html{part}", context, status=422 if doubled or lacking else 200)


def _going(request: StaffRequest, row: Intake, kind: Kind) -> HttpResponse:
    of = row.result.get("made", 0) if row.undo_at else len(row.rows)
    context = {"row": row, "kind": kind, "done": min(progress.told(row), of), "of": of, "there": row.made.count(), "mine": row.uploaded_by_id == request.user.pk}
    return render(request, f"intake/going.html{'#state' if request.htmx else ''}", context)


@needs(May.EDIT_WORK)
def faults(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What is wrong with the list's rows, as an Excel file to go through beside it. Only for the one who uploaded it."""
    row, _its_kind = _list(request, pk)
    if row.uploaded_by_id != request.user.pk:
        raise Http404
    headers = [str(each) for each in (_("Row"), _("Column"), _("What was typed"), _("What is wrong"))]
    found: list[Any] = row.left_out or row.looked.get("faults", [])
    return list_file(str(_("Rows to put right")), headers, [[int(number), *said] for number, *said in found], kind="xlsx")
