"""Several things as one number, and back."""

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from brobygger.matching.forms.fields import BitsField, TimesField
from brobygger.matching.masks import LANGUAGES, WHOLE_WEEK, bits_of, half_day, mask_of, times_in_words


@given(st.sets(st.integers(0, 61)))
def test_the_bits_come_back(bits):
    assert set(bits_of(mask_of(bits))) == bits


@given(st.sets(st.integers(0, 61)), st.sets(st.integers(0, 61)))
def test_two_have_in_common_what_both_have(one, other):
    assert set(bits_of(mask_of(one) & mask_of(other))) == one & other


def test_times_are_said_as_people_say_them():
    with translation.override("en"):
        assert times_in_words(mask_of([half_day(0, 0), half_day(0, 2), half_day(1, 1)])) == "Monday morning and evening, Tuesday afternoon"
        assert times_in_words(mask_of(half_day(day, 0) for day in range(5)) | 1 << half_day(6, 1)) == "weekdays morning, Sunday afternoon"
        assert times_in_words(WHOLE_WEEK) == "any time"
        assert times_in_words(0) == ""


def test_a_field_of_ticks_keeps_one_number_and_shows_it_again():
    field = BitsField(lines=[(0, "Natur"), (5, "Mad")])
    assert field.clean(["0", "5"]) == 33
    assert field.prepare_value(33) == ["0", "5"]
    assert field.clean([]) == 0


def test_the_week_is_a_table_in_which_each_tick_says_its_day_and_part():
    with translation.override("en"):
        html = TimesField().widget.render("times", ["4"], {"id": "id_times"})
    assert html.count('type="checkbox"') == 21
    assert 'value="4" checked><span class="visually-hidden">Tuesday afternoon' in html


def test_the_places_of_languages_never_change():
    assert [code for code, _name in LANGUAGES][:8] == ["da", "en", "de", "ar", "uk", "pl", "tr", "so"]
