"""Rooms and bookings in words, for templates."""

from decimal import Decimal
from typing import Any

from django import template

from brobygger.rooms import shown

register = template.Library()
register.filter("when", shown.when)
register.filter("kroner", shown.kroner)


@register.filter
def hourly(amount: Decimal) -> str:
    return shown.hourly(amount)


@register.filter
def clock(row: Any) -> str:
    """The hours of a booking, or of a line of the day's table."""
    return shown.clock(*((row.starts, row.ends) if hasattr(row, "starts") else (row.starts_at, row.ends_at)))
