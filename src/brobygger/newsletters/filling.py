"""What blocks fill themselves with: what is on, what is new, what has been written; public things alone, whoever looks."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.timezone import localtime

from brobygger.directory.models import Offer
from brobygger.events.letters import when, where
from brobygger.events.models import Event
from brobygger.exchange.models import ExchangePost
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.channels import Channel
from brobygger.journal.models import Registration
from brobygger.matching.models import Opportunity
from brobygger.newsletters.models import Block
from brobygger.plan.markdown import as_text

WORDS = 28  # of a longer text


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a filled block. ``organisations`` are those it shows, by key: they are made visible by the letter."""

    title: str
    url: str
    line: str = ""
    text: str = ""
    organisations: list[int] = field(default_factory=list)


def fill(block: Block, *, now: datetime) -> list[dict[str, Any]]:
    """What the block holds now, as plain values: in a letter that is let go it stays so."""
    source = _SOURCES.get(block.kind)
    return [asdict(each) for each in source(block, now)] if source else []


def _short(text: str) -> str:
    return Truncator(" ".join(as_text(text).split())).words(WORDS)


def _at(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _events(block: Block, now: datetime) -> list[Item]:
    rows = Event.objects.listed().public().taking_place().filter(starts_at__gt=now, starts_at__lte=now + timedelta(days=block.days))
    if block.theme_id:
        rows = rows.filter(registration__theme=block.theme_id)
    if block.locality_id:
        rows = rows.filter(registration__locality=block.locality_id)
    found = list(rows.prefetch_related("registration__co_hosts").order_by("starts_at", "pk")[: block.most])
    return [Item(str(row), _at(row.public_url), ", ".join(part for part in (when(row), where(row)) if part), _short(row.text), [each.pk for each in row.registration.co_hosts.all()]) for row in found]


def _jobs(block: Block, now: datetime) -> list[Item]:
    rows = Opportunity.objects.listed().public().filter(public_at__gt=now - timedelta(days=block.days))
    if block.theme_id:
        rows = rows.filter(theme=block.theme_id)
    if block.locality_id:
        rows = rows.filter(locality=block.locality_id)
    return [Item(row.title, _at(row.public_url), ", ".join(part for part in (row.host, row.where, row.when) if part), _short(row.tasks), [row.organisation_id] if row.organisation_id else []) for row in rows.order_by("-public_at", "pk")[: block.most]]


def _offers(block: Block, now: datetime) -> list[Item]:
    rows = Offer.objects.listed().public().filter(published_at__gt=now - timedelta(days=block.days))
    if block.theme_id:
        rows = rows.filter(pk__in=Offer.themes.through.objects.filter(theme=block.theme_id).values("offer"))
    if block.locality_id:
        rows = rows.filter(Q(whole_municipality=True) | Q(pk__in=Offer.localities.through.objects.filter(locality=block.locality_id).values("offer")))
    return [Item(row.title, _at(row.public_url), ", ".join(part for part in (str(row.provider), row.when) if part), row.short or _short(row.text), [row.provider_id]) for row in rows.order_by("-published_at", "pk")[: block.most]]


def _posts(block: Block, now: datetime) -> list[Item]:
    """Posts of the exchange have no theme."""
    rows = ExchangePost.objects.listed().public().filter(published_on__gt=localtime(now).date() - timedelta(days=block.days))
    if block.locality_id:
        rows = rows.filter(locality=block.locality_id)
    found = rows.order_by("-published_on", "-pk")[: block.most]
    return [Item(f"{row.get_side_display()}: {row.title}".capitalize() if row.title else "", _at(row.public_url), ", ".join(part for part in (row.who, row.where) if part), _short(row.text), [row.organisation_id] if row.organisation_id else []) for row in found]


def _news(block: Block, now: datetime) -> list[Item]:
    """What was written elsewhere and registered with a link: the press, social media, the website."""
    day = localtime(now).date()
    rows = Registration.objects.filter(base=BaseKind.PUBLICATION, draft=False, done_on__gt=day - timedelta(days=block.days), done_on__lte=day).exclude(link="").exclude(channel=Channel.NEWSLETTER)
    if block.theme_id:
        rows = rows.filter(theme=block.theme_id)
    if block.locality_id:
        rows = rows.filter(locality=block.locality_id)
    found = list(rows.prefetch_related("participations__organisation").order_by("-done_on", "-pk")[: block.most])
    return [Item(row.title, row.link, str(row.get_channel_display()), "", [each.organisation_id for each in row.participations.all() if each.organisation_id]) for row in found]


_SOURCES: dict[str, Callable[[Block, datetime], list[Item]]] = {
    Block.Kind.EVENTS: _events, Block.Kind.JOBS: _jobs, Block.Kind.OFFERS: _offers, Block.Kind.POSTS: _posts, Block.Kind.NEWS: _news,
}
