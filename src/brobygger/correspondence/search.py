from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.correspondence.models import Letter


def _find(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """By subject and by the list; never by who got one."""
    for row in Letter.objects.listed().filter(Q(subject__icontains=words) | Q(whom__icontains=words)).order_by("-pk")[:limit]:
        yield Hit(row.subject, row.get_absolute_url(), date_format(localtime(row.written_at), "j. F Y"))


search.add("correspondence", Searchable(_("Mails"), May.WRITE_MAIL, _find))
