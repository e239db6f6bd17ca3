from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.directory.models import Offer


def _offers(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    rows = Offer.objects.select_related("provider").filter(Q(title__icontains=words) | Q(short__icontains=words) | Q(provider__name__icontains=words))
    for row in rows[:limit]:
        centre = request.access.centre.key  # type: ignore[attr-defined]  # set by the middleware; searches run behind needs()
        yield Hit(row.title, reverse("directory:offer", kwargs={"centre": centre, "pk": row.pk}), str(row.provider))


search.add("offers", Searchable(_("Offers to citizens"), May.SEE_OFFERS, _offers))
