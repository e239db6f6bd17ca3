"""Who fits this opportunity, and what fits this volunteer: one query that excludes and ranks in the database, then the reasons for the few that are shown.

The score in SQL is the one that :mod:`brobygger.matching.reasons` gives, made of the same integers: a bit's and, a shift and a sum, which SQLite and PostgreSQL
reckon alike. So a hundred thousand rows are looked at once, none of them becomes an object, and only the best are fetched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When

from brobygger.centres.models import Locality
from brobygger.core.prepared import Prepared
from brobygger.journal.models import Format
from brobygger.matching.models import Assessment, Match, MatchWeights, Opportunity, Topic, Travel, Volunteer
from brobygger.matching.reasons import ONE_OF_SEVERAL, Names, Need, Seeker, Verdict, Weights, judge
from brobygger.matching.topics import names

SHOWN: Final = 8
EARTH_KM: Final = 6371.0

# What every question asks besides, and whose compiling would take longer than the answer.
_weights: Prepared[MatchWeights] = Prepared(lambda: MatchWeights.objects.order_by("pk"))
_places: Prepared[tuple[int, str, Any, Any]] = Prepared(lambda: Locality.objects.values_list("pk", "name", "latitude", "longitude"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One candidate with its verdict; ``row`` is a volunteer or an opportunity."""

    row: Any
    verdict: Verdict


def weights() -> Weights:
    row = _weights.one()
    return Weights(row.interest, row.skill, row.time, row.place, row.support) if row else Weights()


def for_volunteer(volunteer: Volunteer, day: date, *, most: int = SHOWN) -> list[Suggestion]:
    """Public opportunities that nothing excludes, the best first; those she has been matched with are left out."""
    map_, seeker, weights_ = Map.read(), seeker_of(volunteer, day), weights()
    had = Match.objects.filter(volunteer=volunteer).order_by().values("opportunity")
    rows = _best(ranked_jobs(seeker, weights_, map_, day).exclude(pk__in=had), Opportunity.objects.listed(), most)
    known = _names(map_)
    return [Suggestion(row, judge(seeker, need_of(row), weights_, known, year=day.year, within_reach=map_.reach(seeker.locality, row.locality_id, seeker.travel))) for row in rows]


def for_opportunity(opportunity: Opportunity, day: date, *, most: int = SHOWN) -> list[Suggestion]:
    """Volunteers in the pool whom nothing excludes, the best first; those who have been matched with it are left out."""
    map_, need, weights_ = Map.read(), need_of(opportunity), weights()
    had = Match.objects.filter(opportunity=opportunity).order_by().values("volunteer")
    rows = _best(ranked_volunteers(need, weights_, map_, day).exclude(pk__in=had), Volunteer.objects.listed(), most)
    known, assessed = _names(map_), certificates_of([row.pk for row in rows], day)
    return [
        Suggestion(row, judge(seeker, need, weights_, known, year=day.year, within_reach=map_.reach(row.locality_id, need.locality, row.travel)))
        for row in rows for seeker in [_seeker(row, assessed.get(row.pk, frozenset()))]
    ]


def _best(ranked: QuerySet[Any], whole: QuerySet[Any], most: int) -> list[Any]:
    """The best of ``ranked``, in their order: their keys first, which an index alone gives, then the whole rows of those few."""
    keys = list(ranked.values_list("pk", flat=True)[:most])
    found = whole.order_by().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def jobs_left(seeker: Seeker, map_: "Map", day: date) -> QuerySet[Opportunity]:
    """The bare filter: public opportunities that no hard criterion excludes."""
    rows: QuerySet[Opportunity] = Opportunity.objects.filter(state=Opportunity.State.PUBLISHED)
    if seeker.born is not None:
        rows = rows.filter(Q(min_age=None) | Q(min_age__lte=day.year - seeker.born), Q(max_age=None) | Q(max_age__gte=day.year - seeker.born - 1))
    if not seeker.accepts_certificate:
        rows = rows.filter(**{f"{field}": False for sort, field in (("child", "needs_child_certificate"), ("record", "needs_record")) if sort not in seeker.certificates})
    if seeker.format == Format.ON_SITE:
        rows = rows.exclude(format=Format.ONLINE)
    elif seeker.format == Format.ONLINE:
        rows = rows.exclude(format=Format.ON_SITE)
    if (far := map_.out_of_reach(seeker.locality, seeker.travel)) and seeker.format != Format.ONLINE:
        rows = rows.filter(~Q(format=Format.ON_SITE) | Q(locality=None) | ~Q(locality__in=far))
    if seeker.languages:
        rows = rows.annotate(lacking=F("languages").bitand(~seeker.languages & (1 << 62) - 1)).filter(lacking=0)
    if seeker.available_from:
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=seeker.available_from))
    if seeker.available_until:
        rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=seeker.available_until))
    return rows


