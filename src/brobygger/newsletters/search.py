from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.newsletters.models import Audience, Newsletter


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """Letters by their subject and the line after it, and audiences by name; never who subscribes."""
    for row in Newsletter.objects.listed().filter(Q(subject__icontains=words) | Q(preheader__icontains=words)).order_by("-pk")[:limit]:
        yield Hit(row.subject, row.get_absolute_url(), str(row.get_state_display()))
    for each in Audience.objects.select_related("centre").filter(name__icontains=words).order_by("retired", "name")[:limit]:
        yield Hit(each.name, each.get_absolute_url(), str(each._meta.verbose_name))


search.add("newsletters", Searchable(_("Newsletters"), May.WRITE_NEWSLETTERS, _find))
