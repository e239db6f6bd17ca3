"""The office's pages of the house: premises and rooms, prices and terms, premises of others."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.rooms import actions, keys, listing
from brobygger.rooms.forms.house import LentForm, PremisesForm, PriceClassForm, RoomForm, TermsForm
from brobygger.rooms.models import BookerTerms, LentPremises, Premises, PriceClass, Room
from brobygger.rooms.notices import notices_of
from brobygger.rooms.shown import rules_of

ON_A_PAGE = 50


@needs(May.SEE_ROOMS)
def rooms(request: StaffRequest, centre: str) -> HttpResponse:
    """The house: each of the premises with its rooms; and the rooms as a file."""
    every = list(Room.objects.listed().prefetch_related("parts"))
    if format_ := request.GET.get("format", ""):
        return list_file(str(_("Rooms")), listing.room_headers(), [listing.room_line(row) for row in every], kind=format_)
    by_premises: dict[int, list[Room]] = {}
    for row in every:
        by_premises.setdefault(row.premises_id, []).append(row)
    houses = [(row, by_premises.get(row.pk, [])) for row in Premises.objects.select_related("locality")]
    return render(request, "rooms/rooms.html", {"houses": houses, "may_edit": request.access.may(May.EDIT_ROOMS), "here": "rooms"})


@needs(May.SEE_ROOMS)
def room(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One room: what is in it, what holds for it, what it belongs together with."""
    row = get_object_or_404(Room.objects.listed().prefetch_related("parts", "excludes", "part_of"), pk=pk)
    context = {"row": row, "rules": rules_of(row), "may_edit": request.access.may(May.EDIT_ROOMS), "here": "rooms", "addresses": keys.room_addresses(row, request.centre), "notices": notices_of([row.pk]).get(row.pk, ())}
    if row.retired:
        context["to_come"] = row.bookings.taking().filter(ends_at__gt=timezone.now()).count()
    if request.access.may(May.EDIT_ROOMS):
        context |= {"history": Change.objects.filter(model=Room._meta.label, row=row.pk).select_related("by")[:20], "removable": not row.bookings.exists()}
    return render(request, "rooms/room.html", context)


