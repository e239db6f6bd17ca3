from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.organisations.models import Network, Organisation


def _find(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """Organisations and networks. Who may not edit networks is led to their list."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; searches run behind needs()
    named = Q(name__icontains=words) | Q(also__icontains=words)
    for model, one, several in ((Organisation, "organisation", "organisations"), (Network, "network", "networks")):
        for row in model._default_manager.filter(named)[:limit]:
            where: dict[str, object] = {"centre": access.centre.key}
            if model is Organisation or access.may(May.EDIT_ORGANISATIONS):
                yield Hit(row.name, reverse(f"organisations:{one}", kwargs={**where, "pk": row.pk}), str(model._meta.verbose_name))
            else:
                yield Hit(row.name, reverse(f"organisations:{several}", kwargs=where), str(model._meta.verbose_name))


search.add("organisations", Searchable(_("Organisations and networks"), May.SEE_ORGANISATIONS, _find))
