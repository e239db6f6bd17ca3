"""CVR numbers are recognised by their check digit, and kept as eight digits however they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.organisations.cvr import possible
from brobygger.organisations.models import Organisation

ORGANISATIONS = "/testby/kontor/organisationer/"


@pytest.mark.parametrize("number", ["20921897", "24256790", "29189889"])
def test_numbers_of_real_companies_and_municipalities_are_possible(number):
    assert possible(number)


@pytest.mark.parametrize("number", ["", "1234567", "123456789", "20921898", "0123456x", "²0921897", "00000000"])
def test_others_are_not(number):
    assert not possible(number)


@given(st.integers(0, 7), st.integers(1, 9))
def test_a_digit_written_wrongly_is_always_found(place, off):
    number = "20921897"
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert not possible(wrong)


@pytest.mark.parametrize("written", ["20921897", "20 92 18 97", "DK-20921897", "dk 20 92 18 97"])
def test_it_is_kept_as_eight_digits(client_of, bo, centre, written):
    client_of(bo).post(f"{ORGANISATIONS}ny/", {"name": "Naboerne", "sector": "civil_society", "cvr": written})
    assert Organisation.objects.get().cvr == "20921897"


def test_an_impossible_one_is_said_so_beside_the_field(client_of, bo, centre):
    answer = client_of(bo).post(f"{ORGANISATIONS}ny/", {"name": "Naboerne", "sector": "civil_society", "cvr": "12345678"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["cvr"]
    assert 'value="12345678"' in answer.content.decode()
    assert not Organisation.objects.exists()
