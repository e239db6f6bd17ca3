"""No database is asked for the character that PostgreSQL keeps in no text."""

import pytest

from brobygger.journal.models import Registration
from tests.factories import KindFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/testby/arrangementer/?q=%00", "/testby/arrangementer/?q=%2500", "/testby/kontor/registreringer/?q=a%00b", "/testby/kontor/organisationer/?q=%00"])
def test_a_search_for_nothing_that_can_be_written_is_harmless(client_of, astrid, path):
    assert client_of(astrid).get(path).status_code == 200


def test_an_address_with_it_is_refused(client, centre):
    assert client.get("/testby/tilmelding/%00/").status_code == 400


def test_what_is_typed_is_kept_without_it(client_of, astrid):
    KindFactory.create(name="Sparring", base="consultation")
    client_of(astrid).post("/testby/kontor/registreringer/linje/", {"linje": "Sparring med\x00 SIND, 30 min", "next": "/testby/kontor/"})
    assert Registration.objects.get().title.startswith("Sparring")
