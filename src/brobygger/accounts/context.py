"""The centre, its menu and the person's access, for every template."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from brobygger.core.navigation import navigation


def centre(request: HttpRequest) -> dict[str, Any]:
    """``centre``, ``access`` and ``navigation``: tuples of label, address and whether we stand there."""
    access = getattr(request, "access", None)
    found = getattr(request, "centre", None)
    menu = []
    if access is not None and found is not None:
        for door in sorted((door for _, door in navigation.items()), key=lambda door: door.order):
            if access.may(door.needs):
                url = reverse(door.url_name, kwargs={"centre": found.key})
                menu.append((door.label, url, _stands_in(request.path, url)))
    home = f"/{found.key}/{'kontor/' if access is not None else ''}" if found is not None else "/"
    return {"centre": found, "access": access, "navigation": menu, "centre_home": home}


def _stands_in(path: str, url: str) -> bool:
    home = url.count("/") <= 3  # the start page is a prefix of all others
    return path == url or (not home and path.startswith(url))
