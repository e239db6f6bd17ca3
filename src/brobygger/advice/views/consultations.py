"""The office's pages of consultations: the list, one of them, its form, its answer by mail; initiatives; the figures."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import actions, guessing, statistics
from brobygger.advice.forms.consultations import AnswerForm, ConsultationForm, InitiativeForm, PeriodForm
from brobygger.advice.models import About, Client, Consultation, Initiative
from brobygger.centres.models import Change, Theme
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration, State
from brobygger.journal.shown import targets_once_held
from brobygger.organisations.models import Contact, Organisation
from brobygger.plan.belonging import targets_counting

ON_A_PAGE = 50
VIEWS = ("alle", "kladder", "naeste")
A_YEAR = timedelta(days=365)


@needs(May.SEE_WORK)
def consultations(request: StaffRequest, centre: str) -> HttpResponse:
    """All that counts as a consultation, also what was only typed on the line; drafts; those with a next step that waits."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    words, about, theme = request.GET.get("q", "").strip()[:100], request.GET.get("om", ""), request.GET.get("tema", "")
    of = Consultation.objects.filter(registration=OuterRef("pk"))
    rows = Registration.objects.listed().filter(base=BaseKind.CONSULTATION).annotate(about=Subquery(of.values("about")[:1])).select_related("consultation")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(participations__organisation__name__icontains=words) | Q(participations__label__icontains=words)).distinct()
    if about in About.values:
        rows = rows.filter(about=about)
    if theme:
        rows = rows.filter(theme=key_of(theme) or 0)
    rows = {
        "alle": rows.filter(draft=False), "kladder": rows.filter(draft=True), "naeste": rows.filter(consultation__in=Consultation.objects.waiting()).order_by("consultation__next_on", "pk"),
    }[which]
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    context = {
        "page": page, "query": query, "which": which, "words": words, "about": about, "theme": theme, "abouts": About.choices, "themes": Theme.objects.filter(retired=False),
        "narrowed": bool(words or about or theme), "figures": rows.figures(), "today": timezone.localdate(), "labels": dict(About.choices),
    }
    return render(request, "advice/consultations.html", context)


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Date"), _("What"), _("With whom"), _("About"), _("Theme"), _("Minutes"), _("Kind"), _("Who"))]
    labels = dict(About.choices)
    lines = [
        [row.done_on, row.title, ", ".join(str(each) for each in row.participations.all()), str(labels.get(row.about, "")), str(row.theme or ""), row.minutes, str(row.kind), str(row.created_by or "")]
        for row in rows
    ]
    return list_file(str(_("Consultations")), headers, lines, kind=kind)


