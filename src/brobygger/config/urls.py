"""All addresses. Danish words; the first step of a centre's address is its key."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

handler404 = "brobygger.api.views.not_found"
STAFF = ["surveys", "exchange", "groups", "reception", "advice", "matching", "directory", "events", "rooms", "journal", "plan", "board", "reports", "organisations", "people", "accounts", "api", "overview"]


def _of(context: str, module: str) -> list[URLPattern | URLResolver]:
    """``context/module.py``'s patterns, for contexts that have such a file."""
    from importlib.util import find_spec

    name = f"brobygger.{context}.{module}"
    if not apps.is_installed(f"brobygger.{context}") or find_spec(name) is None:
        return []
    return [path("", include(name))]


urlpatterns: list[URLPattern | URLResolver] = [
    *_of("core", "urls"),
    path("konto/", include("allauth.urls")),
    *_of("accounts", "urls_site"),
    *_of("events", "urls_site"),
    *_of("matching", "urls_site"),
    *_of("api", "urls_site"),
    *_of("overview", "urls_site"),
    path("<slug:centre>/kontor/", include([pattern for context in STAFF for pattern in _of(context, "urls")])),
    path("<slug:centre>/forening/", include([pattern for context in STAFF for pattern in _of(context, "urls_own")])),
    path("<slug:centre>/henvis/", include([pattern for context in STAFF for pattern in _of(context, "urls_refer")])),
    path("<slug:centre>/", include([pattern for context in STAFF for pattern in _of(context, "urls_public")])),
]
