from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.organisations.models import Organisation


def _find(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; searches run behind needs()
    for row in Organisation.objects.filter(Q(name__icontains=words) | Q(also__icontains=words))[:limit]:
        yield Hit(row.name, reverse("organisations:organisation", kwargs={"centre": access.centre.key, "pk": row.pk}), str(Organisation._meta.verbose_name))


search.add("organisations", Searchable(_("Organisations"), May.SEE_ORGANISATIONS, _find))
