"""No database is asked for the character that PostgreSQL keeps in no text."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/testby/arrangementer/?q=%00", "/testby/arrangementer/?q=%2500", "/testby/kontor/registreringer/?q=a%00b", "/testby/kontor/organisationer/?q=%00"])
def test_a_search_for_nothing_that_can_be_written_is_harmless(client_of, astrid, path):
    assert client_of(astrid).get(path).status_code == 200


def test_an_address_with_it_is_refused(client, centre):
    assert client.get("/testby/tilmelding/%00/").status_code == 400
