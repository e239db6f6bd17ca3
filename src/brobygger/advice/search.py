from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.models import Consultation, Initiative, Service, ShelfItem
from brobygger.core.search import Hit, Searchable, search


def _notes(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """What was talked about; titles are found among the registrations."""
    rows = Consultation.objects.listed().filter(Q(notes__icontains=words) | Q(result__icontains=words) | Q(next_step__icontains=words) | Q(place__icontains=words))
    for row in rows.order_by("-registration__done_on", "-pk")[:limit]:
        yield Hit(row.registration.title, row.get_absolute_url(), formats.date_format(row.registration.done_on, "DATE_FORMAT"))


def _initiatives(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Initiative.objects.filter(Q(name__icontains=words) | Q(idea__icontains=words))[:limit]:
        yield Hit(row.name, _to(request, "initiative", row.pk), formats.date_format(row.begun_on, "DATE_FORMAT"))


def _services(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Service.objects.filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(for_whom__icontains=words))[:limit]:
        yield Hit(row.title, _to(request, "service", row.pk), str(row.get_sort_display()))


def _shelf(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in ShelfItem.objects.filter(Q(title__icontains=words) | Q(text__icontains=words)).order_by("retired", "title", "pk")[:limit]:
        yield Hit(row.title, row.link or _to(request, "shelf_file", row.pk), str(row.get_sort_display()))


def _to(request: HttpRequest, name: str, pk: int) -> str:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; searches run behind needs()
    return reverse(f"advice:{name}", kwargs={"centre": access.centre.key, "pk": pk})


search.add("consultations", Searchable(_("Notes of consultations"), May.SEE_WORK, _notes))
search.add("initiatives", Searchable(_("Initiatives"), May.SEE_WORK, _initiatives))
search.add("services", Searchable(_("What we offer"), May.EDIT_WORK, _services))
search.add("shelf", Searchable(_("The shelf"), May.SEE_WORK, _shelf))
