"""The office's pages of the catalogue, outside advisers and the shelf."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, ProtectedError, Q, QuerySet, Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import booking
from brobygger.advice.forms.catalogue import AdviserForm, ServiceForm, ShelfItemForm
from brobygger.advice.models import Adviser, Request, Service, ShelfItem
from brobygger.advice.views.consultations import form_page
from brobygger.centres import audit
from brobygger.centres.models import Theme
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of


@needs(May.SEE_WORK)
def services(request: StaffRequest, centre: str) -> HttpResponse:
    """What the centre offers, and the outside advisers with their times."""
    now = timezone.now()
    rows: QuerySet[Any] = Service.objects.select_related("adviser", "kind").annotate(n=Count("requests"), amount=Sum("requests__amount"))
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("Service"), _("Sort"), _("Kind of work"), _("What it is"), _("For whom"), _("Price"), _("Outside adviser"), _("On the public site"), _("Requests"), _("How many"))]
        lines = [[row.title, str(row.get_sort_display()), str(row.kind or ""), row.text, row.for_whom, row.price, str(row.adviser or ""), str(_("yes") if row.published else _("no")), row.n] for row in rows]
        return list_file(str(_("What we offer")), headers, lines, kind=kind)
    coming = Count("times", filter=Q(times__starts_at__gt=now), distinct=True)
    taken = Count("times__requests", filter=Q(times__starts_at__gt=now) & Q(times__requests__state__in=Request.HOLDING), distinct=True)
    advisers = Adviser.objects.select_related("organisation").annotate(coming=coming, taken=taken)
    return render(request, "advice/offered.html", {"services": rows, "advisers": advisers, "may_edit": request.access.may(May.EDIT_WORK)})


def _removed(request: StaffRequest, row: Service | ShelfItem) -> bool:
    """Taken out where nothing stands on it; else a sentence says why not."""
    try:
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
    except ProtectedError:
        messages.error(request, _("Somebody has asked for “%(name)s”, so it cannot be deleted. Take it off the public site instead.") % {"name": row})
        return False
    messages.success(request, _("“%(name)s” is taken out.") % {"name": row})
    return True


@needs(May.EDIT_WORK)
def service(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Service, pk=pk) if pk else Service()
    if pk and request.POST.get("act") == "delete":
        done = _removed(request, row)
        return redirect("advice:services", centre=centre) if done else redirect("advice:service", centre=centre, pk=pk)
    form = ServiceForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:services", centre=centre)
        form.stand_on_theirs()
    return form_page(request, form, title=row.title if pk else _("New service"), back=f"/{centre}/kontor/sparring/ydelser/", deletable=bool(pk))


@needs(May.EDIT_WORK)
def adviser(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """An outside adviser, and the times at which she can be met."""
    row = get_object_or_404(Adviser, pk=pk) if pk else Adviser()
    if pk and "time" in request.POST:
        return _take_time_out(request, row)
    form = AdviserForm(request.POST or None, instance=row)
    if request.method == "POST":
        if _adviser_saved(request, form):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:adviser", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    times = row.times.filter(starts_at__gt=timezone.now()).prefetch_related("requests") if pk else []
    taken = {each.time_id for each in Request.objects.filter(state__in=Request.HOLDING, time__in=times)} if pk else set()
    context = {"form": form, "row": row if pk else None, "title": row.name if pk else _("New outside adviser"), "times": [(each, each.pk in taken) for each in times], "theirs": form.theirs}
    return render(request, "advice/adviser.html", context, status=422 if form.errors else 200)


def _adviser_saved(request: StaffRequest, form: AdviserForm) -> bool:
    """The particulars and the new times together, or neither."""
    try:
        with transaction.atomic():
            if not saved(form, by=request.user):
                return False
            booking.add_times(form.instance, form.cleaned_data["times"], place=form.cleaned_data["place"], by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error("times", error.messages)
        return False
    return True


def _take_time_out(request: StaffRequest, row: Adviser) -> HttpResponse:
    given = request.POST["time"]
    time = get_object_or_404(row.times, pk=key_of(given) or 0)
    try:
        booking.take_out(time, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The time is taken out."))
    return redirect("advice:adviser", centre=request.centre.key, pk=row.pk)


@needs(May.SEE_WORK)
def shelf(request: StaffRequest, centre: str) -> HttpResponse:
    """Guides, templates and links, with how often each was sent."""
    rows = ShelfItem.objects.prefetch_related("themes").annotate(n=Count("sent", distinct=True)).order_by("retired", "title", "pk")
    theme = key_of(request.GET.get("tema"))
    if theme is not None:
        rows = rows.filter(pk__in=ShelfItem.themes.through.objects.filter(theme=theme).values("shelfitem"))
    context = {"items": rows, "themes": Theme.objects.filter(retired=False), "theme": theme, "may_edit": request.access.may(May.EDIT_WORK)}
    return render(request, "advice/shelf.html", context)


@needs(May.EDIT_WORK)
def item(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(ShelfItem, pk=pk) if pk else ShelfItem()
    if pk and request.POST.get("act") == "delete":
        if row.sent.exists():
            messages.error(request, _("“%(name)s” has been sent to somebody, so it cannot be deleted. Mark it as out of date instead.") % {"name": row})
            return redirect("advice:item", centre=centre, pk=pk)
        _removed(request, row)
        return redirect("advice:shelf", centre=centre)
    form = ShelfItemForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:shelf", centre=centre)
        form.stand_on_theirs()
    return form_page(request, form, title=row.title if pk else _("New item"), back=f"/{centre}/kontor/sparring/hylde/", deletable=bool(pk))


@needs(May.SEE_WORK)
def shelf_file(request: StaffRequest, centre: str, pk: int) -> FileResponse:
    return as_file(get_object_or_404(ShelfItem.objects.exclude(file=""), pk=pk))


def as_file(row: ShelfItem) -> FileResponse:
    """The file to keep, under its title; never shown inside our own pages."""
    ending = str(row.file.name).rpartition(".")[2]
    return FileResponse(row.file.open(), as_attachment=True, filename=f"{row.title}.{ending}")
