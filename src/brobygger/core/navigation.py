"""The main menu: each context adds its doors; a person sees those that open for them."""

from dataclasses import dataclass

from django.utils.functional import Promise

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of a menu. ``needs`` is a permission's value; ``order`` places it, low first; ``about`` says what is behind it.

    Who has the permission ``unless`` comes in by another door of the same context. ``under`` names the fold of the main menu where a person has many doors.
    """

    label: str | Promise
    url_name: str
    needs: str
    order: int
    about: str | Promise = ""
    unless: str = ""
    under: str | Promise = ""


navigation: Registry[Door] = Registry("navigation")
settings_pages: Registry[Door] = Registry("settings")  # what a centre sets up for itself: the doors of the settings page
public_pages: Registry[Door] = Registry("public_pages")  # what a centre's public front leads to; ``needs`` is empty, they are open to all
