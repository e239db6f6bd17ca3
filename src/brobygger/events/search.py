from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.events.letters import when
from brobygger.events.models import Event
from brobygger.organisations.models import Network


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Event.objects.listed().filter(Q(registration__title__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words))
    for row in rows.order_by("-starts_at")[:limit]:
        yield Hit(row.registration.title, row.get_absolute_url(), when(row))


def _networks(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; searches run behind needs()
    for row in Network.objects.filter(Q(name__icontains=words) | Q(also__icontains=words))[:limit]:
        yield Hit(row.name, reverse("events:network", kwargs={"centre": access.centre.key, "pk": row.pk}), str(row.get_form_display()))


search.add("events", Searchable(_("Events"), May.SEE_EVENTS, _find))
search.add("networks", Searchable(_("Networks"), May.SEE_ORGANISATIONS, _networks))
