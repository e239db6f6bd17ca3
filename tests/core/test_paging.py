"""A long list is read to its end by its own links, with the filters kept on the way."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

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
