"""The pages: the office's, the public's, the feeds. Bad input gets a sentence and nothing is half-written."""

import io
import json
import time
from datetime import timedelta

import pytest
import recurring_ical_events
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar
from lxml import etree
from PIL import Image

from brobygger.core.models import OutgoingMail
from brobygger.events import confirmations
from brobygger.events.forms import signups
from brobygger.events.models import Answer, Attendance, Event, HeadCount, SignUp
from brobygger.events.views import public
from brobygger.events.views.kiosk import SALT
from brobygger.journal.models import Registration
from tests.factories import (
    CentreFactory,
    EventFactory,
    KindFactory,
    LocalityFactory,
    OrganisationFactory,
    OutgoingMailFactory,
    QuestionFactory,
    SeriesFactory,
    SignUpFactory,
    SignUpListFactory,
)

OFFICE = "/testby/kontor/arrangementer"
PUBLIC = "/testby/arrangementer"
TODAY = timezone.localdate()


@pytest.fixture
def course(centre):
    return EventFactory.create(signup_list=SignUpListFactory.create(capacity=2), registration__title="Kursus i velkomst")


@pytest.fixture
def now_on(centre):
    """One that is held right now."""
    start = timezone.now() - timedelta(minutes=20)
    return EventFactory.create(starts_at=start, ends_at=start + timedelta(hours=2), signup_list=SignUpListFactory.create())


def form(**more):
    return {"title": "Fyraftensmøde", "day": (TODAY + timedelta(days=5)).isoformat(), "begins": "16:00", "ends": "18:00", "mode": "held", "format": "on_site", **more}


