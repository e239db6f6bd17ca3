"""Ways out of a search that found little: which filter to leave out and how many that gives, a locality near by, the life situation alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.directory.finding import marks, nearness
from brobygger.directory.finding.search import Search
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.models import Offer

LITTLE = 3
MOST = 4


@dataclass(frozen=True)
class WayOut:
    """What to ask instead: ``changes`` says which fields of ``Wanted`` to set to what; the label says what comes of it."""

    label: str
    changes: dict[str, str]


def ways_out(search: Search, total: int, *, now: datetime) -> list[WayOut]:
    """At most four, those first that change least; none where enough was found."""
    if total >= LITTLE:
        return []
    wanted, found = search.wanted, []

    def offer(label: str, **changes: str) -> None:
        many = Search(_changed(wanted, changes), now).count()
        if many > total:
            count = ngettext("%(n)d offer", "%(n)d offers", many) % {"n": many}
            found.append(WayOut(f"{label}: {count}", changes))

    for name in wanted.filters:
        offer(_("Without “%(filter)s”") % {"filter": _named(search, name)}, **{name: ""})
    if wanted.locality in search.known.places:
        start = [search.known.places[wanted.locality]]
        for place in [place for band in nearness.bands(start, search.known.places.values())[1:] for place in band][:2]:
            offer(_("In %(place)s") % {"place": place.name}, locality=str(place.pk))
    if search.question and search.question.meant:
        name = search.known.meanings[search.question.meant[0]].name
        if name.casefold() != wanted.words.strip().casefold():
            offer(_("All about %(name)s") % {"name": name}, words=name)
            if wanted.filters:
                offer(_("All about %(name)s, without filters") % {"name": name}, words=name, **dict.fromkeys(wanted.filters, ""))
    if not found and wanted.words and wanted.filters:
        offer(_("“%(words)s” without filters") % {"words": wanted.words.strip()}, **dict.fromkeys(wanted.filters, ""))
    if not found:
        offer(_("Look through all"), words="", **dict.fromkeys(wanted.filters, ""))
    return found[:MOST]


def _changed(wanted: Wanted, changes: dict[str, str]) -> Wanted:
    bare = wanted.without(*(name for name in changes if not changes[name]))
    set_to: dict[str, Any] = {name: int(value) if name == "locality" else value for name, value in changes.items() if value}
    return replace(bare, **set_to)


def _named(search: Search, name: str) -> str:
    """The filter as a person knows it."""
    wanted = search.wanted
    if name == "open_now":
        return _("open now")
    if name == "age":
        return _("%(n)s years old") % {"n": wanted.age}
    if name == "form":
        return _field(wanted.form)
    if name == "access":
        return str(Offer.Access(wanted.access).label)
    if name == "locality":
        place = search.known.places.get(wanted.locality or 0)
        return place.name if place else _field("localities")
    for theme_or_group, kind, field in (("theme", marks.THEME, "themes"), ("target_group", marks.GROUP, "target_groups")):
        if name == theme_or_group:
            return search.known.names.get(marks.mark(search.known.centre, kind, getattr(wanted, name)), _field(field))
    return _field(name)


def _field(name: str) -> str:
    return str(getattr(Offer._meta.get_field(name), "verbose_name", name))
