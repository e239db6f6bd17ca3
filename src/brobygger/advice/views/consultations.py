"""The office's pages of consultations: the list, one of them, its form, its answer by mail."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import actions, guessing, listing
from brobygger.advice.filters import Filters
from brobygger.advice.forms.consultations import AnswerForm, ConsultationForm
from brobygger.advice.models import Client, Consultation, FellThrough
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, Registration, State
from brobygger.journal.shown import targets_once_held
from brobygger.organisations.models import Contact, Organisation
from brobygger.plan.belonging import targets_counting

ON_A_PAGE = 50
VIEWS = ("alle", "holdt", "aftalt", "kladder", "naeste", "mine")


@needs(May.SEE_WORK)
def consultations(request: StaffRequest, centre: str) -> HttpResponse:
    """All that counts as a consultation, also what was only typed on the line; drafts; those with a next step that waits."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    filters, waiting = Filters(request.GET), Consultation.objects.waiting()
    rows = filters.apply(Registration.objects.filter(base=BaseKind.CONSULTATION))
    soonest = (F("consultation__next_on").asc(nulls_last=True), "pk")
    rows = {
        "alle": rows.filter(draft=False), "holdt": rows.counting(), "aftalt": rows.filter(state=State.PLANNED, draft=False), "kladder": rows.filter(draft=True),
        "naeste": rows.filter(consultation__in=waiting).order_by(*soonest), "mine": rows.filter(consultation__in=waiting.of(request.user.pk)).order_by(*soonest),
    }[which]
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    advised = Participation.objects.filter(registration__base=BaseKind.CONSULTATION, organisation__isnull=False)
    context = {
        "page": page, "query": query, "which": which, "filters": filters, "figures": rows.figures(), "columns": listing.columns(),
        "lines": [*listing.cells(page.object_list, centre=centre, may_edit=request.access.may(May.EDIT_WORK))],
        "organisations": Organisation.objects.filter(pk__in=advised.values("organisation")).values_list("name", flat=True),
    }
    return render(request, "advice/consultations.html", context)


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (
        _("Date"), _("What"), _("With whom"), _("Who was helped"), _("About"), _("Theme"), _("Minutes"), _("Kind"), _("State"), _("Who advised"), _("Outside adviser"),
        _("Locality"), _("What came of it"), _("Next step"), _("No later than"), _("Registered by"),
    )]
    of = Consultation.objects.filter(registration=OuterRef("pk"))
    rows = rows.listed().annotate(about=Subquery(of.values("about")[:1])).select_related("consultation__adviser").prefetch_related("consultation__advised_by")
    lines = [[*_line(row, row.consultation if row.about else None)] for row in rows]
    return list_file(str(_("Consultations")), headers, lines, kind=kind)


def _line(row: Registration, talk: Consultation | None) -> Iterable[Any]:
    """A row of the file; of work that has no consultation on it, what there is."""
    whom = ", ".join(str(each) for each in row.participations.all())
    yield from (row.done_on, row.title, whom, str(talk.get_client_display()) if talk else "", str(talk.get_about_display()) if talk else "", str(row.theme or ""), row.minutes, str(row.kind))
    yield str(_("draft")) if row.draft else str(row.get_state_display())
    yield from (", ".join(str(each) for each in talk.advised_by.all()) if talk else "", str(talk.adviser or "") if talk else "", str(row.locality or ""))
    yield from (talk.result, talk.next_step, talk.next_on) if talk else ("", "", None)
    yield str(row.created_by or "")


@needs(May.SEE_WORK)
def consultation(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Consultation.objects.listed(), pk=pk)
    registration = row.registration
    whom = list(registration.participations.select_related("organisation"))
    held = registration.state == State.HELD and not registration.draft
    context = {
        "row": row, "registration": registration, "whom": whom, "may_edit": request.access.may(May.EDIT_WORK), "now": timezone.now(), "today": timezone.localdate(), "held": held,
        "targets": targets_counting(registration) if held else targets_once_held(registration), "sent": row.sent.filter(answer=None).select_related("item"), "answers": row.answers.select_related("sent_by").prefetch_related("items__item"),
        "asked": registration.requests.select_related("service").first() if request.access.may(May.EDIT_WORK) else None,
        "history": Change.objects.filter(Q(model=Consultation._meta.label) | Q(model=Registration._meta.label), row=row.pk).select_related("by")[:20],
        "minutes": actions.gone(row, timezone.now()), "advised": row.advised_by.all(), "fell_through": FellThrough.choices,
    }
    return render(request, "advice/consultation.html", context)


