"""A feed's pages, one after the other, until it says that there are no more; it may neither go round in a ring nor lead somewhere else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from brobygger.core.fetching import Fetch
from brobygger.directory.feeding.hsds import Unreadable, page_of
from brobygger.directory.models import OfferFeed

MOST_PAGES: Final = 100
MOST_ROWS: Final = 5000
MOST_BYTES: Final = 30_000_000  # of all pages together
PER_PAGE: Final = 100


def rows_of(feed: OfferFeed, fetch: Fetch, *, since: datetime | None = None) -> list[dict[str, Any]]:
    """All services of the feed, or those that have changed since. OSError, or Unreadable with a sentence."""
    rows: list[dict[str, Any]] = []
    for page in _pages(feed, fetch, since):
        rows += page
        if len(rows) > MOST_ROWS:
            raise Unreadable(_("It holds more than %(n)s services. Choose an address that gives fewer.") % {"n": MOST_ROWS})
    return rows


def _pages(feed: OfferFeed, fetch: Fetch, since: datetime | None) -> Iterator[list[dict[str, Any]]]:
    if feed.shape == OfferFeed.Shape.FILE:
        yield page_of(fetch(feed.url)).rows
        return
    asked, size = _asked(feed.url, 1, since), 0
    seen: set[str] = set()
    for number in range(1, MOST_PAGES + 1):
        content = fetch(asked)
        size += len(content)
        if size > MOST_BYTES:
            raise Unreadable(_("It is larger than %(n)s MB in all.") % {"n": MOST_BYTES // 1_000_000})
        page = page_of(content)
        if page.number not in {None, number}:
            raise Unreadable(_("Asked for page %(n)s, it gave page %(other)s.") % {"n": number, "other": page.number})
        here = {str(row.get("id")) for row in page.rows}
        if here and here <= seen:
            raise Unreadable(_("It gives the same page again and again."))
        seen |= here
        yield page.rows
        if page.last:
            return
        asked = _onward(feed.url, asked, page.next) if page.next else _asked(feed.url, number + 1, since)
    raise Unreadable(_("It has more than %(n)s pages.") % {"n": MOST_PAGES})


def _asked(url: str, number: int, since: datetime | None) -> str:
    """The feed's own address with what the standard calls the page; what stands in it already stays."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    query = dict(parse_qsl(parts.query)) | {"full": "true", "per_page": str(PER_PAGE), "page": str(number)}
    if since is not None:
        query["modified_after"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return urlunsplit((parts.scheme, parts.netloc, path if path.endswith("/services") else f"{path}/services", urlencode(query), ""))


def _onward(url: str, here: str, there: str) -> str:
    """The next page as it is named, if it is the same place that answers."""
    onward = urljoin(here, there)
    if urlsplit(onward)[:2] != urlsplit(url)[:2]:
        raise Unreadable(_("Its next page lies somewhere else, which was not chosen here."))
    return onward
