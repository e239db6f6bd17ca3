"""What is looked for may be there already: among the things the centre lends out, and among its volunteers. With the reasons, as between posts."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import F, Q
from django.utils.translation import gettext as _

from brobygger.exchange.models import Category, ExchangePost
from brobygger.exchange.suggesting import in_common
from brobygger.matching.masks import bits_of, mask_of
from brobygger.matching.models import Topic, Volunteer
from brobygger.matching.topics import names_of
from brobygger.rooms.lending import free
from brobygger.rooms.models import Equipment

SHOWN: Final = 3
THINGS: Final = (Category.Sort.EQUIPMENT, Category.Sort.GOODS)
PEOPLE: Final = (Category.Sort.HANDS, Category.Sort.SKILLS)


@dataclass(frozen=True, slots=True)
class Lent:
    """A thing the centre lends out, and why it might do."""

    row: Equipment
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Willing:
    """A volunteer in the pool, and why she might be glad to be asked."""

    row: Volunteer
    reasons: tuple[str, ...]


def loans_for(post: ExchangePost, today: date) -> list[Lent]:
    """Things named in the same words, of which one at least is there on the days of the post."""
    if not _looks_for(post, THINGS):
        return []
    said = f"{post.title} {post.text}"
    fits = [(row, words) for row in Equipment.objects.in_use() if (words := in_common(f"{row.name} {row.text}", said))]
    found = []
    for row, words in sorted(fits, key=lambda each: (-len(in_common(each[0].name, said)), -len(each[1]), each[0].name))[:SHOWN]:
        there = free(row, max(post.starts_on, today), max(post.ends_on or post.starts_on, today), today=today) if post.starts_on else row.stock
        if there:
            n = _("%(n)s are there on those days") if post.starts_on else _("there are %(n)s")
            found.append(Lent(row, (_both_say(words), n % {"n": there})))
    return found


def volunteers_for(post: ExchangePost, today: date) -> list[Willing]:
    """Those in the pool who know something of what the post names, or are interested in it; those of its place first. For staff alone."""
    if not _looks_for(post, PEOPLE):
        return []
    said = f"{post.title} {post.text}"
    skills, interests = ({bit: name for bit, name in names_of(sort).items() if in_common(name, said)} for sort in (Topic.Sort.SKILL, Topic.Sort.INTEREST))
    if not skills and not interests:
        return []
    rows = Volunteer.objects.pool(today).listed().exclude(person=None).annotate(can=F("skills").bitand(mask_of(skills)), likes=F("interests").bitand(mask_of(interests)))
    best = sorted(rows.filter(Q(can__gt=0) | Q(likes__gt=0)).order_by("-last_heard_on", "pk")[:200], key=lambda row: _points(row, post), reverse=True)
    return [Willing(row, _why(row, post, skills, interests)) for row in best[:SHOWN]]


def _looks_for(post: ExchangePost, sorts: tuple[str, ...]) -> bool:
    return not post.is_offer and post.state == ExchangePost.State.OPEN and post.category.sort in sorts


def _points(row: Any, post: ExchangePost) -> int:
    return 3 * bool(row.can) + 2 * bool(row.likes) + bool(post.locality_id and row.locality_id == post.locality_id)


def _why(row: Any, post: ExchangePost, skills: dict[int, str], interests: dict[int, str]) -> tuple[str, ...]:
    reasons = []
    if row.can:
        reasons.append(_("knows about %(what)s") % {"what": _names(row.can, skills)})
    if row.likes:
        reasons.append(_("is interested in %(what)s") % {"what": _names(row.likes, interests)})
    if post.locality_id and row.locality_id == post.locality_id:
        reasons.append(_("both in %(place)s") % {"place": row.locality})
    return tuple(reasons)


def _names(mask: int, names: dict[int, str]) -> str:
    return ", ".join(names[bit] for bit in bits_of(mask) if bit in names)


def _both_say(words: list[str]) -> str:
    return _("both say %(words)s") % {"words": ", ".join(_("“%(words)s”") % {"words": each} for each in words[:3])}
