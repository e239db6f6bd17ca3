"""What the centre offers, on its public site: the catalogue, the form to ask for it, and the shelf."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.advice import booking
from brobygger.advice import requests as acts
from brobygger.advice.forms.catalogue import AppointmentForm, RequestForm
from brobygger.advice.models import ItemSent, Request, Service, ShelfItem
from brobygger.advice.views.catalogue import as_file
from brobygger.centres.models import Theme


@open_to_all
def catalogue(request: HttpRequest, centre: str) -> HttpResponse:
    rows = list(Service.objects.public())
    groups = [(Service.Sort(sort).label, [each for each in rows if each.sort == sort]) for sort in Service.Sort]
    return render(request, "advice/catalogue.html", {"groups": [each for each in groups if each[1]], "shelf": ShelfItem.objects.filter(public=True, retired=False).exists()})


@open_to_all
def ask(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One service, and the form to ask for it."""
    row = get_object_or_404(Service.objects.public(), pk=pk)
    now = timezone.now()
    times = booking.free_times(row.adviser, now)
    form = RequestForm(request.POST or None, instance=Request(service=row, language=get_language() or "da"), times=times)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        elif form.cleaned_data["second_name"]:  # a robot is thanked like everybody, and nothing is kept
            return redirect(f"{request.path}?tak=1")
        else:
            form.instance.key = form.cleaned_data["own_key"]
            try:
                acts.receive(form.instance, centre=request.centre, now=now)  # type: ignore[attr-defined]  # set by the middleware
            except ValidationError as error:
                form = RequestForm(request.POST, instance=Request(service=row), times=booking.free_times(row.adviser, now))
                form.is_valid()
                form.add_error("time" if "time" in form.fields else None, error.messages)
            else:
                return redirect(f"{request.path}?tak=1")
    context = {"row": row, "form": form, "thanks": "tak" in request.GET, "waits": row.adviser is not None and not times}
    return render(request, "advice/ask.html", context, status=422 if form.errors else 200)


@open_to_all
def appointment(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """One's own appointment, by the link of the mail: another time, or none."""
    row = get_object_or_404(Request.objects.select_related("service__adviser", "time__adviser"), token=token)
    now, here = timezone.now(), request.centre  # type: ignore[attr-defined]  # set by the middleware
    times = booking.free_times(row.time.adviser, now) if row.time else []
    form = AppointmentForm(request.POST or None, times=times)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "leave":
                booking.leave(row, reason=form.cleaned_data["reason"], centre=here, now=now)
            else:
                booking.move(row, form.cleaned_data.get("time"), centre=here, now=now)
        except ValidationError as error:
            form.add_error("time" if "time" in form.fields and hasattr(error, "error_dict") else None, error.messages)
        else:
            return redirect(f"{request.path}?gemt=1")
    context = {"row": row, "form": form, "open": row.may_be_changed(now), "times": times, "saved": "gemt" in request.GET}
    return render(request, "advice/appointment.html", context, status=422 if form.errors else 200)


@open_to_all
def shelf(request: HttpRequest, centre: str) -> HttpResponse:
    rows = list(ShelfItem.objects.filter(public=True, retired=False).prefetch_related("themes"))
    groups = [(str(theme), [row for row in rows if theme in row.themes.all()]) for theme in Theme.objects.filter(retired=False)]
    other = [row for row in rows if not any(row in found for _theme, found in groups)]
    named = [group for group in groups if group[1]]
    return render(request, "advice/public_shelf.html", {"groups": [*named, *([(_("Other") if named else "", other)] if other else [])]})


@open_to_all
def item(request: HttpRequest, centre: str, pk: int) -> HttpResponse | FileResponse:
    """A file to keep, or the way to a link, where it stands on the site."""
    return _opened(get_object_or_404(ShelfItem, pk=pk, public=True))


@open_to_all
def sent(request: HttpRequest, centre: str, token: str) -> HttpResponse | FileResponse:
    """What was sent with an answer opens for whoever has the mail, also when it is not on the site."""
    return _opened(get_object_or_404(ItemSent.objects.select_related("item"), token=token).item)


def _opened(row: ShelfItem) -> HttpResponse | FileResponse:
    return as_file(row) if row.file else redirect(row.link)
