"""The centre's own set-up: its particulars with logo and colour, its short lists, and the page that leads to all of it."""

from typing import Any

from django.contrib import messages
from django.core.files.base import File
from django.db import transaction
from django.db.models import ProtectedError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.forms import CentreForm, listed_form
from brobygger.accounts.roles import May
from brobygger.accounts.short_lists import ShortList, short_lists
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.navigation import settings_pages
from brobygger.core.versions import Stale


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


def _list_or_404(name: str) -> ShortList:
    found = short_lists.get(name)
    if found is None:
        raise Http404
    return found


@needs(May.RUN_CENTRE)
def lists(request: StaffRequest, centre: str) -> HttpResponse:
    found = [(name, each.title, each.about, list(each.rows().filter(retired=False))) for name, each in short_lists.items()]
    return render(request, "accounts/lists.html", {"lists": found})


@needs(May.RUN_CENTRE)
def listed(request: StaffRequest, centre: str, name: str) -> HttpResponse:
    """A short list, in its order, with a form for the next line."""
    here = _list_or_404(name)
    if request.method == "POST" and "move" in request.POST:
        here.move(request.POST.get("move", ""), request.POST.get("row", ""))
        return redirect("settings:listed", centre=centre, name=name)
    form = listed_form(here)(request.POST or None, instance=here.new())
    del form.fields["retired"]
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            last = here.rows().order_by("-position").values_list("position", flat=True).first()
            form.instance.position = 0 if last is None else last + 1
            form.save()
            audit.record("added", form.instance, by=request.user)
        messages.success(request, _("“%(name)s” is on the list.") % {"name": form.instance.name})
        return redirect("settings:listed", centre=centre, name=name)
    context = {"title": here.title, "about": here.about, "rows": here.rows(), "form": form, "list_name": name, "codes": here.has_codes, "words": here.words}
    return render(request, "accounts/listed.html", context, status=422 if form.errors else 200)


@needs(May.RUN_CENTRE)
def line(request: StaffRequest, centre: str, name: str, pk: int) -> HttpResponse:
    here = _list_or_404(name)
    row = get_object_or_404(here.rows(), pk=pk)
    if request.method == "POST" and request.POST.get("act") == "delete":
        return _delete(request, row, name)
    before = audit.values(row)
    form = listed_form(here)(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            audit.record("edited", row, by=request.user, before=before)
        messages.success(request, _("Saved."))
        return redirect("settings:listed", centre=centre, name=name)
    context = {"title": here.title, "row": row, "form": form, "list_name": name}
    return render(request, "accounts/line.html", context, status=422 if form.errors else 200)


def _delete(request: StaffRequest, row: Any, name: str) -> HttpResponse:
    label, used = row.name, _list_or_404(name).used
    try:
        with transaction.atomic():
            in_use = used(row)
            if not in_use:
                audit.record("removed", row, by=request.user)
                row.delete()
    except ProtectedError:
        in_use = True
    if in_use:
        messages.error(
            request,
            _("“%(name)s” is in use, so it cannot be deleted without changing what has been counted. Tick “no longer used” instead: then it stays on old work and is not offered any more.") % {"name": label},
        )
        return redirect("settings:line", centre=request.centre.key, name=name, pk=row.pk)
    messages.success(request, _("“%(name)s” is deleted. Nothing used it.") % {"name": label})
    return redirect("settings:listed", centre=request.centre.key, name=name)
