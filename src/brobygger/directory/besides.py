"""What contexts above have to do with a referral: what they say to whoever referred, a sentence and no more than needed; and what ends with it when it comes to nothing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from brobygger.accounts.models import User
from brobygger.core.registry import Registry
from brobygger.directory.models import Referral

said_of_referrals: Registry[Callable[[Iterable[Referral]], Mapping[int, str]]] = Registry("said_of_referrals")
"""By the referral's key, in a bounded number of questions; nothing of one about which there is nothing to say."""


class CameToNothing(Protocol):
    def __call__(self, referral: Referral, *, by: User | None, now: datetime) -> None: ...


came_to_nothing: Registry[CameToNothing] = Registry("referrals_came_to_nothing")
"""In the transaction in which it is declined, full, expired or taken back (its state says which): what was begun for it ends. Where it is taken back, what was written of her goes at once."""


def said_of(rows: Iterable[Referral]) -> dict[int, str]:
    """What there is to say of each of ``rows``."""
    shown, found = list(rows), dict[int, list[str]]()
    for say in said_of_referrals.values():
        for key, sentence in say(shown).items():
            found.setdefault(key, []).append(sentence)
    return {key: " ".join(sentences) for key, sentences in found.items()}
