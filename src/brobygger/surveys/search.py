from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.surveys.models import Questionnaire, Sending


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """Questionnaires and their sendings by name; never answers."""
    for row in Questionnaire.objects.select_related("centre").filter(title__icontains=words).order_by("retired", "title")[:limit]:
        yield Hit(row.title, row.get_absolute_url(), str(row.get_about_display()))
    for sent in Sending.objects.select_related("centre").filter(Q(title__icontains=words) | Q(reason__icontains=words)).order_by("-opened_on", "-pk")[:limit]:
        yield Hit(sent.title, sent.get_absolute_url(), f"{sent.opened_on:%d.%m.%Y}" if sent.opened_on else "")


search.add("surveys", Searchable(_("Questionnaires"), May.SEE_SURVEYS, _find))