def ranked_jobs(seeker: Seeker, weights: Weights, map_: "Map", day: date) -> QuerySet[Opportunity]:
    """Those left, the best first."""
    times = Case(When(times=0, then=Value(weights.time * 100)), default=_of_time(seeker.times, weights.time), output_field=IntegerField())
    place = Q(~Q(format=Format.ON_SITE)) | (Q(locality=seeker.locality) if seeker.locality else Q(pk=None))
    support: Any = Case(When(welcoming=True, then=Value(weights.support * 100)), default=Value(0), output_field=IntegerField()) if seeker.needs_support else Value(weights.support * 100)
    rows: Any = jobs_left(seeker, map_, day)
    points = _of_common("interests", seeker.interests, weights.interest) + _of_common("skills", seeker.skills, weights.skill) + times + support
    points = points + Case(When(place, then=Value(weights.place * 100)), default=Value(0), output_field=IntegerField())
    return rows.annotate(points=points).order_by("-points", "-pk")  # type: ignore[no-any-return]  # built up above


def volunteers_left(need: Need, map_: "Map", day: date) -> QuerySet[Volunteer]:
    """The bare filter: volunteers in the pool whom no hard criterion excludes."""
    rows: QuerySet[Volunteer] = Volunteer.objects.pool(day)
    if need.min_age is not None:
        rows = rows.filter(Q(born=None) | Q(born__lte=day.year - need.min_age))
    if need.max_age is not None:
        rows = rows.filter(Q(born=None) | Q(born__gte=day.year - 1 - need.max_age))
    if need.certificates:
        rows = rows.filter(Q(accepts_certificate=True) | Q(pk__in=_assessed_in_all(need.certificates, day)))
    if need.format == Format.ONLINE:
        rows = rows.exclude(format=Format.ON_SITE)
    elif need.format == Format.ON_SITE:
        rows = rows.exclude(format=Format.ONLINE)
        rows = rows.filter(map_.who_reach(need.locality))
    if need.languages:
        rows = rows.annotate(speaks=F("languages").bitand(need.languages)).filter(Q(languages=0) | Q(speaks=need.languages))
    if need.ends_on:
        rows = rows.filter(Q(available_from=None) | Q(available_from__lte=need.ends_on))
    if need.starts_on:
        rows = rows.filter(Q(available_until=None) | Q(available_until__gte=need.starts_on))
    return rows


def ranked_volunteers(need: Need, weights: Weights, map_: "Map", day: date) -> QuerySet[Volunteer]:
    """Those left, the best first."""
    points: Any = _of_common("interests", need.interests, weights.interest) + _of_common("skills", need.skills, weights.skill)
    rows: Any = volunteers_left(need, map_, day)
    points = points + (_of_time(need.times, weights.time) if need.times else Value(weights.time * 100))
    if need.format != Format.ON_SITE:
        points = points + Value(weights.place * 100)
    elif need.locality is not None:
        points = points + Case(When(locality=need.locality, then=Value(weights.place * 100)), default=Value(0), output_field=IntegerField())
    if need.welcoming:
        points = points + Value(weights.support * 100)
    else:
        points = points + Case(When(needs_support=True, then=Value(0)), default=Value(weights.support * 100), output_field=IntegerField())
    return rows.annotate(points=points).order_by("-points", "-pk")  # type: ignore[no-any-return]  # as above


_COMMON: Final = (
    "CASE WHEN (%(expressions)s & %(mask)s) = 0 THEN 0 WHEN ((%(expressions)s & %(mask)s) & ((%(expressions)s & %(mask)s) - 1)) = 0 THEN %(one)s ELSE %(all)s END"
)
_SOME: Final = "CASE WHEN (%(expressions)s & %(mask)s) <> 0 THEN %(all)s ELSE %(else)s END"


