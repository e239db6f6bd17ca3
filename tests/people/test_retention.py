"""Personal fields are blanked when their time is up, not before; the rows and their counts stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.core.schedule import jobs
from brobygger.journal.models import Participation
from brobygger.people.retention import months_before, run
from tests.factories import (
    KindFactory,
    OutgoingMailFactory,
    ParticipationFactory,
    RegistrationFactory,
    StaffHoursFactory,
)


def _participation(days_ago):
    row = RegistrationFactory.create(kind=KindFactory.create(), done_on=timezone.localdate() - timedelta(days=days_ago))
    return ParticipationFactory.create(registration=row, names="Grethe Holm", persons=1)


@pytest.mark.parametrize(("days_ago", "left"), [(700, "Grethe Holm"), (740, "")])
def test_names_of_participants_go_after_two_years(centre, days_ago, left):
    row = _participation(days_ago)
    run()
    row = Participation.objects.get(pk=row.pk)
    assert (row.names, row.persons) == (left, 1)


def test_it_touches_every_centre_and_nothing_twice(centre, other_centre):
    from brobygger.centres.scoping import centre_in_force

    _participation(800)
    with centre_in_force(other_centre):
        _participation(800)
    assert (run(), run()) == (2, 0)


def test_what_has_no_last_day_is_not_over(centre):
    hours = StaffHoursFactory.create(name="Signe Falk", until=None)
    run()
    hours.refresh_from_db()
    assert hours.name == "Signe Falk"


def test_mail_that_was_sent_is_blanked(db):
    mail = OutgoingMailFactory.create()
    OutgoingMail.objects.filter(pk=mail.pk).update(written_at=timezone.now() - timedelta(days=120))
    run()
    mail.refresh_from_db()
    assert (mail.to, mail.text) == ("erased@example.invalid", "")


def test_it_is_a_job_of_the_night():
    assert jobs["people.retention"].when == "15 2 * * *"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 240))
def test_months_before_lands_in_the_right_month(day, months):
    found = months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).month != found.month