class TestTheOffice:
    def test_an_event_is_planned_in_one_form(self, client_of, bo):
        kind = KindFactory.create(base="after_work_meeting")
        OrganisationFactory.create(name="SIND")
        answer = client_of(bo).post(f"{OFFICE}/nyt/", form(kind=kind.pk, takes_signups="on", capacity="20", co_hosts="sind", text="Vi *taler* om fonde"))
        event = Event.objects.get()
        assert answer.url == f"{OFFICE}/{event.pk}/"
        assert (event.signup_list.capacity, str(event.registration.co_hosts.get())) == (20, "SIND")
        page = client_of(bo).get(answer.url).content.decode()
        assert "<em>taler</em>" in page

    def test_one_that_is_written_down_afterwards_is_said_to_be_held(self, client_of, bo):
        kind = KindFactory.create(base="course")
        answer = client_of(bo).post(f"{OFFICE}/nyt/", form(kind=kind.pk, day=(TODAY - timedelta(days=2)).isoformat()), follow=True)
        assert [str(each) for each in answer.context["messages"]] == ["»Fyraftensmøde« er skrevet ind som holdt. Skriv under Fremmøde, hvem der kom."]

    @pytest.mark.parametrize(("published_at", "says_closed"), [(None, False), (timezone.now(), True)])
    def test_sign_up_is_said_to_be_closed_where_it_was_open_once(self, client_of, bo, published_at, says_closed):
        event = EventFactory.create(published_at=published_at, signup_list=SignUpListFactory.create(closes_at=timezone.now() - timedelta(hours=1)))
        assert (">afsluttet<" in client_of(bo).get(f"{OFFICE}/{event.pk}/").content.decode()) is says_closed

    @pytest.mark.parametrize(("wrong", "field"), [
        ({"ends": "15:00"}, "ends"), ({"day": "2027-03-28", "begins": "02:30"}, "begins"), ({"title": "Anna 010101-1234"}, "title"), ({"co_hosts": "Ukendt forening"}, "co_hosts"),
        ({"day": ""}, "day"), ({"capacity": "0"}, "capacity"), ({"online_link": "javascript:alert(1)"}, "online_link"),
    ])
    def test_bad_input_gets_a_sentence_beside_the_field(self, client_of, bo, wrong, field):
        kind = KindFactory.create(base="course")
        answer = client_of(bo).post(f"{OFFICE}/nyt/", form(kind=kind.pk, takes_signups="on") | wrong)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert (Event.objects.count(), Registration.objects.count()) == (0, 0)
        assert b"Fyraftensm" in answer.content or field == "title"

    @pytest.mark.parametrize(("place", "link", "said"), [("", "https://moede.example/", "online"), ("Salen", "https://moede.example/", "both"), ("Salen", "", "on_site")])
    def test_with_a_link_it_is_online_whatever_was_ticked(self, client_of, bo, place, link, said):
        client_of(bo).post(f"{OFFICE}/nyt/", form(kind=KindFactory.create(base="course").pk, place=place, online_link=link))
        assert Registration.objects.get().format == said

    def test_a_picture_must_be_a_picture_and_say_what_it_shows(self, client_of, bo, course):
        def send(file, text):
            data = form(kind=course.registration.kind_id, version=course.version, image=file, image_text=text, scope="this")
            return client_of(bo).post(f"{OFFICE}/{course.pk}/ret/", data)

        harm = SimpleUploadedFile("../../x.png", b"<svg onload=alert(1)>")
        assert "image" in send(harm, "Et billede").context["form"].errors
        assert "image" in send(SimpleUploadedFile("x.svg", b"<svg/>"), "Et billede").context["form"].errors
        out = io.BytesIO()
        Image.new("RGB", (4, 4)).save(out, "PNG")
        assert "image_text" in send(SimpleUploadedFile("../../navn.png", out.getvalue()), "").context["form"].errors
        assert send(SimpleUploadedFile("../../navn.png", out.getvalue()), "Et hus").status_code == 302
        name = Event.objects.get().image.name
        assert name.startswith("events/")
        assert "navn" not in name

    def test_the_picture_of_a_draft_is_kept_by_nobody_on_the_way(self, client_of, bo, course, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        course.image = SimpleUploadedFile("x.png", b"\x89PNG")
        for published_at, said in ((None, "private, no-store"), (timezone.now(), "public, max-age=3600")):
            course.published_at = published_at
            course.save()
            assert client_of(bo).get(f"/testby/arrangementer/{course.pk}/billede/").headers["Cache-Control"] == said

    def test_a_stale_edit_keeps_what_was_typed(self, client_of, bo, course):
        answer = client_of(bo).post(f"{OFFICE}/{course.pk}/ret/", form(kind=course.registration.kind_id, version=0, title="Min titel"))
        assert (answer.status_code, Registration.objects.get().title) == (422, "Kursus i velkomst")
        assert b"Min titel" in answer.content

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_the_same_number_of_questions(self, client_of, bo, rows, django_assert_num_queries):
        for _each in range(rows):
            SignUpFactory.create_batch(2, signup_list=EventFactory.create(signup_list=SignUpListFactory.create()).signup_list)
        browser = client_of(bo)
        with django_assert_num_queries(14):
            assert browser.get(f"{OFFICE}/").status_code == 200

    def test_the_list_says_who_is_coming_who_waits_and_who_came(self, client_of, bo, course):
        own = course.signup_list
        SignUpFactory.create(signup_list=own, persons=2)
        SignUpFactory.create(signup_list=own, state=SignUp.State.OFFERED, offered_until=timezone.now() + timedelta(hours=3))
        SignUpFactory.create_batch(2, signup_list=own, state=SignUp.State.WAITING, persons=3)
        SignUpFactory.create(signup_list=own, state=SignUp.State.LEFT, left_at=timezone.now(), persons=9)
        EventFactory.create(registration__title="<b>Åbent hus</b>", registration__state="held", registration__persons=0, published_at=None)
        page = client_of(bo).get(f"{OFFICE}/").content.decode()
        assert f'<td class="num" data-label="Tilmeldte">3 af {own.capacity}<br><span class="quiet">6 på venteliste</span></td>' in page
        assert f'href="/testby/kontor/arrangementer/{course.pk}/">Kursus i velkomst</a>' in page
        assert "&lt;b&gt;Åbent hus&lt;/b&gt;" in page
        assert '<td class="num" data-label="Kom">0</td>' in page
        lines = client_of(bo).get(f"{OFFICE}/?format=csv").content.decode("utf-8-sig").splitlines()
        assert [line.split(";")[7:10] for line in lines if "velkomst" in line] == [[str(own.capacity), "3", "6"]]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_of_sign_ups_asks_the_same_number_of_questions(self, client_of, bo, course, rows, django_assert_num_queries):
        SignUpFactory.create_batch(rows, signup_list=course.signup_list, organisation=OrganisationFactory.create())
        browser = client_of(bo)
        with django_assert_num_queries(17):
            assert browser.get(f"{OFFICE}/{course.pk}/tilmeldte/").status_code == 200

    def test_a_mail_that_could_not_be_delivered_is_marked(self, client_of, bo, course):
        SignUpFactory.create(signup_list=course.signup_list, mail="vaek@example.org")
        OutgoingMailFactory.create(to="vaek@example.org", attempts=5, last_error="550 no such user")
        assert "mailen kunne ikke leveres" in client_of(bo).get(f"{OFFICE}/{course.pk}/tilmeldte/").content.decode()

    def test_sign_ups_leave_as_a_file_without_formulas(self, client_of, bo, course):
        SignUpFactory.create(signup_list=course.signup_list, name="=1+1", label="@SUM(A1)")
        text = client_of(bo).get(f"{OFFICE}/{course.pk}/tilmeldte/?format=csv").content.decode()
        assert "'=1+1" in text
        assert "'@SUM(A1)" in text

    def test_capacity_below_what_is_given_out_is_refused_beside_the_field(self, client_of, bo, course):
        SignUpFactory.create_batch(2, signup_list=course.signup_list)
        data = {"capacity": "1", "audience": "everybody", "most_persons": "5", "offer_hours": "24", "remind_days": "2", "version": course.signup_list.version}
        answer = client_of(bo).post(f"{OFFICE}/{course.pk}/pladser/", data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["capacity"])

    def test_what_is_seldom_asked_opens_where_it_is_wrong(self, client_of, bo, course):
        there, folded, opened = f"{OFFICE}/{course.pk}/pladser/", '<details class="more">', '<details class="more" open>'
        assert folded in client_of(bo).get(there).content.decode()
        data = {"capacity": "5", "audience": "everybody", "most_persons": "5", "offer_hours": "-3", "remind_days": "2", "version": course.signup_list.version}
        page = client_of(bo).post(there, data).content.decode()
        assert opened in page
        assert all(f'name="{name}"' in page for name in ("capacity", "audience", "opens_on", "offer_hours", "version"))

    def test_the_last_day_to_sign_up_is_a_day_with(self, client_of, bo, course):
        data = {"capacity": "5", "audience": "everybody", "most_persons": "5", "offer_hours": "24", "remind_days": "2", "closes_on": TODAY.isoformat(), "version": course.signup_list.version}
        client_of(bo).post(f"{OFFICE}/{course.pk}/pladser/", data)
        course.signup_list.refresh_from_db()
        assert timezone.localtime(course.signup_list.closes_at).date() == TODAY + timedelta(days=1)
        assert client_of(bo).get(f"{OFFICE}/{course.pk}/pladser/").context["form"].initial["closes_on"] == TODAY

    def test_a_question_that_somebody_answered_stays(self, client_of, bo, course):
        question = QuestionFactory.create(signup_list=course.signup_list)
        address = f"{OFFICE}/{course.pk}/pladser/spoergsmaal/{question.pk}/"
        from tests.factories import AnswerFactory

        AnswerFactory.create(question=question, signup__signup_list=course.signup_list)
        client_of(bo).post(address, {"act": "delete"})
        assert course.signup_list.questions.count() == 1

    def test_the_desk_signs_somebody_up_without_a_mail(self, client_of, carla, course):
        client_of(carla).post(f"{OFFICE}/{course.pk}/tilmeldte/ny/", {"name": "Ejner", "mail": "", "label": "", "persons": "1"})
        assert (SignUp.objects.get().name, OutgoingMail.objects.count()) == ("Ejner", 0)

    def test_the_start_page_asks_who_came(self, client_of, carla, centre):
        yesterday = timezone.now() - timedelta(days=1)
        event = EventFactory.create(starts_at=yesterday, ends_at=yesterday + timedelta(hours=2))
        texts = [(task.text, task.url) for task in client_of(carla).get("/testby/kontor/").context["tasks"]]
        assert texts == [(f"Hvem kom til »{event}«?", f"{OFFICE}/{event.pk}/fremmoede/")]

    def test_who_may_look_but_not_plan_sees_no_names(self, client_of, dorte, course):
        SignUpFactory.create(signup_list=course.signup_list, name="Hemmelig Hansen")
        page = client_of(dorte).get(f"{OFFICE}/{course.pk}/").content.decode()
        assert "Hemmelig" not in page
        assert client_of(dorte).get(f"{OFFICE}/{course.pk}/tilmeldte/").status_code == 403


class TestAtTheDoor:
    def test_the_desk_finds_the_way_to_the_list_on_the_event(self, client_of, carla, course, now_on):
        browser = client_of(carla)
        assert [">Tag fremmøde<" in browser.get(f"{OFFICE}/{each.pk}/").content.decode() for each in (course, now_on)] == [False, True]

    def test_without_scripts_the_form_sends_only_what_was_changed_here(self, client_of, carla, now_on):
        anna, bent = (SignUpFactory.create(signup_list=now_on.signup_list, persons=3) for _each in range(2))
        browser = client_of(carla)
        browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/kryds/", {f"was-{bent.pk}": "", f"came-{anna.pk}": "on", f"n-{anna.pk}": "2", f"was-{anna.pk}": ""})
        browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/kryds/", {f"was-{bent.pk}": "", f"came-{bent.pk}": "on", f"n-{bent.pk}": "3", f"was-{anna.pk}": ""})
        assert sorted(Attendance.objects.values_list("persons", flat=True)) == [2, 3]

    def test_heads_and_a_signed_sheet(self, client_of, carla, now_on):
        OrganisationFactory.create(name="Røde Kors")
        browser = client_of(carla)
        browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/hoveder/", {"persons": "5", "whence": "borgere", "sector": "", "key": "k"})
        browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/hoveder/", {"lines": "4 Røde Kors\n\nSIND\n2 borgere", "key": ""})
        row = Registration.objects.get(pk=now_on.pk)
        assert (row.persons, sorted(str(each) for each in row.participations.all())) == (12, ["Røde Kors", "SIND", "borgere"])
        answer = browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/hoveder/", {"lines": "999999 Røde Kors", "key": ""})
        assert (answer.status_code, HeadCount.objects.count()) == (422, 4)

    def test_a_code_on_a_phone_is_ticked_with_one_tap(self, client_of, carla, now_on):
        anna = SignUpFactory.create(signup_list=now_on.signup_list, persons=2)
        address = f"{OFFICE}/ind/{anna.token}/"
        assert client_of(carla).get(address).status_code == 200
        assert Attendance.objects.count() == 0
        client_of(carla).post(address)
        assert Attendance.objects.get().persons == 2

    def test_the_screen_at_the_door_signs_its_starter_out_and_shows_only_what_was_asked_for(self, client_of, carla, now_on):
        anna = SignUpFactory.create(signup_list=now_on.signup_list, name="Anna Margrethe Bech")
        SignUpFactory.create(signup_list=now_on.signup_list, name="Bent Holm")
        browser = client_of(carla)
        address = browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/kiosk/").url
        assert browser.get("/testby/kontor/").status_code == 302
        page = browser.get(f"{address}?navn=an").content.decode()
        assert ("Anna M." in page, "Bech" in page, "Bent" in page) == (True, False, False)
        assert "Bent" not in browser.get(f"{address}?navn=b").content.decode()
        browser.post(address, {"signup": anna.pk})
        browser.post(address, {"persons": "3", "whence": "Kirken", "sector": "", "key": "x"})
        assert Registration.objects.get(pk=now_on.pk).persons == 4

    def test_a_screens_address_works_for_its_event_and_centre_alone(self, client, other_centre, now_on):
        assert client.get(f"/testby/indtjekning/{signing.dumps([now_on.pk, other_centre.pk], salt=SALT)}/").status_code == 404
        assert client.get(f"/fjernby/indtjekning/{signing.dumps([now_on.pk, now_on.centre_id], salt=SALT)}/").status_code == 404
        assert client.get("/testby/indtjekning/x/").status_code == 404


class TestThePublic:
    def sign_up(self, client, event, **more):
        answer = client.post(f"{PUBLIC}/{event.pk}/", {"name": "Anna", "mail": "anna@example.org", "label": "", "persons": "1", "second_name": "", **more})
        confirmations.write_due(centre=event.centre, now=timezone.now())
        return answer

    def test_one_signs_up_without_an_account_and_sees_the_place(self, client, course):
        answer = self.sign_up(client, course)
        one = SignUp.objects.get()
        assert "Du har en plads" in client.get(answer.url).content.decode()
        assert f"/testby/tilmelding/{one.token}/" in OutgoingMail.objects.get().text
        assert "du har en plads" in client.get(f"/testby/tilmelding/{one.token}/").content.decode()

    def test_when_it_is_full_the_place_in_the_queue_is_shown_and_an_offer_is_accepted_there(self, client, course):
        for number in range(4):
            self.sign_up(client, course, name=f"P{number}", mail=f"p{number}@example.org")
        first, second, third, fourth = SignUp.objects.order_by("pk")
        assert "nummer 2 på ventelisten" in client.get(f"/testby/tilmelding/{fourth.token}/").content.decode()
        client.post(f"/testby/tilmelding/{first.token}/", {"act": "leave"})
        page = client.get(f"/testby/tilmelding/{third.token}/").content.decode()
        assert "der er en plads til dig" in page
        client.post(f"/testby/tilmelding/{third.token}/", {"act": "accept"})
        third.refresh_from_db()
        assert (third.state, second.state) == ("confirmed", "confirmed")
        assert "nummer 1 på ventelisten" in client.get(f"/testby/tilmelding/{fourth.token}/").content.decode()

    def test_a_hall_on_one_network_signs_up_and_a_robot_that_never_looked_does_not(self, client, course, monkeypatch):
        cache.clear()
        monkeypatch.setattr(public, "WITHOUT_LOOKING", 2)
        answers = [self.sign_up(client, course, mail=f"r{n}@example.org").status_code for n in range(3)]
        assert answers == [302, 302, 422]
        clock = time.time()
        seen = client.get(f"{PUBLIC}/{course.pk}/").context["form"]["seen"].value()
        assert self.sign_up(client, course, mail="hurtig@example.org", seen=seen).status_code == 422
        monkeypatch.setattr(signups.time, "time", lambda: clock + 30)
        assert [self.sign_up(client, course, mail=f"m{n}@example.org", seen=seen).status_code for n in range(4)] == [302] * 4
        assert self.sign_up(client, course, mail="falsk@example.org", seen="7f:falsk").status_code == 422

    def test_a_robot_is_thanked_and_nothing_is_kept(self, client, course):
        assert self.sign_up(client, course, second_name="Robot").url == f"{PUBLIC}/{course.pk}/?tak=1"
        assert SignUp.objects.count() == 0

    def test_the_same_mail_again_looks_like_the_first_time_and_the_link_is_sent_at_most_once_an_hour(self, client, course):
        answers = [self.sign_up(client, course) for _time in range(4)]
        assert {(answer.status_code, answer.url) for answer in answers} == {(302, f"{PUBLIC}/{course.pk}/?tak=plads")}
        assert (SignUp.objects.count(), OutgoingMail.objects.count()) == (1, 2)
        assert "/tilmelding/" in OutgoingMail.objects.order_by("pk").last().text
        self.sign_up(client, course, mail="bent@example.org")
        stranger, known = self.sign_up(client, course, mail="cita@example.org"), self.sign_up(client, course)
        assert (stranger.url[-5:], known.url[-5:]) == ("koe-1", "koe-2")
        assert "nummer 2 i køen" in client.get(known.url).content.decode()

    @pytest.mark.parametrize(("wrong", "field"), [
        ({"persons": "6"}, "persons"), ({"persons": "0"}, "persons"), ({"mail": "ikke en mail"}, "mail"), ({"name": "Anna 0101011234"}, "name"), ({"name": ""}, "name"), ({"label": "x" * 161}, "label"),
    ])
    def test_bad_input_is_told_and_nothing_is_kept(self, client, course, wrong, field):
        answer = self.sign_up(client, course, **wrong)
        assert (answer.status_code, list(answer.context["form"].errors), SignUp.objects.count()) == (422, [field], 0)

    def test_questions_are_asked_and_answered(self, client, course):
        must = QuestionFactory.create(signup_list=course.signup_list, text="Niveau?", kind="choice", choices="Ny\nØvet", required=True)
        assert f"q{must.pk}" in self.sign_up(client, course).context["form"].errors
        assert f"q{must.pk}" in self.sign_up(client, course, **{f"q{must.pk}": "Mester"}).context["form"].errors
        self.sign_up(client, course, **{f"q{must.pk}": "Øvet"})
        assert SignUp.objects.get().answers.get().text == "Øvet"

    def test_for_those_with_the_link(self, client, course):
        own = course.signup_list
        own.audience = "invited"
        own.save()
        assert client.get(f"{PUBLIC}/{course.pk}/").context["form"] is None
        assert client.get(f"{PUBLIC}/{course.pk}/?noegle={own.key}").context["form"] is not None

    def test_dates_of_a_series_are_chosen_together(self, client, centre):
        series = SeriesFactory.create()
        rows = [EventFactory.create(series=series, series_day=TODAY + timedelta(days=n), signup_list=SignUpListFactory.create()) for n in range(3)]
        self.sign_up(client, rows[0], dates=[rows[0].pk, rows[2].pk])
        assert [each.signup_list.signups.count() for each in rows] == [1, 0, 1]
        assert OutgoingMail.objects.count() == 1
        client.post(f"/testby/tilmelding/{SignUp.objects.first().token}/", {"act": "leave all"})
        assert {str(each.state) for each in SignUp.objects.all()} == {"left"}

    def test_each_date_of_a_series_has_its_own_questions(self, client, centre):
        series = SeriesFactory.create()
        rows = [EventFactory.create(series=series, series_day=TODAY + timedelta(days=n), signup_list=SignUpListFactory.create()) for n in range(3)]
        food = [QuestionFactory.create(signup_list=each.signup_list, text="Mad?") for each in rows[:2]]
        level = QuestionFactory.create(signup_list=rows[1].signup_list, text="Niveau?", required=True)
        assert f"q{level.pk}" in self.sign_up(client, rows[0], dates=[rows[0].pk, rows[1].pk]).context["form"].errors
        assert self.sign_up(client, rows[0], dates=[rows[0].pk, rows[2].pk], **{f"q{food[0].pk}": "Vegetar"}, mail="b@example.org").status_code == 302
        assert self.sign_up(client, rows[0], dates=[rows[0].pk, rows[1].pk], **{f"q{food[0].pk}": "Vegetar", f"q{level.pk}": "Ny"}).status_code == 302
        said = [sorted(Answer.objects.filter(question__signup_list=each.signup_list, signup__signup_list=each.signup_list).values_list("text", flat=True)) for each in rows]
        assert said == [["Vegetar", "Vegetar"], ["Ny", "Vegetar"], []]

    def test_a_date_for_the_invited_is_not_among_the_dates_of_others(self, client, centre):
        series = SeriesFactory.create()
        rows = [EventFactory.create(series=series, series_day=TODAY + timedelta(days=n), signup_list=SignUpListFactory.create()) for n in range(2)]
        own = rows[1].signup_list
        own.audience = "invited"
        own.save()
        assert self.sign_up(client, rows[0], dates=[rows[0].pk, rows[1].pk]).status_code == 422
        assert client.post(f"{PUBLIC}/{rows[1].pk}/?noegle={own.key}", {"name": "Anna", "mail": "a@example.org", "persons": "1", "second_name": "", "dates": [rows[1].pk]}).status_code == 302

    def test_one_changes_ones_own_and_is_told_where_it_cannot_be(self, client, course):
        self.sign_up(client, course)
        token = f"/testby/tilmelding/{SignUp.objects.get().token}/"
        self.sign_up(client, course, mail="b@example.org")
        answer = client.post(token, {"act": "change", "name": "Anna", "label": "", "persons": "2"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["persons"])
        assert client.post(token, {"act": "change", "name": "Anna B", "label": "", "persons": "1"}).status_code == 302

    def test_drafts_are_nobodys_business_and_what_is_left_out_opens_by_its_address(self, client, centre):
        draft = EventFactory.create(published_at=None, registration__title="Hemmelig kladde")
        apart = EventFactory.create(listed_publicly=False, registration__title="For naboer")
        assert client.get(f"{PUBLIC}/{draft.pk}/").status_code == 404
        assert client.get(f"{PUBLIC}/{apart.pk}/").status_code == 200
        for path in ("/", "/?vis=maaned", "/?vis=uge", "/kalender.ics", "/nyt.rss", "/liste.json", "/indlejret/"):
            page = client.get(f"{PUBLIC}{path}").content.decode()
            assert ("Hemmelig" in page, "naboer" in page) == (False, False), path

    def test_a_cancelled_event_says_so_and_takes_nobody(self, client, course):
        row = course.registration
        row.state, row.reason = "cancelled", "Sygdom"
        row.save()
        page = client.get(f"{PUBLIC}/{course.pk}/")
        assert ("Aflyst: Sygdom" in page.content.decode(), page.context["form"]) == (True, None)
        assert self.sign_up(client, course).status_code == 409

    def test_markdown_cannot_harm(self, client, course):
        course.text = "<script>alert(1)</script> [klik](javascript:alert(1)) ![x](https://spor.example/x.png)"
        course.save()
        page = client.get(f"{PUBLIC}/{course.pk}/").content.decode().partition("</head>")[2]
        assert ("<script>alert" in page, 'href="javascript' in page, 'spor.example/x.png"' in page) == (False, False, False)

    @pytest.mark.parametrize("view", ["liste", "uge", "maaned"])
    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_calendar_asks_the_same_number_of_questions(self, client, centre, rows, view, django_assert_num_queries):
        EventFactory.create_batch(rows, registration__locality=LocalityFactory.create(), starts_at=timezone.now() + timedelta(minutes=5))
        with django_assert_num_queries(6):
            assert client.get(f"{PUBLIC}/?vis={view}").status_code == 200

    def test_a_full_day_of_the_month_says_how_many_more(self, client, centre):
        at = timezone.localtime().replace(hour=12) + timedelta(days=1)  # never over midnight
        EventFactory.create_batch(5, starts_at=at)
        days = [day for day in client.get(f"{PUBLIC}/?vis=maaned&fra={at.date()}").context["days"] if day.events]
        assert [(len(day.events), day.more) for day in days] == [(3, 2)]

    def test_the_squares_mark_the_cancelled_and_show_titles_as_text(self, client, centre):
        EventFactory.create(registration__title="<b>Fest</b>", registration__state="cancelled", registration__reason="Regn", starts_at=timezone.now() + timedelta(minutes=5))
        page = client.get(f"{PUBLIC}/?vis=maaned").content.decode()
        assert '&lt;b&gt;Fest&lt;/b&gt;</a> <span class="tag bad">aflyst</span></li>' in page

    @pytest.mark.on_both  # numbers and signs that each database takes in its own way
    @pytest.mark.parametrize("query", ["vis=sludder", "fra=2026-13-45", "fra=0001-01-01&vis=maaned", "tema=-1", "tema=99999999999999999999", "sted=abc", "q=%00", "side=abc"])
    def test_strange_addresses_do_no_harm(self, client, centre, query):
        assert client.get(f"{PUBLIC}/?{query}").status_code == 200

    def test_the_calendar_is_narrowed_by_locality(self, client, centre):
        here = LocalityFactory.create()
        EventFactory.create(registration__locality=here, registration__title="Her")
        EventFactory.create(registration__title="Der")
        assert [row.registration.title for row in client.get(f"{PUBLIC}/?sted={here.pk}").context["page"]] == ["Her"]

    def test_the_calendar_over_all_centres_shows_what_each_has_published(self, client, centre, other_centre):
        from brobygger.centres.scoping import centre_in_force

        EventFactory.create(registration__title="I Testby")
        with centre_in_force(other_centre):
            EventFactory.create(registration__title="I Fjernby")
            EventFactory.create(published_at=None, registration__title="Kladde")
        page = client.get("/arrangementer/").content.decode()
        assert ("I Testby" in page, "I Fjernby" in page, "Kladde" in page) == (True, True, False)
        assert [row.registration.title for row in client.get("/arrangementer/?center=fjernby").context["page"]] == ["I Fjernby"]
        CentreFactory.create()
        assert client.get("/arrangementer/?vis=maaned").status_code == 200


class TestFeeds:
    def test_a_calendar_program_of_another_make_reads_it(self, client, course):
        cancelled = EventFactory.create(registration__title="Aflyst; med, tegn", registration__state="cancelled", registration__reason="x", sequence=3)
        read = Calendar.from_ical(client.get(f"{PUBLIC}/kalender.ics").content)
        events = {str(each["SUMMARY"]): each for each in read.walk("VEVENT")}
        assert set(events) == {"Kursus i velkomst", "Aflyst; med, tegn"}
        assert (str(events["Aflyst; med, tegn"]["STATUS"]), events["Aflyst; med, tegn"]["SEQUENCE"]) == ("CANCELLED", 3)
        assert events["Kursus i velkomst"]["DTSTART"].dt == course.starts_at
        assert len({str(each["UID"]) for each in events.values()}) == 2
        on_the_day = recurring_ical_events.of(read).at(timezone.localtime(cancelled.starts_at).date())
        assert len(on_the_day) == 2
        assert read.errors == []

    def test_news_as_rss(self, client, course):
        root = etree.fromstring(client.get(f"{PUBLIC}/nyt.rss").content)
        assert root.tag == "rss"
        assert [each.findtext("title") for each in root.iter("item")] == ["Kursus i velkomst"]
        assert all(each.findtext("link").startswith("http") and each.findtext("guid") for each in root.iter("item"))

    def test_the_frame_fits_anybodys_page_and_has_no_scripts(self, client, course):
        answer = client.get(f"{PUBLIC}/indlejret/")
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert b"<script" not in answer.content
        assert "frame-ancestors 'self'" in client.get(f"{PUBLIC}/")["Content-Security-Policy"]

    def test_the_list_for_other_pages(self, client, course):
        answer = client.get(f"{PUBLIC}/liste.json")
        assert answer["Access-Control-Allow-Origin"] == "*"
        (event,) = answer.json()["events"]
        assert (event["title"], event["cancelled"]) == ("Kursus i velkomst", False)
        assert event["url"].endswith(f"{PUBLIC}/{course.pk}/")


class TestStructuredData:
    def read(self, client, event):
        page = client.get(f"{PUBLIC}/{event.pk}/").content.decode()
        return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])

    def test_it_says_what_search_engines_ask_for(self, client, course):
        data = self.read(client, course)
        assert (data["@type"], data["name"], data["eventStatus"]) == ("Event", "Kursus i velkomst", "https://schema.org/EventScheduled")
        assert {"startDate", "endDate", "location", "organizer", "offers", "eventAttendanceMode"} <= set(data)
        assert (data["remainingAttendeeCapacity"], data["offers"]["availability"]) == (2, "https://schema.org/InStock")

    def test_moved_cancelled_online_and_full(self, client, course):
        SignUpFactory.create_batch(2, signup_list=course.signup_list)
        row = course.registration
        row.state, row.reason, row.moved_from, row.format = "moved", "x", TODAY, "both"
        row.save()
        data = self.read(client, course)
        assert (data["eventStatus"], data["previousStartDate"]) == ("https://schema.org/EventRescheduled", TODAY.isoformat())
        assert [each["@type"] for each in data["location"]] == ["Place", "VirtualLocation"]
        assert data["offers"]["availability"] == "https://schema.org/SoldOut"
        row.state = "cancelled"
        row.save()
        assert self.read(client, course)["eventStatus"] == "https://schema.org/EventCancelled"

    def test_no_word_can_end_the_block(self, client, course):
        row = course.registration
        row.title = "</script><script>alert(1)</script>"
        row.save()
        assert self.read(client, course)["name"] == row.title
