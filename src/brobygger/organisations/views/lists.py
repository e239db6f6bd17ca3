"""Reading in a list: the file, its columns and rows to look through, and how it went."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.downloads import list_file
from brobygger.core.forms import Form
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.intake.columns import chosen_in, sampled, twice
from brobygger.intake.lines import State
from brobygger.intake.template_file import template_file
from brobygger.intake.uploading import taken
from brobygger.organisations.bringing import COLUMNS
from brobygger.organisations.lists import keeping
from brobygger.organisations.lists.checking import check, propose
from brobygger.organisations.lists.columns import FIELDS, guess
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line
from brobygger.organisations.models import ListImport, Organisation

SHOWN = 100  # lines of each kind on the page; the figures count all
GROUPS = ("wrong", "likely", "new", "changed")


class ListForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Your list"), help_text=gettext_lazy("Excel, OpenDocument or CSV, one organisation a row, with headings above."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )


@needs(May.EDIT_ORGANISATIONS)
def upload(request: StaffRequest, centre: str) -> HttpResponse:
    """Take a file in and guess its columns. Nothing is written but the list itself, for its uploader to look through."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _taken(form.cleaned_data["file"], request)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("organisations:list", centre=centre, pk=row.pk)
    mine = ListImport.objects.filter(uploaded_by=request.user).defer("rows")[:5]
    return render(request, "organisations/lists.html", {"form": form, "lists": mine}, status=422 if form.errors else 200)


@needs(May.EDIT_ORGANISATIONS)
def template(request: StaffRequest, centre: str) -> HttpResponse:
    """A file to fill in, with our headings and an example."""
    return template_file(_("Members and contacts"), COLUMNS)


def _taken(file: Any, request: StaffRequest) -> ListImport:
    got = taken(file, guess, below_a_title=True)
    rows = [[]] * (got["first"] - 2) + got["rows"]  # each row keeps the number its owner knows it by
    made: ListImport = ListImport.objects.create(uploaded_by=request.user, filename=got["filename"], headings=got["headings"], rows=rows, chosen=got["chosen"])
    return made


@needs(May.EDIT_ORGANISATIONS)
def list_(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The list's columns and what each row would do; started, how it goes. Only for the one who uploaded it."""
    row = get_object_or_404(ListImport, pk=pk, uploaded_by=request.user)
    order = request.POST.get("order", "")
    if order == "discard" and ListImport.objects.filter(pk=pk, started_at=None).delete()[0]:  # of two pages, one may have begun it meanwhile
        messages.success(request, _("The list is put away. Nothing was read in."))
        return redirect("organisations:lists", centre=centre)
    if row.started_at is not None or not row.rows:
        template = "organisations/list_going.html#state" if request.htmx else "organisations/list_going.html"
        done, of = keeping.how_far(row)
        return render(request, template, {"row": row, "done": done, "of": of})
    unseen = False
    if request.method == "POST":
        before = row.chosen
        if not _choose(row, request.POST):
            return redirect("organisations:list", centre=centre, pk=pk)
        unseen = row.chosen != before and order in {"keep", "keep_good"}
    doubled = twice(row.chosen, FIELDS)
    named = "name" in row.chosen.values() and not doubled
    lines = check(row.rows, row.columns(), Known.now(), same=row.same_rows()) if named else []
    groups, said = _grouped(lines, row), sum(any(cells) for cells in row.rows)
    wrong = len(groups["wrong"])
    to_keep = len(groups["likely"]) + len(groups["new"]) + len(groups["changed"])
    if named and to_keep and not unseen and ((order == "keep" and not wrong) or order == "keep_good"):
        keeping.start(row, language=get_language() or "da", good_alone=order == "keep_good")
        return redirect("organisations:list", centre=centre, pk=pk)
    context = {
        "row": row, "columns": sampled(row.headings, row.rows, row.columns()), "fields": [(name, label) for name, (label, _words) in FIELDS.items()], "twice": doubled, "named": named,
        "groups": _shown(request, groups), "same": sum(line.state == State.SAME for line in lines), "wrong": wrong, "to_keep": to_keep,
        "heading": ngettext("%(n)s row", "%(n)s rows", said) % {"n": said}, "unseen": unseen,
    }
    return render(request, "organisations/list.html", context, status=422 if doubled or (request.method == "POST" and wrong) else 200)


def _choose(row: ListImport, typed: Any) -> bool:
    """Keep what was chosen of the columns, where they were on the page, and of the rows that may be somebody who is there; not once it has begun."""
    if any(name.startswith("column-") for name in typed):
        row.chosen = chosen_in(typed, len(row.headings), FIELDS)
    said = {name.removeprefix("same-"): key_of(value) for name, value in typed.items() if name.startswith("same-") and name.removeprefix("same-").isdecimal()}
    row.same = {number: key for number, key in {**row.same, **said}.items() if key}
    return bool(ListImport.objects.filter(pk=row.pk, started_at=None).update(chosen=row.chosen, same=row.same))


def _grouped(lines: list[Line], row: ListImport) -> dict[str, list[Line]]:
    propose(lines)
    groups: dict[str, list[Line]] = {name: [] for name in GROUPS}
    for line in lines:
        if str(line.number) in row.same and isinstance(line.there, Organisation):
            line.likely = [(line.there, "")]
        if line.state != State.SAME:
            groups["likely" if line.likely and line.state == State.NEW else line.state.value].append(line)
    return groups


def _shown(request: StaffRequest, groups: dict[str, list[Line]]) -> list[tuple[str, int, Any, str]]:
    """The first of each kind; or of the one kind that the address names, a page at a time. Name, how many, the page, its address."""
    only = request.GET.get("vis", "")
    if groups.get(only):
        page, query = page_of(groups[only], request.GET, SHOWN)
        return [(only, len(groups[only]), page, query)]
    return [(name, len(found), found[:SHOWN], "") for name, found in groups.items() if found]


@needs(May.EDIT_ORGANISATIONS)
def faults(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What is wrong with the list's rows, as an Excel file to go through beside it."""
    row = get_object_or_404(ListImport, pk=pk, uploaded_by=request.user)
    found = row.left_out
    if row.started_at is None and row.rows:
        found = keeping.faults(check(row.rows, row.columns(), Known.now(), same=row.same_rows()), row.headings, row.columns())
    headers = [str(each) for each in (_("Row"), _("Column"), _("What was typed"), _("What is wrong"))]
    return list_file(str(_("Rows to put right")), headers, [[int(number), *said] for number, *said in found], kind="xlsx")

