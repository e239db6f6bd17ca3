"""The office's pages around an event: the invitation, its tasks and materials, and what follows it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.events import afterwards, carrying, inviting
from brobygger.events.codes import qr
from brobygger.events.forms.around import InvitationForm, MaterialForm, TaskForm, ThanksForm
from brobygger.events.forms.events import with_scope
from brobygger.events.models import Event, EventTask, Feedback, Material
from brobygger.events.series import THIS
from brobygger.events.views.events import form_page
from brobygger.organisations.models import Membership, Organisation


@needs(May.EDIT_EVENTS)
def invitation(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Write the invitation and send it; and those that were sent, as they were."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now = timezone.now()
    initial = {"subject": _("Invitation: %(title)s") % {"title": row.registration.title}, "text": inviting.words(row, by=request.user), "network": row.registration.network_id is not None}
    form = InvitationForm(request.POST or None, event=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = [*given["organisations"], *(_members() if given["members"] else [])]
        try:
            sent = inviting.invite(
                row, subject=given["subject"], text=given["text"], organisations=wanted, network=given.get("network", False), mails=given["mails"], key=given["key"],
                centre=request.centre, by=request.user, now=now,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, ngettext("The invitation is sent to %(n)s address.", "The invitation is sent to %(n)s addresses.", sent.people) % {"n": sent.people})
            return redirect("events:invitation", centre=centre, pk=pk)
    context = {"row": row, "form": form, "sent": row.invitations.select_related("sent_by"), "possible": row.ends_at > now and not row.is_cancelled, "members": len(_members())}
    return render(request, "events/invitation.html", context, status=422 if form.errors else 200)


def _members() -> list[int]:
    found = Membership.objects.on(timezone.localdate()).filter(organisation__isnull=False).values_list("organisation", flat=True)
    return list(Organisation.objects.filter(pk__in=found).values_list("pk", flat=True))


@needs(May.EDIT_EVENTS)
def task(request: StaffRequest, centre: str, pk: int, task: int | None = None) -> HttpResponse:
    """One task of an event, new or changed."""
    event = get_object_or_404(Event.objects.listed(), pk=pk)
    row = get_object_or_404(event.tasks, pk=task) if task else EventTask(event=event, owner=event.responsible)
    was = row.text
    if task and request.POST.get("act") == "delete":
        audit.record("removed", row, by=request.user)
        row.delete()
        carrying.drop(event, "task", was, request.POST.get("scope", THIS), by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row.text})
        return redirect(event)
    form = TaskForm(request.POST or None, instance=row)
    with_scope(form, event)
    if request.method == "POST" and saved(form, by=request.user):
        n = carrying.carry_task(event, row, form.cleaned_data.get("scope", THIS), was=was, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is saved.") % {"name": row.text} + carrying.carried(n))
        return redirect(event)
    return form_page(request, form, title=row.text if task else _("A task"), row=event, deletable=bool(task))


@needs(May.CHECK_IN)
@require_POST
def tick_task(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(EventTask.objects.select_related("event__registration__centre"), pk=pk)
    done = request.POST.get("done") == "1"
    afterwards.tick_task(row, done=done, by=request.user, now=timezone.now())
    messages.success(request, (_("“%(name)s” is done.") if done else _("“%(name)s” is not done after all.")) % {"name": row.text})
    return redirect(row.event)


@needs(May.EDIT_EVENTS)
def after(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Thanks, materials, the evaluation with its answers."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now = timezone.now()
    initial = {"text": row.thanks or _("Thank you for being with us. It was good to have you there.")}
    form = ThanksForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            n = afterwards.thank(row, form.cleaned_data["text"], asks=form.cleaned_data["asks"], centre=request.centre, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = ngettext("%(n)s person is written to.", "%(n)s persons are written to.", n) % {"n": n} if n else _("Everybody who came has been written to already.")
            messages.success(request, said)
            return redirect("events:after", centre=centre, pk=pk)
    address = afterwards.feedback_url(row, request.centre)
    context: dict[str, Any] = {
        "row": row, "form": form, "materials": row.materials.all(), "results": afterwards.results(row), "there": len(afterwards.those_who_came(row)), "is_over": row.ends_at <= now,
        "answers": Feedback.objects.filter(event=row).exclude(gained="", better="").order_by("-pk")[:200], "feedback_url": address, "qr": qr(address),
        "takes_feedback": afterwards.takes_feedback(row, now),
    }
    return render(request, "events/after.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_EVENTS)
@require_POST
def take_out_answer(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    answer = get_object_or_404(Feedback.objects.select_related("event"), pk=pk)
    afterwards.take_out(answer, by=request.user, now=timezone.now())
    messages.success(request, _("The answer is taken out, and no longer counts."))
    return redirect("events:after", centre=centre, pk=answer.event_id)


@needs(May.EDIT_EVENTS)
def material(request: StaffRequest, centre: str, pk: int, material: int | None = None) -> HttpResponse:
    event = get_object_or_404(Event.objects.listed(), pk=pk)
    row = get_object_or_404(event.materials, pk=material) if material else Material(event=event, added_by=request.user)
    was = row.title
    if material and request.POST.get("act") == "delete":
        audit.record("removed", row, by=request.user)
        row.delete()
        carrying.drop(event, "material", was, request.POST.get("scope", THIS), by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row.title})
        return redirect("events:after", centre=centre, pk=pk)
    form = MaterialForm(request.POST or None, request.FILES or None, instance=row)
    with_scope(form, event)
    if request.method == "POST" and saved(form, by=request.user):
        n = carrying.carry_material(event, row, form.cleaned_data.get("scope", THIS), was=was, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is saved.") % {"name": row.title} + carrying.carried(n))
        return redirect("events:after", centre=centre, pk=pk)
    return form_page(request, form, title=row.title if material else _("A material"), row=event, deletable=bool(material))


@needs(May.SEE_EVENTS)
def material_file(request: StaffRequest, centre: str, pk: int) -> FileResponse:
    return as_file(get_object_or_404(Material.objects.exclude(file=""), pk=pk))


def as_file(row: Material) -> FileResponse:
    """The file to keep, under its title; never shown inside our own pages."""
    ending = str(row.file.name).rpartition(".")[2]
    return FileResponse(row.file.open(), as_attachment=True, filename=f"{row.title}.{ending}")
