"""Words that people wrote get themes by hand: typed once for a sending, chosen after, and counted beside the words.

A theme hangs on the words and on the question, never on a response: see :class:`brobygger.surveys.models.WordThemes`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.cpr import refuse_cpr
from brobygger.surveys.actions import locked
from brobygger.surveys.models import Sending, WordThemes
from brobygger.surveys.structure import new_key

MOST_THEMES: Final = 40
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of a sending, as they stand."""

    names: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def keys_of(self, question: str, text: str) -> list[str]:
        return [key for key in self.given.get(question, {}).get(digest(text), []) if key in self.names]

    def names_of(self, question: str, text: str) -> tuple[str, ...]:
        return tuple(sorted(self.names[key] for key in self.keys_of(question, text)))

    def counted(self, question: str, texts: Iterable[str]) -> tuple[tuple[str, int], ...]:
        """How many of ``texts`` each theme stands beside, the most first."""
        found = Counter(name for text in texts for name in self.names_of(question, text))
        return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    @property
    def choices(self) -> list[tuple[str, str]]:
        return sorted(self.names.items(), key=lambda each: each[1].casefold())


def themes_of(sending: Sending) -> Themes:
    row = WordThemes.objects.filter(sending=sending).first()
    return Themes(row.names, row.given) if row is not None else Themes()


def digest(text: str) -> str:
    """What stands for the words; they stand in clear in the response itself, and nowhere else."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:32]


@transaction.atomic
def tag(sending: Sending, question: str, chosen: Mapping[str, tuple[Iterable[str], Iterable[str]]], *, by: User, now: datetime) -> int:
    """Give each of some words (by digest) these themes: keys of those there are, and names of new ones. A theme that no words have goes. Gives how many words were changed."""
    row = locked(sending)
    kept = WordThemes.objects.filter(sending=row).first() or WordThemes(sending=row)
    names, given = dict(kept.names), {key: dict(words) for key, words in kept.given.items()}
    here = given.setdefault(question, {})
    changed = 0
    for words, (keys, new) in chosen.items():
        wanted = sorted({key for key in keys if key in names} | {_key(names, name) for name in new})
        changed += wanted != here.get(words, [])
        here[words] = wanted
    used = {key for words in given.values() for keys in words.values() for key in keys}
    if len(used) > MOST_THEMES:
        raise ValidationError(_("At most %(n)s themes, please. Fewer say more.") % {"n": MOST_THEMES})
    if not changed:
        return 0
    kept.names = {key: names[key] for key in sorted(used)}
    kept.given = {each: {words: keys for words, keys in sorted(found.items()) if keys} for each, found in sorted(given.items())}
    kept.save()
    before = audit.values(row)
    row.save()  # its version tells kept figures that they are old
    audit.record("changed", row, by=by, before=before, extra={"themes": len(used)}, now=now)
    return changed


def names_in(text: str) -> list[str]:
    """The names typed, with commas or lines between. ValidationError for one that is too long, or a CPR number."""
    refuse_cpr(text)
    found = [" ".join(each.split()) for line in text.splitlines() for each in line.split(",")]
    if any(len(each) > LONGEST_NAME for each in found):
        raise ValidationError(_("A theme can have at most %(n)s characters. Put a comma between two.") % {"n": LONGEST_NAME})
    return list(dict.fromkeys(each for each in found if each))


def _key(names: dict[str, str], name: str) -> str:
    """The key of the theme of that name, however it is written; a new one where there is none."""
    for key, there in names.items():
        if there.casefold() == name.casefold():
            return key
    key = new_key()
    names[key] = name
    return key
