"""The door for programs: whoever comes with a token that is in use at the centre of the address, asks no more than is good, and is answered in a language it reads."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from brobygger.accounts.rights import Access
from brobygger.api import tokens
from brobygger.api.models import AccessToken
from brobygger.api.rows.problems import Problem
from brobygger.core.rates import address_of, within

MINUTE: Final = 60
MOST_IN_A_MINUTE: Final = 300
MOST_WRONG_IN_A_MINUTE: Final = 30
AGAIN: Final = {"Retry-After": str(MINUTE)}
PRIVATE: Final = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Accept-Language", "X-Robots-Tag": "noindex"}


class Program(HttpRequest):
    """A request that comes with a token: ``token``, and the ``access`` of the leader it acts for."""

    token: AccessToken
    access: Access
    centre: Any


Answer = Callable[..., HttpResponse]


def for_programs(*methods: str) -> Callable[[Answer], Callable[..., HttpResponseBase]]:
    """A view that takes ``methods`` (HEAD and OPTIONS besides) from programs alone. What cannot be had is answered as a problem."""

    def decorate(answer: Answer) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @wraps(answer)
        def view(request: Program, centre: str, **named: Any) -> HttpResponse:
            with translation.override(language_of(request)):
                try:
                    given = _answered(request, answer, methods, named)
                except Problem as problem:
                    given = problem.answer()
                given.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
            for name, value in PRIVATE.items():
                given.headers.setdefault(name, value)
            return given

        view.needs = "token"  # type: ignore[attr-defined]  # read by the test of the access matrix, and by its page
        return view

    return decorate


def language_of(request: HttpRequest) -> str:
    """The first of ours that ``Accept-Language`` names; Danish where it names none."""
    known = dict(settings.LANGUAGES)
    for wanted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            found = get_supported_language_variant(wanted)
        except LookupError:
            continue
        if found in known:
            return found
    return settings.LANGUAGE_CODE


def _answered(request: Program, answer: Answer, methods: tuple[str, ...], named: Mapping[str, Any]) -> HttpResponse:
    allowed = methods_of(methods)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed})
    if request.method not in allowed.split(", "):
        raise Problem(405, _("This address does not take %(method)s.") % {"method": str(request.method)[:20]}, headers={"Allow": allowed})
    _let_in(request)
    return answer(request, **named)


def methods_of(methods: tuple[str, ...]) -> str:
    return ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])


def _let_in(request: Program) -> None:
    """Put the token and its access on the request. Raises Problem: 401, 403 or 429."""
    kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
    found = tokens.visitor(secret.strip(), request.centre, timezone.now()) if kind.casefold() == "bearer" and secret else None
    if found is None:
        if not within(f"api wrong:{_where(request)}", most=MOST_WRONG_IN_A_MINUTE, seconds=MINUTE):
            raise Problem(429, _("Too many attempts without a token that is in use. Wait a minute."), headers=AGAIN)
        raise Problem(401, _("Come with an access token that is in use at this centre: “Authorization: Bearer …”. A leader of the centre makes them under Settings."), headers={"WWW-Authenticate": 'Bearer realm="Brobygger"'})
    if not within(f"api:{found.token.pk}", most=MOST_IN_A_MINUTE, seconds=MINUTE):
        raise Problem(429, _("At most %(most)s requests a minute. Wait a minute, and ask for more rows at a time.") % {"most": MOST_IN_A_MINUTE}, headers=AGAIN)
    if found.access is None:
        raise Problem(403, _("Whoever answered for this token does not lead the centre any more. Another leader can take it over under Settings."))
    request.token, request.access = found.token, found.access


def _where(request: HttpRequest) -> str:
    """Where it comes from; those of whom that cannot be told are counted as one."""
    try:
        return address_of(request)
    except PermissionDenied:
        return ""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises Problem."""
    if request.content_type != "application/json":
        raise Problem(415, _("Send JSON, and say so: “Content-Type: application/json”."))
    try:
        found = json.loads(request.body or b"{}")
        if b"\\u" in request.body:
            json.dumps(found, ensure_ascii=False).encode()  # half of a character that is written in two stands for nothing, and no database takes it
    except RequestDataTooBig as error:
        raise Problem(413, _("What was sent is too large. At most %(most)s MB at a time.") % {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000}) from error
    except (ValueError, RecursionError) as error:
        raise Problem(400, _("What was sent is no JSON.")) from error
    if not isinstance(found, dict):
        raise Problem(400, _("What was sent is no JSON object."))
    return found
