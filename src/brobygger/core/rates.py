"""How often something may be done, by whom or where; without a lock, so that a hall of people who come at once need not wait for each other.

Two who come at the very same moment may count as one: it errs towards letting people in. What must be exact is a database constraint.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under ``key``; whether that is at most ``most`` within ``seconds`` of the first of them."""
    name, now = f"rate:{key}", time.time()
    since, n = cache.get(name) or (now, 0)
    if now - since >= seconds:
        since, n = now, 0
    if n < most:
        cache.set(name, (since, n + 1), seconds)
    return bool(n < most)


def address_of(request: HttpRequest) -> str:
    """The address a request comes from, as the proxy saw it where there is one."""
    adapter: Any = get_adapter()
    return str(adapter.get_client_ip(request))
