"""The answer rate by type of member: after the closing, and where nobody can tell of another whether she has answered."""



import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.surveys.protecting import FEW
from brobygger.surveys.rates import Rate, by_type, protected
from tests.factories import MembershipFactory, MembershipTypeFactory, PersonalLinkFactory, SendingFactory

TODAY = timezone.localdate()


def asked(row, name, n, answered):
    kind = MembershipTypeFactory.create(name=name) if name else None
    for place in range(n):
        organisation = MembershipFactory.create(type=kind).organisation if kind else None
        PersonalLinkFactory.create(sending=row, organisation=organisation, spent=place < answered)


@pytest.fixture
def sending(centre):
    row = SendingFactory.create(closed_on=TODAY)
    asked(row, "Forening", 14, 8), asked(row, "Institution", 12, 5), asked(row, "Virksomhed", 3, 3), asked(row, "", 20, 8)
    return row


def test_by_hand(sending):
    assert [(each.label, each.asked, each.answered, each.percent) for each in by_type(sending, protect=False)] == [("Forening", 14, 8, 57), ("Institution", 12, 5, 42), ("Virksomhed", 3, 3, 100), ("ingen medlemmer", 20, 8, 40)]
    # Three firms, who have all answered, would be told by what the others lack: the smallest group goes with them.
    assert [(each.label, each.asked, each.answered) for each in by_type(sending, protect=True)] == [("Forening", 14, 8), ("ingen medlemmer", 20, 8), ("de andre tilsammen", 15, 8)]


def test_nothing_while_it_is_open_and_nothing_where_all_are_of_one_kind(centre):
    row = SendingFactory.create()
    asked(row, "Forening", 14, 8), asked(row, "Institution", 12, 5)
    assert (by_type(row, protect=True), len(by_type(row, protect=False))) == ([], 2)
    none = SendingFactory.create(closed_on=TODAY)
    asked(none, "", 20, 9)
    assert by_type(none, protect=True) == []


@given(st.lists(st.integers(0, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=6))
def test_each_figure_tells_of_nobody_and_all_of_them_are_there(counts):
    rates = [Rate(str(place), n, answered) for place, (n, answered) in enumerate(counts) if n]
    shown = protected(rates)
    assert all(each.answered >= FEW and each.asked - each.answered >= FEW for each in shown)
    assert not shown or (sum(each.asked for each in shown), sum(each.answered for each in shown)) == (sum(each.asked for each in rates), sum(each.answered for each in rates))


def test_it_stands_on_the_page(client_of, bo, sending):
    page = client_of(bo).get(sending.get_absolute_url()).content.decode()
    assert ("Svarprocent efter medlemstype" in page, "(8 af 14)" in page, "Virksomhed" in page) == (True, True, False)
