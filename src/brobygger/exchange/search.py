from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.exchange.browsing import Asked
from brobygger.exchange.models import ExchangePost


def _posts(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Asked({"q": words}).narrow(ExchangePost.objects.listed())[:limit]:
        yield Hit(row.title, row.get_absolute_url(), f"{row.get_side_display()} · {row.who} · {row.get_state_display()}")


search.add("exchange", Searchable(_("Exchange"), May.SEE_EXCHANGE, _posts))
