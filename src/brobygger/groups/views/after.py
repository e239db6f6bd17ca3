"""Around a group: those who carry it, their supervision, and what those in it thought of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.events.codes import qr
from brobygger.groups import actions, afterwards, carrying
from brobygger.groups.forms.groups import FacilitatorForm, PaperForm, SupervisionForm
from brobygger.groups.models import Facilitator, Group, Supervision, Verdict
from brobygger.groups.views.groups import put


@needs(May.EDIT_GROUPS)
def facilitators(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Those who carry it, now and before; one more, or one fewer."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    now, today = timezone.now(), timezone.localdate()
    if request.method == "POST" and request.POST.get("act") == "let_go":
        one = get_object_or_404(Facilitator.objects.select_related("group", "person"), group=row, pk=key_of(request.POST.get("facilitator")) or 0)
        actions.let_go(one, on=today, by=request.user, now=now)
        messages.success(request, _("%(name)s no longer carries it.") % {"name": one})
        return redirect("groups:facilitators", centre=centre, pk=pk)
    if request.method == "POST" and request.POST.get("act") == "link":
        one = get_object_or_404(Facilitator.objects.on(today).select_related("person"), group=row, pk=key_of(request.POST.get("facilitator")) or 0)
        if one.person.mail:
            carrying.send_link(one.person, request.centre, now=now)
            messages.success(request, _("The link to the own page is on its way by mail."))
        else:
            messages.error(request, _("There is no mail to write to."))
        return redirect("groups:facilitators", centre=centre, pk=pk)
    form = FacilitatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.carry(row, **form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("%(name)s is a facilitator now.") % {"name": made})
            return redirect("groups:facilitators", centre=centre, pk=pk)
    every = list(row.facilitators.select_related("person"))
    context = {"row": row, "form": form, "now_on": [each for each in every if each.until is None or each.until >= today], "before": [each for each in every if each.until and each.until < today]}
    return render(request, "groups/facilitators.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_GROUPS)
def supervision(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """When its facilitators had supervision, by whom and how long; nothing of what was said."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    now = timezone.now()
    if request.method == "POST" and request.POST.get("act") == "remove":
        actions.remove_supervision(get_object_or_404(Supervision, group=row, pk=key_of(request.POST.get("supervision")) or 0), by=request.user, now=now)
        messages.success(request, _("It is taken out."))
        return redirect("groups:supervision", centre=centre, pk=pk)
    form = SupervisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_supervision(row, **form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("It is written down."))
            return redirect("groups:supervision", centre=centre, pk=pk)
    rows = list(row.supervisions.all())
    return render(request, "groups/supervision.html", {"row": row, "form": form, "rows": rows, "hours": sum(each.minutes for each in rows) / 60}, status=422 if form.errors else 200)


@needs(May.EDIT_GROUPS)
def verdicts(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What was answered; the link and its QR code; answers typed in from paper."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    now = timezone.now()
    if request.method == "POST" and request.POST.get("act") == "remove":
        afterwards.take_out(get_object_or_404(Verdict.objects.select_related("group"), group=row, pk=key_of(request.POST.get("verdict")) or 0), by=request.user, now=now)
        messages.success(request, _("The answer is taken out."))
        return redirect("groups:verdicts", centre=centre, pk=pk)
    form = PaperForm(request.POST or None, initial={"key": afterwards.new_key()})
    if request.method == "POST" and form.is_valid():
        try:
            n = afterwards.type_in(row, form.numbers(), gained=form.cleaned_data["gained"], key=form.cleaned_data["key"] or afterwards.new_key(), by=request.user, now=now)
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, ngettext("%(n)s answer is typed in.", "%(n)s answers are typed in.", n) % {"n": n})
            return redirect("groups:verdicts", centre=centre, pk=pk)
    url = afterwards.verdict_url(row, request.centre)
    context = {
        "row": row, "form": form, "results": afterwards.results(row), "answers": row.verdicts.exclude(gained=""), "url": url, "qr": qr(url), "opens": afterwards.takes_verdicts(row, timezone.localdate()),
    }
    return render(request, "groups/verdicts.html", context, status=422 if form.errors else 200)
