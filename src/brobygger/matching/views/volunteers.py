"""The office's pages of volunteers: the list, one, how she is written down and changed, and what becomes of her."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change, Locality
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.listing import Column, Filter, below, link, said, tag, together
from brobygger.core.paging import page_of
from brobygger.matching import asking, candidates, confirming, letters, masks, volunteering
from brobygger.matching.forms.volunteers import AssessmentForm, MineForm, VolunteerForm
from brobygger.matching.models import Assessment, Topic, Volunteer, VolunteerTalk, Way
from brobygger.matching.topics import described, in_words, names_of, offered
from brobygger.people.beside import written_to

ON_A_PAGE: Final = 50
SUGGESTED: Final = 8
State = Volunteer.State


@needs(May.SEE_VOLUNTEERS)
def volunteers(request: StaffRequest, centre: str) -> HttpResponse:
    """Those in the pool; or by state, words, interest, place and the way to us."""
    which, given = asking.view(request.GET), asking.given(request.GET)
    rows = asking.volunteers(request.GET, timezone.localdate())
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows.listed(), request.GET, ON_A_PAGE)
    names = names_of(Topic.Sort.INTEREST)
    filters = [Filter("q", _("Name, mail or telephone"), given["q"]), Filter("om", _("Interest"), given["om"], lines=offered(Topic.Sort.INTEREST)), Filter("sted", _("Locality"), given["sted"], lines=list(Locality.objects.values_list("pk", "name")))]
    if ways := list(Way.objects.values_list("pk", "name")):
        filters.append(Filter("vej", _("Way to us"), given["vej"], lines=ways))
    context = {
        "page": page, "query": query, "which": which, "views": [(key, label) for key, (label, _states) in asking.VIEWS.items()], "filters": filters, "kept": {"vis": which},
        "show_all": f"?vis={which}" if any(given.values()) else "", "columns": [Column(_("Who"), named=False), Column(_("What they like to do")), Column(_("When")), Column(_("Wrote on"), "day")],
        "lines": [[together(link(row.get_absolute_url(), row), _size(row), tag(row.get_state_display()), below(row.locality or "")), in_words(row.interests, names), masks.times_in_words(row.times), said(row.enquired_on, "j. b Y")] for row in page],
        "may_edit": request.access.may(May.EDIT_VOLUNTEERS),
    }
    if which == asking.UNCONFIRMED:
        not_asked = Volunteer.objects.unconfirmed().filter(asked_on=None)
        context |= {"to_ask": not_asked.exclude(person__mail="").count(), "to_call": not_asked.filter(person__mail="").count()}
    return render(request, "matching/volunteers.html", context)


@needs(May.EDIT_VOLUNTEERS)
@require_POST
def ask_unconfirmed(request: StaffRequest, centre: str) -> HttpResponse:
    """Write to all who stand on the centre's list and have not said yes to it here."""
    n = confirming.ask_all(by=request.user, centre=request.centre, now=timezone.now())
    messages.success(request, ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", n) % {"n": n})
    return redirect(f"{reverse('matching:volunteers', kwargs={'centre': centre})}?vis={asking.UNCONFIRMED}")


def _size(row: Volunteer) -> str:
    return f" ({row.persons})" if row.persons > 1 else ""


def _file(rows: Any, kind: str) -> HttpResponse:
    """Without what they wish and need in their own words: that is for those who open the one row."""
    headers = [str(each) for each in (_("Name"), _("Mail"), _("Telephone"), _("State"), _("How many"), _("Locality"), _("Interests"), _("When"), _("Way to us"), _("Wrote on"), _("Consent until"))]
    names = names_of(Topic.Sort.INTEREST)
    lines = [
        [str(row), row.person.mail if row.person else "", row.person.phone if row.person else "", str(row.get_state_display()), row.persons, str(row.locality or ""), in_words(row.interests, names),
         masks.times_in_words(row.times), str(row.way or ""), row.enquired_on, row.consent_until]
        for row in rows.listed()
    ]
    return list_file(str(_("Volunteers")), headers, lines, kind=kind)


def found(pk: int) -> Volunteer:
    """A volunteer who is not forgotten."""
    row: Volunteer = get_object_or_404(Volunteer.objects.listed().exclude(state=State.FORGOTTEN), pk=pk)
    return row


@needs(May.SEE_VOLUNTEERS)
def volunteer(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One volunteer: what she offers, the talks, and what can be done now."""
    row: Volunteer = get_object_or_404(Volunteer.objects.listed(), pk=pk)
    if row.state == State.FORGOTTEN:
        return render(request, "matching/forgotten.html", {"row": row, "talks": VolunteerTalk.objects.held().filter(volunteer=row)})
    may_edit, sees_needs = request.access.may(May.EDIT_VOLUNTEERS), request.access.may(May.SEE_NEEDS)
    form = AssessmentForm(request.POST if request.POST.get("act") == "assess" else None, instance=Assessment(volunteer=row, by=request.user, on=timezone.localdate()))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if (answer := _acted(request, row, form)) is not None:
            return answer
    today = timezone.localdate()
    context = {
        "row": row, "may_edit": may_edit, "sees_needs": sees_needs, **described(row),
        "times": masks.times_in_words(row.times) if row.times else "", "talks": VolunteerTalk.objects.listed().filter(volunteer=row), "in_pool": row.is_in_the_pool(today),
        "matches": row.matches.listed(), "suggestions": candidates.for_volunteer(row, today, most=SUGGESTED) if may_edit and row.is_in_the_pool(today) else [],
        "assessments": row.assessments.select_related("by"), "assess": form, "today": today, "history": Change.objects.filter(model=Volunteer._meta.label, row=row.pk).select_related("by")[:20], "resting": row.state in {State.PAUSED, State.ARCHIVED},
        "mails": written_to(request.access, row.person_id), "only": f"frivillig={row.pk}",
    }
    return render(request, "matching/volunteer.html", context, status=422 if form.errors else 200)


def _acted(request: StaffRequest, row: Volunteer, form: AssessmentForm) -> HttpResponse | None:
    """Carry out what was pressed; None where the form now says why not."""
    act, by, now = request.POST.get("act", ""), request.user, timezone.now()
    try:
        if act == "assess":
            if not saved(form, by=by):
                return None
            messages.success(request, _("Written down. No paper is kept."))
        elif act in {"pause", "resume", "renew", "archive", "withdraw"}:
            {"pause": volunteering.pause, "resume": volunteering.resume, "renew": volunteering.renew, "archive": volunteering.archive, "withdraw": volunteering.withdraw}[act](row, by=by, now=now)
            messages.success(request, _("Saved."))
        elif act == "link":
            letters.send_link(row, request.centre, now=now)
            messages.success(request, _("The link to the own page is on its way by mail."))
        elif act == "forget":
            volunteering.forget(row, by=by, now=now)
            messages.success(request, _("Forgotten. What was counted stays, without the name."))
            return redirect("matching:volunteers", centre=request.centre.key)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(row)


@needs(May.EDIT_VOLUNTEERS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """Write down one who walked in or called, or change what is known."""
    row = found(pk) if pk else Volunteer(enquired_on=timezone.localdate(), last_heard_on=timezone.localdate())
    form = VolunteerForm(request.POST or None, instance=row, sees_needs=request.access.may(May.SEE_NEEDS))
    if request.method == "POST":
        if pk is None and form.is_valid():
            volunteering.add(row, **form.who(), consents=form.cleaned_data["consents"], by=request.user, now=timezone.now())
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("matching:new_talk", centre=centre, pk=row.pk) if request.POST.get("act") == "talk" else redirect(row)
        if pk is not None and kept(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "theirs": form.theirs, "draft": f"volunteer-{pk or 'new'}-{row.version}"}
    return render(request, "matching/volunteer_form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def kept(form: MineForm, *, by: Any) -> bool:
    """What is said of her and how she is reached, kept together or not at all."""
    if not saved(form, by=by):
        return False
    person, typed = form.instance.person, form.who()
    if person is not None and any(getattr(person, name) != value for name, value in typed.items()):
        before = audit.values(person)
        for name, value in typed.items():
            setattr(person, name, value)
        person.save()
        audit.record("edited", person, by=by, before=before)
    return True
