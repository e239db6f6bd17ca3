"""Pages and small files that belong to no context: language and accent colour."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from brobygger.core.colour import stylesheet
from brobygger.core.middleware import LANGUAGE_COOKIE
from brobygger.core.readable import read

LONGEST_TEXT = 20_000
YEAR = 365 * 24 * 60 * 60


@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to where the person stood.

    No token guards it: the worst another site could do is to change the language, and the token's cookie would follow every reader about.
    """
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(LANGUAGE_COOKIE, wanted, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_POST
def readable(request: HttpRequest) -> HttpResponse:
    """How hard the one text that was sent is to read. Nothing of it is kept."""
    if not request.user.is_authenticated:
        raise Http404
    said = next((value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"), "")
    return render(request, "core/readable.html", {"reading": read(str(said)[:LONGEST_TEXT])})


@cache_control(max_age=YEAR, immutable=True, public=True)
def accent(request: HttpRequest, colour: str) -> HttpResponseBase:
    """A centre's accent colour as tokens, light and dark, with contrast kept. The address names the colour, so it never ages."""
    if not re.fullmatch(r"[0-9a-fA-F]{6}", colour):
        raise Http404
    return HttpResponse(stylesheet(f"#{colour}"), content_type="text/css")
