"""Small marks the base templates need: colours of messages, the undo address, which fields are ticks."""

from django import forms, template
from django.forms import BoundField

from brobygger.core.forms import dress_widget

register = template.Library()
_COLOURS = {"debug": "info", "info": "info", "success": "success", "warning": "warning", "error": "danger"}


@register.filter
def alert_colour(level: str) -> str:
    return _COLOURS.get(level, "info")


@register.filter
def undo_url(tags: str | None) -> str:
    """The address in a message's ``undo:…`` tag, or nothing."""
    return next((tag.removeprefix("undo:") for tag in (tags or "").split() if tag.startswith("undo:")), "")


@register.filter
def may_be_empty(field: BoundField) -> bool:
    """Whether a label should say that the field may be left empty; one that is needed at times explains itself in its help."""
    return not field.field.required and "data-needed-at-times" not in field.field.widget.attrs


@register.filter
def is_tick(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def dressed(field: BoundField) -> BoundField:
    """The field in the design system's clothes: forms that others made come without."""
    dress_widget(field.field.widget)
    return field
