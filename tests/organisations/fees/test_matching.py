"""Lines of a bank and what is owed: proposals hold together for any lines, and the same line is the same for ever."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.postings import guess, guess_by_cells, heading_row
from brobygger.organisations.fees import numbering
from brobygger.organisations.fees.bank.columns import FIELDS, NEEDED
from brobygger.organisations.fees.bank.lines import Line, read
from brobygger.organisations.fees.bank.matching import Owed, Why, dealt, match

TODAY = date(2026, 6, 1)
CHOSEN = {0: "day", 1: "text", 2: "amount"}


def reference(number):
    digits = f"{number:05}"
    return f"K{digits}{numbering.check_digit(digits)}"


def line(amount, text, number=1):
    return Line(number, date(2026, 2, 1), amount, text, f"f{number}")


def test_a_reference_goes_before_a_name_and_a_name_wants_the_amount():
    owed = [Owed(reference(1), 20000, ("Naboerne",)), Owed(reference(2), 20000, ("Røde Kors Testby", "RK Testby")), Owed(reference(3), 0, ("SIND",))]
    found = match([line(20000, f"Naboerne {reference(2)}"), line(20000, "Kontingent Naboerne 2026"), line(15000, "Naboerne"), line(20000, f"SIND {reference(3)}"), line(20000, "Ukendt")], owed)
    assert [("".join(each.references), each.why) for each in found] == [
        (reference(2), Why.REFERENCE), (reference(1), Why.NAME), ("", Why.NOTHING), ("", Why.SETTLED), ("", Why.NOTHING),
    ]


def test_a_name_is_known_by_its_nickname_and_when_the_bank_cuts_it():
    owed = [Owed(reference(1), 20000, ("Ældre Sagen, lokalafdeling Korsør",)), Owed(reference(2), 30000, ("Naturens Venner", "NaVe Slagelse"))]
    assert ["".join(each.references) for each in match([line(20000, "ældre sagen, lokalafdeling"), line(30000, "Fra NaVe Slagelse")], owed)] == [reference(1), reference(2)]


def test_two_who_could_both_be_meant_are_left_to_a_person():
    owed = [Owed(reference(1), 20000, ("Naboerne",)), Owed(reference(2), 20000, ("Naboerne",))]
    assert match([line(20000, "Naboerne")], owed)[0].why == Why.NOTHING


def test_a_part_and_the_rest_go_to_the_same_charge_and_no_more():
    found = match([line(5000, reference(1), 1), line(15000, reference(1), 2), line(15000, reference(1), 3)], [Owed(reference(1), 20000, ("Naboerne",))])
    assert [each.why for each in found] == [Why.OTHER_AMOUNT, Why.REFERENCE, Why.SETTLED]


def test_a_line_that_names_several_pays_them_all_if_the_money_is_exactly_theirs():
    owed = [Owed(reference(1), 20000, ("Naboerne",)), Owed(reference(2), 40000, ("SIND Testby",)), Owed(reference(3), 0, ("Røde Kors",))]
    both = f"{reference(1)} {reference(2)} {reference(3)}"
    assert [(each.references, each.why) for each in match([line(60000, both, 1), line(20000, both, 2)], owed)] == [((reference(1), reference(2)), Why.REFERENCE), ((), Why.SETTLED)]
    assert match([line(50000, both)], owed)[0].references == (reference(1),)


@given(st.integers(1, 10**8), st.lists(st.integers(0, 10**8), min_size=1, max_size=6))
def test_money_is_dealt_to_the_last_coin_and_nobody_but_the_last_gets_more_than_is_owed(amount, owed):
    shares = dealt(amount, owed)
    assert (len(shares), sum(shares), min(shares) >= 0) == (len(owed), amount, True)
    assert all(share <= each for share, each in zip(shares[:-1], owed, strict=False))


@pytest.mark.parametrize("typed", ["K123456, K234567", "k 123 456 k234567", "K123456+K234567", "123456 og 234567", "K123456;K234567;K123456"])
def test_several_references_are_read_as_people_write_them(typed):
    assert numbering.several(typed) == ("K123456", "K234567")


@given(st.lists(st.tuples(st.sampled_from([5000, 20000, 40000]), st.sampled_from(["Naboerne", reference(1), reference(2), "SIND Testby", "", "x" * 300])), max_size=8))
def test_no_charge_is_proposed_by_name_for_more_than_is_owed(found):
    lines = [line(amount, text, number) for number, (amount, text) in enumerate(found)]
    owed = [Owed(reference(1), 20000, ("Naboerne",)), Owed(reference(2), 40000, ("SIND Testby",))]
    matches = match(lines, owed)
    assert [each.line for each in matches] == lines
    for each in owed:
        named = [other for other in matches if each.reference in other.references and other.why == Why.NAME]
        before_last = [other.line.amount for other in matches if each.reference in other.references][:-1]
        assert len(named) <= 1
        assert not before_last or sum(before_last) < each.owed or named


@given(st.lists(st.tuples(st.sampled_from(["2026-02-01", "03.02.2026", "04-02-2026"]), st.sampled_from(["Naboerne", "SIND"]), st.sampled_from(["200,00", "-50,00", "1.000,00"])), max_size=12), st.data())
def test_every_line_of_money_in_has_a_fingerprint_of_its_own_that_a_longer_file_gives_too(rows, data):
    whole = read(rows, CHOSEN, today=TODAY)
    prints = [each.fingerprint for each in whole.lines]
    assert len(set(prints)) == len(prints) == sum(not amount.startswith("-") for _day, _text, amount in rows)
    assert whole.out == len(rows) - len(prints)
    start = read(rows[: data.draw(st.integers(0, len(rows)))], CHOSEN, today=TODAY)
    assert {each.fingerprint for each in start.lines} <= set(prints)


@given(st.lists(st.lists(st.text(max_size=10), max_size=4), max_size=6))
def test_any_cells_are_read_without_a_fall(rows):
    found = read(rows, CHOSEN, today=TODAY)
    assert len(found.lines) + len(found.wrong) + found.out <= len(rows)
    guess_by_cells(rows)
    heading_row(rows, FIELDS, NEEDED)


def test_headings_of_many_banks_are_known():
    for headings in (
        ["Bogføringsdato", "Beløb", "Afsender", "Modtager", "Navn", "Beskrivelse", "Saldo", "Valuta", "Afstemt"],
        ["Dato", "Tekst", "Beløb", "Saldo", "Status", "Afstemt"],
        ["Bogført", "Rentedato", "Tekst", "Beløb i DKK", "Bogført saldo i DKK"],
        ["Booking date", "Amount", "Sender", "Message"],
    ):
        assert {"day", "amount"} <= set(guess(headings, FIELDS).values())
    assert list(guess([words[0] for _label, words in FIELDS.values()], FIELDS).values()) == list(FIELDS)


def test_without_headings_the_cells_tell():
    assert guess_by_cells([["02-01-2026", "0123", "Naboerne kontingent", "200,00", "1.200,00"], ["03-01-2026", "0123", "SIND", "-20,00", "1.180,00"]]) == {0: "day", 3: "amount", 2: "text"}
