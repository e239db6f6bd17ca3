"""What other contexts put on an organisation's page: a way in to do something with it, and a panel of what is open. They know it; it knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from brobygger.accounts.rights import Access
from brobygger.core.registry import Registry
from brobygger.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Link:
    """``text`` leads to ``url``; ``detail`` says a little more."""

    text: str | Promise
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading over what one context knows of that is open now; without lines it is not shown."""

    heading: str | Promise
    lines: list[Link]


doors: Registry[Callable[[Access, Organisation], Iterable[Link]]] = Registry("organisation_doors")
"""Each gives what the reader may begin from an organisation's page."""
beside: Registry[Callable[[Access, Organisation], Iterable[Panel]]] = Registry("organisation_panels")
"""Each gives its panels, in a bounded number of queries; what the reader may not see is left out."""
