"""A pamphlet made into its file: what the address says it is about, at once or, where it is long, by the worker."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre, Locality, Theme
from brobygger.core.keys import key_of
from brobygger.directory.models import Meaning
from brobygger.events.models import Event
from brobygger.events.tours import ON_THE_WAY
from brobygger.reports import pdf
from brobygger.reports.made import READ, Told, plain_letters
from brobygger.reports.pamphlet import Pamphlet, compose
from brobygger.reports.pamphlet_offers import About

KIND: Final = "pamphlet"
LONG: Final = 60  # offers from which setting the pages takes longer than a moment
WORDS: Final = {"locality": "sted", "theme": "tema", "situation": "livssituation", "tour": "tur"}  # as addresses say it


def about_of(said: Mapping[str, Any]) -> About:
    """What ``said`` names: an address' words, or what was kept for the worker. What is not there, or not here, is left out."""
    asked = {name: key_of(said.get(word)) for name, word in WORDS.items()}
    tour = Event.objects.listed().filter(pk=asked["tour"], registration__kind__base__in=ON_THE_WAY).first() if asked["tour"] else None
    if tour:
        return About(tour=tour)
    return About(
        locality=Locality.objects.filter(pk=asked["locality"]).first() if asked["locality"] else None, theme=Theme.objects.filter(pk=asked["theme"]).first() if asked["theme"] else None,
        situation=Meaning.objects.filter(pk=asked["situation"]).first() if asked["situation"] else None,
    )


def words_of(about: About) -> dict[str, int]:
    """The address' words for it."""
    return {word: row.pk for name, word in WORDS.items() if (row := getattr(about, name)) is not None}


def takes_long(pamphlet: Pamphlet) -> bool:
    return pamphlet.chosen.n > LONG


def make(centre: Centre, about: About, day: date, *, told: Told | None = None) -> bytes:
    found = compose(centre, about, day)
    if told is not None:
        told(READ)
    return pdf.render(found.document)


def name_of(pamphlet: Pamphlet, centre: Centre) -> str:
    """The file's name: "pjece-hjaelp-og-faellesskab-i-korsoer-fjordby.pdf"."""
    word = _("pamphlet")
    return slugify(plain_letters(f"{word} {pamphlet.document.title} {centre.key}"))[:100] + ".pdf"
