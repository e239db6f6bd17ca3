from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.groups.models import Group


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """Groups; never those who are in them."""
    rows = Group.objects.listed().filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words) | Q(theme__name__icontains=words))
    for row in rows.order_by("ended_on", "title", "pk")[:limit]:
        yield Hit(row.title, row.get_absolute_url(), f"{row.get_type_display()}, {row.get_state_display()}")


search.add("groups", Searchable(_("Groups"), May.SEE_GROUPS, _find))
