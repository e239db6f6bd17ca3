from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.reception.models import Fault


def _faults(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Fault.objects.listed().filter(Q(what__icontains=words) | Q(note__icontains=words))[:limit]:
        yield Hit(row.what, row.get_absolute_url(), " · ".join(str(each) for each in (row.room or "", row.get_state_display()) if each))


search.add("faults", Searchable(_("Faults"), May.RECEIVE, _faults))
