"""Which offers a pamphlet has, in which order: public and confirmed in time, in a locality, about a theme or a life situation, along a tour, or picked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality, Theme
from brobygger.directory import freshness
from brobygger.directory.models import Meaning, Offer
from brobygger.events.models import Event, Stop

MOST: Final = 300


@dataclass(frozen=True, slots=True)
class About:
    """What a pamphlet is about. A tour stands alone, so do offers that were picked; the three others go together. None of all: everything there is."""

    locality: Locality | None = None
    theme: Theme | None = None
    situation: Meaning | None = None
    tour: Event | None = None
    picked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Offers under one heading. ``label`` is empty where there is one group alone; ``note`` says when the bus is there."""

    label: str
    offers: tuple[Offer, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """``late``: so many are left out since nobody has confirmed them in time; ``more``: so many do not fit."""

    groups: tuple[Group, ...]
    n: int
    late: int = 0
    more: int = 0


def chosen(about: About, day: date) -> Chosen:
    stops = list(about.tour.stops.select_related("locality")) if about.tour else []
    public = _wanted(about, [stop.locality_id for stop in stops if stop.locality_id])
    late = freshness.due(day).values("pk")
    fresh = public.exclude(pk__in=late).select_related("provider", "centre").prefetch_related(
        "times", "target_groups", Prefetch("themes", Theme.objects.order_by("position", "name")), Prefetch("localities", Locality.objects.order_by("position", "name")),
    )
    rows = list(fresh.order_by("title", "pk")[:MOST])
    n = len(rows) if len(rows) < MOST else fresh.count()
    return Chosen(tuple(_grouped(about, rows, stops)), len(rows), public.filter(pk__in=late).count(), n - len(rows))


def _wanted(about: About, along: Sequence[int]) -> QuerySet[Offer]:
    rows: QuerySet[Offer] = Offer.objects.public()
    if about.picked:
        return rows.filter(pk__in=about.picked)
    if about.tour:
        return rows.filter(_in(along))
    if about.locality:
        rows = rows.filter(_in([about.locality.pk]))
    if about.theme:
        rows = rows.filter(pk__in=Offer.themes.through.objects.filter(theme=about.theme).values("offer"))
    if about.situation:
        rows = rows.filter(pk__in=Offer.situations.through.objects.filter(meaning=about.situation).values("offer"))
    return rows


def _in(localities: Sequence[int]) -> Q:
    """In one of these, in the whole municipality, or at no place since one need not leave home for it."""
    there = Offer.localities.through.objects
    at_home = (Q(online=True) | Q(by_phone=True)) & ~Q(pk__in=there.values("offer"))
    return Q(whole_municipality=True) | at_home | Q(pk__in=there.filter(locality__in=localities).values("offer"))


def _grouped(about: About, rows: Sequence[Offer], stops: Sequence[Stop]) -> list[Group]:
    if about.picked:
        place = {key: number for number, key in enumerate(about.picked)}
        return [Group("", tuple(sorted(rows, key=lambda row: place[row.pk])))] if rows else []
    if about.tour:
        return _by_stop(rows, stops)
    if about.locality and not (about.theme or about.situation):
        return _by_theme(rows)
    return _by_place(rows)


def _by_stop(rows: Sequence[Offer], stops: Sequence[Stop]) -> list[Group]:
    """An offer of several stops stands at each of them: whoever reads looks at her own town."""
    found, seen = [], set()
    for stop in stops:
        if stop.locality is not None and stop.locality_id not in seen:
            seen.add(stop.locality_id)
            here = [row for row in rows if not _everywhere(row) and stop.locality in row.localities.all()]
            found.append(Group(str(stop.locality), tuple(here), "; ".join(_call(each) for each in stops if each.locality_id == stop.locality_id)))
    return [*found, *_with(_("In the whole municipality, online or by telephone"), [row for row in rows if _everywhere(row)])]


def _call(stop: Stop) -> str:
    when = formats.date_format(timezone.localtime(stop.arrives_at), "j. F H.i") if stop.arrives_at else ""
    return ", ".join(part for part in (when, stop.place) if part)


def _by_theme(rows: Sequence[Offer]) -> list[Group]:
    """Each once, under the first of its themes."""
    first = {row.pk: next(iter(row.themes.all()), None) for row in rows}
    themes = sorted({theme for theme in first.values() if theme}, key=lambda theme: (theme.position, theme.name))
    if not themes:
        return _with("", rows)
    return [*(Group(str(theme), tuple(row for row in rows if first[row.pk] == theme)) for theme in themes), *_with(_("More offers"), [row for row in rows if first[row.pk] is None])]


def _by_place(rows: Sequence[Offer]) -> list[Group]:
    """Each once, in its locality; those of several and those of the whole municipality by themselves."""
    alone = {row.pk: next(iter(row.localities.all())) for row in rows if not _everywhere(row) and len(row.localities.all()) == 1}
    places = sorted(set(alone.values()), key=lambda place: (place.position, place.name))
    groups = [Group(str(place), tuple(row for row in rows if alone.get(row.pk) == place)) for place in places]
    groups += _with(_("In several places"), [row for row in rows if not _everywhere(row) and row.pk not in alone])
    return [*groups, *_with(_("In the whole municipality, online or by telephone"), [row for row in rows if _everywhere(row)])]


def _everywhere(row: Offer) -> bool:
    return bool(row.whole_municipality or not row.localities.all())


def _with(label: str, rows: Sequence[Offer]) -> list[Group]:
    return [Group(label, tuple(rows))] if rows else []
