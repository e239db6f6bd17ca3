"""The lexicon of the centre in force, kept in memory under a stamp of the rows it was made from."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Sum

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_id_in_force
from brobygger.core.prepared import Prepared
from brobygger.directory.finding import marks
from brobygger.directory.finding.lexicon import Lexicon
from brobygger.directory.models import KnownWord, Meaning

VERSION = 2  # of how marks are made; raised with it, so that those of an older one are made anew

# Asked for each search and at every key while one is typed.
_LISTS: list[Prepared[Any]] = [
    Prepared(lambda model=model: model.objects.filter(retired=False).order_by("pk").values_list("pk", "name", "also"))  # type: ignore[misc]  # bound now
    for model in (Theme, TargetGroup)
]
_PLACES: Prepared[Any] = Prepared(lambda: Locality.objects.filter(retired=False).order_by("pk").values_list("pk", "name", "also", "postal_codes", "latitude", "longitude"))
_MEANINGS: Prepared[Any] = Prepared(lambda: Meaning.objects.order_by().values("centre").annotate(n=Count("pk"), last=Max("pk"), all=Sum("version")).values_list("n", "last", "all"))
_NEWEST: Prepared[Any] = Prepared(lambda: KnownWord.objects.order_by("-pk").values_list("pk", flat=True)[:1])


@dataclass(frozen=True, slots=True)
class Place:
    pk: int
    name: str
    codes: tuple[str, ...]
    at: tuple[float, float] | None  # degrees north and east


@dataclass
class Known:
    """What the search knows of one centre. ``names``: of life situations, themes and groups, under the mark that stands for each."""

    centre: int
    lexicon: Lexicon
    names: dict[str, str]
    places: dict[int, Place]
    meanings: dict[int, Meaning]
    last_word: int = 0

    @cached_property
    def sayings(self) -> list[tuple[str, str, int, bool]]:
        """All ways of saying what is known, in order: folded, as it is, whose it is, and whether it is beside the name."""
        return sorted((line.casefold(), line, pk, place > 0) for pk, each in self.meanings.items() for place, line in enumerate(each.lines))

    @cached_property
    def made_by(self) -> str:
        said = repr([(pk, each.lines) for pk, each in sorted(self.meanings.items())])
        return f"{VERSION}-{hashlib.sha256(said.encode()).hexdigest()[:32]}"


_KEPT: dict[int, tuple[Any, Known]] = {}


def known() -> Known:
    """What is known of the centre in force. Words that other processes have met since are learnt on the way."""
    centre = centre_id_in_force()
    lists = [read() for read in (*_LISTS, _PLACES, _MEANINGS)]
    newest = next(iter(_NEWEST()), 0)
    stamp, kept = _KEPT.get(centre, (None, None))
    if kept is None or stamp != lists or newest < kept.last_word:
        kept = _made(centre, *lists[:3])
        _KEPT[centre] = lists, kept
    if newest > kept.last_word:
        kept.lexicon.learn(KnownWord.objects.filter(pk__gt=kept.last_word).values_list("word", flat=True))
        kept.last_word = newest
    return kept


def forget() -> None:
    """Let all be read anew."""
    _KEPT.clear()


def _made(centre: int, themes: list[Any], groups: list[Any], places: list[Any]) -> Known:
    meanings = {each.pk: each for each in Meaning.objects.in_use()}
    said = [(marks.mark(centre, marks.MEANT, pk), line) for pk, each in meanings.items() for line in each.lines]
    names = {marks.mark(centre, marks.MEANT, pk): each.name for pk, each in meanings.items()}
    for kind, rows in ((marks.THEME, themes), (marks.GROUP, groups)):
        for pk, name, also in rows:
            what = marks.mark(centre, kind, pk)
            names[what] = name
            said += [(what, line) for line in _called(name, also)]
    for pk, name, also, *_rest in places:
        said += [(marks.mark(centre, marks.LOCALITY, pk), line) for line in (name, *filter(None, re.split(r"\s*,\s*", also)))]
    where = {
        pk: Place(pk, name, tuple(codes.split()), None if north is None else (float(north), float(east))) for pk, name, _also, codes, north, east in places
    }
    return Known(centre, Lexicon(said), names, where, meanings)


def _called(name: str, also: str) -> Iterable[str]:
    """The name, what it is put together of, and other words for it."""
    return dict.fromkeys(filter(None, (name, *re.split(r"\s*,\s*|\s+og\s+|\s*/\s*", name), *re.split(r"\s*,\s*", also))))
