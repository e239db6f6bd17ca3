"""The doors: which view opens to whom, at the centre of the request's path.

``@needs(May.X)`` on a view is the check; fetching the row through its scoped manager is the other half. A person without a
role at the centre gets 404 there, as for a centre that does not exist: nobody learns who works where.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.centres.models import Centre

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request whose view is behind ``needs``: signed in, with a role at the centre of its path."""

    centre: Centre
    access: Access
    user: User
    htmx: Any


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]


def needs(permission: May) -> Callable[[StaffView[P]], View[P]]:
    """Open the view to those who ``permission`` is given; the others get sign-in, 404 (no role here) or 403."""

    def decorate(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            refusal = refuse(request, permission)
            return refusal or view(request, *args, **kwargs)  # type: ignore[arg-type]  # refuse() has made sure

        guarded.needs = permission  # type: ignore[attr-defined]  # read by the test of the access matrix
        return guarded  # type: ignore[return-value]  # wraps() keeps the inner request type in its answer

    return decorate


def refuse(request: HttpRequest, permission: May) -> HttpResponse | None:
    """The answer for somebody who may not, or None."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    access: Access | None = getattr(request, "access", None)
    if access is None:
        raise Http404
    if not access.may(permission):
        raise PermissionDenied
    if getattr(request, "second_factor_missing", False):
        messages.warning(request, _("Your role here asks for a second factor at sign-in. Set one up below, then go on."))
        return redirect("mfa_index")
    return None


def signed_in(view: View[P]) -> View[P]:
    """Open to everybody with an account, with or without a role anywhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.needs = "signed in"  # type: ignore[attr-defined]  # read by the test of the access matrix
    return guarded  # type: ignore[return-value]  # wraps() keeps the inner names of the arguments


def open_to_all(view: View[P]) -> View[P]:
    """Say that a view asks nobody who they are; the access matrix wants it said."""
    view.needs = None  # type: ignore[attr-defined]  # read by the test of the access matrix
    return view


def may_open(access: Access, url: str) -> bool:
    """Whether the page at ``url``, one of our own, opens for this person: what a list asks that shows rows of every context.

    Others' registrations open for those who see everybody's work; who may register opens but her own, and which are hers the address does not say.
    """
    needed = _needed(re.sub(r"\d+", "1", url))
    return needed is not None and access.may(May.SEE_WORK if needed == May.REGISTER else needed)


@lru_cache(maxsize=2000)
def _needed(like: str) -> May | None:
    """What the page asks for; None where there is no such page, or none behind ``needs``. Pages of one kind are alike but for their numbers."""
    try:
        needed: May | None = getattr(resolve(like).func, "needs", None)
    except Resolver404:
        return None
    return needed