@needs(May.EDIT_ROOMS)
def edit_room(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A room, new or changed."""
    if pk is None and not Premises.objects.exists():
        messages.info(request, _("Where are the rooms? Write down the place first."))
        return redirect("rooms:new_premises", centre=centre)
    if request.method == "GET":
        actions.lay_out_lists()
    row = get_object_or_404(Room.objects.listed(), pk=pk) if pk else Room(premises=Premises.objects.filter(pk=key_of(request.GET.get("sted")) or 0).first() or Premises.objects.first())
    before = audit.values(row) if pk else None
    form = RoomForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.keep_room(row, form.many, before=before, by=request.user, now=timezone.now())
            except Stale:
                form.theirs = Room.objects.get(pk=row.pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            except ValidationError as error:
                put(form, error)
            else:
                messages.success(request, _("“%(name)s” is saved.") % {"name": row})
                return redirect(row)
        form.stand_on_theirs()
    title = _("Edit the room") if pk else _("New room")
    return form_page(request, form, title=title, back=f"/{centre}/kontor/lokaler/rum/{f'{pk}/' if pk else ''}", template="rooms/room_form.html")


@needs(May.EDIT_ROOMS)
@require_POST
def delete_room(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Take out a room that nobody has booked."""
    row = get_object_or_404(Room.objects.listed(), pk=pk)
    try:
        actions.delete_room(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(row)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": row})
    return redirect("rooms:rooms", centre=centre)


@needs(May.EDIT_ROOMS)
def edit_premises(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A place, new or changed; taken out while it has no room."""
    row = get_object_or_404(Premises, pk=pk) if pk else Premises()
    if request.method == "POST" and request.POST.get("act") == "delete" and pk:
        try:
            with transaction.atomic():
                audit.record("removed", row, by=request.user)
                row.delete()
        except ProtectedError:
            messages.error(request, _("There are rooms in it. Move or delete them first, or put it out of use."))
            return redirect("rooms:premises", centre=centre, pk=pk)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": row})
        return redirect("rooms:rooms", centre=centre)
    form = PremisesForm(request.POST or None, instance=row)
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("“%(name)s” is saved.") % {"name": row})
        return redirect("rooms:rooms", centre=centre) if pk else redirect(f"/{centre}/kontor/lokaler/rum/nyt/?sted={row.pk}")
    form.stand_on_theirs()
    return form_page(request, form, title=_("Edit the place") if pk else _("New place"), back=f"/{centre}/kontor/lokaler/rum/", removable=bool(pk) and not row.rooms.exists())


@needs(May.SEE_ROOMS)
def prices(request: StaffRequest, centre: str) -> HttpResponse:
    """Price classes, and the terms of single associations."""
    if request.method == "POST":
        if not request.access.may(May.EDIT_ROOMS):
            raise PermissionDenied
        actions.lay_out_prices(by=request.user, now=timezone.now())
        return redirect("rooms:prices", centre=centre)
    page, query = page_of(BookerTerms.objects.select_related("organisation", "price_class"), request.GET, ON_A_PAGE)
    context = {"classes": PriceClass.objects.all(), "page": page, "query": query, "may_edit": request.access.may(May.EDIT_ROOMS), "here": "prices"}
    return render(request, "rooms/prices.html", context)


@needs(May.EDIT_ROOMS)
def price_class(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(PriceClass, pk=pk) if pk else PriceClass()
    return _edited(request, PriceClassForm(request.POST or None, instance=row), title=_("Edit the price class") if pk else _("New price class"), back=f"/{centre}/kontor/lokaler/priser/")


@needs(May.EDIT_ROOMS)
def terms(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """What holds for one association where it is not what usually holds; or no longer."""
    row = get_object_or_404(BookerTerms.objects.select_related("organisation"), pk=pk) if pk else BookerTerms()
    back = f"/{centre}/kontor/lokaler/priser/"
    if request.method == "POST" and request.POST.get("act") == "delete" and pk:
        audit.record("removed", row, by=request.user)
        row.delete()
        messages.success(request, _("For %(name)s holds what usually holds.") % {"name": row.organisation})
        return redirect(back)
    title = _("Terms of %(name)s") % {"name": row.organisation} if pk else _("Terms of an association")
    return _edited(request, TermsForm(request.POST or None, instance=row), title=title, back=back, removable=bool(pk))


@needs(May.SEE_ROOMS)
def lent(request: StaffRequest, centre: str) -> HttpResponse:
    """Premises of others, by words and whether they are shown."""
    words, which = request.GET.get("q", "").strip()[:100], request.GET.get("vis", "")
    rows = LentPremises.objects.select_related("organisation", "locality")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(text__icontains=words) | Q(address__icontains=words) | Q(owner__icontains=words) | Q(organisation__name__icontains=words))
    if which != "alle":
        rows = rows.filter(retired=False)
    if format_ := request.GET.get("format", ""):
        return list_file(str(_("Premises that others lend out")), listing.lent_headers(), [listing.lent_line(row) for row in rows], kind=format_)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [Filter("q", _("Words"), words), Filter("vis", _("Which"), which or "viste", lines=[("viste", _("shown")), ("alle", _("all"))], optional=False)]
    context = {
        "page": page, "query": query, "filters": filters, "columns": listing.lent_columns(), "lines": [*listing.lent_cells(page.object_list, centre)], "show_all": "?" if words else "",
        "may_edit": request.access.may(May.EDIT_ROOMS), "here": "lent",
    }
    return render(request, "rooms/lent.html", context)


@needs(May.EDIT_ROOMS)
def edit_lent(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(LentPremises, pk=pk) if pk else LentPremises(looked_on=timezone.localdate())
    back = f"/{centre}/kontor/lokaler/hos-andre/"
    if request.method == "POST" and request.POST.get("act") == "delete" and pk:
        audit.record("removed", row, by=request.user)
        row.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": row})
        return redirect(back)
    return _edited(request, LentForm(request.POST or None, instance=row), title=_("Edit the premises") if pk else _("Premises of others"), back=back, removable=bool(pk))


def _edited(request: StaffRequest, form: ModelForm, *, title: str, back: str, removable: bool = False) -> HttpResponse:
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("“%(name)s” is saved.") % {"name": form.instance})
        return redirect(back)
    form.stand_on_theirs()
    return form_page(request, form, title=title, back=back, removable=removable)


def put(form: Any, error: ValidationError) -> None:
    """An action's refusal beside the field it is about, where the form has that."""
    if hasattr(error, "error_dict"):
        for name, each in error.error_dict.items():
            form.add_error(name if name in form.fields else None, [sentence for one in each for sentence in one.messages])
    else:
        form.add_error(None, error.messages)


def form_page(request: StaffRequest, form: Any, *, title: str, back: str, lead: str = "", button: str = "", danger: bool = False, removable: bool = False, template: str = "rooms/form.html", **more: Any) -> HttpResponse:
    """A form on its own page; ``back`` is the address it came from."""
    row = form.instance if isinstance(form, ModelForm) else None
    context = {
        "form": form, "title": title, "back": back, "lead": lead, "button": button or _("Save"), "danger": danger, "theirs": getattr(form, "theirs", None), "removable": removable,
        "draft": f"{row._meta.model_name}-{row.pk or 'new'}-{getattr(row, 'version', 1)}" if row is not None else f"rooms-{request.path}", **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
