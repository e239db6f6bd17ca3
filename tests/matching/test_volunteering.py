"""A volunteer's way in and out: two minutes on a phone, her own page, quiet ones asked, the forgotten gone everywhere."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from brobygger.accounts import actions as accounts
from brobygger.accounts.models import RoleAssignment
from brobygger.core.models import OutgoingMail
from brobygger.matching import jobs, own_link, talking, volunteering
from brobygger.matching.models import Alert, Volunteer, VolunteerTalk
from brobygger.people import actions as people
from brobygger.people.holdings import subject_of_person
from brobygger.people.models import Person
from tests.factories import (
    AlertFactory,
    AssessmentFactory,
    ContactFactory,
    LocalityFactory,
    MatchFactory,
    OpportunityFactory,
    PersonFactory,
    TalkTimeFactory,
    TopicFactory,
    VolunteerFactory,
    VolunteerHoursFactory,
    VolunteerTalkFactory,
    WayFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
PUBLIC, OFFICE = "/testby/bliv-frivillig/", "/testby/kontor/frivillige/"
NAME, MAIL, PHONE = "Zenobia Krag", "zenobia@krag.example", "55 44 33 22"


def sign_up(client, **more):
    return client.post(PUBLIC, {"kind": "person", "name": NAME, "mail": MAIL, "phone": PHONE, "consent": "on", "second_name": "", **more})


def path_of(row, centre):
    return own_link.path_of(row, centre)


class TestSigningUp:
    def test_two_minutes_and_a_mail_with_the_own_page(self, client, centre):
        centre.mail = "post@testby.example"
        centre.save()
        topic, way = TopicFactory.create(name="Ældre"), WayFactory.create(name="Bus")
        assert sign_up(client, interests=[str(topic.bit)], times=["0", "4"], way=way.pk).status_code == 302
        row = Volunteer.objects.get()
        assert (row.state, row.interests, row.times, row.way, row.person.name, row.is_in_the_pool(TODAY)) == ("enquiry", 1 << topic.bit, 17, way, NAME, True)
        mail = OutgoingMail.objects.get(to=MAIL)
        assert "/testby/mit/" in mail.text
        here = OutgoingMail.objects.get(to="post@testby.example")
        assert NAME not in here.text + here.subject

    def test_without_consent_or_a_way_to_be_reached_nothing_is_kept(self, client, centre):
        assert sign_up(client, consent="").status_code == 422
        answer = sign_up(client, mail="", phone="")
        assert answer.status_code == 422
        assert "mail" in answer.context["form"].errors
        assert not Volunteer.objects.exists()

    @pytest.mark.parametrize("more", [{"name": "010190-1234"}, {"wishes": "Mit nummer er 010190-1234"}, {"mail": "nej"}, {"kind": "x"}, {"times": ["99"]}, {"kind": "group", "persons": "0"}])
    def test_what_is_wrong_is_said_beside_the_field_and_kept(self, client, centre, more):
        answer = sign_up(client, **more)
        assert answer.status_code == 422
        assert answer.context["form"]["phone"].value() == PHONE

    def test_a_company_comes_with_its_number(self, client, centre):
        assert sign_up(client, kind="company", persons="12").status_code == 422
        sign_up(client, kind="company", group_name="Smedjen A/S", persons="12")
        row = Volunteer.objects.get()
        assert (str(row), row.persons) == ("Smedjen A/S", 12)

    def test_sent_twice_it_is_one_and_a_known_mail_gets_its_link(self, client, centre):
        sign_up(client, own_key="k")
        sign_up(client, own_key="k")
        sign_up(client, own_key="another")
        assert Volunteer.objects.count() == 1
        assert {mail.once_key.rpartition("-")[2][:4] for mail in OutgoingMail.objects.filter(to=MAIL)} == {"welc", f"{NOW:%Y}"} or OutgoingMail.objects.filter(to=MAIL).count() == 2

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("keys", [("k", "another", "third"), ("k", "k", "k")])
    def test_signed_up_thrice_at_once_she_is_one(self, centre, keys):
        """From two windows with one mail, or a button pressed again: one row, one person, one welcome."""
        def enquire(key):
            return volunteering.enquire(Volunteer(key=key, language="da"), name=NAME, mail=MAIL, phone=PHONE, centre=centre, now=NOW)

        results = at_once(centre, [partial(enquire, key) for key in keys])
        assert [row.pk for row in results] == [Volunteer.objects.get().pk] * 3
        assert (Person.objects.count(), OutgoingMail.objects.filter(once_key__endswith="-welcome").count()) == (1, 1)

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, centre):
        assert sign_up(client, second_name="Bot").status_code == 302
        assert not Volunteer.objects.exists()


class TestHerOwnPage:
    def test_opening_it_changes_nothing_and_saying_pause_does(self, client, centre):
        row = VolunteerFactory.create(person__mail=MAIL)
        path = path_of(row, centre)
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Referrer-Policy"]) == (200, "same-origin")
        client.post(path, {"act": "pause"})
        row.refresh_from_db()
        assert row.state == "paused"
        assert not Volunteer.objects.pool(TODAY).exists()
        client.post(path, {"act": "renew"})
        row.refresh_from_db()
        assert row.is_in_the_pool(TODAY)

    def test_she_changes_what_we_know(self, client, centre):
        row, place = VolunteerFactory.create(person__mail=MAIL), LocalityFactory.create()
        path = path_of(row, centre)
        given = {"name": NAME, "mail": MAIL, "phone": "", "locality": place.pk, "travel": "5", "format": "both", "needs": "Et roligt sted", "times": ["3"], "born": "1990"}
        assert client.post(f"{path}oplysninger/", given).status_code == 302
        row.refresh_from_db()
        assert (row.locality, row.needs, row.times, row.person.name) == (place, "Et roligt sted", 8, NAME)
        assert client.post(f"{path}oplysninger/", given | {"needs": "010190-1234"}).status_code == 422

    def test_she_says_whether_her_name_may_be_shown_and_takes_it_back(self, client, centre):
        row = VolunteerFactory.create(person__mail=MAIL)
        path = f"{path_of(row, centre)}oplysninger/"
        given = {"name": NAME, "mail": MAIL, "phone": "", "travel": "5", "format": "both"}
        for since, ticked, kept in ((None, {"named": "on"}, TODAY), (date(2025, 3, 1), {"named": "on"}, date(2025, 3, 1)), (TODAY, {}, None)):
            Volunteer.objects.filter(pk=row.pk).update(named_since=since)
            assert ("checked" in client.get(path).content.decode().partition('name="named"')[2].partition(">")[0]) is (since is not None)
            assert client.post(path, given | ticked).status_code == 302
            row.refresh_from_db()
            assert row.named_since == kept

    def test_a_link_of_nobody_s_making_or_of_another_token_opens_nothing(self, client, centre):
        row = VolunteerFactory.create()
        path = path_of(row, centre)
        Volunteer.objects.filter(pk=row.pk).update(token="another")
        assert client.get(path).status_code == 410
        assert client.get("/testby/mit/abc:def/").status_code == 410

    def test_a_new_link_is_mailed_to_a_known_mail_and_the_page_says_the_same_to_all(self, client, centre):
        VolunteerFactory.create(person__mail=MAIL)
        answers = [client.post("/testby/mit/", {"mail": mail, "second_name": ""}, follow=True).content.decode().partition("<main")[2].partition("</main")[0] for mail in (MAIL, "ukendt@x.dk")]
        assert answers[0] == answers[1]
        assert [mail.to for mail in OutgoingMail.objects.all()] == [MAIL]

    def test_she_books_a_talk_moves_it_and_cancels(self, client, centre, bo):
        row, first, second = VolunteerFactory.create(person__mail=MAIL), TalkTimeFactory.create(by=bo), TalkTimeFactory.create(by=bo, starts_at=NOW + timedelta(days=4))
        path = path_of(row, centre)
        assert client.post(f"{path}samtale/", {"time": first.pk}).status_code == 302
        row.refresh_from_db()
        talk = VolunteerTalk.objects.get()
        assert (row.state, talk.time) == ("talk", first)
        assert {mail.to for mail in OutgoingMail.objects.all()} == {MAIL, bo.email}
        client.post(f"{path}samtale/", {"time": second.pk})
        assert VolunteerTalk.objects.get().time == second
        client.post(path, {"act": "cancel talk"})
        assert VolunteerTalk.objects.get().state == "cancelled"
        row.refresh_from_db()
        assert row.state == "enquiry"
        assert list(talking.free_times(NOW)) == [first, second]


class TestTalks:
    def test_one_with_somebody_who_has_left_is_a_task_until_another_takes_it_over(self, client_of, astrid, bo, carla, centre):
        time = TalkTimeFactory.create(by=bo, starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, minutes=45), place="Lokale 4")
        row = VolunteerTalkFactory.create(state="booked", held_on=None, time=time)
        desk = client_of(astrid)
        said = "har en samtale med en, der er holdt op"
        assert said not in desk.get("/testby/kontor/").content.decode()
        RoleAssignment.objects.filter(user=bo).delete()
        page = desk.get("/testby/kontor/").content.decode()
        assert (said in page, row.get_absolute_url() in page) == (True, True)
        assert said not in client_of(carla).get("/testby/kontor/").content.decode()  # the desk sees no volunteers
        clash = TalkTimeFactory.create(by=astrid, starts_at=time.starts_at, ends_at=time.ends_at)
        desk.post(row.get_absolute_url(), {"act": "take over"})
        time.refresh_from_db()
        assert time.by == bo
        clash.delete()
        desk.post(row.get_absolute_url(), {"act": "take over"})
        time.refresh_from_db()
        assert time.by == astrid
        assert said not in desk.get("/testby/kontor/").content.decode()
        with pytest.raises(ValidationError):
            talking.take_over(row, by=astrid, now=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_take_a_time_at_once_one_has_it(self, centre, bo):
        time, one, other = TalkTimeFactory.create(by=bo), VolunteerFactory.create(), VolunteerFactory.create()
        results = at_once(centre, [lambda: talking.book(one, time, centre=centre, now=NOW), lambda: talking.book(other, time, centre=centre, now=NOW)])
        assert sorted(type(each).__name__ for each in results) == ["ValidationError", "VolunteerTalk"]
        assert VolunteerTalk.objects.filter(state="booked").count() == 1

    def test_times_are_put_up_on_a_day_and_none_overlaps(self, client_of, bo):
        day = (TODAY + timedelta(days=10)).isoformat()
        given = {"day": day, "first": "09:00", "last": "12:00", "minutes": "45", "place": "Kontoret"}
        staff = client_of(bo)
        assert staff.post(f"{OFFICE}samtaler/tider/", given).status_code == 302
        assert talking.free_times(NOW).count() == 4
        assert staff.post(f"{OFFICE}samtaler/tider/", given | {"first": "09:30"}).status_code == 422
        assert staff.post(f"{OFFICE}samtaler/tider/", given | {"day": "2020-01-01"}).status_code == 422
        assert talking.free_times(NOW).count() == 4

    def test_one_who_walks_in_is_written_down_and_talked_with(self, client_of, bo, centre):
        staff = client_of(bo)
        given = {"kind": "person", "persons": "1", "name": NAME, "mail": "", "phone": PHONE, "travel": "10", "format": "both", "consents": "on", "accepts_certificate": "on", "act": "talk"}
        answer = staff.post(f"{OFFICE}ny/", given)
        row = Volunteer.objects.get()
        assert answer.url == f"{OFFICE}{row.pk}/samtale/"
        assert staff.post(answer.url, {"held_on": TODAY.isoformat(), "channel": "here", "why": "Hun vil ud", "outcome": "suggestions", "follow_up": "Ring", "follow_up_on": (TODAY + timedelta(days=1)).isoformat()}).status_code == 302
        row.refresh_from_db()
        talk = VolunteerTalk.objects.get()
        assert (row.state, talk.state, talk.talked_by) == ("available", "held", bo)
        assert "Ring" in staff.get("/testby/kontor/").content.decode()
        staff.post(f"{OFFICE}samtaler/{talk.pk}/", {"act": "done"})
        assert "Ring" not in staff.get("/testby/kontor/").content.decode()

    def test_the_trail_never_says_what_was_talked_about(self, client_of, bo, centre, astrid):
        row = VolunteerFactory.create()
        client_of(bo).post(f"{OFFICE}{row.pk}/samtale/", {"held_on": TODAY.isoformat(), "channel": "here", "frame": "Et roligt sted"})
        page = client_of(astrid).get("/testby/kontor/spor/").content.decode()
        assert "Et roligt sted" not in page

    def test_a_day_to_come_and_a_step_without_words_are_refused(self, client_of, bo, centre):
        row = VolunteerFactory.create()
        answer = client_of(bo).post(f"{OFFICE}{row.pk}/samtale/", {"held_on": (TODAY + timedelta(days=1)).isoformat(), "channel": "here", "follow_up_on": TODAY.isoformat()})
        assert set(answer.context["form"].errors) == {"held_on", "follow_up"}

    def test_who_has_a_talk_tomorrow_is_reminded_once(self, centre, bo):
        VolunteerTalkFactory.create(volunteer__person__mail=MAIL, state="booked", held_on=None, time=TalkTimeFactory.create(by=bo, starts_at=NOW + timedelta(hours=20)))
        for _twice in range(2):
            jobs.remind(NOW)
        assert OutgoingMail.objects.filter(to=MAIL).count() == 1


class TestInTheOffice:
    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_asks_the_same_number_of_questions_however_long_it_is(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            VolunteerFactory.create(locality=LocalityFactory.create(), way=WayFactory.create())
        staff = client_of(bo)
        staff.get(OFFICE)
        with django_assert_num_queries(15):
            assert staff.get(OFFICE).status_code == 200

    @pytest.mark.parametrize("n", [1, 3])
    def test_so_does_the_list_of_talks(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            VolunteerTalkFactory.create(follow_up="Ring", follow_up_on=TODAY)
            VolunteerTalkFactory.create(state="booked", held_on=None, time=TalkTimeFactory.create(by=bo, starts_at=NOW + timedelta(days=_each + 1)))
        staff = client_of(bo)
        staff.get(f"{OFFICE}samtaler/")
        with django_assert_num_queries(14):
            assert staff.get(f"{OFFICE}samtaler/").status_code == 200

    def test_it_is_found_by_interest_place_and_name(self, client_of, bo, centre):
        topic, place = TopicFactory.create(), LocalityFactory.create()
        hers, _other = VolunteerFactory.create(person__name="Anna", interests=1 << topic.bit, locality=place), VolunteerFactory.create(person__name="Bent")
        for query in (f"om={topic.bit}", f"sted={place.pk}", "q=anna"):
            assert [row.pk for row in client_of(bo).get(f"{OFFICE}?{query}").context["page"]] == [hers.pk], query

    def test_an_assessed_certificate_is_a_day_and_a_name(self, client_of, bo, centre):
        row = VolunteerFactory.create()
        client_of(bo).post(f"{OFFICE}{row.pk}/", {"act": "assess", "sort": "child", "on": TODAY.isoformat(), "next_on": ""})
        made = row.assessments.get()
        assert (made.sort, made.on, made.by) == ("child", TODAY, bo)

    def test_the_desk_sees_no_volunteers(self, client_of, carla, centre):
        row = VolunteerFactory.create()
        for url in (OFFICE, f"{OFFICE}{row.pk}/", f"{OFFICE}samtaler/"):
            assert client_of(carla).get(url).status_code == 403

    def test_figures_say_what_each_way_brings_and_how_many_are_met(self, client_of, bo, centre):
        bus = WayFactory.create(name="Bus")
        met = VolunteerFactory.create(way=bus)
        VolunteerFactory.create(way=bus, persons=5, kind="group", group_name="Koret")
        VolunteerTalkFactory.create(volunteer=met)
        context = client_of(bo).get(f"{OFFICE}tal/").context
        assert context["ways"] == [{"way": bus.pk, "way__name": "Bus", "n": 2, "people": 6, "talks": 1, "started": 0, "lasting": 0, "hours": 0}]
        assert context["coverage"].percent == 50

    def test_figures_say_of_each_way_who_began_who_stayed_and_the_hours_given(self, client_of, bo, centre):
        bus, friend = WayFactory.create(name="Bus"), WayFactory.create(name="En ven")
        stays, begins = VolunteerFactory.create(way=bus), VolunteerFactory.create(way=bus)
        VolunteerFactory.create(way=friend)
        VolunteerTalkFactory.create_batch(2, volunteer=stays)
        began = {"introduced_on": TODAY, "started_on": TODAY}
        for row, more in ((stays, {"state": "lasting", "lasting_on": TODAY}), (stays, {"state": "started"}), (begins, {"state": "ended", "ended_on": TODAY, "because": "time"})):
            match = MatchFactory.create(volunteer=row, **began, **more)
            VolunteerHoursFactory.create(match=match, minutes=90, state="approved", decided_at=NOW)
            VolunteerHoursFactory.create(match=match, minutes=600)
        earlier = VolunteerFactory.create(way=bus, enquired_on=TODAY - timedelta(days=366))
        VolunteerHoursFactory.create(match=MatchFactory.create(volunteer=earlier, state="started", **began), minutes=60, state="approved", decided_at=NOW)
        browser = client_of(bo)
        ways = browser.get(f"{OFFICE}tal/").context["ways"]
        assert [(each["way__name"], each["n"], each["talks"], each["started"], each["lasting"], each["hours"]) for each in ways] == [("Bus", 2, 1, 2, 1, 4.5), ("En ven", 1, 0, 0, 0, 0)]
        for what, many in (("skrev", [stays, begins]), ("samtale", [stays]), ("begyndt", [stays, begins]), ("stadig", [stays]), ("timer", [stays, begins])):  # every number opens
            page = browser.get(f"{OFFICE}tal/?vej={bus.pk}&tal={what}")
            assert sorted(row.pk for row in page.context["behind"]) == sorted(row.pk for row in many), what
            assert f"vej={bus.pk}&amp;tal={what}" in page.content.decode()
        assert browser.get(f"{OFFICE}tal/?vej=99999999999999999999&tal=skrev").status_code == 200
        sheet = browser.get(f"{OFFICE}tal/?format=csv").content.decode("utf-8-sig").splitlines()
        assert sheet[1].split(";")[:7] == ["Bus", "2", "2", "1", "2", "1", "4,5"]
        assert browser.get(f"{OFFICE}tal/?format=exe").status_code == 404

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_figures_ask_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            match = MatchFactory.create(volunteer=VolunteerFactory.create(way=WayFactory.create()), state="started", introduced_on=TODAY, started_on=TODAY)
            VolunteerHoursFactory.create(match=match, state="approved", decided_at=NOW)
        browser = client_of(bo)
        browser.get(f"{OFFICE}tal/")
        for address, questions in ((f"{OFFICE}tal/", 14), (f"{OFFICE}tal/?tal=skrev&vej=0", 16)):
            VolunteerFactory.create()
            with django_assert_num_queries(questions):
                browser.get(address)


class TestWhatIsSuggestedToHer:
    def test_what_she_would_like_to_do_comes_before_what_merely_suits_her_time(self, client, centre):
        row = VolunteerFactory.create(interests=1)
        for _n in range(6):
            OpportunityFactory.create(interests=2)
        wished = OpportunityFactory.create(interests=1, times=1)
        shown = client.get(path_of(row, centre)).context["suggestions"]
        assert (shown[0].row, len(shown)) == (wished, 5)


class TestGoing:
    def test_the_quiet_are_asked_put_away_and_forgotten_and_the_count_stays(self, centre):
        row = VolunteerFactory.create(person__mail=MAIL, last_heard_on=TODAY - timedelta(days=200), enquired_on=TODAY - timedelta(days=200))
        for days in (0, 1, 31, 32, 125):
            jobs.look_after_volunteers(NOW + timedelta(days=days))
        row.refresh_from_db()
        assert (row.state, row.person) == ("forgotten", None)
        assert Volunteer.objects.filter(enquired_on=TODAY - timedelta(days=200)).count() == 1
        assert not Person.objects.filter(mail=MAIL).exists()

    def test_one_who_answers_stays(self, client, centre):
        row = VolunteerFactory.create(person__mail=MAIL, last_heard_on=TODAY - timedelta(days=200))
        jobs.look_after_volunteers(NOW)
        client.post(path_of(row, centre), {"act": "renew"})
        jobs.look_after_volunteers(NOW + timedelta(days=40))
        row.refresh_from_db()
        assert row.state == "enquiry"

    def test_consent_that_ran_out_is_no_consent(self, centre):
        row = VolunteerFactory.create(consent_until=TODAY - timedelta(days=1))
        assert not Volunteer.objects.pool(TODAY).exists()
        jobs.look_after_volunteers(NOW)
        row.refresh_from_db()
        assert row.state == "archived"
        with pytest.raises(ValidationError):
            volunteering.resume(row, by=None, now=NOW)

    def test_withdrawn_is_gone_from_the_pool_at_once_and_her_time_is_free(self, centre, bo):
        row, time = VolunteerFactory.create(), TalkTimeFactory.create(by=bo)
        talking.book(row, time, centre=centre, now=NOW)
        volunteering.withdraw(row, by=None, now=NOW)
        assert not Volunteer.objects.pool(TODAY).exists()
        assert list(talking.free_times(NOW)) == [time]
        jobs.look_after_volunteers(NOW + timedelta(days=31))
        row.refresh_from_db()
        assert row.state == "forgotten"

    @pytest.mark.parametrize("goes", ["to another role", "away", "out of the program"])
    def test_the_times_of_one_of_the_staff_who_has_left_are_nobodys_to_book(self, client, centre, astrid, bo, goes):
        row, time, kept = VolunteerFactory.create(), TalkTimeFactory.create(by=bo), TalkTimeFactory.create(by=astrid)
        if goes == "out of the program":
            bo.is_active = False
            bo.save()
        else:
            accounts.set_roles(bo, ["board"] if goes == "to another role" else [], by=astrid, now=NOW)
        assert list(talking.free_times(NOW)) == [kept]
        with pytest.raises(ValidationError):
            talking.book(row, time, centre=centre, now=NOW)
        assert talking.book(row, kept, centre=centre, now=NOW).time == kept

    @pytest.mark.django_db(transaction=True)
    def test_forgotten_and_edited_at_once_she_is_forgotten(self, centre):
        row = VolunteerFactory.create(wishes="Noget")
        at_once(centre, [lambda: volunteering.forget(row, by=None, now=NOW), lambda: volunteering.pause(row, by=None, now=NOW)])
        row.refresh_from_db()
        assert (row.state, row.person, row.wishes) == ("forgotten", None, "")

    def test_a_contact_of_an_association_stays_that(self, centre):
        contact = ContactFactory.create(person__name="Kontakten")
        row = VolunteerFactory.create(person=contact.person, wishes="Noget")
        volunteering.forget(row, by=None, now=NOW)
        contact.person.refresh_from_db()
        row.refresh_from_db()
        assert (contact.person.name, row.person, row.wishes) == ("Kontakten", None, "")

    def test_the_leader_who_erases_the_person_forgets_the_volunteer(self, centre, astrid):
        row = VolunteerFactory.create(person=PersonFactory.create(name=NAME, mail=MAIL), wishes="Noget")
        AlertFactory.create(mail=MAIL)
        people.erase(subject_of_person(row.person), by=astrid, now=NOW)
        row.refresh_from_db()
        assert not Alert.objects.exists()
        assert (row.state, row.person, row.wishes) == ("forgotten", None, "")


def everything_in_the_database():
    """Every text of every row of every table, those of the program's machinery too."""
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 -- a model's table
            for row in cursor.fetchall():
                for value in row:
                    yield model._meta.label, str(value)


