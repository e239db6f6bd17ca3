from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.matching.models import Opportunity, Volunteer


def _jobs(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Opportunity.objects.listed().filter(Q(title__icontains=words) | Q(tasks__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words) | Q(organisation__name__icontains=words))
    for row in rows[:limit]:
        yield Hit(row.title, row.get_absolute_url(), f"{row.host} · {row.get_state_display()}")


def _volunteers(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """By name and how they are reached; what they wish and need is not searched."""
    rows = Volunteer.objects.listed().exclude(state=Volunteer.State.FORGOTTEN)
    for row in rows.filter(Q(person__name__icontains=words) | Q(person__mail__icontains=words) | Q(person__phone__icontains=words) | Q(group_name__icontains=words))[:limit]:
        yield Hit(str(row), row.get_absolute_url(), str(row.get_state_display()))


search.add("volunteers", Searchable(_("Volunteers"), May.SEE_VOLUNTEERS, _volunteers))
search.add("opportunities", Searchable(_("Volunteer jobs"), May.SEE_OPPORTUNITIES, _jobs))
