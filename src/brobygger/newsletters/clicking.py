"""Counting how often a letter's links are opened, where the centre has asked for it: a number for each link and day, of nobody.

What was written down when the letter was let go is all a link can lead to. Ways out, those by which one leaves or chooses, are none of them.
"""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from brobygger.newsletters import rendering
from brobygger.newsletters.models import ClickCount, ClickRules, LetterLink, Newsletter

_WAYS_OUT: Final = ("/nyhedsbreve/afmeld/", "/nyhedsbreve/mine/")
LONGEST: Final = 600  # of an address; a longer one is left as it is


def are_counted() -> bool:
    return ClickRules.objects.filter(counts=True).exists()


def write_down(newsletter: Newsletter) -> None:
    """The links of what is let go, in the caller's transaction; none where the centre does not count."""
    if not are_counted():
        return
    rows = [
        LetterLink(newsletter=newsletter, block=number, url=url, label=label[:200]) for number, block in enumerate(newsletter.content["blocks"], 1) for url, label in rendering.links_of(block).items()
        if url.startswith(("https://", "http://")) and len(url) <= LONGEST and not any(way in url for way in _WAYS_OUT)
    ]
    LetterLink.objects.bulk_create(rows)


def links_of(newsletter: Newsletter) -> dict[int, dict[str, str]]:
    """By the block's place: what each address is written as in the mails."""
    found: dict[int, dict[str, str]] = {}
    for block, url, token in newsletter.links.values_list("block", "url", "token"):
        found.setdefault(block, {})[url] = f"{settings.SITE_URL}/{newsletter.centre.key}/nyhedsbreve/ud/{token}/"
    return found


def opened(token: str, *, on: date) -> str:
    """Count it, and give where it leads; empty for a token of nobody's making."""
    link = LetterLink.objects.filter(token=token).first()
    if link is None:
        return ""
    rows = ClickCount.objects.filter(link=link, on=on)
    if not rows.update(n=F("n") + 1):
        try:
            with transaction.atomic():
                ClickCount.objects.create(link=link, on=on, n=1)
        except IntegrityError:  # another opened it in the same moment
            rows.update(n=F("n") + 1)
    return str(link.url)


def told(newsletter: Newsletter) -> dict[str, Any]:
    """How often each link was opened, in the letter's order, and how often on each day; two questions."""
    links = list(newsletter.links.annotate(n=Sum("counts__n", default=0)))
    days = list(ClickCount.objects.filter(link__newsletter=newsletter).order_by("on").values_list("on").annotate(Sum("n")))
    return {"links": links, "days": days, "n": sum(n for _day, n in days)}
