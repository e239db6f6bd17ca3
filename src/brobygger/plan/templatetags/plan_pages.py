"""Small pieces of the plan's pages: lights drawn once a page, progress against a range, Markdown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.centres.models import Change
from brobygger.core.templatetags.components import light, progress
from brobygger.plan import wording
from brobygger.plan.belonging import targets_missed
from brobygger.plan.history_words import change_in_words
from brobygger.plan.lights import Colour
from brobygger.plan.markdown import as_html
from brobygger.plan.measures import measures, narrowings
from brobygger.plan.models import Plan, PlanPart, Target
from brobygger.plan.narrowing_words import words_of
from brobygger.plan.permissions import is_open

register = template.Library()
register.filter("markdown", as_html)


@register.simple_tag
def light_set() -> dict[tuple[str, str], SafeString]:
    """Every light a page may show, by colour and manner, drawn once: a plan shows a hundred of them."""
    drawn = {}
    for colour in Colour:
        drawn[colour.value, ""] = light(colour=colour.value)
        drawn[colour.value, "small"] = light(colour=colour.value, small=True)
        # Where the word stands beside it, the shape is for the eye alone.
        drawn[colour.value, "mark"] = format_html('<span aria-hidden="true">{}</span>', light(colour=colour.value, small=True))
        drawn[colour.value, "was"] = format_html('<span class="plan-was">{} {}</span>', _("before:"), light(colour=colour.value, small=True))
    return drawn


@register.simple_tag
def pick(lights: Mapping[tuple[str, str], SafeString], colour: str, manner: str = "") -> SafeString:
    return lights[colour, manner]


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    return found.get(key, ())


@register.filter
def bar(figures: Mapping[str, Any]) -> SafeString:
    """Progress against a range, from a row's figures."""
    return progress(value=figures["value"], minimum=figures["low"], maximum=figures["high"])


@register.filter
def counted(target: Target) -> str:
    """What the target counts, in the reader's language; nothing where nobody has said."""
    measure = measures.get(target.measure)
    return str(measure.label) if measure else ""


@register.inclusion_tag("plan/counts_in.html")
def counts_in(*, centre: str, targets: Sequence[Target], work: models.Model, held: bool = True) -> dict[str, Any]:
    """The section that says which ``targets`` count a piece of ``work``, or will; where none does, what it lacks to be counted."""
    missed = [(each.target, narrowings[each.key].label, words_of(each.key, each.wanted)) for each in targets_missed(work)] if held and not targets else []
    return {"centre": centre, "targets": targets, "held": held, "missed": missed}


@register.filter
def figure(value: int) -> str:
    return wording.number(value)


@register.filter
def cutpath(name: str) -> str:
    return name.rpartition("/")[2]


@register.filter
def in_words(change: Change) -> str:
    return change_in_words(change)


@register.inclusion_tag("plan/edit_line.html")
def edit_line(*, row: PlanPart, kind: str, text: str, focus: str, plan: Plan, first: bool, last: bool) -> dict[str, Any]:
    return {
        "row": row, "kind": kind, "text": text, "first": first, "last": last, "key": plan.centre.key, "open": is_open(plan),
        "focused": focus == f"{kind}-{row.pk}",
        "movable": kind in {"goal", "activity", "means"}, "divisible": kind != "section",
    }


@register.inclusion_tag("plan/edit_target.html")
def edit_target(*, target: Mapping[str, Any], focus: str, plan: Plan) -> dict[str, Any]:
    return {
        "target": target, "key": plan.centre.key, "open": is_open(plan), "focused": focus == f"target-{target['row'].pk}"
    }


@register.inclusion_tag("plan/add_line.html")
def add_line(*, plan: Plan, kind: str, parent: int) -> dict[str, Any]:
    words = {"section": _("Text"), "area": plan.area_word, "goal": plan.goal_word, "activity": plan.activity_word, "means": plan.means_word}
    url = reverse("plan:add", kwargs={"centre": plan.centre.key, "pk": plan.pk, "kind": kind, "parent": parent})
    return {"kind": kind, "parent": parent, "url": url, "word": words[kind]}
