"""The centre, its menu and the person's access, for every template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from brobygger.accounts.menu import Entry, Part, arranged
from brobygger.accounts.models import RoleAssignment
from brobygger.core.navigation import Door, navigation


def centre(request: HttpRequest) -> dict[str, Any]:
    """``centre``, ``access`` and ``navigation``, the parts of the main menu."""
    access = getattr(request, "access", None)
    found = getattr(request, "centre", None)
    menu: list[Part] = []
    if access is not None and found is not None:
        doors = sorted((door for door in navigation.values() if access.may(door.needs) and not (door.unless and access.may(door.unless))), key=lambda door: door.order)
        ways = [(door, reverse(door.url_name, kwargs={"centre": found.key})) for door in doors]
        here = next((door for door, url in ways if _stands_in(request.path, url)), None) or _room(request, doors)
        menu = list(arranged((door, Entry(door.label, url, door is here)) for door, url in ways))
    home = access.home if access is not None else f"/{found.key}/" if found is not None else "/"
    return {"centre": found, "access": access, "navigation": menu, "centre_home": home}


def _room(request: HttpRequest, doors: list[Door]) -> Door | None:
    """The one door of the context that the page belongs to: its other lists stand at addresses of their own."""
    match = request.resolver_match
    own = [door for door in doors if match is not None and match.namespace and door.url_name.startswith(f"{match.namespace}:")]
    return own[0] if len(own) == 1 else None


def _stands_in(path: str, url: str) -> bool:
    home = url.count("/") <= 3  # the start page is a prefix of all others
    return path == url or (not home and path.startswith(url))


def demo(request: HttpRequest) -> dict[str, Any]:
    """On the demo's sign-in page: its accounts by centre, with roles and the one password."""
    if not settings.DEMO or request.resolver_match is None or request.resolver_match.url_name != "account_login":
        return {}
    held = (
        RoleAssignment.everywhere.filter(user__email__endswith="@demo.example")
        .select_related("user", "centre")
        .order_by("centre__pk", "pk")
    )
    centres: dict[str, list[tuple[str, str, str]]] = {}
    for each in held:
        centres.setdefault(each.centre.name, []).append((each.user.email, each.user.name, each.get_role_display()))
    return {"demo_centres": list(centres.items()), "demo_password": "brobygger-demo"}
