"""Frameworks and their points, under a word."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.quality.models import Framework, Point


def _frameworks(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Framework.objects.listed().filter(Q(name__icontains=words) | Q(source__icontains=words) | Q(pk__in=Point.objects.filter(title__icontains=words).values("framework")))[:limit]:
        yield Hit(str(row), row.get_absolute_url(), row.source)


search.add("quality", Searchable(_("Quality"), May.SEE_QUALITY, _frameworks))
