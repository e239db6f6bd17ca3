from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.rooms.models import Room


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Room.objects.listed().filter(Q(name__icontains=words) | Q(text__icontains=words) | Q(premises__name__icontains=words))
    for row in rows[:limit]:
        yield Hit(row.name, row.get_absolute_url(), row.premises.name)


search.add("rooms", Searchable(_("Rooms"), May.SEE_ROOMS, _find))
