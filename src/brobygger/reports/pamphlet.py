"""A pamphlet of offers, to be printed and taken along: large letters, short lines, where and when and how to come, whom to call at once.

It names no person: paper cannot be taken back when she has stopped.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.directory import elsewhere, shortlist
from brobygger.directory.models import HelpLine, Offer
from brobygger.events.codes import drawn
from brobygger.plan.markdown import as_text
from brobygger.reports.document import Block, Bullets, Document, Figure, Heading, Paragraph, Run, Text
from brobygger.reports.frame import frame_of
from brobygger.reports.pamphlet_offers import About, Chosen, chosen

SAID: Final = 280  # letters of an offer's text that stand for it where nobody has put it into one sentence


@dataclass(frozen=True, slots=True)
class Pamphlet:
    document: Document
    chosen: Chosen


def compose(centre: Centre, about: About, day: date) -> Pamphlet:
    found = chosen(about, day)
    blocks: list[Block] = [Paragraph(_("Things change: call or look before you go.")), *_help_at_once()]
    for group in found.groups:
        level = 1 if group.label else 0
        if group.label:
            blocks.append(Heading(1, group.label))
        if group.note:
            blocks.append(Paragraph((Run(_("The tour is here: %(calls)s") % {"calls": group.note}, bold=True),)))
        for offer in group.offers:
            blocks += _offer(offer, level + 1)
        if not group.offers:
            blocks.append(Paragraph(_("We know of nothing here just now. Ask us.")))
    if not found.groups:
        blocks.append(Paragraph(_("There is nothing to print here yet.")))
    title, below = _named(centre, about)
    printed = _("Printed on %(day)s") % {"day": formats.date_format(day)}
    whole = (*blocks, *_ask_us(centre), *_on_the_web(centre, about))
    return Pamphlet(Document(title=title, subtitle=below, blocks=whole, large=True, dated=printed, **frame_of(centre, day)), found)


def _named(centre: Centre, about: About) -> tuple[str, str]:
    if about.tour:
        return str(about.tour), _("Help and company where we stop, %(day)s") % {"day": formats.date_format(about.tour.day)}
    if about.picked:
        return _("Picked for you"), ""
    subjects = " · ".join(str(each) for each in (about.theme, about.situation) if each)
    where = str(about.locality or centre.municipality)
    there = _("Help and company in %(place)s") % {"place": where} if where else _("Help and company")
    return (subjects, there) if subjects else (there, "")


def _help_at_once() -> list[Block]:
    lines = list(HelpLine.objects.all())
    if not lines:
        return []
    return [Heading(1, _("Help at once")), Bullets(tuple(map(_line, lines)))]


def _line(line: HelpLine) -> Text:
    digits = _digits(line.phone)
    more = ", ".join(part for part in (line.about, line.when) if part)
    return (Run(f"{line.name}: ", bold=True), Run(line.phone, href=f"tel:{digits}" if digits else ""), Run(f". {more}" if more else ""))


def _offer(offer: Offer, level: int) -> list[Block]:
    said = offer.short or Truncator(" ".join(as_text(offer.text).split())).chars(SAID)
    facts = [(_("Who offers it"), str(offer.provider)), *elsewhere.facts(offer, names=False)]
    address = f"{settings.SITE_URL}{offer.public_url}"
    confirmed = _("Confirmed on %(day)s") % {"day": formats.date_format(offer.verified_on)} if offer.verified_on else ""
    return [
        Heading(level, offer.title), Paragraph(said), Bullets(tuple((Run(f"{label}: ", bold=True), Run(words)) for label, words in facts)),
        Paragraph((Run(f"{confirmed} · " if confirmed else ""), Run(address, href=address))),
    ]


def _ask_us(centre: Centre) -> list[Block]:
    reach: list[Text] = []
    if centre.phone:
        reach.append((Run(_("Call us: ")), Run(centre.phone, bold=True)))
    if centre.mail:
        reach.append((Run(_("Write to us: ")), Run(centre.mail, href=f"mailto:{centre.mail}")))
    reach += [", ".join(filter(None, map(str.strip, text.splitlines()))) for text in (centre.address, centre.opening_hours) if text.strip()]
    told: list[Block] = [Heading(1, _("Ask us")), Paragraph((Run(centre.name, bold=True), Run(". " + _("We know many who help, and we find the way with you."))))]
    return [*told, Bullets(tuple(reach))] if reach else told


def _on_the_web(centre: Centre, about: About) -> list[Block]:
    address = link(centre, about)
    return [
        Heading(1, _("See it on your telephone")), Paragraph((Run(_("Point the camera at the square, or write: ")), Run(address, href=address))),
        Figure(drawn(address), _("A code that a telephone’s camera opens this address by: %(address)s") % {"address": address}, width=0.25),
    ]


def link(centre: Centre, about: About) -> str:
    """The public page that says the same and is kept right."""
    if about.picked:
        return shortlist.address(about.picked, centre)
    if about.tour and about.tour.published_at and about.tour.listed_publicly:
        return f"{settings.SITE_URL}{about.tour.public_url}"
    asked = {"q": about.situation.name if about.situation else "", "tema": about.theme.pk if about.theme else "", "sted": about.locality.pk if about.locality else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{settings.SITE_URL}/{centre.key}/tilbud/" + (f"?{query}" if query else "")


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isascii() and (sign.isdigit() or sign == "+"))
