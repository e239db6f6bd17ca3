"""Monday is a day like the others."""

import pytest

from brobygger.groups.forms.groups import GroupForm

pytestmark = pytest.mark.django_db


def test_every_day_of_the_week_can_be_chosen(centre):
    assert [str(label) for _value, label in GroupForm().fields["weekday"].choices] == ["–", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
