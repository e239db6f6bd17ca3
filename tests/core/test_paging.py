"""A long list is read to its end by its own links, with the filters kept on the way."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from brobygger.core.paging import lines_of, page_of
from brobygger.organisations.models import Organisation
from tests.factories import (
    ChangeFactory,
    DecisionFactory,
    KindFactory,
    MeetingFactory,
    OrganisationFactory,
    RegistrationFactory,
)


def _many(factory, number, **fields):
    return lambda: factory.create_batch(number, **fields)


def _registrations():
    RegistrationFactory.create_batch(120, kind=KindFactory.create(), done_on=timezone.localdate())


def _meetings():
    for days in range(1, 60):
        MeetingFactory.create(held_on=timezone.localdate() - timedelta(days=days))


@pytest.mark.parametrize(
    ("address", "make", "rows"),
    [
        ("organisationer/?sektor=civil_society", _many(OrganisationFactory, 120), r'href="/testby/kontor/organisationer/(\d+)/"'),
        ("indstillinger/spor/?q=Tema", lambda: [ChangeFactory.create(at=timezone.now(), label=f"Tema {n}") for n in range(120)], r"Tema (\d+)\b"),
        ("registreringer/?q=a", _registrations, r'href="/testby/kontor/registreringer/(\d+)/"'),
        ("moeder/?kind=board", _meetings, r'href="/testby/kontor/moeder/(\d+)/"'),
        ("beslutninger/?kind=other", lambda: DecisionFactory.create_batch(120, meeting=MeetingFactory.create()), r'href="/testby/kontor/beslutninger/(\d+)/'),
    ],
)
def test_every_row_is_reached_by_the_links(client_of, astrid, centre, address, make, rows):
    make()
    browser, url, seen, pages = client_of(astrid), f"/testby/kontor/{address}", [], 0
    base = url.partition("?")[0]
    while url and pages < 20:
        text = browser.get(url).content.decode()
        seen += list(dict.fromkeys(re.findall(rows, text)))
        pages += 1
        onward = re.search(r'href="(\?side=[^"]+)">Næste side', text)
        url = base + onward[1].replace("&amp;", "&") if onward else ""
    assert pages > 1
    assert len(set(seen)) == len(seen) >= 59


@pytest.mark.parametrize(("page", "number", "lines"), [("", 1, 50), ("side=3", 3, 20), ("side=9", 3, 20), ("side=0", 3, 20), ("side=x", 1, 50), ("side=" + "9" * 18, 3, 20), ("side=-1", 3, 20)])
def test_lines_read_with_their_number_are_the_pages_ordinary_paging_gives(centre, page, number, lines, django_assert_num_queries):
    OrganisationFactory.create_batch(120)
    rows, asked = Organisation.objects.all(), QueryDict(f"q=a&{page}")
    expected, others = page_of(rows, asked, 50)
    found, query = lines_of(rows, ("pk", "name"), asked, 50)
    assert (found.number, len(found), query) == (number, lines, others) == (expected.number, len(expected), "q=a")
    assert [key for key, _name in found] == [row.pk for row in expected]
    assert (found.paginator.count, found.paginator.num_pages, found.has_next()) == (120, 3, expected.has_next())


def test_one_question_is_asked_where_there_is_something(centre, django_assert_num_queries):
    OrganisationFactory.create_batch(3)
    with django_assert_num_queries(1):
        page, _query = lines_of(Organisation.objects.all(), ("name",), QueryDict(""), 2)
        assert (len(page), page.paginator.num_pages) == (2, 2)
    none, _query = lines_of(Organisation.objects.none(), ("name",), QueryDict(""), 2)
    assert (len(none), none.paginator.count) == (0, 0)
