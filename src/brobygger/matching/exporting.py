"""Our opportunities in the shape that travels (:mod:`brobygger.matching.portal`)."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from brobygger.journal.models import Format
from brobygger.matching.masks import LANGUAGES, bits_of
from brobygger.matching.models import Opportunity, Topic
from brobygger.matching.portal import Job


def jobs_of(rows: Iterable[Opportunity]) -> Iterator[Job]:
    """A job for each of ``rows``, which may be of several centres; with one question for all their lists of interests."""
    found = list(rows)
    names: dict[tuple[int, int], str] = {}
    for centre, bit, name in Topic.everywhere.filter(sort=Topic.Sort.INTEREST, centre__in={row.centre_id for row in found}).values_list("centre", "bit", "name"):
        names[centre, bit] = name
    for row in found:
        yield Job(
            id=row.key, url=settings.SITE_URL + row.public_url, title=row.title, organisation=row.host, tasks=row.tasks, text=row.text, municipality=row.centre.municipality,
            place=row.place, locality=str(row.locality or ""), online=row.format != Format.ON_SITE, when=row.when,
            interests=tuple(names[row.centre_id, bit] for bit in bits_of(row.interests) if (row.centre_id, bit) in names), languages=tuple(LANGUAGES[bit][0] for bit in bits_of(row.languages) if bit < len(LANGUAGES)),
            age_from=row.min_age, age_to=row.max_age, starts=_iso(row.starts_on), ends=_iso(row.ends_on), published=_iso(row.published_on), expires=_iso(row.expires_on),
        )


def _iso(day: object) -> str:
    return day.isoformat() if hasattr(day, "isoformat") else ""
