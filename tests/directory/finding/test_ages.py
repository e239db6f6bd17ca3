"""An age is read from people's own words; a time that has passed, a distance and a number of persons are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.directory.finding import ages


@pytest.mark.parametrize(
    ("text", "age", "rest"),
    [
        ("en voksen at snakke med på 16 år", 16, "en voksen at snakke med"), ("gravid 19 år", 19, "gravid"), ("finde job som 57 årig", 57, "finde job som"), ("70-årig", 70, ""),
        ("min søn på 9 har ingen venner", 9, "min søn har ingen venner"), ("datter paa 12 selvskade", 12, "datter selvskade"), ("Min mor på 82 er alene", 82, "Min mor er alene"), ("jeg er 72 og alene", 72, "og alene"),
        ("min dreng på ni", 9, "min dreng"), ("seksten år og alene", 16, "og alene"), ("hun er 45 år gammel", 45, "hun er"), ("16årige piger", 16, "piger"), ("baby på 6 måneder græder", 0, "græder"),
        ("har været alene i 3 år og er 71 år", 71, "har været alene i 3 år og er"),
    ],
)
def test_ages_as_people_write_them(text, age, rest):
    assert ages.read(text) == ages.Said(age, rest)


@pytest.mark.parametrize(
    "text",
    [
        "har været alene i 3 år", "min mand døde for 5 år siden", "om 2 år", "de sidste 10 år", "hvert år", "efter 20 år", "tur på 9 km", "min mand er 190 cm", "gruppe på 12 personer", "15-18 år", "4220", "500 år", "0 år", "jeg er 30 kg for tung",
        "jeg er alene", "på", "", "10 års fødselsdag", "skole 5. klasse",
    ],
)
def test_what_is_no_age(text):
    assert ages.read(text) is None


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_left(text):
    found = ages.read(text)
    assert found is None or 0 <= found.age <= ages.OLDEST
