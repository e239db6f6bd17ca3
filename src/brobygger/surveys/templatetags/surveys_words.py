"""Small words about questions for templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.text import capfirst

from brobygger.surveys.structure import Ask, Question

register = template.Library()


@register.filter
def kind_words(question: Question) -> str:
    return capfirst(str(Ask(question.kind).label))


@register.filter
def at(words: Mapping[str, Any], key: str) -> Any:
    return words.get(key, "")
