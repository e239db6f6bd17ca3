"""What every request passes and every answer carries: no character NUL, a strict content security policy, the chosen language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
LANGUAGE_COOKIE = "language"


def without_nul(get_response: Handler) -> Handler:
    """No address and nothing typed carries the character NUL: PostgreSQL takes it in no text, and only a machine that tries its luck sends it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            return HttpResponseBadRequest()
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        if request.method == "POST" and any("\x00" in each for _name, values in request.POST.lists() for each in values):
            typed = request.POST.copy()
            for name, values in request.POST.lists():
                typed.setlist(name, [each.replace("\x00", "") for each in values])
            request.POST = typed  # type: ignore[assignment]  # the stubs know only the one that cannot be changed
        return get_response(request)

    return middleware


def content_security_policy(get_response: Handler) -> Handler:
    """No inline script or style, nothing from other sites. A view may set its own policy first (embedding)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def chosen_language(get_response: Handler) -> Handler:
    """Danish unless the person has chosen otherwise; a browser's Accept-Language does not decide."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # as Django's LocaleMiddleware does
            response = get_response(request)
            # A lazily rendered answer (TemplateResponse) is rendered by now; streaming ones keep their own language.
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware
