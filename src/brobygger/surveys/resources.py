"""Questionnaires and their results for programs, as the pages show them: what is too little to be shown safely is left out here too. Answers never leave."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Filled, Resource, resources, scopes
from brobygger.surveys.models import Sending
from brobygger.surveys.results import results

_PART = {"type": "object", "required": ["statement", "n", "average", "answers"], "additionalProperties": False, "properties": {
    "statement": {"type": "string"}, "n": {"type": "integer"}, "average": {"type": ["number", "null"]},
    "answers": {"type": "array", "items": {"type": "object", "required": ["answer", "n", "percent"], "additionalProperties": False, "properties": {
        "answer": {"type": "string"}, "n": {"type": ["integer", "null"], "description": "Null where so few chose it that it is not told."}, "percent": {"type": ["integer", "null"]},
    }}},
}}
_RESULTS = {"type": ["object", "null"], "required": ["n", "score", "questions"], "additionalProperties": False, "properties": {
    "n": {"type": "integer", "description": "Answers told."}, "score": {"type": ["integer", "null"], "description": "In per cent."},
    "questions": {"type": "array", "items": {"type": "object", "required": ["question", "n", "parts"], "additionalProperties": False, "properties": {"question": {"type": "string"}, "n": {"type": "integer"}, "parts": {"type": "array", "items": _PART}}}},
}}


def _results(keys: Sequence[int]) -> Mapping[int, Any]:
    """In figures alone: what somebody has written in words may name people."""
    return {row.pk: _told(row) for row in Sending.objects.select_related("edition").filter(pk__in=keys)}


def _told(row: Sending) -> dict[str, Any]:
    found = results(row, protect=True, language="")
    questions = [
        {"question": each.question.text, "n": each.n, "parts": [{
            "statement": part.label, "n": part.n, "average": part.average, "answers": [{"answer": bar.label, "n": bar.n, "percent": bar.percent} for bar in part.bars],
        } for part in each.parts]}
        for each in found.pictures
    ]
    return {"n": found.n, "score": found.score, "questions": questions}


scopes.add("surveys", _("Questionnaires and results"))
resources.add("surveys", Resource(
    "surveys", Sending._meta.verbose_name_plural or "", "Questionnaires that were sent, with their results in figures.", Sending, "title anonymous closes_on event group network opened_on closed_on", filters="event:event group:group network:network",
    rows=lambda: Sending.objects.filter(opened_on__isnull=False), filled={"results": Filled(_results, _RESULTS, "As the pages show them: fewer than five are never told.", usual=None, alone=True)},
))
