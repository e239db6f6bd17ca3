"""The members: who they are on a day, one membership, and the centre's types."""


from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.organisations import actions, asking, composition, listing
from brobygger.organisations.filters import Filters
from brobygger.organisations.forms.people import ChangeForm, CorrectForm, JoinForm, JoinPersonForm, LeaveForm, TypeForm
from brobygger.organisations.models import Formal, Membership, MembershipType, Organisation
from brobygger.organisations.views.fee_rounds import charges_of
from brobygger.organisations.views.organisations import form_page
from brobygger.people.beside import written_to

ON_A_PAGE = 50


@needs(May.SEE_ORGANISATIONS)
def members(request: StaffRequest, centre: str) -> HttpResponse:
    """The members of a day, by type and locality, with how the number has gone."""
    day, formal, filters = asking.day(request.GET), request.GET.get("type", ""), Filters(request.GET)
    rows = asking.members(request.GET)
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Member"), _("Type"), _("Formal type"), _("Locality"), _("Member from"), _("Last day"))]
        lines = [
            [str(row.organisation or row.person), str(row.type), str(row.type.get_formal_display()), str(row.locality or ""), row.starts_on, row.ends_on]
            for row in rows.select_related("organisation", "person", "type", "locality")
        ]
        return list_file(str(_("Members")), headers, lines, kind=kind, name=f"{slugify(_('Members'))}-{day.isoformat()}")
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    today = timezone.localdate()
    years = composition.by_year(today)
    most = max((n for _day, n in years), default=0)
    context = {
        "page": page, "day": day, "columns": listing.columns_of_members(), "lines": [*listing.cells_of_members(page.object_list, centre=centre)],
        "crossed": composition.type_by_locality(day), "shares": composition.shares(day), "years": [(each, n, round(100 * n / most) if most else 0) for each, n in years],
        "more": filters.fields(), "filters": [Filter("dag", _("On the day"), day, kind="date"), Filter("type", _("Formal type"), formal, lines=Formal.choices)], "types": MembershipType.objects.filter(retired=False).exists(), "query": query,
        "may_edit": request.access.may(May.EDIT_ORGANISATIONS), "may_run": request.access.may(May.RUN_CENTRE),
    }
    return render(request, "organisations/members.html", context)