@needs(May.SEE_WORK)
def consultation(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Consultation.objects.listed(), pk=pk)
    registration = row.registration
    whom = list(registration.participations.select_related("organisation"))
    held = registration.state == State.HELD and not registration.draft
    context = {
        "row": row, "registration": registration, "whom": whom, "may_edit": request.access.may(May.EDIT_WORK), "now": timezone.now(), "today": timezone.localdate(), "held": held,
        "targets": targets_counting(registration) if held else targets_once_held(registration), "sent": row.sent.select_related("item", "sent_by"),
        "history": Change.objects.filter(Q(model=Consultation._meta.label) | Q(model=Registration._meta.label), row=row.pk).select_related("by")[:20],
        "minutes": int((timezone.now() - row.timer_from) // timedelta(minutes=1)) if row.timer_from else 0,
    }
    return render(request, "advice/consultation.html", context)


@needs(May.EDIT_WORK)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A consultation, new or changed; or standing on work that is registered already (``registrering``)."""
    row = get_object_or_404(Consultation.objects.listed(), pk=pk) if pk else Consultation(next_owner=request.user)
    given = request.GET.get("registrering", "")
    below = get_object_or_404(Registration.objects.select_related("kind"), pk=key_of(given) or 0, tool="", base=BaseKind.CONSULTATION) if given and not pk else None
    registration = row.registration if pk else below or Registration(done_on=timezone.localdate())
    form = ConsultationForm(request.POST or None, instance=row, registration=registration, initial=_initial(request, registration))
    if request.method == "POST":
        if form.is_valid() and _kept(request, form):
            said = _("“%(title)s” is a draft, and counts when you finish it.") if registration.draft else _("“%(title)s” is saved.")
            messages.success(request, said % {"title": registration.title})
            return redirect(row)
        form.stand_on_theirs()
    context = {
        "form": form, "row": row if pk else None, "title": registration.title if pk else _("New consultation"), "theirs": form.theirs, "is_draft": registration.draft or not registration.pk,
        "organisations": Organisation.objects.values_list("name", flat=True), "draft": f"consultation-{pk}-{row.version}" if pk else "consultation-new",
    }
    return render(request, "advice/consultation_form.html", context, status=422 if form.errors else 200)


def _initial(request: StaffRequest, registration: Registration) -> dict[str, Any]:
    """With whom it was, and what is guessed of one that was typed on the line."""
    whom = str(registration.participations.select_related("organisation").first() or "") if registration.pk else ""
    found: dict[str, Any] = {"whom": whom}
    if registration.pk and registration.tool != actions.TOOL:
        found |= {"about": guessing.about(f"{registration.title} {registration.theme or ''}"), "client": Client.ASSOCIATION if whom else Client.CITIZEN}
    if not registration.pk:
        known = Organisation.objects.filter(pk=key_of(request.GET.get("organisation")) or 0).first()
        start = key_of(request.GET.get("initiativ"))
        found |= {"whom": known.name if known else "", **({"initiative": start, "client": Client.INITIATIVE} if start else {})}
    return found


def _kept(request: StaffRequest, form: ConsultationForm) -> bool:
    registration, now = form.registration, timezone.now()
    registration.draft = "as_draft" in request.POST or "clock" in request.POST
    try:
        actions.keep(form.instance, registration, form.client(), before=form.before, by=request.user, now=now)
        if "clock" in request.POST:
            actions.start_clock(form.instance, now=now)
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
    elif what == "start":
        actions.start_clock(row, now=now)
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
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer(
            row, to=given["to"], subject=given["subject"], text=given["text"], items=list(given.get("items", [])), key=given["key"], centre=request.centre, by=request.user, now=timezone.now(),
        )
        messages.success(request, _("The mail is on its way."))
        return redirect(row)
    return form_page(request, form, title=_("Write to them"), back=row.get_absolute_url(), button=_("Send"))


@needs(May.SEE_WORK)
def initiatives(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that are talked about, those that run, those that ended."""
    rows = list(Initiative.objects.select_related("organisation", "network", "grown_from__centre").prefetch_related("consultations"))
    context = {
        "groups": [
            (_("Being talked about"), [each for each in rows if not each.started_on and not each.ended_on]), (_("Running"), [each for each in rows if each.started_on and not each.ended_on]),
            (_("Ended"), [each for each in rows if each.ended_on]),
        ],
        "may_edit": request.access.may(May.EDIT_WORK), "any": bool(rows),
    }
    return render(request, "advice/initiatives.html", context)


@needs(May.SEE_WORK)
def initiative(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Initiative.objects.select_related("organisation", "network", "grown_from__centre"), pk=pk)
    talks = row.consultations.select_related("registration__centre", "registration__kind").order_by("registration__done_on", "pk")
    return render(request, "advice/initiative.html", {"row": row, "talks": talks, "may_edit": request.access.may(May.EDIT_WORK)})


@needs(May.EDIT_WORK)
def edit_initiative(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """An initiative, new or changed; ``af`` is the work it grew out of, an event or a course."""
    source = Registration.objects.filter(pk=key_of(request.GET.get("af")) or 0).first()
    row = get_object_or_404(Initiative, pk=pk) if pk else Initiative(begun_on=source.done_on if source else timezone.localdate(), grown_from=source)
    form = InitiativeForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:initiative", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    back = f"/{centre}/kontor/sparring/initiativer/{pk}/" if pk else f"/{centre}/kontor/sparring/initiativer/"
    lead = _("It grew out of “%(title)s”.") % {"title": source} if source else ""
    return form_page(request, form, title=row.name if pk else _("New initiative"), back=back, lead=lead)


@needs(May.SEE_WORK)
def figures(request: StaffRequest, centre: str) -> HttpResponse:
    """What the consultations of a time add up to; and members that nobody has spoken with for a year."""
    today = timezone.localdate()
    form = PeriodForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    end = given.get("til") or today
    start = given.get("fra") or date(end.year, 1, 1)
    quiet = statistics.not_spoken_with(today - A_YEAR, today)
    if kind := request.GET.get("format", ""):
        lines = [[each.name, day] for each, day in quiet]
        return list_file(str(_("Not spoken with for a year")), [str(_("Member")), str(_("Last consultation"))], lines, kind=kind)
    context = {"figures": statistics.figures(start, end), "start": start, "end": end, "quiet": quiet[:100], "quiet_n": len(quiet)}
    return render(request, "advice/figures.html", context)


def form_page(request: StaffRequest, form: Any, *, title: str, back: str, lead: str = "", button: str = "", deletable: bool = False) -> HttpResponse:
    """A form on its own page; ``back`` is the address it came from."""
    row = form.instance if isinstance(form, ModelForm) else None
    context = {
        "form": form, "title": title, "back": back, "lead": lead, "button": button or _("Save"), "theirs": getattr(form, "theirs", None), "deletable": deletable, "with_files": form.is_multipart(),
        "draft": f"{row._meta.model_name}-{row.pk or 'new'}-{getattr(row, 'version', 1)}" if row is not None else f"advice-{request.path}",
    }
    return render(request, "advice/form.html", context, status=422 if form.errors else 200)
