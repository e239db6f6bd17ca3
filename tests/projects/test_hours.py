"""Staff hours: one record of the weekly number, which grants pay of it, and what went to a project."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.projects import hours
from brobygger.projects.models import PaidHours, WorkedHours
from tests.factories import GrantFactory, PaidHoursFactory, ProjectFactory, StaffHoursFactory, WorkedHoursFactory
from tests.together import at_once

NOW = timezone.now()


def test_eighteen_hours_became_twenty_one_and_every_report_says_the_same(centre, client_of, astrid):
    grant, other = GrantFactory.create(), GrantFactory.create()
    before = StaffHoursFactory.create(name="Bo Winther", hours=18, since=date(2024, 1, 1), until=date(2025, 7, 31))
    after = StaffHoursFactory.create(name="Bo Winther", hours=21, since=date(2025, 8, 1), until=None)
    browser = client_of(astrid)
    for staff, paid in ((before, "18"), (after, "21")):
        assert browser.post(f"/testby/kontor/bevillinger/{grant.pk}/timer/ny/", {"staff": staff.pk, "hours": paid}).status_code == 302
    said = [("Bo Winther", Decimal(18), date(2025, 1, 1), date(2025, 7, 31)), ("Bo Winther", Decimal(21), date(2025, 8, 1), date(2026, 12, 31))]
    assert [(each.name, each.hours, each.since, each.until) for each in hours.weekly([grant])] == said
    assert hours.weekly([grant, other]) == hours.weekly([grant])
    page = browser.get(grant.get_absolute_url()).content.decode()
    for words in ("18 af 18 timer om ugen, 1. januar 2025 – 31. juli 2025", "21 af 21 timer om ugen, 1. august 2025 – 31. december 2026"):
        assert words in page, words


def test_grants_pay_no_more_hours_than_there_are_at_a_time(centre, client_of, astrid):
    staff = StaffHoursFactory.create(name="Bo Winther", hours=21, since=date(2024, 1, 1))
    first = PaidHoursFactory.create(staff=staff, hours=12)
    later = GrantFactory.create(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    grant = GrantFactory.create()
    browser = client_of(astrid)
    answer = browser.post(f"/testby/kontor/bevillinger/{grant.pk}/timer/ny/", {"staff": staff.pk, "hours": "9.1"})
    assert (answer.status_code, "Med andre bevillinger bliver det 21,1 timer om ugen, og Bo Winther har 21." in answer.content.decode().replace("21,0", "21")) == (422, True)
    for other in (grant, later):
        assert browser.post(f"/testby/kontor/bevillinger/{other.pk}/timer/ny/", {"staff": staff.pk, "hours": "9"}).status_code == 302
    assert browser.post(f"/testby/kontor/bevillinger/{grant.pk}/timer/ny/", {"staff": staff.pk, "hours": "0.1"}).status_code == 422
    browser.post(f"/testby/kontor/bevillinger/timer/{first.pk}/", {"act": "remove"})
    assert PaidHours.objects.count() == 2


def test_a_grant_does_not_pay_hours_of_another_time(centre, astrid):
    staff = StaffHoursFactory.create(since=date(2020, 1, 1), until=date(2024, 12, 31))
    with pytest.raises(ValidationError):
        hours.pay(PaidHours(grant=GrantFactory.create(), staff=staff, hours=Decimal(5)), by=astrid, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_grants_that_pay_the_last_hours_at_once_do_not_both(centre, astrid):
    staff = StaffHoursFactory.create(hours=21, since=date(2024, 1, 1))
    acts = [partial(hours.pay, PaidHours(grant=GrantFactory.create(), staff=staff, hours=Decimal(15)), by=astrid, now=NOW) for _two in range(2)]
    assert sorted(type(each).__name__ for each in at_once(centre, acts)) == ["PaidHours", "ValidationError"]


def test_a_week_is_written_down_once_and_anew_takes_its_place(centre, client_of, bo, dorte):
    project, staff = ProjectFactory.create(), StaffHoursFactory.create(name="Bo Winther", since=date(2024, 1, 1))
    url = f"/testby/kontor/projekter/{project.pk}/timer/"
    for day, worked in (("2025-03-05", "7.5"), ("2025-03-09", "6.25"), ("2025-03-10", "8")):
        assert client_of(bo).post(url, {"staff": staff.pk, "week": day, "hours": worked, "rate": "240"}).status_code == 302
    assert list(WorkedHours.objects.values_list("week", "minutes")) == [(date(2025, 3, 10), 480), (date(2025, 3, 3), 375)]
    assert [(each.name, each.hours, each.cost) for each in hours.worked(project)] == [("Bo Winther", Decimal("14.25"), 3_420_00)]
    assert [each.minutes for each in hours.worked(project, start=date(2025, 3, 4))] == [480]
    assert "14,25" in client_of(dorte).get(url).content.decode()
    assert client_of(dorte).post(url, {"staff": staff.pk, "week": "2025-03-05", "hours": "1"}).status_code == 403
    text = client_of(dorte).get(f"{url}?format=csv").content.decode("utf-8-sig").splitlines()
    assert text[1:] == ["2025-03-10;Bo Winther;8,00;240;1920", "2025-03-03;Bo Winther;6,25;240;1500"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"week": "2024-12-29"}, "Projektet er ikke i gang i den uge."), ({"week": "2026-03-02"}, "har ikke de timer i den uge"), ({"hours": "0"}, "større end"), ({"hours": "81"}, "mindre end"), ({"hours": "mange"}, "tal"),
        ({"rate": "x"}, "er ikke et beløb"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(centre, client_of, bo, wrong, words):
    project, staff = ProjectFactory.create(), StaffHoursFactory.create(since=date(2024, 1, 1), until=date(2026, 3, 1))
    answer = client_of(bo).post(f"/testby/kontor/projekter/{project.pk}/timer/", {"staff": staff.pk, "week": "2025-03-05", "hours": "5", **wrong})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not WorkedHours.objects.exists()


def test_a_week_is_corrected_and_taken_out(centre, client_of, bo):
    row = WorkedHoursFactory.create(staff__since=date(2024, 1, 1))
    other = WorkedHoursFactory.create(project=row.project, staff=row.staff, week=date(2025, 3, 10))
    url = f"/testby/kontor/projekter/timer/{row.pk}/"
    assert 'value="6.00"' in client_of(bo).get(url).content.decode()
    assert client_of(bo).post(url, {"staff": row.staff_id, "week": "2025-03-12", "hours": "5", "version": row.version}).status_code == 422
    assert client_of(bo).post(url, {"staff": row.staff_id, "week": "2025-03-03", "hours": "5", "version": row.version}).status_code == 302
    assert WorkedHours.objects.get(pk=row.pk).minutes == 300
    client_of(bo).post(f"/testby/kontor/projekter/timer/{other.pk}/", {"act": "remove"})
    assert list(WorkedHours.objects.values_list("pk", flat=True)) == [row.pk]


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_the_same_of_one_and_of_three(centre, client_of, dorte, n):
    project = ProjectFactory.create()
    WorkedHoursFactory.create_batch(n, project=project)
    url, browser = f"/testby/kontor/projekter/{project.pk}/timer/", client_of(dorte)
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    assert len(asked) == 14
