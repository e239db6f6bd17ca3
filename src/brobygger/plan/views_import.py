"""Guided import: upload, a preview beside the source in which every guess can be corrected, adopt. Nothing of the plan is
written before the last step.
"""

import re
from typing import Any, Final
from urllib.parse import urlencode

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
from brobygger.centres import audit
from brobygger.core.cpr import contains_cpr
from brobygger.core.forms import Form
from brobygger.core.versions import Stale
from brobygger.plan import adoption, laying, marking, outline
from brobygger.plan.enriching import enrich, tells_status
from brobygger.plan.import_form import choices_for, read_back
from brobygger.plan.importing import MAX_BYTES, Unreadable, read_plan
from brobygger.plan.models import Plan, PlanDraft
from brobygger.plan.owners import match_owners

UNFOLDED: Final = 12  # goals that a page shows at once
GOAL: Final = re.compile(r"a\d+(?:g\d+)?")
EXTENSIONS = ".docx,.pdf,.odt,.xlsx,.csv,.html,.htm,.md,.txt"


class UploadForm(Form):
    document = forms.FileField(
        label=gettext_lazy("The plan document"),
        help_text=gettext_lazy("Word, PDF, OpenDocument, Excel, CSV, HTML, Markdown or plain text, up to 25 MB."),
        widget=forms.FileInput(attrs={"accept": EXTENSIONS}),
        error_messages={"empty": gettext_lazy("The file is empty. Choose the document itself.")},
    )

    def clean_document(self) -> Any:
        document = self.cleaned_data["document"]
        if document.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 25 MB. A plan document is rarely over 2 MB; is it the right file?"))
        return document


@needs(May.IMPORT_PLAN)
def upload(request: StaffRequest, centre: str) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            draft = _read(document, by=request.user)
        except Unreadable as error:
            form.add_error("document", error.message)
        else:
            return redirect("plan:import_preview", centre=centre, pk=draft.pk)
    drafts = PlanDraft.objects.filter(plan=None).select_related("uploaded_by")[:10]
    status = 422 if form.is_bound else 200
    return render(request, "plan/import_upload.html", {"form": form, "drafts": drafts}, status=status)


def _read(document: Any, *, by: Any) -> PlanDraft:
    preview = read_plan(document.read(), document.name)
    found = preview.as_json()
    if contains_cpr(str(found)):
        raise Unreadable("cpr", _("The document holds what looks like a CPR number. Take it out and try again."))
    read = enrich(found)
    match_owners(read)
    draft = PlanDraft(
        filename=document.name[-200:],
        uploaded_at=timezone.now(),
        uploaded_by=by,
        outline=read,
        source=[block.as_json() for block in preview.source_blocks],
    )
    draft.save()
    return draft


@needs(May.IMPORT_PLAN)
def preview(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The outline as one form beside the document's text; each button saves what was typed and then does its one thing."""
    draft = get_object_or_404(PlanDraft, pk=pk)
    if draft.plan is not None:
        return redirect("plan:plan", centre=centre, pk=draft.plan_id)
    errors: list[str] = []
    if request.method == "POST":
        return _posted(request, centre, draft)
    return _show(request, draft, errors)


def _posted(request: StaffRequest, centre: str, draft: PlanDraft) -> HttpResponse:
    typed, errors = read_back(draft.outline, request.POST)
    draft.outline = typed
    if errors:
        return _show(request, draft, errors, status=422)
    order = request.POST.get("order", "save")
    picked = request.POST.getlist("pick")
    if order.startswith("mark-"):
        if not picked:
            return _show(request, draft, [_("Tick the pieces of the text first.")], status=422)
        draft.outline = marking.mark(typed, draft.source, picked, order.removeprefix("mark-"))
    elif ":" in order:
        draft.outline = outline.correct(typed, order)
    if request.POST.get("version") not in {None, str(draft.version)}:
        message = _("Somebody else has corrected this import in the meantime. Your text is still here; compare and save again.")
        return _show(request, draft, [message], status=409)
    try:
        draft.save()
    except Stale:
        message = _("Somebody else has corrected this import in the meantime. Your text is still here; compare and save again.")
        return _show(request, draft, [message], status=409)
    if order == "lay":
        return _laid(request, centre, draft)
    if order in {"adopt", "adopt-draft"}:
        try:
            plan = adoption.adopt(draft, by=request.user, now=timezone.localtime(), adopted=order == "adopt")
        except ValidationError as error:
            return _show(request, draft, list(error.messages), status=422)
        messages.success(request, _("The plan is in. Everything you register from now on counts in it."))
        return redirect("plan:plan", centre=centre, pk=plan.pk)
    place = order.partition(":")[2] or (f"source-{picked[-1].partition('.')[0]}" if picked else "")
    target = redirect("plan:import_preview", centre=centre, pk=draft.pk)
    asked: dict[str, str] = {"mark": "1"} if request.POST.get("marking") or order == "marking" else {}
    if goal := GOAL.match(place):
        asked["aaben"] = goal[0]  # the goal that was worked on stays unfolded, and its area
    if asked:
        target["Location"] += f"?{urlencode(asked)}"
    if place:
        target["Location"] += f"#{place}"
    return target


def _laid(request: StaffRequest, centre: str, draft: PlanDraft) -> HttpResponse:
    chosen = request.POST.get("onto", "")
    plan = Plan.objects.exclude(status=Plan.Status.CLOSED).filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
    if plan is None:
        return _show(request, draft, [_("Choose the plan that this is a status of.")], status=422)
    try:
        kept = laying.lay(draft, plan, by=request.user, now=timezone.localtime())
    except ValidationError as error:
        return _show(request, draft, list(error.messages), status=422)
    said = ngettext("%(n)d status was laid onto the plan. It stands with its goal.", "%(n)d statuses were laid onto the plan. They stand with their goals.", kept)
    messages.success(request, said % {"n": kept})
    return redirect("plan:plan", centre=centre, pk=plan.pk)


@needs(May.IMPORT_PLAN)
def discard(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    draft = get_object_or_404(PlanDraft, pk=pk, plan=None)
    if request.method == "POST":
        audit.record("discarded", draft, by=request.user)
        draft.delete()
        messages.success(request, _("The import was put away. The document itself is untouched on your computer."))
        return redirect("plan:import", centre=centre)
    return render(request, "plan/import_discard.html", {"draft": draft})


def _show(request: StaffRequest, draft: PlanDraft, errors: list[str], *, status: int = 200) -> HttpResponse:
    found = draft.outline
    telling, asked = tells_status(found), request.GET.get("aaben", "")
    goals = sum(len(area["goals"]) for area in found["areas"])
    activities = [activity for area in found["areas"] for goal in area["goals"] for activity in goal["activities"]]
    context = {
        "draft": draft,
        "outline": found,
        "errors": errors,
        "tells_status": telling,
        # A large plan is looked over a goal at a time. Where something is wrong, everything is open, so that it is found.
        "folded": goals > UNFOLDED and not errors,
        "open": {asked, asked.partition("g")[0]},
        # Each piece is a stop for the keyboard: they can be ticked when somebody wants to, or when nothing was recognised.
        "marking": bool(request.POST.get("marking") or request.GET.get("mark") or not activities),
        "open_plans": laying.open_plans() if telling else [],
        "figures": {
            "areas": len(found["areas"]),
            "goals": goals,
            "activities": len(activities),
            "targets": sum(len(activity["targets"]) for activity in activities),
        },
        **choices_for(),
    }
    return render(request, "plan/import_preview.html", context, status=status)
