from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.events.letters import when
from brobygger.events.models import Event


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Event.objects.listed().filter(Q(registration__title__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words))
    for row in rows.order_by("-starts_at")[:limit]:
        yield Hit(row.registration.title, row.get_absolute_url(), when(row))


search.add("events", Searchable(_("Events"), May.SEE_EVENTS, _find))
