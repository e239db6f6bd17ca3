"""A file from the bank: its columns, what each line probably pays, and how it went."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.cpr import contains_cpr, refuse_cpr
from brobygger.core.postings import laid
from brobygger.core.tables import as_text, read_table
from brobygger.intake.columns import chosen_in, sampled, twice
from brobygger.organisations.fees import numbering
from brobygger.organisations.fees.bank import lines
from brobygger.organisations.fees.bank.columns import FIELDS, NEEDED
from brobygger.organisations.fees.bank.keeping import Looked, keep, look
from brobygger.organisations.fees.bank.matching import dealt
from brobygger.organisations.forms.fees import BankFileForm
from brobygger.organisations.models import BankFile, Charge

MOST_ROWS, MOST_COLUMNS = 10_000, 40
MOST_LINES = 800  # of money in: one page, one form
MOST_TYPED = 120  # letters: some ten references
HIDDEN = "••••••-••••"


@needs(May.EDIT_ORGANISATIONS)
def upload(request: StaffRequest, centre: str) -> HttpResponse:
    """Take a file in, money out left out. No payment is written yet."""
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _taken(form.cleaned_data["file"], request)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect("organisations:bank_file", centre=centre, pk=row.pk)
    context = {"form": form, "files": BankFile.objects.filter(uploaded_by=request.user).defer("rows")[:5], "here": "bank", "may_run": request.access.may(May.RUN_CENTRE)}
    return render(request, "organisations/fees/bank_files.html", context, status=422 if form.errors else 200)


def _taken(file: Any, request: StaffRequest) -> BankFile:
    refuse_cpr(file.name)
    table = [[_without_cpr(as_text(cell)) for cell in cells] for cells in read_table(file, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)]
    if len(table) > MOST_ROWS:
        raise ValidationError(_("The file has more than %(n)s rows. Export a shorter time from the bank.") % {"n": MOST_ROWS})
    found = laid(table, FIELDS, NEEDED)
    rows, chosen = found.rows, found.chosen
    out = [lines.is_out(row, chosen) for row in rows]
    kept = [[] if gone else row for row, gone in zip(rows, out, strict=True)]  # an empty row keeps its place, so that numbers are those of the file
    if sum(map(bool, kept)) > MOST_LINES:
        raise ValidationError(_("The file has more than %(n)s lines of money in. Export a shorter time from the bank.") % {"n": MOST_LINES})
    row = BankFile(
        uploaded_by=request.user, filename=str(file.name)[-120:], headings=found.headings, rows=kept, left_out=sum(out), result={"first": found.first},
        chosen={str(index): name for index, name in chosen.items()},
    )
    row.save()
    return row


def _without_cpr(cell: str) -> str:
    """What looks like a CPR number is not kept, wherever a payer has written it."""
    return HIDDEN if contains_cpr(cell) else cell


@needs(May.EDIT_ORGANISATIONS)
def file(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The lines with what each is proposed to pay, all of it to be corrected; then what was written. Only for the one who uploaded it."""
    row = get_object_or_404(BankFile, pk=pk, uploaded_by=request.user)
    if request.POST.get("order") == "discard" and row.done_at is None:
        row.delete()
        messages.success(request, _("The file is put away. Nothing was read in."))
        return redirect("organisations:bank", centre=centre)
    frame = {"row": row, "here": "bank", "may_run": request.access.may(May.RUN_CENTRE)}
    if row.done_at is not None or not row.rows:
        return render(request, "organisations/fees/bank_done.html", frame)
    before = row.chosen
    if request.method == "POST":
        row.chosen = chosen_in(request.POST, len(row.headings), FIELDS)
        row.save(update_fields=["chosen"])
    doubled = twice(row.chosen, FIELDS)
    missing = [str(FIELDS[name][0]) for name in NEEDED if name not in row.chosen.values()]
    found = look(row, today=timezone.localdate()) if not doubled and not missing else None
    typed, faults = _typed(request, found, all_of_it=row.chosen == before) if found else ({}, {})
    if request.POST.get("order") == "keep" and found and not faults:
        keep(row, {fingerprint: references for fingerprint, references in typed.items() if references}, by=request.user, now=timezone.now())
        return redirect("organisations:bank_file", centre=centre, pk=pk)
    context = {
        **frame, "columns": sampled(row.headings, row.rows, row.columns()), "fields": [(name, label) for name, (label, _words) in FIELDS.items()], "twice": doubled, "missing": missing, "found": found,
        "lines": _shown(found, typed, faults) if found else [], "faults": len(faults), "out": row.left_out + (found.read.out if found else 0),
        "owed": sorted((each for each in found.charges.values() if each.owed), key=lambda each: each.member) if found else [],
    }
    return render(request, "organisations/fees/bank.html", context, status=422 if doubled or missing or faults else 200)


def _typed(request: StaffRequest, found: Looked, *, all_of_it: bool) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The references chosen for each line, by its fingerprint, as typed or as proposed; and what is wrong with them.

    Where columns were chosen anew there is more to propose for fields that stood empty: then not ``all_of_it`` holds, but what was typed.
    """
    typed: dict[str, tuple[str, ...]] = {}
    faults: dict[str, str] = {}
    for each in found.matches:
        key = each.line.fingerprint
        said = request.POST.get(f"line-{key[:20]}")
        typed[key] = each.references if said is None or not (said or all_of_it) else numbering.several(said[:MOST_TYPED])
        if fault := _fault(found, typed[key], each.line.amount):
            faults[key] = fault
    return typed, faults


def _fault(found: Looked, references: tuple[str, ...], amount: int) -> str:
    """Why the line cannot pay these charges; empty where it can."""
    for each in references:
        charge = found.charges.get(each)
        if charge is None:
            return _("No charge has the reference “%(said)s”.") % {"said": each}
        if charge.closed:
            return _("%(reference)s is closed. Open it again first, or leave the line out.") % {"reference": each}
        if len(references) > 1 and not charge.owed:
            return _("%(member)s (%(said)s) owes nothing.") % {"member": charge.member, "said": each}
    if not all(dealt(amount, [found.charges[each].owed for each in references])):
        return _("The money does not reach all of them. Take the last one out.")
    return ""


def _shown(found: Looked, typed: dict[str, tuple[str, ...]], faults: dict[str, str]) -> list[dict[str, Any]]:
    """The lines as the page shows them: those with a fault first, then those without a proposal after the others."""
    shown = [
        {
            "line": each.line, "why": each.why.value, "said": each.said, "key": each.line.fingerprint[:20], "typed": ", ".join(typed[each.line.fingerprint]), "fault": faults.get(each.line.fingerprint, ""),
            "charge": found.charges.get(next(iter(typed[each.line.fingerprint]), each.said)), "probably": each.line.fingerprint in found.probably,
            "shares": _shares(found, typed[each.line.fingerprint], each.line.amount),
        }
        for each in found.matches
    ]
    return sorted(shown, key=lambda each: (not each["fault"], not each["typed"], each["line"].number))


def _shares(found: Looked, references: tuple[str, ...], amount: int) -> list[tuple[Charge, int]]:
    """What each of several charges gets of the line; nothing where it pays but one, or where one of them is not there."""
    charges = [found.charges[each] for each in references if each in found.charges]
    return list(zip(charges, dealt(amount, [each.owed for each in charges]), strict=True)) if len(charges) == len(references) > 1 else []

