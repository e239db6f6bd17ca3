"""The main menu: each context adds its doors; a person sees those that open for them."""

from dataclasses import dataclass

from django.utils.functional import Promise

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the staff menu. ``needs`` is a permission's value; ``order`` places it, low first."""

    label: str | Promise
    url_name: str
    needs: str
    order: int


navigation: Registry[Door] = Registry("navigation")
