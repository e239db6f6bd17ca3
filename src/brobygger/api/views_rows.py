"""Rows for programs: lists, single rows, what is written, and the description of it all."""

import json
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.api.doors import Program, body_of, for_programs, methods_of
from brobygger.api.rows import ROOT as ROWS
from brobygger.api.rows import asking, described, reading, writing
from brobygger.api.rows.problems import Problem
from brobygger.api.webhooks import telling
from brobygger.core.resources import Resource, resources, scopes

ALL: Final = ("GET", "POST", "PATCH", "DELETE")


@for_programs("GET")
def about(request: Program) -> HttpResponse:
    """What there is, and what of it the token opens."""
    _nothing_asked(request)
    found = [
        {"name": name, "title": str(each.title), "url": f"{_root(request)}/{name}", "read": request.token.may(each.scope) and (request.token.persons or not each.personal), "write": each.writing is not None and request.token.may(each.scope, write=True)}
        for name, each in resources.items()
    ]
    return _json(request, {"centre": request.centre.name, "version": described.VERSION, "openapi_url": f"{_root(request)}/openapi.json", "token": request.token.name, "resources": found})


@for_programs("GET")
def openapi(request: Program) -> HttpResponse:
    _nothing_asked(request)
    told = _("Read about it: %(page)s") % {"page": f"{settings.SITE_URL}/{request.centre.key}/api/"}
    return _json(request, telling.added_to(described.description(title=request.centre.name, server=_root(request), about=told, access=request.access)))


@for_programs("GET", "POST")
def listed(request: Program, name: str) -> HttpResponse:
    resource = resources[name]
    if request.method == "POST":
        return _create(request, name, resource)
    _may(request, resource)
    asked = asking.read(request.GET, resource)
    page = reading.listed(resource, asked, persons=request.token.persons, now=timezone.now()).as_data()
    return _json(request, page, tag={**page, "as_of": None})


def _create(request: Program, name: str, resource: Resource) -> HttpResponse:
    if resource.writing is None or not resource.writing.create:
        raise Problem(405, _("These rows can only be read."), headers={"Allow": methods_of(("GET",))})
    _may(request, resource, write=True)
    _nothing_asked(request)
    said, once = body_of(request), request.headers.get("Idempotency-Key", "").strip()
    if len(once) > writing.LONGEST_KEY:
        raise Problem(422, _("The Idempotency-Key cannot be that."))
    key, made = writing.create(resource, said, once=once, digest=writing.digest(request.path, request.body), token=request.token, access=request.access, now=timezone.now())
    try:
        row = reading.one(resource, key, persons=request.token.persons)
    except Problem:
        if made:
            raise
        raise Problem(410, _("What this Idempotency-Key has made is gone since.")) from None
    return _json(request, row, status=201 if made else 200, Location=f"{_root(request)}/{name}/{key}")


@for_programs(*ALL)
def one(request: Program, name: str, pk: int) -> HttpResponse:
    resource = resources[name]
    form, persons = resource.writing, request.token.persons
    may = ["GET", *(["PATCH"] if form and form.change else []), *(["DELETE"] if form and form.remove else [])]
    if request.method not in {*may, "HEAD"}:
        raise Problem(405, _("This address does not take %(method)s.") % {"method": str(request.method)[:20]}, headers={"Allow": methods_of(tuple(may))})
    _may(request, resource, write=request.method in {"PATCH", "DELETE"})
    _nothing_asked(request)
    matches = request.headers.get("If-Match", "")
    if request.method == "PATCH":
        writing.change(resource, pk, body_of(request), matches=matches, persons=persons, access=request.access)
    elif request.method == "DELETE":
        writing.remove(resource, pk, matches=matches, persons=persons, access=request.access)
        return HttpResponse(status=204)
    return _json(request, reading.one(resource, pk, persons=persons))


@for_programs("POST")
def act(request: Program, name: str, pk: int, verb: str) -> HttpResponse:
    resource = resources[name]
    _may(request, resource, write=True)
    _nothing_asked(request)
    writing.act(resource, pk, verb, body_of(request), matches=request.headers.get("If-Match", ""), persons=request.token.persons, access=request.access)
    return _json(request, reading.one(resource, pk, persons=request.token.persons))


@for_programs(*ALL, "PUT")
def nothing(request: Program, rest: str = "") -> HttpResponse:
    raise Problem(404, _("There is nothing at this address. There are: %(names)s.") % {"names": ", ".join(["/", *(f"/{name}" for name in resources), "/openapi.json"])})


def _may(request: Program, resource: Resource, *, write: bool = False) -> None:
    """Raises Problem where the token does not open this."""
    what = {"what": str(scopes[resource.scope])}
    if not request.token.may(resource.scope, write=write):
        raise Problem(403, (_("This token may not change “%(what)s”.") if write else _("This token may not read “%(what)s”.")) % what)
    if resource.personal and not request.token.persons:
        raise Problem(403, _("These rows are persons, and this token may not see persons."))


def _nothing_asked(request: HttpRequest) -> None:
    if request.GET:
        raise Problem(422, _("There are no parameters here."))


def _root(request: Program) -> str:
    return f"{settings.SITE_URL}/{request.centre.key}/{ROWS}"


def _json(request: HttpRequest, data: Any, *, status: int = 200, tag: Any = None, **headers: str) -> HttpResponse:
    """With an ETag; nothing but that where the asker has the very same already."""
    own = reading.etag(tag if tag is not None else data)
    if status == 200 and request.method in {"GET", "HEAD"} and own in {each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")}:
        return HttpResponse(status=304, headers={"ETag": own})
    return HttpResponse(json.dumps(data, ensure_ascii=False), status=status, content_type="application/json", headers={"ETag": own, **headers})
