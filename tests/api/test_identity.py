"""Identifiers: read back to the row they are of, and to no other's."""

from uuid import RFC_4122, uuid4

from hypothesis import given
from hypothesis import strategies as st

from brobygger.api.identity import NUMBER_BITS, Kind, key, number, part

NUMBERS, KINDS = st.integers(0, (1 << NUMBER_BITS) - 1), st.sampled_from(Kind)


@given(KINDS, NUMBERS)
def test_it_reads_back(kind, pk):
    made = key(kind, "testby", pk)
    assert (number(kind, "testby", made), made.version, made.variant) == (pk, 8, RFC_4122)


@given(KINDS, NUMBERS, KINDS)
def test_it_is_of_no_other_kind_or_centre(kind, pk, other):
    made = key(kind, "testby", pk)
    assert number(kind, "fjernby", made) is None
    assert kind is other or number(other, "testby", made) is None
    assert number(kind, "testby", uuid4()) is None


def test_it_is_another_on_another_installation_and_stays_the_same_on_this(settings):
    settings.SITE_URL = "https://brobygger.example"
    made = key(Kind.SERVICE, "testby", 7)
    assert str(made) == "ef943832-5e10-83ca-8000-000000000007"
    settings.SITE_URL = "https://elsewhere.example"
    assert key(Kind.SERVICE, "testby", 7) != made


def test_parts_follow_their_whole():
    one, other = key(Kind.SERVICE, "testby", 1), key(Kind.SERVICE, "testby", 2)
    assert part(one, "phone") == part(one, "phone") != part(other, "phone")