def test_after_forgetting_nothing_of_her_is_in_any_table(client, centre, bo):
    time = TalkTimeFactory.create(by=bo)
    sign_up(client, wishes="Gerne noget med heste")
    row = Volunteer.objects.get()
    client.post("/testby/frivilligjob/besked/", {"mail": MAIL.upper(), "second_name": ""})
    assert Alert.objects.exists()
    AssessmentFactory.create(volunteer=row)
    path = path_of(row, centre)
    client.post(f"{path}samtale/", {"time": time.pk})
    talking.hold(VolunteerTalk(volunteer=row, why="Hun kan lide heste"), by=bo, now=NOW)
    assert client.post(path, {"act": "forget"}).status_code == 422
    answer = client.post(path, {"act": "forget", "sure": "on"}, follow=True)
    assert "Vi har glemt" in answer.content.decode()
    left = [(label, text[:80]) for label, text in everything_in_the_database() for word in (NAME, "Zenobia", MAIL, PHONE, "heste") if word.casefold() in text.casefold()]
    assert left == []
    assert client.get(path).status_code == 410
    assert not Alert.objects.exists()
    assert (Volunteer.objects.count(), VolunteerTalk.objects.held().count()) == (1, 1)


def test_of_one_forgotten_the_office_sees_that_somebody_was(client_of, bo, centre):
    talk = VolunteerTalkFactory.create()
    volunteering.forget(talk.volunteer, by=None, now=NOW)
    answer = client_of(bo).get(f"{OFFICE}{talk.volunteer_id}/")
    assert answer.status_code == 200
    assert client_of(bo).get(f"{OFFICE}samtaler/{talk.pk}/").url == f"{OFFICE}{talk.volunteer_id}/"
