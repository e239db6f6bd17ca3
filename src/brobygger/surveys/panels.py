"""Ways to ask about an event, a group or a network, offered on its page; and what was answered: of it, and of a goal beside the goal's lights."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.papers import Evaluated, Paper, papers
from brobygger.plan.voices import Voice, voices
from brobygger.surveys.around import WORDS
from brobygger.surveys.models import Sending
from brobygger.surveys.told import feedback_on_goals


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


def _told(request: HttpRequest, goal: int, today: date) -> Iterable[Voice]:
    """The same that the board pack says of the goal; who may see questionnaires can open the one it comes from."""
    access: Access | None = getattr(request, "access", None)
    for said in feedback_on_goals({goal}, today).values():
        if access is not None and said.sending.closed_on is not None:
            url = said.sending.get_absolute_url() if access.may(May.SEE_SURVEYS) else ""
            yield Voice(said.sending.title, said.sending.closed_on, said.n, said.average, said.steps, said.low, said.high, said.before, url)


voices.add("surveys", _told)
