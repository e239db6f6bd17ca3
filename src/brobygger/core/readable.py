"""How hard a text is to read, by LIX: words to a sentence, and how many of a hundred words have more than six letters. A hint for whoever writes, never a bar.

The measure is made for Danish and its neighbours and knows nothing of what is said; below a few words it says nothing at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

FEWEST: Final = 15  # words, from which the number means something
LONG: Final = 6  # letters; what has more is a long word
SHOWN: Final = 6
LONG_SENTENCE: Final = 20  # words
BANDS: Final[Sequence[tuple[int, Any]]] = (
    (25, gettext_lazy("very easy to read")), (35, gettext_lazy("easy to read")), (45, gettext_lazy("of medium difficulty")), (55, gettext_lazy("hard to read")),
)
HARDEST: Final = gettext_lazy("very hard to read")
_ADDRESS: Final = re.compile(r"\(?\b(?:https?://|www\.|[\w.+-]+@)\S+")
_MARKS: Final = re.compile(r"^\s*(?:[-*+>#]+|\d+[.)])\s+|[*_`#|\[\]]", re.MULTILINE)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# A stop ends a sentence where a capital or nothing follows: "kl. 10", "d. 3. maj" and "f.eks. kaffe" go on.
_END: Final = re.compile(r"[.!?:;]+(?=\s+[\"»“(]?[^\W\d_a-zæøå]|\s*$)|\n+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """``longest``: the sentence with most words, ``words`` of them; ``long_words``: the longest first, each once."""

    lix: int
    band: Any
    longest: str
    words: int
    long_words: tuple[str, ...]

    @property
    def is_easy(self) -> bool:
        return self.lix < BANDS[1][0]

    @property
    def has_long_sentence(self) -> bool:
        return self.words > LONG_SENTENCE


def read(text: str) -> Reading | None:
    """None where there is too little to measure."""
    plain = _MARKS.sub(" ", _ADDRESS.sub(" ", text.replace("\r", "")))
    sentences = [(said, words) for part in _END.split(plain) if (words := _WORD.findall(said := " ".join(part.split())))]
    every = [word for _said, words in sentences for word in words]
    if len(every) < FEWEST:
        return None
    lix = round(len(every) / len(sentences) + 100 * sum(_letters(word) > LONG for word in every) / len(every))
    longest, words = max(sentences, key=lambda pair: len(pair[1]))
    long_words = sorted({word.casefold(): word for word in reversed(every) if _letters(word) > LONG}.values(), key=lambda word: (-_letters(word), word.casefold()))
    return Reading(lix, next((band for below, band in BANDS if lix < below), HARDEST), Truncator(longest).chars(200), len(words), tuple(long_words[:SHOWN]))


def _letters(word: str) -> int:
    return sum(sign.isalpha() for sign in word)