@needs(May.EDIT_WORK)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A consultation, new or changed; or standing on work that is registered already (``registrering``)."""
    if request.method == "POST" and "at_once" in request.POST and pk is None:
        return _begun(request)
    there = get_object_or_404(Consultation.objects.listed(), pk=pk) if pk else None
    given = request.GET.get("registrering", "")
    below = get_object_or_404(Registration.objects.select_related("kind"), pk=key_of(given) or 0, tool="", base=BaseKind.CONSULTATION) if given and not pk else None
    if below is not None:
        there = Consultation.objects.listed().filter(pk=below.pk).first()  # what was guessed of the line
    row = there or Consultation()
    row.next_owner = row.next_owner or request.user
    registration = there.registration if there else below or Registration(done_on=timezone.localdate())
    unfinished = "as_draft" in request.POST or "clock" in request.POST
    form = ConsultationForm(request.POST or None, request.FILES or None, instance=row, registration=registration, unfinished=unfinished, initial=_initial(request, registration))
    if request.method == "POST":
        if form.is_valid() and _kept(request, form):
            said = _("“%(title)s” is a draft, and counts when you finish it.") if registration.draft else _("“%(title)s” is saved.")
            messages.success(request, said % {"title": registration.title})
            return redirect(row)
        form.stand_on_theirs()
    context = {
        "form": form, "row": there, "title": registration.title if there else _("New consultation"), "theirs": form.theirs, "is_draft": registration.draft or not registration.pk,
        "organisations": Organisation.objects.values_list("name", flat=True), "draft": f"consultation-{row.pk}-{row.version}" if there else "consultation-new",
    }
    return render(request, "advice/consultation_form.html", context, status=422 if form.errors else 200)


def _begun(request: StaffRequest) -> HttpResponse:
    """The telephone rings: the clock runs at once, and whom it is with is typed first."""
    try:
        talk = actions.begin(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("advice:consultations", centre=request.centre.key)
    return redirect("advice:edit", centre=request.centre.key, pk=talk.pk)


def _initial(request: StaffRequest, registration: Registration) -> dict[str, Any]:
    """Of a new one, what the address says it is for; of one that was only written down, what is guessed."""
    if registration.pk:
        return {} if registration.tool else dict(guessing.facts(registration, [From(each.organisation_id, each.label) for each in registration.participations.all()]))
    known = Organisation.objects.filter(pk=key_of(request.GET.get("organisation")) or 0).first()
    start = key_of(request.GET.get("initiativ"))
    return {"advised_by": [request.user.pk], "whom": known.name if known else "", **({"initiative": start, "client": Client.INITIATIVE} if start else {})}


def _kept(request: StaffRequest, form: ConsultationForm) -> bool:
    registration, now = form.registration, timezone.now()
    registration.draft = form.unfinished
    try:
        actions.keep(form.instance, registration, form.cleaned_data["whom"], before=form.before, advised_by=form.advised_by(request.user), by=request.user, now=now)
        if "clock" in request.POST:
            actions.start_clock(form.instance, by=request.user, now=now)
    except Stale:
        form.theirs = Consultation.objects.listed().get(pk=form.instance.pk)
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
    except ValidationError as error:
        form.add_error(None, error.messages)
    else:
        return True
    return False


@needs(May.EDIT_WORK)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The plain acts: the next step is done or not, the clock goes or stops, a draft is finished, it is taken away."""
    row = get_object_or_404(Consultation.objects.listed(), pk=pk)
    now, what = timezone.now(), request.POST.get("act", "")
    if what in {"done", "undone"}:
        actions.take_next_step(row, done=what == "done", by=request.user, now=now)
        messages.success(request, _("The next step is done.") if what == "done" else _("The next step is open again."))
    elif what == "held":
        actions.hold(row, by=request.user, now=now)
        messages.success(request, _("“%(title)s” has taken place, and counts.") % {"title": row})
    elif what == "fell":
        try:
            actions.fall_through(row, how=request.POST.get("how", ""), reason=request.POST.get("reason", "").strip()[:200], by=request.user, now=now)
            messages.success(request, _("It is written down, and does not count."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    elif what == "again":
        actions.agree_again(row, by=request.user, now=now)
    elif what == "start":
        actions.start_clock(row, by=request.user, now=now)
    elif what == "stop":
        n = actions.stop_clock(row, by=request.user, now=now)
        messages.success(request, ngettext("%(n)s minute is added.", "%(n)s minutes are added.", n) % {"n": n})
    elif what == "delete":
        actions.delete(row, by=request.user, now=now)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": row})
        return redirect("advice:consultations", centre=centre)
    return redirect(row)


@needs(May.EDIT_WORK)
def answer(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Write to whom it was with, with guides and templates from the shelf."""
    row = get_object_or_404(Consultation.objects.listed(), pk=pk)
    organisation = next((each.organisation for each in row.registration.participations.select_related("organisation") if each.organisation), None)
    contact = Contact.objects.on(timezone.localdate()).filter(organisation=organisation).exclude(person__mail="").select_related("person").first() if organisation else None
    to = contact.person.mail if contact else organisation.mail if organisation else ""
    initial = {"to": to, "subject": _("After our talk: %(title)s") % {"title": row}, "text": _("Thank you for the talk."), "key": secrets.token_urlsafe(16)}
    form = AnswerForm(request.POST or None, theme=row.registration.theme_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer(
            row, to=given["to"], subject=given["subject"], text=given["text"], items=list(given.get("items", [])), key=given["key"], centre=request.centre, by=request.user, now=timezone.now(),
        )
        messages.success(request, _("The mail is on its way."))
        return redirect(row)
    return form_page(request, form, title=_("Write to them"), back=row.get_absolute_url(), button=_("Send"))


def form_page(request: StaffRequest, form: Any, *, title: str, back: str, lead: str = "", button: str = "", deletable: bool = False) -> HttpResponse:
    """A form on its own page; ``back`` is the address it came from."""
    row = form.instance if isinstance(form, ModelForm) else None
    context = {
        "form": form, "title": title, "back": back, "lead": lead, "button": button or _("Save"), "theirs": getattr(form, "theirs", None), "deletable": deletable, "with_files": form.is_multipart(),
        "draft": f"{row._meta.model_name}-{row.pk or 'new'}-{getattr(row, 'version', 1)}" if row is not None else f"advice-{request.path}",
    }
    return render(request, "advice/form.html", context, status=422 if form.errors else 200)
