"""What was sought, found and lacking, and who was shown the way: figures of a year for the centre and the municipality.

Of persons shown the way a figure below :data:`SMALL` is not told, since behind it somebody might be known; what was searched for is
told as it is: it says how often, and never by how many.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Sum
from django.db.models.functions import ExtractMonth
from django.utils.translation import gettext as _

from brobygger.directory.freshness import due
from brobygger.directory.models import (
    AgeBand,
    Confirmation,
    GuidanceContact,
    Meaning,
    Offer,
    Phrase,
    SearchCount,
    ViewCount,
)

SMALL: Final = 5
TOP: Final = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """One life situation: how often it was sought, how often without an answer, and how many public offers there are for it."""

    name: str
    n: int
    lacking: int
    offers: int


def years() -> list[int]:
    """Those in which something was counted, the newest first."""
    found: set[int] = set()
    for rows in (SearchCount.objects.dates("on", "year"), GuidanceContact.objects.dates("on", "year"), Confirmation.objects.dates("on", "year")):
        found |= {each.year for each in rows}
    return sorted(found, reverse=True)


def sought(year: int) -> list[Sought]:
    """What was sought most; what was not understood stands last, as one line."""
    rows = SearchCount.objects.filter(on__year=year).order_by().values("meaning", "meaning__name", "found").annotate(times=Sum("n"))
    n: defaultdict[Any, int] = defaultdict(int)
    lacking: defaultdict[Any, int] = defaultdict(int)
    names: dict[Any, str] = {}
    for row in rows:
        names[row["meaning"]] = row["meaning__name"] or _("other words")
        n[row["meaning"]] += row["times"]
        if not row["found"]:
            lacking[row["meaning"]] += row["times"]
    through: Any = Offer.situations.through
    there = dict(through.objects.filter(meaning__in=[key for key in names if key], offer__state=Offer.State.PUBLISHED).values_list("meaning").annotate(n=Count("pk")))
    keys = sorted(names, key=lambda key: (key is None, -n[key], names[key]))
    return [Sought(names[key], n[key], lacking[key], there.get(key, 0)) for key in keys]


def by_month(year: int) -> list[tuple[int, int, int]]:
    """For each month of the year: searches, and guidance contacts."""
    searches = dict(SearchCount.objects.filter(on__year=year).order_by().annotate(month=ExtractMonth("on")).values_list("month").annotate(times=Sum("n")))
    contacts = dict(GuidanceContact.objects.filter(on__year=year).order_by().annotate(month=ExtractMonth("on")).values_list("month").annotate(times=Count("pk")))
    return [(month, searches.get(month, 0), contacts.get(month, 0)) for month in range(1, 13)]


def by_locality(year: int) -> list[tuple[str, int]]:
    rows = SearchCount.objects.filter(on__year=year, locality__isnull=False).order_by().values_list("locality__name").annotate(times=Sum("n")).order_by("-times", "locality__name")
    return [(str(name), int(times)) for name, times in rows]


def phrases(year: int) -> list[tuple[str, int]]:
    """Words that led nowhere, those that at least three searches had; added up over the months."""
    rows = Phrase.objects.filter(month__year=year).exclude(text="").order_by().values_list("text").annotate(times=Sum("n")).order_by("-times", "text")[:TOP]
    return [(str(text), int(times)) for text, times in rows]


def looked_at(year: int) -> list[tuple[int, str, int]]:
    rows = ViewCount.objects.filter(on__year=year).order_by().values_list("offer", "offer__title").annotate(times=Sum("n")).order_by("-times", "offer__title")[:TOP]
    return [(int(key), str(title), int(times)) for key, title, times in rows]


def guided(year: int) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Guidance contacts by theme, what came of it, how they came, age and locality; None for a figure too small to tell.

    Where exactly one figure of a group would be hidden, the next smallest is hidden with it: else the total tells it.
    """
    rows = GuidanceContact.objects.filter(on__year=year).order_by()
    choices = {"channel": dict(GuidanceContact.Channel.choices), "outcome": dict(GuidanceContact.Outcome.choices), "age": dict(AgeBand.choices)}
    groups = []
    for heading, field in ((_("What it was about"), "theme__name"), (_("What came of it"), "outcome"), (_("How they came"), "channel"), (_("Age"), "age"), (_("Locality"), "locality__name")):
        counted = rows.values_list(field).annotate(n=Count("pk"))
        named = [(str(choices.get(field, {}).get(value, value) or _("not told")), n) for value, n in counted]
        groups.append((heading, protected(sorted(named, key=lambda each: (-each[1], each[0])))))
    return groups


def protected(counted: list[tuple[str, int]]) -> list[tuple[str, int | None]]:
    """With the small ones hidden, and one more where a single hidden one could be worked out from the total."""
    hidden = {name for name, n in counted if n < SMALL}
    if len(hidden) == 1 and (left := [each for each in counted if each[0] not in hidden]):
        hidden.add(min(left, key=lambda each: each[1])[0])
    return [(name, None if name in hidden else n) for name, n in counted]


def total_guided(year: int) -> int:
    return GuidanceContact.objects.filter(on__year=year).count()


def freshness(today: date) -> tuple[int, int]:
    """How many are public, and how many of those were confirmed within their interval."""
    public = Offer.objects.public().count()
    return public, public - due(today).count()


def gaps() -> list[str]:
    """Life situations in use that no public offer is for."""
    public = Offer.situations.through.objects.filter(offer__state=Offer.State.PUBLISHED).values("meaning")
    return list(Meaning.objects.in_use().exclude(pk__in=public).values_list("name", flat=True))
