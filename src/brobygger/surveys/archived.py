from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.advice.models import Consultation
from brobygger.core.archiving import Keys, digest_in, keys_in, leave_out, no_keys_in
from brobygger.events.models import Event
from brobygger.groups.models import Group
from brobygger.matching.models import Match
from brobygger.organisations.models import Network
from brobygger.surveys.declining import digest_of
from brobygger.surveys.models import (
    About,
    Declined,
    Edition,
    EvaluationRule,
    Response,
    SavedAnswers,
    SentByItself,
    WordThemes,
)

_TAKEN_UP: dict[str, Any] = {About.EVENT: Event, About.GROUP: Group, About.NETWORK: Network, About.CONSULTATION: Consultation, About.VOLUNTEER: Match}


def _row(value: int, row: Mapping[str, Any], keys: Keys) -> Any:
    """What was taken up is of the kind that its rule is about; the rules are there before."""
    about = EvaluationRule.objects.values_list("about", flat=True).get(pk=keys.of(EvaluationRule, row["rule"]))
    return keys.of(_TAKEN_UP[about], value)


keys_in(SentByItself, row=_row)
no_keys_in(Edition, "content")
no_keys_in(Response, "answers")
no_keys_in(WordThemes, "names", "given")
digest_in(Declined, "digest", digest=digest_of)
leave_out(SavedAnswers, _("answers saved half-way: they open with this installation's secret alone"))
