"""What looked like a quantity and is none, with the reason: the preview's notes "seen, but not a target"."""

from itertools import pairwise

from brobygger.plan.phrases.cadence import find_cadences
from brobygger.plan.phrases.deadlines import find_whens
from brobygger.plan.phrases.reading import read
from brobygger.plan.phrases.tokens import Token, tokenize

_QUIET = frozenset({"article", "vague", "unknown", "nothing", "year"})
_TIMES = frozenset({"date", "ordinal", "reference", "definite", "duration", "name"})


def find_non_targets(text: str) -> list[tuple[str, str]]:
    """Phrases of ``text`` that look like a quantity and are not one, each with the code of the reason, by place.

    Years are passed over in silence. Reasons: date, time, age, hours, staff_years, amount, percentage, phone, address, postal_code, law, reference, edition, ordinal,
    measurement, ratio, name, web, duration, rooms, kinds, structure, places, stock, size, definite, past, part.
    """
    reading = read(text, None)
    folded = reading.folded
    tokens = tokenize(folded.text)
    spans = [(start, end, reason) for start, end, reason in reading.refused if reason not in _QUIET]
    named = [(cadence.start, cadence.end) for cadence in find_cadences(folded.text)]
    named += [(when.start, when.end) for when in find_whens(folded.text, None)]
    for group in _masked(tokens):
        start, end, reason = group[0].start, group[-1].end, group[0].mask
        if not any(token.value is not None for token in group):
            continue
        if reason in _QUIET or (reason in _TIMES and any(begin < end and start < stop for begin, stop in named)):
            continue
        if reason in {"edition", "staff_years"}:
            end = _with_object(tokens, tokens.index(group[-1]))
        spans.append((start, end, reason))
    found: list[tuple[str, str]] = []
    last = -1
    for start, end, reason in sorted(spans):
        if start >= last:
            begin, stop = folded.source(start, end)
            found.append((text[begin:stop], reason))
            last = end
    return found


def _masked(tokens: list[Token]) -> list[list[Token]]:
    """Runs of tokens refused for the same reason."""
    groups: list[list[Token]] = [[token] for token in tokens[:1] if token.mask]
    for before, token in pairwise(tokens):
        if token.mask:
            if groups and before.mask == token.mask and groups[-1][-1] is before:
                groups[-1].append(token)
            else:
                groups.append([token])
    return groups


def _with_object(tokens: list[Token], at: int) -> int:
    """The end of "1. udgave af personalepolitik", not only of "1. udgave"."""
    if at + 2 < len(tokens) and tokens[at + 1].text == "af" and tokens[at + 2].is_word:
        return tokens[at + 2].end
    return tokens[at].end
