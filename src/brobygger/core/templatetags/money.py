"""``{{ row.amount|kroner }}``: øre as kroner in the reader's way."""

from django import template

from brobygger.core.money import in_kroner

register = template.Library()


@register.filter
def kroner(oere: int | None) -> str:
    return "" if oere is None else in_kroner(oere)
