"""The pieces of the import's preview: place names, the menu of corrections, one target, one documentation."""

from typing import Any

from django import template
from django.template.context import Context

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
def source_text(block: dict[str, Any]) -> str:
    """A block of the document as plain text, table cells with a bar between."""
    if "rows" in block:
        return "\n".join(" | ".join(" ".join(cell) if isinstance(cell, list) else str(cell) for cell in row) for row in block["rows"])
    return str(block.get("text", ""))


@register.inclusion_tag("plan/import_place_menu.html")
def place_menu(*, place: str, title: str, level: str) -> dict[str, Any]:
    return {"place": place, "title": title or "–", "level": level}


@register.inclusion_tag("plan/import_target.html", takes_context=True)
def import_target(context: Context, *, place: str, index: int, target: dict[str, Any]) -> dict[str, Any]:
    shared = {name: context[name] for name in ("pers", "eachs", "measure_choices", "measure_later")}
    return {"at": f"{place}t{index}", "target": target, **shared}


@register.inclusion_tag("plan/import_means.html")
def import_means(*, place: str, index: int, means: dict[str, Any]) -> dict[str, Any]:
    labels = [measures[key].label for key in means["measures"] if key in measures]
    return {
        "at": f"{place}m{index}", "means": means, "chosen": labels,
        "all_measures": [(key, measure.label) for key, measure in measures.items()],
    }
