"""What fits a post: of the other side, by category, words, place and days, with the reasons. Pure but for the one question that fetches the posts it looks at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.exchange.models import Category, ExchangePost, Side

LOOKED_AT: Final = 400  # the newest of the other side
SHOWN: Final = 5
LEAST: Final = 3  # points: a category alone, or two words in common, or a word and the place
SHORTEST: Final = 4  # letters of a word that says something
STEM: Final = 5  # letters by which words of one stem are known: telt, telte; loppemarked, loppemarkedet
IDLE: Final = frozenset(
    ["alle", "altid", "andre", "anden", "bare", "blive", "bliver", "bruge", "brug", "bruges", "den", "denne", "deres", "derfor", "eller", "efter", "fordi", "forening", "foreningen", "foreninger", "fra", "gerne", "have", "haver", "hele", "hvem", "hvis", "hvor", "ikke", "ingen", "jeres", "kan", "kunne", "lade", "lidt", "mange", "mangler", "med", "meget", "mellem", "mere", "nogen", "nogle", "noget", "også", "over", "plads", "skal", "søger", "tager", "tilbyder", "under", "vores", "være", "været", "vil", "ville", "gang", "gange", "person", "personer", "hjælp", "hjælpe", "tiden", "timer"],
)
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    post: ExchangePost
    points: int
    reasons: tuple[str, ...]


def for_post(post: ExchangePost, rows: Any, *, most: int = SHOWN) -> list[Suggestion]:
    """Of ``rows`` (public posts) those that fit best, the best first."""
    others = rows.filter(side=Side(post.side).opposite).exclude(pk=post.pk)
    others = others.exclude(organisation=post.organisation_id) if post.organisation_id else others.exclude(organisation=None, centre=post.centre_id)
    found = (each for each in (fit(post, other) for other in others[:LOOKED_AT]) if each is not None)
    return sorted(found, key=lambda each: (-each.points, -each.post.published_on.toordinal(), -each.post.pk))[:most]


def fit(post: ExchangePost, other: ExchangePost) -> Suggestion | None:
    """How well the two fit, and why; None where they do not, or their days lie apart."""
    if _apart(post, other):
        return None
    reasons, points = list[str](), 0
    if _same_kind(post, other):
        points, reasons = points + 3, [*reasons, _("both are about %(what)s") % {"what": other.category}]
    if shared := in_common(f"{post.title} {post.text}", f"{other.title} {other.text}"):
        points, reasons = points + 2 * min(len(shared), 3), [*reasons, _("both say %(words)s") % {"words": ", ".join(_("“%(word)s”") % {"word": word} for word in shared[:3])}]
    if post.locality_id and other.locality and post.locality is not None and post.locality.name == other.locality.name:
        points, reasons = points + 1, [*reasons, _("both in %(place)s") % {"place": other.locality}]
    if post.quantity and other.quantity and _enough(post, other):
        reasons = [*reasons, _("there are enough: %(n)s") % {"n": (post if post.is_offer else other).quantity}]
    return Suggestion(other, points, tuple(reasons)) if points >= LEAST else None


def _same_kind(post: ExchangePost, other: ExchangePost) -> bool:
    """Of one category; between two centres, whose lists differ, of one sort."""
    return post.category_id == other.category_id or (post.centre_id != other.centre_id and post.category.sort == other.category.sort != Category.Sort.OTHER)


def _enough(post: ExchangePost, other: ExchangePost) -> bool:
    offer, need = (post, other) if post.is_offer else (other, post)
    return (offer.quantity or 0) >= (need.quantity or 0)


def _apart(post: ExchangePost, other: ExchangePost) -> bool:
    """Whether both say days, and those of one are over before those of the other begin."""
    return any(one.ends_on is not None and two.starts_on is not None and one.ends_on < two.starts_on for one, two in ((post, other), (other, post)))


def in_common(one: str, other: str) -> list[str]:
    """The words of ``one`` that say something and that ``other`` has too, in any form, or as the last part of a longer word (telt, festtelt); each stem once."""
    theirs, found = _stems(other), dict[str, str]()
    stems, words = set(theirs.values()), tuple(theirs)
    for word, stem in _stems(one).items():
        if stem in stems or any(each.endswith(word) or word.endswith(each) for each in words):
            found.setdefault(stem, word)
    return list(found.values())


@lru_cache(maxsize=2000)
def _stems(text: str) -> dict[str, str]:
    words: Iterable[str] = _WORD.findall(text.lower())
    return {word: word[:STEM] for word in words if len(word) >= SHORTEST and word not in IDLE}


def besides(post: ExchangePost, centre: str) -> list[tuple[str, str]]:
    """Where else what is looked for may be found: the words and the address. Hands may be volunteers; a room may be the house's own, or one that others lend."""
    if post.is_offer or post.state != ExchangePost.State.OPEN:
        return []
    if post.category.sort == Category.Sort.PREMISES:
        return [(_("Rooms of the house"), reverse("rooms_public:overview", args=[centre])), (_("Rooms that others lend out"), reverse("rooms_public:lent", args=[centre]))]
    return []
