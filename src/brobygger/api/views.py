"""The API's addresses: read only, open to everybody and to programs on other sites, kept for some minutes by whoever asks. Nobody is known here."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from django.views.defaults import page_not_found

from brobygger.accounts.access import open_to_all
from brobygger.api import asking, describing
from brobygger.api.answering import COLLECTIONS, Page, single
from brobygger.api.doors import language_of
from brobygger.api.entities import COLLECTIONS as NAMES
from brobygger.api.rows import ROOT as ROWS
from brobygger.api.rows.problems import Problem
from brobygger.centres.models import Centre

ROOT: Final = "api/hsds/3"
METHODS: Final = ("GET", "HEAD", "OPTIONS")
OPEN: Final = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
KEEP: Final = {"Cache-Control": "public, max-age=300"}
ASKS_FIRST: Final = {"Access-Control-Allow-Methods": ", ".join(METHODS), "Access-Control-Allow-Headers": "*", "Access-Control-Max-Age": "86400"}


class Nothing(LookupError):
    """There is nothing at the address; the text is a sentence."""


def endpoint(answer: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """A view that gives ``answer``'s data as JSON, or a sentence in JSON that says why not. The same for everybody, so in the installation's language."""

    @csrf_exempt
    @conditional_page
    @wraps(answer)
    def view(request: HttpRequest, centre: str = "", **named: Any) -> HttpResponse:
        if request.method not in METHODS:
            with translation.override(settings.LANGUAGE_CODE):
                return _json({"detail": _("This can only be read.")}, 405, Allow=", ".join(METHODS))
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**OPEN, **ASKS_FIRST, "Allow": ", ".join(METHODS)})
        with translation.override(settings.LANGUAGE_CODE):
            try:
                return _json(answer(request, _centres(request), **named), 200, **KEEP)
            except asking.Refused as refused:
                return _json({"detail": str(refused)}, 422)
            except Nothing as nothing:
                return _json({"detail": str(nothing)}, 404)

    door: Callable[..., HttpResponseBase] = view
    return open_to_all(door)


def _json(data: Any, status: int, **headers: str) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), status=status, content_type="application/json", headers={**OPEN, **headers})


def _centres(request: HttpRequest) -> Sequence[Centre]:
    """The centre of the address, or all of the installation."""
    here: Centre | None = getattr(request, "centre", None)
    return [here] if here is not None else list(Centre.objects.order_by("pk"))


def _root(centre: str) -> str:
    return f"{settings.SITE_URL}/{centre}/{ROOT}" if centre else f"{settings.SITE_URL}/{ROOT}"


def _root_of(request: HttpRequest) -> str:
    here: Centre | None = getattr(request, "centre", None)
    return _root(here.key if here is not None else "")


@endpoint
def about(request: HttpRequest, centres: Sequence[Centre]) -> dict[str, str]:
    asking.read(request.GET, ())
    return {"version": describing.VERSION, "profile": describing.PROFILE, "openapi_url": f"{_root_of(request)}/openapi.json"}


@endpoint
def openapi(request: HttpRequest, centres: Sequence[Centre]) -> dict[str, Any]:
    here: Centre | None = getattr(request, "centre", None)
    name, page = (here.name, f"{settings.SITE_URL}/{here.key}/api/") if here is not None else (_("All volunteer centres here"), f"{settings.SITE_URL}/api/")
    said = {"name": name, "url": page} | ({"email": here.mail} if here is not None and here.mail else {})
    return describing.description(title=_("Offers to citizens: %(name)s") % {"name": name}, server=_root_of(request), about=f"What the public pages show, and no more. Read about it: {page}", contact=said)


@endpoint
def listed(request: HttpRequest, centres: Sequence[Centre], name: str) -> dict[str, Any]:
    return Page.of(COLLECTIONS[name], asking.read(request.GET, asking.OF_LISTS[name]), centres).as_data()


@endpoint
def one(request: HttpRequest, centres: Sequence[Centre], name: str, key: str) -> dict[str, Any]:
    asked = {**{each.name: each.usual for each in asking.OF_LISTS[name]}, **asking.read(request.GET, asking.OF_ONE.get(name, ()))}
    try:
        found = single(COLLECTIONS[name], UUID(key), asked, centres)
    except ValueError:
        found = None
    if found is None:
        raise Nothing(_("There is none of this identifier here, or it is not public."))
    return found


@endpoint
def nothing(request: HttpRequest, centres: Sequence[Centre], rest: str = "") -> None:
    raise Nothing(_("There is nothing at this address. There are: %(names)s.") % {"names": ", ".join(["/", *(f"/{name}" for name in NAMES), "/openapi.json"])})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The installation's answer where no view answers, as below a centre that is not there: in JSON to whoever asked for that."""
    if f"/{ROWS}/" in request.path:
        with translation.override(language_of(request)):
            return Problem(404, _("There is nothing at this address.")).answer()
    if f"/{ROOT}" not in request.path:
        return page_not_found(request, exception)
    with translation.override(settings.LANGUAGE_CODE):
        return _json({"detail": _("There is nothing at this address.")}, 404)


@open_to_all
def page(request: HttpRequest, centre: str = "") -> HttpResponse:
    """What the API is, for people."""
    lists = [(name, asking.OF_LISTS[name]) for name in NAMES]
    return render(request, "api/about.html", {"root": _root(centre), "lists": lists, "version": describing.VERSION, "most": asking.MOST, "most_of_minimal": asking.MOST_OF_MINIMAL})
