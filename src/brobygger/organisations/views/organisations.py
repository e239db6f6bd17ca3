"""The list of organisations; one organisation's page, its form and what is noted on it."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.listing import Filter
from brobygger.core.paging import lines_of
from brobygger.organisations import actions, asking, checks, consents, listing, standing
from brobygger.organisations.alike import Index
from brobygger.organisations.beside import beside, doors
from brobygger.organisations.filters import Filters
from brobygger.organisations.forms.organisations import NoteForm, OrganisationForm
from brobygger.organisations.going import leaving_with
from brobygger.organisations.lists import leaving
from brobygger.organisations.models import (
    Collaboration,
    ContactInvitation,
    Note,
    Organisation,
    Sector,
)
from brobygger.organisations.timeline import what_happened

ON_A_PAGE = 50
ON_ITS_PAGE = 30  # lines of the timeline, until somebody asks for all


@needs(May.SEE_ORGANISATIONS)
def organisations(request: StaffRequest, centre: str) -> HttpResponse:
    """All, by words, sector, how they stand to membership, and the filters of what they are."""
    today = timezone.localdate()
    words, sector = request.GET.get("q", "").strip()[:100], request.GET.get("sektor", "")
    narrowed, only = Filters(request.GET), request.GET.get("kun", "")
    rows = asking.organisations(request.GET, today)
    if kind := request.GET.get("format", ""):
        contacts = request.access.may(May.EDIT_ORGANISATIONS)
        return list_file(str(_("Organisations")), leaving.headers(contacts=contacts), leaving.lines(rows, today, contacts=contacts), kind=kind)
    page, query = lines_of(rows, listing.READ, request.GET, ON_A_PAGE)
    filters = [
        Filter("q", _("Words"), words), Filter("sektor", _("Sector"), sector, lines=Sector.choices),
        Filter("kun", _("Only"), only, lines=[
            ("medlemmer", _("members")), ("ikke", _("not members")), ("tidligere", _("former members")), ("mulige", _("possible members")),
            ("rummelige", _("ready for vulnerable volunteers")), ("ubesvaret", _("have not answered whether all is right")),
        ]),
    ]
    context = {
        "page": page, "query": query, "filters": filters, "more": narrowed.fields(form=True), "show_all": "?" if words or sector or narrowed.active or only else "",
        "columns": listing.columns(), "lines": [*listing.cells(page.object_list, centre=centre, today=today)], "may_edit": request.access.may(May.EDIT_ORGANISATIONS),
    }
    return render(request, "organisations/organisations.html", context)


@needs(May.SEE_ORGANISATIONS)
def organisation(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Everything on one: particulars, people, membership, what was agreed, and what has happened."""
    row = get_object_or_404(Organisation.objects.select_related("parent", "locality"), pk=pk)
    today = timezone.localdate()
    contacts = sorted(row.contacts.select_related("person"), key=lambda each: (list(each.Role.values).index(each.role), each.person.name))
    memberships = list(row.memberships.select_related("type", "locality"))
    most = None if "alt" in request.GET else ON_ITS_PAGE
    happened = what_happened(request.access, row)
    invited = set(ContactInvitation.objects.open().filter(contact__organisation=row, expires_at__gt=timezone.now()).values_list("contact", flat=True))
    context = {
        "doors": [link for give in doors.values() for link in give(request.access, row)],
        "panels": [panel for give in beside.values() for panel in give(request.access, row) if panel.lines],
        "row": row, "today": today, "invited": invited, "acting": {each.pk for each in contacts if each.is_acting(today)}, "contacts": [each for each in contacts if not each.until or each.until >= today],
        "former": [each for each in contacts if each.until and each.until < today], "memberships": memberships,
        "stands": (stands := standing.stands(row, memberships, today)), "member": stands.membership,
        "collaborations": row.collaborations.all(), "networks": [each.network for each in row.belongings.on(today).select_related("network").order_by("network__name")], "parts": row.parts.all(), "themes": row.themes.all(),
        "target_groups": row.target_groups.all(), "localities": row.localities.all(), "happened": happened[:most], "more": len(happened) - len(happened[:most]),
        "notes": row.notes.select_related("created_by"), "note_form": NoteForm(auto_id="note_%s"), "may_edit": request.access.may(May.EDIT_ORGANISATIONS),
        "asked": checks.open_answer(row), "confirmed": checks.last_answer(row), "consents": sorted(consents.given(row).values(), key=lambda each: each.pk), "welcomes": bool(row.welcomes_since and row.welcomes_since <= today and not (row.welcomes_until and row.welcomes_until <= today)),
    }
    return render(request, "organisations/organisation.html", context)


