"""The centre comes from the path: the first step of ``/slagelse/…`` puts that centre in force for the request. And when a session was last seen."""

import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment
from brobygger.accounts.rights import Access
from brobygger.accounts.roles import Role
from brobygger.centres.models import Centre
from brobygger.centres.scoping import no_centre_in_force, put_in_force

# Recovery codes open the door when a factor is lost; alone they are none.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
Handler = Callable[[HttpRequest], HttpResponse]


class CentreFromPath:
    """Sets ``request.centre`` and ``request.access`` (None for those without a role) and the centre in force.

    It waits for Django to have found the view, and reads the centre from the view's own words: no address is looked up twice.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.centre = None  # type: ignore[attr-defined]  # StaffRequest declares it for views behind needs()
        request.access = None  # type: ignore[attr-defined]  # likewise
        with no_centre_in_force():
            response = self.get_response(request)
            render = getattr(response, "render", None)
            return render() if callable(render) and not getattr(response, "is_rendered", True) else response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        if (key := kwargs.get("centre")) is None:
            return
        centre = Centre.objects.filter(key=key).first()
        if centre is None:
            raise Http404
        request.centre = centre  # type: ignore[attr-defined]  # as above
        put_in_force(centre)
        if request.user.is_authenticated:
            today = timezone.localdate()
            held = RoleAssignment.objects.filter(user_id=request.user.pk).on(today).values_list("role", flat=True)
            if roles := frozenset(Role(role) for role in held):
                request.access = Access.of(request.user, centre, roles)  # type: ignore[attr-defined]  # as above
                request.second_factor_missing = (  # type: ignore[attr-defined]  # asked by access.refuse()
                    not roles.isdisjoint(centre.second_factor_roles) and not is_mfa_enabled(request.user, SECOND_FACTORS)
                )


class SeenNowAndThen(UserSessionsMiddleware):  # type: ignore[misc]  # the library is untyped
    """When a session was last seen, for one's list of where one is signed in: written every few minutes, and at once from another address or program."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        every = settings.SEEN_AGAIN_AFTER
        if not request.user.is_authenticated or (every and not cache.add(_seen(request), True, every)):
            return self.get_response(request)  # type: ignore[no-any-return]  # likewise
        return super().__call__(request)  # type: ignore[no-any-return]  # likewise


def _seen(request: HttpRequest) -> str:
    """A session, from where and by what, as nobody can read it."""
    said = (request.session.session_key, get_adapter().get_client_ip(request), request.headers.get("User-Agent", ""))
    return "seen:" + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()
