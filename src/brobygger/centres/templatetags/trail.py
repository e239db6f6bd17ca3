"""A line of the audit trail in words, for the history at the foot of a page."""

from django import template

from brobygger.centres import trail_words
from brobygger.centres.models import Change

register = template.Library()


@register.filter
def change_words(change: Change) -> str:
    """"moved: begins, ends"."""
    fields = trail_words.details(change)
    names = ", ".join(dict.fromkeys(each.partition(":")[0] for each in fields))
    return f"{trail_words.verb(change)}: {names}" if names and change.verb == "edited" else trail_words.verb(change)
