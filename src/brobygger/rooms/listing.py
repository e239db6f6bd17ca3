"""What stands in the cells of the house's lists, and what leaves as a file."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core.listing import Column, below, link, tag, together, unseen
from brobygger.core.listing import said as dated
from brobygger.core.spreadsheets import Value
from brobygger.rooms.finding import Found
from brobygger.rooms.free import Span
from brobygger.rooms.models import Booking, BookingState, LentPremises, OpenTo, Room
from brobygger.rooms.shown import clock, kroner


def yes(value: bool) -> str:
    return str(_("yes") if value else _("no"))


def room_headers() -> list[str]:
    return [str(each) for each in (_("Room"), _("Place"), _("Room for"), _("In the room"), _("Set-ups"), _("Step-free"), _("Who may book"), _("We approve"), _("In use"))]


def room_line(row: Room) -> list[Value]:
    features, set_ups = (", ".join(each.name for each in rows.all()) for rows in (row.features, row.set_ups))
    return [row.name, row.premises.name, row.capacity, features, set_ups, yes(row.step_free), str(row.get_open_to_display()), yes(row.approval), yes(not row.retired)]


def lent_columns() -> list[Column]:
    return [Column(_("Premises"), named=False), Column(_("Lent out by")), Column(_("Room for"), "num"), Column(_("Whom to ask")), Column(_("Last checked"))]


def lent_cells(rows: Iterable[Any], centre: str) -> Iterator[list[object]]:
    for row in rows:
        hidden = tag(_("not shown")) if row.retired else ""
        place = ", ".join(str(each) for each in (row.address, row.locality or "") if each)
        yield [together(link(f"/{centre}/kontor/lokaler/hos-andre/{row.pk}/", row.name), hidden, below(place)), row.whose, row.capacity or "", row.contact, dated(row.looked_on, "j. F Y")]


def lent_headers() -> list[str]:
    return [str(each) for each in (_("Premises"), _("Lent out by"), _("Address"), _("Locality"), _("Room for"), _("Step-free"), _("Free of charge"), _("Terms"), _("Whom to ask"), _("Website"), _("Last checked"))]


def lent_line(row: LentPremises) -> list[Value]:
    return [row.name, row.whose, row.address, str(row.locality or ""), row.capacity, yes(row.step_free), yes(row.free_of_charge), row.terms, row.contact, row.website, row.looked_on]


def booking_columns() -> list[Column]:
    return [Column(_("When"), named=False), Column(_("Room")), Column(_("What for")), Column(_("Who")), Column(_("State")), Column(_("Price"), "num")]


def booking_cells(rows: Iterable[Booking]) -> Iterator[list[object]]:
    for row in rows:
        start = localtime(row.starts_at)
        day = formats.date_format(start, "D j. F Y")
        state = row.get_state_display()
        yield [
            together(link(row.get_absolute_url(), f"{day}, {clock(row.starts_at, row.ends_at)}"), tag(_("series")) if row.series_id else ""), row.room.name, row.purpose,
            who(row), tag(state, style="bad") if row.state in {"late", "no_show"} else state, kroner(row.price) if row.hourly else "",
        ]


def who(row: Booking) -> str:
    """The association, or somebody by name; the centre itself for its own work."""
    return str(row.organisation or row.name or (_("our own") if row.registration_id else ""))


def booking_headers() -> list[str]:
    return [str(each) for each in (
        _("Day"), _("From"), _("To"), _("Hours"), _("Room"), _("Place"), _("What for"), _("Association"), _("Contact"), _("Mail"), _("Persons"), _("Tickets"), _("Price class"), _("Kroner an hour"), _("Kroner"), _("State"), _("Why"),
    )]


def booking_line(row: Booking) -> list[Value]:
    start, end = localtime(row.starts_at), localtime(row.ends_at)
    pays = row.state in {BookingState.CONFIRMED, BookingState.NO_SHOW, BookingState.CANCELLED_LATE}
    return [
        start.date(), f"{start:%H:%M}", f"{end:%H:%M}", float(round(row.minutes / 60, 2)), row.room.name, row.room.premises.name, row.purpose, str(row.organisation or ""), row.name, row.mail, row.persons,
        yes(row.ticketed), str(row.price_class or ""), float(row.hourly), float(row.price) if pays else 0.0, str(row.get_state_display()), row.reason,
    ]


def found_cards(found: Iterable[Found], book_at: Callable[[Room, Span], str]) -> SafeString:
    """A card for each room that suits a wish, with a button for each time it can be had; ``book_at`` says where one books it."""
    return SafeString(f'<ul class="cards found-rooms">{"".join(_card(each, book_at, first=number == 0) for number, each in enumerate(found))}</ul>')


def _card(each: Found, book_at: Callable[[Room, Span], str], *, first: bool) -> str:
    room = each.room
    facts = [escape(room.premises.name), escape(ngettext("room for %(n)s", "room for %(n)s", room.capacity) % {"n": room.capacity}), *([escape(_("step-free"))] if room.step_free else [])]
    head = link(room.get_absolute_url() if room.open_to == OpenTo.CENTRE else room.public_url, room.name)
    if each.free_on:
        often = _("Free %(n)s of %(of)s times") % {"n": len(each.free_on), "of": each.of}
        always = _("Free")
        said = f"<b>{escape(often if each.of != 1 else always)}</b>"
    else:
        said = escape(" ".join([_("Taken then."), *([_("Free near it:")] if each.near else [])]))
    times = each.free_on or [Span(near.starts_at, near.ends_at) for near in each.near]
    buttons = "".join(_time(room, span, book_at(room, span), first=first and bool(each.free_on) and not number) for number, span in enumerate(times))
    return f'<li class="ds-card"><h2 class="ds-heading" data-size="xs">{head}</h2><p class="quiet">{" · ".join(facts)}</p><p>{said}</p>{f"<ul class=times>{buttons}</ul>" if buttons else ""}</li>'


def _time(room: Room, span: Span, url: str, *, first: bool) -> str:
    start, end = localtime(span.starts), localtime(span.ends)
    words = f"{dated(start.date(), 'D j. F')} {start:%H.%M}–{end:%H.%M}"
    return f'<li><a class="ds-button" data-variant="{"primary" if first else "secondary"}" href="{escape(url)}">{escape(words)}{unseen(f", {room.name}")}</a></li>'
