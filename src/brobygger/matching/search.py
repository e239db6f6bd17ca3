from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.matching.models import Opportunity


def _jobs(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Opportunity.objects.listed().filter(Q(title__icontains=words) | Q(tasks__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words) | Q(organisation__name__icontains=words))
    for row in rows[:limit]:
        yield Hit(row.title, row.get_absolute_url(), f"{row.host} · {row.get_state_display()}")


search.add("opportunities", Searchable(_("Volunteer jobs"), May.SEE_OPPORTUNITIES, _jobs))
