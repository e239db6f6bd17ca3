"""What a test commits is gone before the next, and what comes with the tables is still there."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from brobygger.centres.scoping import centre_in_force
from tests import emptying
from tests.factories import CentreFactory, LocalityFactory, OfferFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_go_and_what_comes_with_the_tables_stays() -> None:
    with centre_in_force(CentreFactory.create()):
        OfferFactory.create()
    assert "directory_offer" in emptying.with_rows()

    call_command("flush", verbosity=0, interactive=False)

    assert emptying.with_rows() == []
    assert Permission.objects.exists()
    one, other = CentreFactory.create(), CentreFactory.create()
    with centre_in_force(one):
        place = LocalityFactory.create()
    with centre_in_force(other):
        theirs = OrganisationFactory.create()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:  # the triggers still refuse what crosses centres
        cursor.execute("UPDATE organisations_organisation SET locality_id = %s WHERE id = %s", [place.pk, theirs.pk])