@needs(May.EDIT_ORGANISATIONS)
def join(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The organisation ``pk`` becomes a member."""
    organisation = get_object_or_404(Organisation, pk=pk)
    row = Membership(organisation=organisation, locality=organisation.locality, starts_on=timezone.localdate())
    form = JoinForm(request.POST or None, instance=row)
    if request.method == "POST" and _kept(request, form):
        messages.success(request, _("%(name)s is a member.") % {"name": organisation})
        return redirect("organisations:organisation", centre=centre, pk=pk)
    return form_page(request, form, title=_("%(name)s becomes a member") % {"name": organisation}, back=("organisations:organisation", pk), lead=_no_types(request, personal=False))


@needs(May.EDIT_ORGANISATIONS)
def join_person(request: StaffRequest, centre: str) -> HttpResponse:
    """A person becomes a member in her own name."""
    row = Membership(starts_on=timezone.localdate())
    form = JoinPersonForm(request.POST or None, instance=row)
    if request.method == "POST" and _kept(request, form):
        messages.success(request, _("%(name)s is a member.") % {"name": row.person})
        return redirect("organisations:members", centre=centre)
    return form_page(request, form, title=_("New personal member"), back=("organisations:members", None), lead=_no_types(request, personal=True))


def _no_types(request: StaffRequest, *, personal: bool) -> str:
    types = MembershipType.objects.filter(retired=False)
    if (types.filter(formal=Formal.PERSON) if personal else types.exclude(formal=Formal.PERSON)).exists():
        return ""
    return _("No type of membership fits yet. The leader makes the types under Members → Types of membership.")


def _kept(request: StaffRequest, form: ModelForm, before: dict[str, object] | None = None) -> bool:
    """Keep the membership of a valid form; what the rules refuse is said beside its field."""
    if not form.is_valid():
        return False
    row = form.instance
    try:
        with transaction.atomic():
            if isinstance(form, JoinPersonForm):
                row.person = actions.somebody(form.cleaned_data["known"], **{name: form.cleaned_data[name] for name in ("name", "mail", "phone")}, by=request.user)
            actions.keep(row, by=request.user, before=before)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Stale:
        form.theirs = Membership.objects.get(pk=row.pk)
        form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        return False
    return True


@needs(May.SEE_ORGANISATIONS)
def membership(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One membership with what has been before and after it; on it goes, ends or is corrected."""
    row = get_object_or_404(Membership.objects.select_related("organisation", "person", "type", "locality"), pk=pk)
    chain = Membership.objects.filter(organisation=row.organisation_id, person=row.person_id).select_related("type", "locality")
    may_edit = request.access.may(May.EDIT_ORGANISATIONS)
    order = request.POST.get("order", "")
    today = timezone.localdate()
    change = ChangeForm(request.POST if order == "change" else None, instance=Membership.objects.get(pk=pk), initial={"since": today}, prefix="change")
    leave = LeaveForm(request.POST if order == "leave" else None, initial={"last_day": today}, prefix="leave")
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        onward = _ordered(request, row, order, change, leave)
        if onward is not None:
            messages.success(request, _("Saved."))
            return redirect("organisations:membership", centre=centre, pk=onward.pk)
    context = {"row": row, "chain": chain, "change": change, "leave": leave, "may_edit": may_edit, "open": not row.over(today), **charges_of(row, today)}
    if row.person_id:
        context |= {"mails": written_to(request.access, row.person_id), "only": f"medlemskab={row.pk}"}
    return render(request, "organisations/membership.html", context, status=422 if change.errors or leave.errors else 200)


def _ordered(request: StaffRequest, row: Membership, order: str, change: ChangeForm, leave: LeaveForm) -> Membership | None:
    """Carry out what was asked; None where the form now says why not."""
    form = {"change": change, "leave": leave}.get(order)
    if form is None or not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        if order == "change":
            return actions.change(row, to=given["type"], locality=given["locality"], since=given["since"], by=request.user)
        return actions.leave(row, last_day=given["last_day"], reason=given["reason"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
    return None


@needs(May.EDIT_ORGANISATIONS)
def correct(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Correct what was written wrongly, or take the row out."""
    row = get_object_or_404(Membership.objects.select_related("organisation", "person"), pk=pk)
    if request.POST.get("act") == "delete":
        try:
            with transaction.atomic():
                audit.record("removed", row, by=request.user)
                row.delete()
        except ProtectedError:
            messages.error(request, _("A fee has been charged on this membership, so it stays. End it instead."))
            return redirect("organisations:membership", centre=centre, pk=pk)
        messages.success(request, _("The membership is taken out, as if it had never been. The audit trail keeps what it said."))
        return redirect("organisations:members", centre=centre)
    before = audit.values(row)
    form = CorrectForm(request.POST or None, instance=row)
    if request.method == "POST":
        if _kept(request, form, before):
            messages.success(request, _("Saved."))
            return redirect("organisations:membership", centre=centre, pk=pk)
        form.stand_on_theirs()
    lead = _("For what was written wrongly. When a member changes type or moves, say so on the page before: then the past stays as it was.")
    return form_page(request, form, title=_("Correct the membership of %(name)s") % {"name": row.organisation or row.person}, back=("organisations:membership", pk), deletable=True, lead=lead)


@needs(May.RUN_CENTRE)
def types(request: StaffRequest, centre: str) -> HttpResponse:
    return render(request, "organisations/types.html", {"types": MembershipType.objects.all()})


@needs(May.RUN_CENTRE)
def type_(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(MembershipType, pk=pk) if pk else MembershipType(position=MembershipType.objects.count())
    form = TypeForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("organisations:types", centre=centre)
        form.stand_on_theirs()
    return form_page(request, form, title=row.name if pk else _("New type of membership"), back=("organisations:types", None))
