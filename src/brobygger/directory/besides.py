"""What a context above says to whoever referred, beside where the referral stands: a sentence, and no more than needed."""

from collections.abc import Callable, Iterable, Mapping

from brobygger.core.registry import Registry
from brobygger.directory.models import Referral

said_of_referrals: Registry[Callable[[Iterable[Referral]], Mapping[int, str]]] = Registry("said_of_referrals")
"""By the referral's key, in a bounded number of questions; nothing of one about which there is nothing to say."""


def said_of(rows: Iterable[Referral]) -> dict[int, str]:
    """What there is to say of each of ``rows``."""
    shown, found = list(rows), dict[int, list[str]]()
    for say in said_of_referrals.values():
        for key, sentence in say(shown).items():
            found.setdefault(key, []).append(sentence)
    return {key: " ".join(sentences) for key, sentences in found.items()}
