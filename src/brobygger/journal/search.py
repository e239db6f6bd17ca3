from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.journal.permissions import visible


def _find(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = visible(request.access).filter(Q(title__icontains=words) | Q(note__icontains=words))  # type: ignore[attr-defined]  # set by the middleware
    for row in rows.select_related("kind", "centre")[:limit]:
        yield Hit(row.title, row.get_absolute_url(), f"{row.kind}, {formats.date_format(row.done_on, 'DATE_FORMAT')}")


search.add("registrations", Searchable(_("Registrations"), May.REGISTER, _find))
