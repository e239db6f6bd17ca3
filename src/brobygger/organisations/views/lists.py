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
from brobygger.core.cpr import contains_cpr, refuse_cpr
from brobygger.core.forms import Form
from brobygger.core.tables import as_text, read_table
from brobygger.organisations.lists.checking import State, check
from brobygger.organisations.lists.columns import FIELDS, guess
from brobygger.organisations.lists.keeping import start
from brobygger.organisations.lists.known import Known
from brobygger.organisations.models import ListImport

MOST_ROWS, MOST_COLUMNS = 10_000, 40
SHOWN = 200  # lines of each kind on the page; the figures count all
SAMPLES = 3


class ListForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Your list"), help_text=gettext_lazy("Excel or CSV, one organisation a row, with headings in the first row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
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


def _taken(file: Any, request: StaffRequest) -> ListImport:
    refuse_cpr(file.name)
    table = [[as_text(cell) for cell in cells] for cells in read_table(file, most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS)]
    while table and not any(table[0]):
        del table[0]
    if len(table) < 2:
        raise ValidationError(_("The file holds no rows below its headings."))
    if len(table) > MOST_ROWS + 1:
        raise ValidationError(_("The file has more than %(n)s rows. Divide it, and read in one part at a time.") % {"n": MOST_ROWS})
    for number, cells in enumerate(table, 1):
        if any(contains_cpr(cell) for cell in cells):
            raise ValidationError(_("Row %(n)s holds what looks like a CPR number. Brobygger never keeps CPR numbers: take them out of the list first.") % {"n": number})
    headings, rows = table[0], [row for row in table[1:] if any(row)]
    row = ListImport(
        uploaded_by=request.user, filename=str(file.name)[-120:], headings=headings, rows=rows, chosen={str(index): name for index, name in guess(headings).items()},
    )
    row.save()
    return row


@needs(May.EDIT_ORGANISATIONS)
def list_(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The list's columns and what each row would do; started, how it goes. Only for the one who uploaded it."""
    row = get_object_or_404(ListImport, pk=pk, uploaded_by=request.user)
    if request.POST.get("order") == "discard" and row.started_at is None:
        row.delete()
        messages.success(request, _("The list is put away. Nothing was read in."))
        return redirect("organisations:lists", centre=centre)
    if row.started_at is not None or not row.rows:
        template = "organisations/list_going.html#state" if request.htmx else "organisations/list_going.html"
        return render(request, template, {"row": row})
    if request.method == "POST":
        row.chosen = {str(index): name for index in range(len(row.headings)) if (name := request.POST.get(f"column-{index}", "")) in FIELDS}
        row.save(update_fields=["chosen"])
    twice = sorted({str(FIELDS[name][0]) for name in row.chosen.values() if list(row.chosen.values()).count(name) > 1})
    named = "name" in row.chosen.values() and not twice
    lines = check(row.rows, row.columns(), Known.now()) if named else []
    by_state = {state: [line for line in lines if line.state == state] for state in State}
    if request.POST.get("order") == "keep" and named and lines and not by_state[State.WRONG]:
        start(row, language=get_language() or "da")
        return redirect("organisations:list", centre=centre, pk=pk)
    context = {
        "row": row, "columns": _columns(row), "fields": [(name, label) for name, (label, _words) in FIELDS.items()], "twice": twice, "named": named,
        "groups": [(state.value, len(found), found[:SHOWN]) for state in (State.WRONG, State.NEW, State.CHANGED) if (found := by_state[state])],
        "same": len(by_state[State.SAME]), "wrong": len(by_state[State.WRONG]), "to_keep": len(by_state[State.NEW]) + len(by_state[State.CHANGED]),
        "heading": ngettext("%(n)s row", "%(n)s rows", len(row.rows)) % {"n": len(row.rows)},
    }
    return render(request, "organisations/list.html", context, status=422 if twice or (request.method == "POST" and by_state[State.WRONG]) else 200)


def _columns(row: ListImport) -> list[tuple[int, str, list[str], str]]:
    """Each column's number, heading, a few of its cells, and the field chosen for it."""
    found = []
    for index, heading in enumerate(row.headings):
        samples = [cells[index] for cells in row.rows if index < len(cells) and cells[index]][:SAMPLES]
        if heading or samples:
            found.append((index, heading, samples, row.chosen.get(str(index), "")))
    return found
