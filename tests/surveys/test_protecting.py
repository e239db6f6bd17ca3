"""Small figures are never told, nor what would tell them; held against somebody who knows the rule and the total."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.surveys.protecting import FEW, told, told_of


@pytest.mark.parametrize(("counts", "shown"), [
    ([12, 8, 0], [12, 8, 0]), ([12, 3, 20], [12, None, None]), ([3, 20, 12], [None, None, 12]), ([12, 3, 6, 30], [12, None, None, None]), ([12, 4, 6, 30], [12, None, None, 30]), ([4, 3, 4], [None, None, None]), ([7, 0], [7, 0]),
    ([3, 0, 40], [None, 0, None]),
])
def test_what_is_told_by_hand(counts, shown):
    assert told(counts) == shown


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_small_figure_is_told_and_none_is_changed(counts):
    for n, said in zip(counts, told(counts), strict=True):
        assert said in {None, n}
        assert said is None or said == 0 or said >= FEW


@given(st.lists(st.integers(0, 14) | st.sampled_from([10, 40, 41, 42]), min_size=2, max_size=4))
def test_who_knows_rule_and_total_cannot_tell_a_small_figure(counts):
    """Try every split of the hidden ones that the rule would have hidden just so: no small figure stands fixed, unless all are so few that nothing at all is told."""
    shown = told(counts)
    hidden = [place for place, said in enumerate(shown) if said is None]
    if not hidden or sum(counts) < 2 * FEW:
        return
    total = sum(counts[place] for place in hidden)
    possible = []
    for split in product(range(total + 1), repeat=len(hidden) - 1):
        if sum(split) <= total:
            guess = list(counts)
            for place, n in zip(hidden, (*split, total - sum(split)), strict=True):
                guess[place] = n
            if told(guess) == shown:
                possible.append(guess)
    for place in hidden:
        assert counts[place] >= FEW or len({guess[place] for guess in possible}) > 1


def test_of_those_who_may_choose_several_both_sides_are_looked_at():
    assert [told_of(n, 20) for n in (0, 4, 5, 15, 16, 20)] == [0, None, 5, 15, None, 20]
