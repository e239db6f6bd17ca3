"""A group's time, place, start and owner in words, and people's Markdown."""

from django import template

from brobygger.groups import shown
from brobygger.plan.markdown import as_html

register = template.Library()
register.filter("prose", as_html)
register.filter("rhythm", shown.rhythm)
register.filter("where", shown.where)
register.filter("starts", shown.starts)
register.filter("owner", shown.owner)
