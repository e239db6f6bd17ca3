"""All addresses. Danish words; the first step of a centre's address is its key."""

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver

handler404 = "brobygger.api.views.not_found"
STAFF = [
    "archive", "correspondence", "newsletters", "surveys", "projects", "quality", "exchange", "groups", "reception", "advice", "matching", "directory", "events", "rooms", "journal", "plan", "board", "reports", "organisations", "people", "intake", "accounts",
    "api", "overview",
]


def _of(context: str, module: str) -> list[Pattern]:
    """``context/module.py``'s patterns, for contexts that have such a file."""
    name = f"brobygger.{context}.{module}"
    if not apps.is_installed(f"brobygger.{context}") or find_spec(name) is None:
        return []
    file = import_module(name)
    own = _by_step(file.urlpatterns)
    within = include((own, file.app_name) if hasattr(file, "app_name") else own)
    return [URLResolver(_Beginnings(str(each.pattern) for each in own), within[0], {}, app_name=within[1], namespace=within[2])]


class _Beginnings(RoutePattern):
    """The empty route, for addresses that begin as one of these: a context in which an address cannot be is passed by in one look."""

    def __init__(self, routes: Iterable[str]) -> None:
        super().__init__("")
        self._known = re.compile("|".join(sorted({_beginning(each) for each in routes})))

    def match(self, path: str) -> Any:
        return super().match(path) if self._known.match(path) else None


def _beginning(route: str) -> str:
    """A pattern of its first two steps, whatever stands for what is put into them."""
    steps = re.match(r"(?:[^/]*/){1,2}|.*", route)
    return re.sub("<[^>]*>", "[^/]+", re.escape(steps.group() if steps else route))


def _by_step(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The same addresses, those that share a first step under that step: Django tries one after the other, and passes the others by in one."""
    found: list[Pattern | list[tuple[str, URLPattern]]] = []
    steps: dict[str, list[tuple[str, URLPattern]]] = {}
    for each in patterns:
        step, slash, rest = str(each.pattern).partition("/")
        if not slash or "<" in step or not isinstance(each, URLPattern):
            found.append(each)
            continue
        if step not in steps:
            found.append(steps.setdefault(step, []))
        steps[step].append((rest, each))
    names = {id(under): step for step, under in steps.items()}
    return [_under(names[id(each)], each) if isinstance(each, list) else each for each in found]


def _under(step: str, patterns: list[tuple[str, URLPattern]]) -> Pattern:
    if len(patterns) == 1:
        return patterns[0][1]
    return path(f"{step}/", include(_by_step(path(rest, each.callback, each.default_args, each.name) for rest, each in patterns)))


urlpatterns: list[Pattern] = [
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
