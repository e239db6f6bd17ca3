"""An event's time and place in words, its state as a tag, and people's Markdown."""

from django import template
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.core.times import local
from brobygger.events import listing
from brobygger.events.feed_keys import feed_url
from brobygger.events.letters import when, where
from brobygger.events.models import Event
from brobygger.events.squares import squares
from brobygger.events.tours import has_stops
from brobygger.plan.markdown import as_html

register = template.Library()
register.filter("when", when)
register.filter("where", where)
register.filter("prose", as_html)
register.filter("goes_by", has_stops)
register.filter("feed_url", feed_url)
register.simple_tag(squares)


@register.filter
def short_when(event: Event) -> str:
    return listing.short_when(event.starts_at)


@register.filter
def times(event: Event) -> str:
    """"17.00–19.00"; with the day it ends on where that is another."""
    if not event.on_one_day:
        end = local(event.ends_at)
        return _("%(from)s to %(day)s at %(to)s") % {"from": f"{local(event.starts_at):%H.%M}", "day": formats.date_format(end, "j. b"), "to": f"{end:%H.%M}"}
    return f"{local(event.starts_at):%H.%M}–{local(event.ends_at):%H.%M}"


@register.filter
def begins_at(event: Event) -> str:
    return f"{local(event.starts_at):%H.%M}"


@register.simple_tag
def state_tag(*, event: Event) -> SafeString:
    """A word for what is not simply planned and public."""
    return listing.state_tag(event.registration.state, is_draft=event.published_at is None)
