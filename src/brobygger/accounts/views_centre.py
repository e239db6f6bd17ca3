"""The centre's own set-up: its particulars with logo and colour, its short lists, and the page that leads to all of it."""

from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.forms import CentreForm, listed_form
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.core.navigation import settings_pages
from brobygger.core.versions import Stale

Line = Locality | Theme | TargetGroup

LISTS: dict[str, tuple[type[Line], str | Promise, str | Promise]] = {
    "lokalomraader": (Locality, gettext_lazy("Localities"), gettext_lazy("The towns, villages and districts you work in. Work can be sorted by them, and the line understands their names.")),
    "temaer": (Theme, gettext_lazy("Themes"), gettext_lazy("What the work is about. A target may count one theme alone.")),
    "maalgrupper": (TargetGroup, gettext_lazy("Target groups"), gettext_lazy("Whom the work is for.")),
}


@needs(May.SEE_OFFICE)
def settings(request: StaffRequest, centre: str) -> HttpResponse:
    doors = sorted((door for _key, door in settings_pages.items() if request.access.may(door.needs)), key=lambda door: door.order)
    return render(request, "accounts/settings.html", {"doors": doors})


@needs(May.RUN_CENTRE)
def particulars(request: StaffRequest, centre: str) -> HttpResponse:
    row = Centre.objects.get(pk=request.centre.pk)
    before = audit.values(row)
    form = CentreForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(form, before, request)
        except Stale:
            form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:particulars", centre=centre)
    return render(request, "accounts/particulars.html", {"form": form, "row": request.centre}, status=422 if form.errors else 200)


def _keep(form: CentreForm, before: dict[str, Any], request: StaffRequest) -> None:
    row: Centre = form.instance
    old = row.logo.name or ""
    given: File[bytes] | None = form.cleaned_data.get("new_logo")
    with transaction.atomic():
        if given is not None:
            row.logo.save(str(given.name), given, save=False)
        elif form.cleaned_data.get("remove_logo"):
            row.logo = ""
        try:
            form.save()
        except Stale:
            if given is not None:
                row.logo.storage.delete(str(row.logo.name))
            raise
        audit.record("edited", row, by=request.user, before=before, now=timezone.now())
        if old and old != row.logo.name:
            storage = row.logo.storage
            transaction.on_commit(lambda: storage.delete(old))


@cache_control(public=True, max_age=3600)
@open_to_all
def logo(request: HttpRequest, centre: str) -> HttpResponseBase:
    """The centre's logo, as we wrote it ourselves: always PNG."""
    row: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware from the path
    if not row.logo or not row.logo.storage.exists(str(row.logo.name)):
        raise Http404
    return FileResponse(row.logo.open("rb"), content_type="image/png")


def _list_or_404(name: str) -> tuple[type[Line], str | Promise, str | Promise]:
    if name not in LISTS:
        raise Http404
    return LISTS[name]


@needs(May.RUN_CENTRE)
def lists(request: StaffRequest, centre: str) -> HttpResponse:
    found = []
    for name, (model, title, about) in LISTS.items():
        manager: Any = model.objects
        found.append((name, title, about, list(manager.filter(retired=False))))
    return render(request, "accounts/lists.html", {"lists": found})


@needs(May.RUN_CENTRE)
def listed(request: StaffRequest, centre: str, name: str) -> HttpResponse:
    """A short list, in its order, with a form for the next line."""
    model, title, about = _list_or_404(name)
    manager: Any = model.objects
    form = listed_form(model)(request.POST if request.method == "POST" and "move" not in request.POST else None, instance=model())
    del form.fields["retired"]
    if request.method == "POST" and "move" in request.POST:
        _move(model, request.POST.get("move", ""), request.POST.get("row", ""))
        return redirect("settings:listed", centre=centre, name=name)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            last = manager.order_by("-position").values_list("position", flat=True).first()
            form.instance.position = 0 if last is None else last + 1
            form.save()
            audit.record("added", form.instance, by=request.user)
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.instance.name})
        return redirect("settings:listed", centre=centre, name=name)
    context = {"title": title, "about": about, "rows": manager.all(), "form": form, "list_name": name, "codes": model is Locality}
    return render(request, "accounts/listed.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _move(model: type[Line], way: str, number: str) -> None:
    """One place up or down; the whole list is numbered anew, so that equal places sort themselves out."""
    manager: Any = model.objects
    rows = list(manager.select_for_update().order_by("position", "name"))
    at = next((place for place, row in enumerate(rows) if str(row.pk) == number), None)
    if at is None or way not in {"up", "down"}:
        return
    to = max(0, min(len(rows) - 1, at + (1 if way == "down" else -1)))
    rows.insert(to, rows.pop(at))
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])


@needs(May.RUN_CENTRE)
def line(request: StaffRequest, centre: str, name: str, pk: int) -> HttpResponse:
    model, title, _about = _list_or_404(name)
    manager: Any = model.objects
    row = get_object_or_404(manager, pk=pk)
    if request.method == "POST" and request.POST.get("act") == "delete":
        return _delete(request, row, name)
    before = audit.values(row)
    form = listed_form(model)(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            audit.record("edited", row, by=request.user, before=before)
        messages.success(request, _("Saved."))
        return redirect("settings:listed", centre=centre, name=name)
    context = {"title": title, "row": row, "form": form, "list_name": name}
    return render(request, "accounts/line.html", context, status=422 if form.errors else 200)


def _delete(request: StaffRequest, row: Line, name: str) -> HttpResponse:
    label = row.name
    try:
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
    except ProtectedError:
        messages.error(
            request,
            _("“%(name)s” is in use, so it cannot be deleted without changing what has been counted. Tick “no longer used” instead: then it stays on old work and is not offered any more.") % {"name": label},
        )
        return redirect("settings:line", centre=request.centre.key, name=name, pk=row.pk)
    messages.success(request, _("“%(name)s” is deleted. Nothing used it.") % {"name": label})
    return redirect("settings:listed", centre=request.centre.key, name=name)
