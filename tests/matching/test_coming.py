"""What is coming of talks and shifts: on the start page and in calendars without a name, on her own page, by mail the day before; and nobody is in two places at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.accounts.rights import everywhere
from brobygger.core.coming import what_comes
from brobygger.core.models import OutgoingMail
from brobygger.matching import coming, jobs, own_link, serving, talking
from brobygger.matching.models import ShiftTaken, VolunteerTalk
from tests.factories import (
    OpportunityFactory,
    ShiftFactory,
    ShiftTakenFactory,
    TalkTimeFactory,
    VolunteerFactory,
    VolunteerTalkFactory,
)
from tests.together import at_once

NOW = timezone.now()
AT = (NOW + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
MAIL = "zenobia@krag.example"


def access_of(user):
    return everywhere(user, timezone.localdate())[0]


@pytest.fixture
def hers(centre):
    return VolunteerFactory.create(person__name="Zenobia Krag", person__mail=MAIL)


def shift(**more):
    return ShiftFactory.create(**{"starts_at": AT, "ends_at": AT + timedelta(hours=2), "opportunity__title": "Vært ved høstfesten", **more})


class TestTheOffice:
    def coming(self, user, centre):
        day = AT.date()
        return [(each.text, each.what, each.mine) for each in what_comes(access_of(user), day - timedelta(days=1), day + timedelta(days=1)) if each.key.startswith(("shift-", "volunteer-talk-"))]

    def test_sees_talks_and_shifts_and_nobody_s_name(self, centre, bo, astrid, carla, dorte, hers):
        VolunteerTalkFactory.create(volunteer=hers, state="booked", held_on=None, time=TalkTimeFactory.create(by=bo, starts_at=AT + timedelta(hours=4), ends_at=AT + timedelta(hours=5)))
        ShiftTakenFactory.create(shift=shift(places=5), volunteer=hers)
        shift(opportunity__title="Aflyst", opportunity__state="closed")
        row = ("Vært ved høstfesten", "vagt: 1 af 5 har den", False)
        assert self.coming(bo, centre) == [row, ("Samtale med en frivillig", "", True)]
        assert self.coming(astrid, centre) == [row, ("Samtale med en frivillig", "", False)]
        assert self.coming(carla, centre) == [row]  # the desk sees jobs, and no volunteers
        assert self.coming(dorte, centre) == []

    def test_its_start_page_shows_them_and_they_open(self, client_of, bo, carla, centre):
        row = shift(starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1))
        for user, page in ((bo, f"/testby/kontor/frivilligjob/{row.opportunity_id}/vagter/"), (carla, f"/testby/kontor/frivilligjob/{row.opportunity_id}/")):
            browser = client_of(user)
            assert page in browser.get("/testby/kontor/").content.decode()
            assert browser.get(page).status_code == 200

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_three_questions_however_many_there_are(self, centre, bo, django_assert_num_queries, n):
        for each in range(n):
            VolunteerTalkFactory.create(state="booked", held_on=None, time=TalkTimeFactory.create(starts_at=AT + timedelta(hours=each), ends_at=AT + timedelta(hours=each + 1)))
            shift()
        access = access_of(bo)
        with django_assert_num_queries(3):
            assert len([*coming._matching(access, AT.date(), AT.date())]) == 2 * n


class TestHerOwnPage:
    def test_shows_her_shifts_and_gives_them_as_a_calendar(self, client, centre, hers):
        VolunteerTalkFactory.create(volunteer=hers, state="booked", held_on=None, time=TalkTimeFactory.create(starts_at=AT + timedelta(hours=4), ends_at=AT + timedelta(hours=5), place="Mødelokale 2"))
        ShiftTakenFactory.create(shift=shift(), volunteer=hers)
        ShiftTakenFactory.create(shift=shift(opportunity__title="En andens", opportunity__state="filled"))
        path = own_link.path_of(hers, centre)
        page = client.get(path).content.decode()
        assert ("Vært ved høstfesten" in page, "aftaler.ics" in page, "En andens" in page) == (True, True, False)
        answer = client.get(f"{path}aftaler.ics")
        text = answer.content.decode()
        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert (text.count("BEGIN:VEVENT"), "SUMMARY:Vært ved høstfesten" in text, "LOCATION:Mødelokale 2" in text) == (2, True, True)
        assert f"DTSTART:{AT:%Y%m%dT%H%M%SZ}" in text

    def test_the_calendar_does_not_open_her_page(self, client, centre, hers):
        """Neither the one fetched nor those that come with mails: calendars are shared."""
        VolunteerTalkFactory.create(volunteer=hers, state="booked", held_on=None, time=TalkTimeFactory.create(starts_at=AT + timedelta(hours=4), ends_at=AT + timedelta(hours=5)))
        ShiftTakenFactory.create(shift=shift(), volunteer=hers, taken_at=NOW - timedelta(days=5))
        jobs.remind(AT - timedelta(hours=20))
        path = own_link.path_of(hers, centre)
        kept = [client.get(f"{path}aftaler.ics").content.decode(), *OutgoingMail.objects.exclude(calendar="").values_list("calendar", flat=True)]
        assert len(kept) == 2
        for text in kept:
            unfolded = text.replace("\r\n ", "")
            assert "/testby/mit/\r\n" in unfolded
            assert path.split("/")[3] not in unfolded
            assert all(own_link.of_token(part) is None for part in unfolded.replace("\r\n", "/").split("/"))

    def test_without_the_link_there_is_no_calendar(self, client, centre):
        assert client.get("/testby/mit/abc:def/aftaler.ics").status_code == 410

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_the_same_number_of_questions(self, client, centre, hers, django_assert_num_queries, n):
        for each in range(n):
            ShiftTakenFactory.create(shift=shift(starts_at=AT + timedelta(days=each), ends_at=AT + timedelta(days=each, hours=1)), volunteer=hers)
        path = own_link.path_of(hers, centre)
        for address, questions in ((path, 13), (f"{path}aftaler.ics", 4)):
            client.get(address)
            with django_assert_num_queries(questions):
                client.get(address)


class TestReminders:
    def test_one_mail_for_all_shifts_of_a_day_once(self, centre, hers):
        long_ago = NOW - timedelta(days=5)
        for hours in (0, 3):
            ShiftTakenFactory.create(shift=shift(starts_at=AT + timedelta(hours=hours), ends_at=AT + timedelta(hours=hours + 1), opportunity__title=f"Vagt {hours}"), volunteer=hers, taken_at=long_ago)
        ShiftTakenFactory.create(shift=shift(opportunity__state="closed"), volunteer=hers, taken_at=long_ago)
        for now in (AT - timedelta(days=2), AT - timedelta(hours=24), AT - timedelta(hours=23)):
            jobs.remind(now)
        mail = OutgoingMail.objects.get(to=MAIL)
        assert (mail.subject, "Vagt 0" in mail.text, "Vagt 3" in mail.text, "høstfesten" in mail.text) == ("Din vagt i morgen", True, True, False)
        assert mail.calendar.count("BEGIN:VEVENT") == 2

    def test_not_to_one_who_has_just_taken_it_nor_after_it_was_given_back(self, centre, hers):
        jobs.remind(AT - timedelta(hours=20))
        taken = ShiftTakenFactory.create(shift=shift(), volunteer=hers, taken_at=AT - timedelta(hours=21))
        jobs.remind(AT - timedelta(hours=20))
        assert not OutgoingMail.objects.exists()
        taken.delete()
        jobs.remind(AT - timedelta(hours=10))
        assert not OutgoingMail.objects.exists()


class TestTwoPlacesAtOnce:
    def test_a_talk_keeps_her_from_a_shift(self, client, centre, hers):
        talking.book(hers, TalkTimeFactory.create(starts_at=AT + timedelta(hours=1), ends_at=AT + timedelta(hours=3)), centre=centre, now=NOW)
        answer = client.post(f"{own_link.path_of(hers, centre)}vagter/", {"act": "take", "shift": shift().pk})
        assert (answer.status_code, "samtale" in answer.context["wrong"]) == (422, True)
        assert serving.take(hers, shift(starts_at=AT - timedelta(hours=2), ends_at=AT + timedelta(hours=1)), now=NOW)  # one ends as the other begins

    def test_a_shift_keeps_her_from_a_talk_and_says_which(self, client, centre, hers):
        serving.take(hers, shift(), now=NOW)
        time = TalkTimeFactory.create(starts_at=AT + timedelta(hours=1), ends_at=AT + timedelta(hours=3))
        answer = client.post(f"{own_link.path_of(hers, centre)}samtale/", {"time": time.pk})
        assert (answer.status_code, "Vært ved høstfesten" in str(answer.context["form"].errors["time"])) == (422, True)
        assert not VolunteerTalk.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_taken_and_booked_at_once_she_has_one_of_them(self, centre, hers):
        time, one = TalkTimeFactory.create(starts_at=AT, ends_at=AT + timedelta(hours=1)), shift()
        results = at_once(centre, [lambda: talking.book(hers, time, centre=centre, now=NOW), lambda: serving.take(hers, one, now=NOW)])
        assert sum(isinstance(each, ValidationError) for each in results) == 1
        assert ShiftTaken.objects.count() + VolunteerTalk.objects.count() == 1


def test_a_job_that_is_closed_reminds_of_nothing(centre, hers):
    row = OpportunityFactory.create(state="closed")
    ShiftTakenFactory.create(shift=shift(opportunity=row), volunteer=hers, taken_at=NOW - timedelta(days=5))
    serving.remind(centre, now=AT - timedelta(hours=20), before=AT)
    assert not OutgoingMail.objects.exists()
