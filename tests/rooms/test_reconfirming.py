"""Series that nobody seems to use: the booker is asked, one click answers, silence is a to-do, and staff let the dates go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.rooms import booking, jobs, reconfirming
from brobygger.rooms.models import Booking, BookingSeries, Occupation
from tests.factories import BookingFactory, BookingSeriesFactory, OrganisationFactory, RegistrationFactory, RoomFactory

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=100)


def dates(behind=2, ahead=3, asked_at=LONG_AGO, **more):
    """Weekly dates, so many behind us and so many to come."""
    series = BookingSeriesFactory.create()
    more = {"room": RoomFactory.create(name="Salen"), "organisation": OrganisationFactory.create(name="SIND", mail="sind@forening.example"), **more}
    start = NOW.replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    return [BookingFactory.create(series=series, starts_at=start + timedelta(weeks=n), asked_at=asked_at, **more) for n in range(-behind, ahead)]


def test_a_series_without_a_sign_of_use_is_asked_once_and_one_click_keeps_it(centre, client):
    rows = dates()
    for _twice in range(2):
        jobs.ask_for_signs_of_use(NOW)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("sind@forening.example", "Bruger I stadig Salen?")
    link = f"{rows[2].own_url}brug/"
    assert link in mail.text
    assert "Bruger I stadig Salen?" in client.get(link).content.decode()
    assert BookingSeries.objects.get().is_unanswered, "only a click is an answer"
    client.post(link)
    assert BookingSeries.objects.get().reconfirmed_on == timezone.localdate()
    assert "lokalet er stadig jeres" in client.get(link).content.decode()
    assert reconfirming.due(NOW + timedelta(days=1)) == []


@pytest.mark.parametrize("used", [{"asked_at": NOW - timedelta(days=30)}, {"ahead": 1}, {"organisation": None, "registration": True}])
def test_a_series_in_use_or_almost_over_or_of_the_centres_own_is_not_asked(centre, used):
    if "registration" in used:
        used = {**used, "registration": RegistrationFactory.create()}
    dates(**used)
    assert reconfirming.due(NOW) == []


def test_a_date_that_the_booker_cancels_is_a_sign_of_use(centre):
    rows = dates(ahead=4)
    booking.cancel(rows[-1], by=None, now=NOW)
    assert reconfirming.due(NOW) == []


def test_two_dates_at_which_nobody_came_are_asked_about_however_new_the_series_is(centre, bo):
    rows = dates(asked_at=NOW - timedelta(days=30))
    booking.mark_no_show(rows[0], by=bo, now=NOW)
    assert reconfirming.due(NOW) == []
    booking.mark_no_show(rows[1], by=bo, now=NOW)
    assert [each.pk for each in reconfirming.due(NOW)] == [rows[0].series_id]
    reconfirming.confirm(rows[0].series, by=None, now=NOW)
    assert reconfirming.due(NOW) == []


def test_silence_is_a_to_do_and_staff_let_the_dates_go_with_a_mail(centre, client_of, bo):
    rows = dates()
    jobs.ask_for_signs_of_use(NOW)
    browser = client_of(bo)
    assert "Bruger SIND stadig Salen?" not in browser.get("/testby/kontor/").content.decode()
    BookingSeries.objects.update(reconfirm_on=timezone.localdate() - timedelta(days=14))
    page = browser.get("/testby/kontor/").content.decode()
    assert page.count("Bruger SIND stadig Salen?") == 1
    assert rows[2].get_absolute_url() in page
    assert "Bruges det stadig?" in browser.get(rows[2].get_absolute_url()).content.decode()
    written = OutgoingMail.objects.count()
    browser.post(f"{rows[2].get_absolute_url()}handling/", {"act": "cancel", "scope": "all", "reason": "Vi har ikke hørt fra jer."})
    assert list(Booking.objects.order_by("starts_at").values_list("state", flat=True)) == ["confirmed"] * 2 + ["cancelled"] * 3
    assert Occupation.objects.count() == 2
    assert OutgoingMail.objects.count() == written + 1
    assert "Vi har ikke hørt fra jer." in OutgoingMail.objects.latest("pk").text
    assert "Bruger SIND stadig Salen?" not in browser.get("/testby/kontor/").content.decode()


def test_staff_who_know_better_say_that_it_is_used(centre, client_of, bo):
    rows = dates()
    jobs.ask_for_signs_of_use(NOW)
    client_of(bo).post(f"{rows[2].get_absolute_url()}handling/", {"act": "still_used"})
    assert not BookingSeries.objects.get().is_unanswered
