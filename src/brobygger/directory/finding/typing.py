"""What to offer while somebody types: titles, life situations, and words that go on from what is there."""

from bisect import bisect_left

from brobygger.directory.finding import marks
from brobygger.directory.finding.known import known
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.table import Rows, titles
from brobygger.directory.finding.terms import either, together
from brobygger.directory.finding.words import STOP, pairs, stem

SHORTEST, SITUATIONS = 2, 4
ENDINGS = 6  # words that may go on from the last one
TITLES = 40  # offers whose titles are looked at: many may be called the same


def suggest(words: str, limit: int = 8) -> list[str]:
    """At most ``limit``, for the words typed so far of which the last may be unfinished: life situations, then titles, then words."""
    said = pairs(words)
    if not said or len(said[-1][1]) < SHORTEST:
        return []
    now = known()
    last = said[-1][1]
    before = [word for _typed, word in said[:-1] if word not in STOP]
    endings = list(dict.fromkeys([*([last] if now.lexicon.knows(last) and last not in STOP else []), *now.lexicon.complete(last, ENDINGS)]))[:ENDINGS]
    found: dict[str, str] = {}
    for each in _situations(words, now.sayings):
        found.setdefault(each.casefold(), each)
    if endings:
        ask = [either(term(now.centre, marks.TITLE, stem(word)) for word in endings), *(term(now.centre, marks.TITLE, stem(word)) for word in before)]
        keys = Rows(together(ask)).any(TITLES)
        for title in titles(keys):
            found.setdefault(title.casefold(), title)
    start = " ".join(typed for typed, _word in said[:-1])
    for word in endings:
        text = f"{start} {word}".strip()
        found.setdefault(text.casefold(), text)
    return [each for key, each in found.items() if key != words.strip().casefold()][:limit]


def _situations(typed: str, sayings: list[tuple[str, str, int, bool]]) -> list[str]:
    """Names, and ways of saying it, that go on from what was typed; names first, and of each life situation one."""
    beginning = " ".join(typed.casefold().split())
    found: dict[int, tuple[bool, int, str]] = {}
    for at in range(bisect_left(sayings, (beginning,)), len(sayings)):
        folded, line, pk, beside = sayings[at]
        if not folded.startswith(beginning):
            break
        found[pk] = min(found.get(pk, (True, len(line), line)), (beside, len(line), line))
    return [line for _beside, _long, line in sorted(found.values())][:SITUATIONS]