def _of_common(column: str, mask: int, weight: int) -> Any:
    """What the bits in common with ``mask`` give: nothing for none, a part for one, all for two or more.

    A number less one has none of its lowest bit, so a number with but one bit has nothing in common with it. All that is put into the SQL is whole numbers of our own.
    """
    if not mask or not weight:
        return Value(0)
    return Func(F(column), template=_COMMON, mask=int(mask), one=weight * ONE_OF_SEVERAL, all=weight * 100, output_field=IntegerField())


def _of_time(mask: int, weight: int) -> Any:
    """All where some half-day is in common with ``mask``."""
    return Func(F("times"), template=_SOME, mask=int(mask), all=weight * 100, output_field=IntegerField(), **{"else": 0}) if mask else Value(0)


def need_of(row: Opportunity) -> Need:
    certificates = frozenset(sort for sort, asked in (("child", row.needs_child_certificate), ("record", row.needs_record)) if asked)
    return Need(row.min_age, row.max_age, row.interests, row.skills, row.languages, row.times, row.locality_id, row.format, row.starts_on, row.ends_on, certificates, row.welcoming)


def _seeker(row: Volunteer, certificates: frozenset[str]) -> Seeker:
    return Seeker(
        row.born, row.interests, row.skills, row.languages, row.times, row.locality_id, row.travel, row.format, row.available_from, row.available_until, row.accepts_certificate, row.needs_support, certificates,
    )


def seeker_of(row: Volunteer, day: date) -> Seeker:
    return _seeker(row, certificates_of([row.pk], day).get(row.pk, frozenset()))


def certificates_of(keys: Iterable[int], day: date) -> dict[int, frozenset[str]]:
    """Of each of the volunteers the certificates that were assessed, and are not due to be again."""
    found: dict[int, set[str]] = {}
    for key, sort in Assessment.objects.filter(volunteer__in=list(keys)).filter(Q(next_on=None) | Q(next_on__gte=day)).values_list("volunteer", "sort"):
        found.setdefault(key, set()).add(sort)
    return {key: frozenset(sorts) for key, sorts in found.items()}


def _assessed_in_all(sorts: frozenset[str], day: date) -> Any:
    rows: Any = Volunteer.objects.all()
    for sort in sorts:
        rows = rows.filter(pk__in=Assessment.objects.filter(sort=sort).filter(Q(next_on=None) | Q(next_on__gte=day)).order_by().values("volunteer"))
    return rows.order_by().values("pk")


def _names(map_: "Map") -> Names:
    known = names()
    return Names(known[Topic.Sort.INTEREST], known[Topic.Sort.SKILL], map_.names, known[Topic.Sort.LANGUAGE])


class Map:
    """The centre's localities, and how far they lie apart. A short list, read once: what lies within reach is then a list of keys for the database."""

    def __init__(self, names: dict[int, str], spots: dict[int, tuple[float, float]]) -> None:
        self.names, self.spots = names, spots

    @classmethod
    def read(cls) -> "Map":
        rows = _places()
        return cls({pk: name for pk, name, _lat, _lon in rows}, {pk: (float(lat), float(lon)) for pk, _name, lat, lon in rows if lat is not None and lon is not None})

    def reach(self, home: int | None, place: int | None, travel: int) -> bool | None:
        """Whether ``place`` lies within ``travel`` km of ``home``; None where it cannot be known."""
        if home is None or place is None:
            return True if travel == Travel.ANYWHERE else None
        if home == place or travel == Travel.ANYWHERE:
            return True
        if travel == Travel.HOME:
            return False
        if home not in self.spots or place not in self.spots:
            return None
        return _km(self.spots[home], self.spots[place]) <= travel

    def out_of_reach(self, home: int | None, travel: int) -> list[int]:
        """The localities known to lie farther away than ``travel``."""
        return [place for place in self.names if self.reach(home, place, travel) is False]

    def who_reach(self, place: int | None) -> Q:
        """Volunteers for whom ``place`` is not known to be too far: for each distance one may travel, the homes it is too far from are left out."""
        too_far = Q()
        for travel in Travel.values:
            homes = [home for home in self.names if self.reach(home, place, travel) is False]
            if homes:
                too_far |= Q(travel=travel, locality__in=homes)
        return Q(locality=None) | ~too_far if too_far else Q()


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
