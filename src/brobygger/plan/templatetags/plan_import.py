"""The pieces of the import's preview: place names, the menu of corrections, one target, one documentation."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.plan.forms.target import narrowings_of
from brobygger.plan.import_narrowing import base_choices
from brobygger.plan.measures import measures

register = template.Library()


@register.filter
def area_place(a: int) -> str:
    return f"a{a}"


@register.filter
def goal_place(a: int, g: int) -> str:
    return f"a{a}g{g}"


@register.filter
def activity_place(goal: str, x: int) -> str:
    return f"{goal}x{x}"


@register.filter
def cell_text(lines: list[str]) -> str:
    """The lines of one cell of a table, below one another."""
    return "\n".join(lines)


@register.filter
def entry(found: dict[str, Any] | None, key: str) -> Any:
    return (found or {}).get(key)


@register.simple_tag
def source_mark(*, part: dict[str, Any]) -> SafeString:
    """Where in the document a part was read, as a link to it, and whether the reading was a guess."""
    source, where = part.get("source"), part.get("where")
    link = format_html(' <a class="source-link" href="#source-{}">{}</a>', source, where or _("source")) if source else ""
    guess = format_html(' <span class="tag guess">{}</span>', _("a guess")) if part.get("confidence") == "guessed" else ""
    return format_html("{}{}", link, guess)


@register.inclusion_tag("plan/import_place_menu.html")
def place_menu(*, place: str, title: str, level: str) -> dict[str, Any]:
    return {"place": place, "title": title or "–", "level": level}


@register.inclusion_tag("plan/import_target.html", takes_context=True)
def import_target(context: Context, *, place: str, index: int, target: dict[str, Any]) -> dict[str, Any]:
    shared = {name: context[name] for name in ("pers", "eachs", "modes", "measure_choices", "measure_later")}
    measure, narrow = target.get("measure") or "", target.get("narrow") or {}
    known = narrowings_of(measure)
    return {
        "at": f"{place}t{index}", "target": target, "bases": base_choices(measure), "tells_place": "online" in known or "online" in narrow,
        "tells_mode": "mode" in known or bool(target.get("mode")), **shared,
    }


@register.inclusion_tag("plan/import_told.html", takes_context=True)
def import_told(context: Context, *, place: str, told: list[dict[str, Any]] | None) -> dict[str, Any]:
    return {"place": place, "told": told or [], "light_choices": context["light_choices"]}


@register.inclusion_tag("plan/import_means.html")
def import_means(*, place: str, index: int, means: dict[str, Any]) -> dict[str, Any]:
    labels = [measures[key].label for key in means["measures"] if key in measures]
    return {
        "at": f"{place}m{index}", "means": means, "chosen": labels,
        "all_measures": [(key, measure.label) for key, measure in measures.items()],
    }
