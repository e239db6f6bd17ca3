"""An association puts its groups in the overview from its own pages; the centre looks before a new one is shown."""

import pytest
from django.utils import timezone

from brobygger.groups.models import Group
from tests.factories import ContactFactory, GroupFactory, OrganisationFactory, PersonFactory

GIVEN = {"type": "interest", "title": "Gå med", "format": "on_site", "contact": "Ring til Birthe"}


@pytest.fixture
def naboerne(erik):
    row = OrganisationFactory.create(name="Naboerne")
    ContactFactory.create(organisation=row, person=PersonFactory.create(account=erik), acts_since=timezone.now())
    return row


def test_a_new_one_waits_for_the_centre_and_is_shown_once_it_is_published(client_of, client, erik, bo, naboerne):
    own = f"/testby/forening/{naboerne.pk}/grupper/"
    assert client_of(erik).post(f"{own}ny/", {**GIVEN, "title": ""}).status_code == 422
    client_of(erik).post(f"{own}ny/", GIVEN)
    group = Group.objects.get()
    assert (group.organisation, group.published_at, group.proposed_at is not None, group.takes_interest) == (naboerne, None, True, False)
    assert client.get(group.public_url).status_code == 404
    assert "Se på »Gå med« fra Naboerne" in client_of(bo).get("/testby/kontor/").content.decode()
    client_of(bo).post(f"{group.get_absolute_url()}handling/", {"act": "publish"})
    text = client.get(group.public_url).content.decode()
    assert ("Ring til Birthe" in text, "Naboerne" in text) == (True, True)
    client_of(erik).post(f"{own}{group.pk}/", {**GIVEN, "title": "Gå med os"})
    group.refresh_from_db()
    assert (group.title, group.published_at is not None, group.proposed_at is not None) == ("Gå med os", True, True)
    client_of(bo).post(f"{group.get_absolute_url()}handling/", {"act": "looked"})
    group.refresh_from_db()
    assert group.proposed_at is None
    assert "Gå med os" in client_of(erik).get(f"/testby/forening/{naboerne.pk}/").content.decode()


def test_others_groups_are_not_there(client_of, erik, naboerne):
    own = f"/testby/forening/{naboerne.pk}/grupper/"
    centres, others = GroupFactory.create(title="Centrets"), GroupFactory.create(title="De andres", organisation=OrganisationFactory.create())
    text = client_of(erik).get(own).content.decode()
    assert ("Centrets" in text, "De andres" in text) == (False, False)
    for row in (centres, others):
        assert client_of(erik).post(f"{own}{row.pk}/", GIVEN).status_code == 404
    assert client_of(erik).get(f"/testby/forening/{others.organisation_id}/grupper/").status_code == 404
