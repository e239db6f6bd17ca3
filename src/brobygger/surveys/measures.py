"""What questionnaires count in the plan: those that were sent, what was answered, evaluations held and their score, feedback on goals.

An answer counts on the day its questionnaire was opened: of an anonymous one no other day is known. What still lies sealed counts when the box is opened.
"""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.events.models import Feedback
from brobygger.groups.models import Verdict
from brobygger.plan.measures import Choice, Evidence, Lookup, Source, add, narrowings
from brobygger.surveys.models import About, Questionnaire, Response, Sending
from brobygger.surveys.models.questionnaires import EVALUATIONS

NAME = gettext_lazy("questionnaires")
ASKED = "edition__questionnaire"


def _narrows(path: str = "") -> dict[str, Lookup]:
    """What sendings are narrowed by, from the sending itself or from a response."""
    columns = {"survey": f"{ASKED}__about", "questionnaire": ASKED, "theme": f"{ASKED}__theme", "network": "network"}
    return {key: f"{path}__{name}" if path else name for key, name in columns.items()}


def _sent(*about: About) -> QuerySet[Sending]:
    rows: QuerySet[Sending] = Sending.objects.listed().filter(opened_on__isnull=False)
    return rows.filter(**{f"{ASKED}__about__in": about}) if about else rows


def _evaluated() -> QuerySet[Sending]:
    """Evaluations of which there is something to be told; where the event or the group has answers of its own to its few questions, it counts there."""
    told = Exists(Response.objects.filter(sending=OuterRef("pk")))
    elsewhere = Q(Exists(Feedback.objects.filter(event=OuterRef("event")))) | Q(Exists(Verdict.objects.filter(group=OuterRef("group"))))
    return _sent(*EVALUATIONS).filter(told).exclude(elsewhere)


def _show(row: Sending) -> Evidence:
    return Evidence(_day(row), row.title, row.get_absolute_url(), str(row.edition.questionnaire.get_about_display()))


def _responses(*about: About, scored: bool = False) -> QuerySet[Response]:
    rows: QuerySet[Response] = Response.objects.listed()
    if about:
        rows = rows.filter(**{f"sending__{ASKED}__about__in": about})
    return rows.filter(score__isnull=False) if scored else rows


def _show_response(row: Response) -> Evidence:
    """That somebody answered; neither who nor what."""
    return Evidence(_day(row.sending), row.sending.title, row.sending.get_absolute_url(), _("one answer"))


def _day(row: Sending) -> date:
    assert row.opened_on is not None  # noqa: S101 -- for the type checker: sources hold those that were opened
    return row.opened_on


_OF_SENDINGS: dict[str, Any] = {"name": NAME, "show": _show, "on": "opened_on", "narrows": _narrows(), "watch": (Sending, Questionnaire)}
_OF_ANSWERS: dict[str, Any] = {"name": NAME, "show": _show_response, "on": "sending__opened_on", "narrows": _narrows("sending"), "watch": (Response, Sending, Questionnaire)}
add("questionnaires_sent", Source(rows=_sent, **_OF_SENDINGS))
add("needs_surveys", Source(rows=partial(_sent, About.NEEDS), **_OF_SENDINGS))
add("questionnaire_answers", Source(rows=_responses, **_OF_ANSWERS))
add("goal_feedback", Source(rows=partial(_responses, About.GOALS), **_OF_ANSWERS))
add("evaluations_done", Source(rows=_evaluated, **{**_OF_SENDINGS, "watch": (Sending, Response, Questionnaire, Feedback, Verdict)}))
# The score of evaluations, unless a target asks for another kind: how content members are, how goals are met.
add("evaluation_score", Source(rows=partial(_responses, scored=True), value="score", defaults={"survey": [str(each) for each in EVALUATIONS]}, **_OF_ANSWERS))
narrowings.add("survey", Choice(gettext_lazy("kind of questionnaire"), lambda: About.choices))
narrowings.add("questionnaire", Choice(gettext_lazy("questionnaire"), lambda: Questionnaire.objects.values_list("pk", "title"), watch=(Questionnaire,)))