@needs(May.EDIT_ORGANISATIONS)
@require_POST
def prospect(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Say that the centre would like it as a member, or no longer does."""
    row = get_object_or_404(Organisation, pk=pk)
    standing.wish(row, since=timezone.localdate() if request.POST.get("wish") else None, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("organisations:organisation", centre=centre, pk=pk)


@needs(May.EDIT_ORGANISATIONS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Organisation, pk=pk) if pk else Organisation()
    was_in = row.locality_id
    if pk and request.POST.get("act") == "delete":
        return redirect("organisations:delete_organisation", centre=centre, pk=pk)
    form = OrganisationForm(request.POST or None, request.FILES or None, instance=row)
    like = Index().like(row) if request.method == "POST" and not pk and "looked" not in request.POST and form.is_valid() else []
    if request.method == "POST" and not like:
        if kept(form, was_in, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row.name})
            return redirect("organisations:organisation", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    back = ("organisations:organisation", row.pk) if pk else ("organisations:organisations", None)
    return form_page(request, form, title=row.name if pk else _("New organisation"), back=back, deletable=bool(pk), like=like)


def kept(form: OrganisationForm, was_in: int | None, *, by: User) -> bool:
    """Whether it was valid and is kept; ``was_in`` is the locality it had, since its membership moves with it."""
    row, there = form.instance, bool(form.instance.pk)
    with transaction.atomic():
        done = saved(form, by=by)
        if done and there and row.locality_id != was_in:
            actions.moved(row, since=timezone.localdate(), by=by)
    return done


@needs(May.EDIT_ORGANISATIONS)
def ask_to_delete(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What would go with an organisation, or why it stays; and the deed, once somebody has seen it."""
    row = get_object_or_404(Organisation, pk=pk)
    if request.method == "POST":
        return delete(request, row, "organisations:organisations")
    return render(request, "organisations/delete.html", {"row": row, "leaving": leaving_with(row)})


def form_page(
    request: StaffRequest, form: ModelForm, *, title: str, back: tuple[str, int | None], deletable: bool = False, lead: str = "",
    like: Sequence[tuple[Organisation, str]] = (),
) -> HttpResponse:
    """A form on its own page; ``back`` names the page it came from, with its row's key. ``like``: what it may be already, shown once before it is kept."""
    row = form.instance
    context = {
        "form": form, "title": title, "back": back[0], "back_pk": back[1], "theirs": form.theirs, "deletable": deletable, "lead": lead, "like": like,
        "draft": f"{row._meta.model_name}-{row.pk or 'new'}-{getattr(row, 'version', 1)}",
    }
    return render(request, "organisations/form.html", context, status=422 if form.errors or like else 200)


def delete(request: StaffRequest, row: Organisation | Collaboration, onward: str) -> HttpResponse:
    """Take ``row`` out where nothing stands on it; else say why not."""
    name, pk = str(row), row.pk
    try:
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
    except ProtectedError:
        messages.error(request, _("“%(name)s” stands on work that has been registered, so it cannot be deleted: the numbers would change.") % {"name": name})
        return redirect(f"organisations:{row._meta.model_name}", centre=request.centre.key, pk=pk)
    messages.success(request, _("“%(name)s” is deleted. Nothing used it.") % {"name": name})
    return redirect(onward, centre=request.centre.key)


@needs(May.SEE_ORGANISATIONS)
@require_POST
def note(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Write a note on an organisation, for colleagues."""
    row = get_object_or_404(Organisation, pk=pk)
    form = NoteForm(request.POST, instance=Note(organisation=row, created_by=request.user))
    if not saved(form, by=request.user):
        return form_page(request, form, title=_("A note on %(name)s") % {"name": row.name}, back=("organisations:organisation", row.pk))
    messages.success(request, _("The note is kept."))
    return redirect("organisations:organisation", centre=centre, pk=row.pk)


@needs(May.SEE_ORGANISATIONS)
@require_POST
def note_delete(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Take a note out: one's own, or any for those who edit organisations."""
    row = get_object_or_404(Note, pk=pk)
    if row.created_by_id != request.user.pk and not request.access.may(May.EDIT_ORGANISATIONS):
        messages.error(request, _("Only who wrote the note, or staff, can take it out."))
    else:
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
        messages.success(request, _("The note is gone."))
    return redirect("organisations:organisation", centre=centre, pk=row.organisation_id)
