"""A map without tiles: everything that has a place is on it, apart from the others and as large as its number."""

from math import hypot

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from brobygger.centres.mapping import Spot, drawn

SLAGELSE = Spot("Slagelse", 12, "?sted=1", 55.4028, 11.3546)
KORSOR = Spot("Korsør", 3, "?sted=2", 55.3299, 11.1386)
SOMEWHERE = Spot("Et sted", 1, "?sted=3")


def test_north_is_up_and_east_is_right_and_more_is_larger():
    slagelse, korsor = drawn([KORSOR, SLAGELSE, SOMEWHERE]).dots
    assert (slagelse.spot, korsor.spot) == (SLAGELSE, KORSOR)
    assert slagelse.x > korsor.x
    assert slagelse.y < korsor.y
    assert slagelse.radius > korsor.radius


def test_without_any_place_the_list_is_all_there_is():
    page = render_to_string("centres/locality_map.html", {"map": drawn([SOMEWHERE]), "label": "x"})
    assert "<svg" not in page
    assert 'href="?sted=3"' in page


def test_every_circle_is_a_link_with_its_name_and_number_also_where_decimals_have_commas(settings):
    settings.LANGUAGE_CODE = "da"
    page = render_to_string("centres/locality_map.html", {"map": drawn([SLAGELSE, KORSOR]), "label": "x"})
    assert 'aria-label="Slagelse: 12"' in page
    assert "," not in page.partition('cx="')[2].partition('"')[0]


places = st.builds(Spot, st.just("x"), st.integers(1, 500), st.just("?"), st.floats(54.5, 57.8), st.floats(8, 15.2))


@given(st.lists(places, min_size=1, max_size=12))
def test_all_stay_on_the_map(spots):
    drawing = drawn(spots)
    assert len(drawing.dots) == len(spots)
    assert all(each.radius <= each.x <= drawing.width - each.radius and each.radius <= each.y <= drawing.height - each.radius for each in drawing.dots)


def test_two_at_one_place_do_not_hide_each_other():
    one, other = drawn([SLAGELSE, Spot("Slagelse Nord", 12, "?", 55.4028, 11.3546)]).dots
    assert hypot(one.x - other.x, one.y - other.y) > one.radius
