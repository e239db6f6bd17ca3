"""Ways to ask about an event, a group or a network, offered on its page; and what was answered when it was done."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.papers import Evaluated, Paper, papers
from brobygger.surveys.around import WORDS
from brobygger.surveys.models import Sending


def _offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if not isinstance(row, Evaluated) or access is None or not access.may(May.SEE_SURVEYS):
        return
    for word, (field, model) in WORDS.items():
        if isinstance(row.row, model):
            for sent in Sending.objects.select_related("centre").filter(**{field: row.row}).order_by("pk"):
                yield Paper(_("Questionnaire: %(title)s") % {"title": sent}, sent.get_absolute_url())
            if access.may(May.EDIT_SURVEYS):
                yield Paper(_("Ask with a questionnaire"), f"{reverse('surveys:evaluate', args=[access.centre.key])}?{word}={row.row.pk}")


papers.add("surveys", _offered)
