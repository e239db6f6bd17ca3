"""Expenses out of the bookkeeping: a file taken in, its columns, each posting with its line, and how it went."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.cpr import contains_cpr, refuse_cpr
from brobygger.core.forms import Form
from brobygger.core.keys import key_of
from brobygger.core.postings import laid
from brobygger.core.tables import as_text, read_table
from brobygger.intake.columns import chosen_in, sampled, twice
from brobygger.projects import importing
from brobygger.projects.bookkeeping import FIELDS, NEEDED, is_flipped, missing
from brobygger.projects.models import BudgetLine, ExpenseImport, Grant

MOST_ROWS, MOST_COLUMNS = 10_000, 40
MOST_LINES = 700  # of one page and one form
WRONG_SHOWN = 50
HIDDEN = "••••••-••••"


class FileForm(Form):
    file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("CSV or Excel, as your bookkeeping program gives it: postings with day, text and amount, at best with account and voucher."))


@needs(May.EDIT_MONEY)
def upload(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Take a file in. No expense is written yet."""
    grant = get_object_or_404(Grant.objects.listed(), pk=pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _taken(form.cleaned_data["file"], grant, request)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("projects:import", centre=centre, pk=row.pk)
    context = {"form": form, "row": grant, "files": grant.imports.defer("rows")[:10], "any_line": grant.lines.exists()}
    return render(request, "projects/upload.html", context, status=422 if form.errors else 200)


def _taken(file: Any, grant: Grant, request: StaffRequest) -> ExpenseImport:
    refuse_cpr(file.name)
    table = [[HIDDEN if contains_cpr(text := as_text(cell)) else text for cell in cells] for cells in read_table(file, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)]
    if len(table) > MOST_ROWS:
        raise ValidationError(_("The file has more than %(n)s rows. Take out a shorter time.") % {"n": MOST_ROWS})
    found = laid(table, FIELDS, NEEDED)
    if sum(any(row) for row in found.rows) > MOST_LINES:
        raise ValidationError(_("The file has more than %(n)s lines. Take out a shorter time, or the accounts of this grant alone.") % {"n": MOST_LINES})
    row = ExpenseImport(
        grant=grant, uploaded_by=request.user, uploaded_at=timezone.now(), filename=str(file.name)[-120:], headings=found.headings, rows=found.rows, first=found.first,
        chosen={str(index): name for index, name in found.chosen.items()}, flipped=is_flipped(found.rows, found.chosen),
    )
    row.save()
    return row


@needs(May.EDIT_MONEY)
def file(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Each posting with the line it is proposed for, all of it to be corrected; then what was written, which can be taken back."""
    row = get_object_or_404(ExpenseImport.objects.select_related("grant__centre", "grant__project"), pk=pk)
    grant, act, now = row.grant, request.POST.get("act", ""), timezone.now()
    if act == "discard" and row.done_at is None:
        row.delete()
        messages.success(request, _("The file is put away. Nothing was read in."))
        return redirect(f"{grant.get_absolute_url()}#udgifter")
    if act == "take_back":
        gone = importing.take_back(row, by=request.user, now=now)
        messages.success(request, ngettext("%(n)s expense is taken back.", "%(n)s expenses are taken back.", gone) % {"n": gone})
        return redirect("projects:import", centre=centre, pk=pk)
    if row.done_at is not None or not row.rows:
        return render(request, "projects/import_done.html", {"row": row, "grant": grant, "there": row.expenses.count()})
    before = (row.chosen, row.flipped)
    if request.method == "POST":
        row.chosen = chosen_in(request.POST, len(row.headings), FIELDS)
        row.flipped = request.POST.get("flipped") == "1"
        row.save()
    doubled, lacking = twice(row.chosen, FIELDS), missing(row.columns())
    found = importing.look(row, grant) if not doubled and not lacking else None
    lines = list(BudgetLine.objects.filter(grant=grant).values_list("pk", "name"))
    chosen = _chosen(request, found, lines, anew=(row.chosen, row.flipped) != before) if found else {}
    if act == "keep" and found:
        importing.keep(row, {mark: line for mark, line in chosen.items() if line}, by=request.user, now=now)
        return redirect("projects:import", centre=centre, pk=pk)
    context = {
        "row": row, "grant": grant, "columns": sampled(row.headings, row.rows, row.columns()), "fields": [(name, label) for name, (label, _words) in FIELDS.items()], "twice": doubled, "missing": lacking, "found": found, "budget": lines,
        "postings": [(each, chosen[each.fingerprint], each.fingerprint in found.probably) for each, _proposed in found.new] if found else [], "wrong": found.read.wrong[:WRONG_SHOWN] if found else [],
        "before_titles": sorted(set(found.before.values())) if found else [],
    }
    return render(request, "projects/import.html", context, status=422 if doubled or lacking else 200)


def _chosen(request: StaffRequest, found: importing.Looked, lines: list[tuple[int, str]], *, anew: bool) -> dict[str, int | None]:
    """The line chosen for each posting by its fingerprint, as sent or as proposed. Where the columns were read anew, what stood empty is proposed again."""
    known = {pk for pk, _name in lines}
    chosen: dict[str, int | None] = {}
    for each, proposed in found.new:
        said = request.POST.get(f"line-{each.fingerprint[:20]}")
        line = key_of(said)
        chosen[each.fingerprint] = line if line in known else proposed if said is None or anew else None
    return chosen

