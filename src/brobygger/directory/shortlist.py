"""A few offers picked for somebody: the list is its address, so that nothing about anybody is kept anywhere."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core.keys import key_of
from brobygger.directory.elsewhere import when_in_words
from brobygger.directory.models import Offer

MOST: Final = 20


class Picked(NamedTuple):
    """The list of a page, for papers that are made of it."""

    keys: tuple[int, ...]


def keys(said: str) -> list[int]:
    """The keys in "12.34.56", each once, in their order, at most :data:`MOST`; what is no key is left out."""
    found = dict.fromkeys(key for part in said[:400].split(".") if (key := key_of(part)))
    return list(found)[:MOST]


def said(chosen: Sequence[int]) -> str:
    return ".".join(map(str, chosen))


def with_one(chosen: Sequence[int], key: int) -> str:
    return said([*(each for each in chosen if each != key), key][-MOST:])


def without(chosen: Sequence[int], key: int) -> str:
    return said([each for each in chosen if each != key])


def offers(chosen: Sequence[int]) -> list[Offer]:
    """The public ones, in the order they were picked."""
    rows = {row.pk: row for row in Offer.objects.listed().public().filter(pk__in=chosen).prefetch_related("times", "target_groups")}
    return [rows[key] for key in chosen if key in rows]


def as_message(rows: Sequence[Offer], centre: Centre) -> str:
    """For a text message: of each its name, when, and how to reach it, and the way to the whole list."""
    parts = [
        ". ".join(part for part in (row.title, when_in_words(row), row.place, row.contact_phone or row.contact_mail) if part)
        for row in rows
    ]
    return "\n\n".join([*parts, _("All of it: %(link)s") % {"link": address([row.pk for row in rows], centre)}])


def address(chosen: Sequence[int], centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/tilbud/liste/?v={said(chosen)}"
