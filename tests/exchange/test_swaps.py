"""Two associations swap: an answer, words through the house, an agreement in two clicks, done, thanks; and neither sees how to reach the other too early."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.exchange import jobs, swapping
from brobygger.exchange.models import Exchange, ExchangePost, Message
from brobygger.people import retention
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    CategoryFactory,
    ContactFactory,
    ExchangeFactory,
    ExchangePostFactory,
    LocalityFactory,
    MessageFactory,
    OrganisationFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
PUBLIC, OFFICE = "/testby/byttebors/", "/testby/kontor/byttebors/"
POSTER, OTHER = "loppe@klub.example", "unge@spejder.example"


def counted(key="exchanges_made", **narrow):
    demand = Demand(key, Period(TODAY - timedelta(days=40), TODAY), tuple(sorted((name, (value,)) for name, value in narrow.items())))
    return count([demand])[demand]


def page_in(mail):
    return next(word for word in mail.text.split() if "/bytte/" in word).partition("localhost:8000")[2]


def answered(**more):
    return {"text": "Vi er fire, der gerne vil.", "association": "Spejderne", "name": "Kim", "mail": OTHER, "phone": "12 34 56 78", "second_name": "", "own_key": "k", **more}


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def post(centre):
    return ExchangePostFactory.create(
        organisation__name="De ældres klub", side="need", title="Hænder til loppemarked", contact_mail=POSTER, contact_name="Inger", contact_phone="87 65 43 21", category=CategoryFactory.create(name="Hænder"), locality=LocalityFactory.create(),
    )


@pytest.fixture
def pages(client, post):
    """The two pages of a swap that has been answered: the poster's and the other's."""
    assert client.post(f"{PUBLIC}{post.pk}/svar/", answered()).status_code == 302
    return tuple(page_in(OutgoingMail.objects.get(to=to)) for to in (POSTER, OTHER))


class TestAllTheWay:
    def test_from_an_answer_to_thanks(self, client, client_of, bo, post, pages):
        theirs, hers = pages
        mails = " ".join(f"{each.subject} {each.text}" for each in OutgoingMail.objects.all())
        assert ("fire, der gerne" in mails, OTHER in mails, POSTER in mails, "Spejderne" in mails) == (False, False, False, True)
        page = client.get(theirs).content.decode()
        assert ("fire, der gerne" in page, OTHER in page, "12 34 56 78" in page) == (True, False, False)
        assert "Inger" not in client.get(hers).content.decode()
        client.post(theirs, {"act": "write", "text": "Tak! Kan I fredag?"})
        assert "Kan I fredag" in client.get(hers).content.decode()
        client.post(hers, {"act": "propose", "what": "Fire stiller borde op fredag", "on": TODAY.isoformat(), "hours": "12"})
        assert counted() == 0
        row = Exchange.objects.get()
        assert (row.state, row.minutes, row.giver, row.getter) == ("proposed", 720, "Spejderne", "De ældres klub")
        client.post(theirs, {"act": "agree", "seen": row.version})
        row.refresh_from_db()
        assert (row.state, row.agreed_on, counted(), counted("exchange_hours")) == ("agreed", TODAY, 1, 0)
        page, other = client.get(theirs).content.decode(), client.get(hers).content.decode()
        assert (OTHER in page, "12 34 56 78" in page, POSTER in other, "Inger" in other, "87 65 43 21" in other) == (True,) * 5
        client.post(hers, {"act": "done", "hours": "10,5"})
        row.refresh_from_db()
        assert (row.state, row.done_on, row.minutes, counted("exchange_hours")) == ("done", TODAY, 630, 10)
        client.post(hers, {"act": "thank", "thanks": "Selv tak"})  # whoever gave is not the one to say it
        client.post(theirs, {"act": "thank", "thanks": "Tusind tak for hjælpen"})
        row.refresh_from_db()
        assert row.thanks == "Tusind tak for hjælpen"
        assert OutgoingMail.objects.filter(to=OTHER, subject__contains="Tak fra De ældres klub").exists()
        assert "Tusind tak" in client.get(hers).content.decode()
        assert OTHER not in client.get(theirs).content.decode()  # it is over: nobody needs it any more
        client.post(theirs, {"act": "take away"})
        assert ExchangePost.objects.get().state == "closed"
        office = client_of(bo).get(f"{OFFICE}bytter/{row.pk}/").content.decode()
        assert ("fire, der gerne" in office, OTHER in office, "Tusind tak" in office) == (False, False, True)

    def test_who_came_from_the_associations_pages_finds_the_way_back(self, client, client_of, erik, post, pages):
        ContactFactory.create(organisation=post.organisation, person__account=erik, acts_since=NOW)
        back = f'href="/testby/forening/{post.organisation_id}/byttebors/"'
        browser = client_of(erik)
        assert [back in who.get(page).content.decode() for who, page in ((browser, pages[0]), (client, pages[0]), (browser, pages[1]))] == [True, False, False]

    def test_it_comes_to_nothing_and_the_other_is_told(self, client, post, pages):
        theirs, hers = pages
        client.post(theirs, {"act": "end"})
        assert Exchange.objects.get().state == "ended"
        assert "kom ikke" not in client.get(hers).content.decode()
        assert OutgoingMail.objects.filter(to=OTHER, subject__contains="blev ikke til noget").count() == 1
        assert not OutgoingMail.objects.filter(to=POSTER, subject__contains="blev ikke til noget").exists()
        assert client.post(hers, {"act": "write", "text": "Øv"}).status_code == 422

    def test_called_off_after_it_was_agreed_it_no_longer_counts(self, client, post, pages):
        row = ExchangeFactory.create(state="agreed", agreed_on=TODAY)
        assert counted() == 1
        swapping.end(row, by=None, now=NOW)
        assert counted() == 0


class TestAnswering:
    @pytest.mark.parametrize("more", [{"text": ""}, {"mail": "nej"}, {"association": ""}, {"name": ""}, {"text": "Mit nummer er 010190-1234"}, {"name": "010190-1234"}])
    def test_what_is_wrong_is_said_and_kept(self, client, post, more):
        answer = client.post(f"{PUBLIC}{post.pk}/svar/", answered(**more))
        assert (answer.status_code, "12 34 56 78" in answer.content.decode(), Exchange.objects.count()) == (422, True, 0)

    def test_sent_twice_it_is_one_and_a_robot_is_thanked_and_nothing_kept(self, client, post):
        for _twice in range(2):
            client.post(f"{PUBLIC}{post.pk}/svar/", answered())
        assert (Exchange.objects.count(), Message.objects.count(), OutgoingMail.objects.count()) == (1, 1, 2)
        assert client.post(f"{PUBLIC}{post.pk}/svar/", answered(own_key="b", second_name="Bot")).status_code == 302
        assert Exchange.objects.count() == 1

    def test_very_many_are_stopped(self, client, post):
        answers = [client.post(f"{PUBLIC}{post.pk}/svar/", answered(own_key=f"k{n}")).status_code for n in range(22)]
        assert (answers[0], answers[-1]) == (302, 422)

    def test_an_association_is_taken_at_its_word_only_where_its_mail_says_so(self, client, post):
        """Who writes another's name is nobody's association: its account of hours is not hers to fill."""
        known = OrganisationFactory.create(name="Spejderne", mail="kontor@spejder.example")
        ContactFactory.create(organisation=known, person__mail=OTHER)
        for mail, organisation in (("fremmed@x.example", None), (OTHER, known), ("KONTOR@spejder.example", known)):
            client.post(f"{PUBLIC}{post.pk}/svar/", answered(mail=mail, own_key=mail[:20]))
            assert Exchange.objects.latest("pk").gives == organisation, mail

    def test_who_is_signed_in_answers_for_her_own_and_sees_it_there(self, client, client_of, erik, post):
        own = OrganisationFactory.create(name="Natteravnene")
        ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
        browser = client_of(erik)
        form = browser.get(f"{PUBLIC}{post.pk}/svar/").context["form"]
        assert (form["mail"].value(), form["association"].value()) == (erik.email, own.pk)
        browser.post(f"{PUBLIC}{post.pk}/svar/", answered(association=own.pk, mail=erik.email))
        row = Exchange.objects.get()
        assert (row.gives, row.getter) == (own, "De ældres klub")
        here = browser.get(f"/testby/forening/{own.pk}/byttebors/").content.decode()
        assert (row.other_token in here, row.poster_token in here) == (True, False)
        assert browser.post(f"{PUBLIC}{post.pk}/svar/", answered(association=post.organisation_id, own_key="z")).status_code == 422

    def test_one_does_not_answer_oneself_nor_what_is_over(self, client, client_of, erik, post):
        ContactFactory.create(organisation=post.organisation, person__account=erik, acts_since=NOW)
        assert client_of(erik).post(f"{PUBLIC}{post.pk}/svar/", answered(association=post.organisation_id)).status_code == 422
        ExchangePost.objects.update(state="closed", ended_on=TODAY)
        assert client.post(f"{PUBLIC}{post.pk}/svar/", answered()).status_code == 404


class TestThePage:
    def test_opening_it_changes_nothing_and_another_link_opens_nothing(self, client, pages):
        before = list(Exchange.objects.values())
        answer = client.get(pages[0])
        assert (list(Exchange.objects.values()), "no-store" in answer.headers["Cache-Control"]) == (before, True)
        assert client.get(f"{PUBLIC}bytte/nogetandet/").status_code == 410
        assert client.get("/andenby/byttebors/bytte/x/").status_code in {404, 410}

    def test_one_does_not_agree_with_oneself_nor_to_what_one_has_not_read(self, client, pages):
        theirs, hers = pages
        client.post(hers, {"act": "propose", "what": "Fire hænder", "hours": ""})
        seen = Exchange.objects.get().version
        assert client.post(hers, {"act": "agree", "seen": seen}).status_code == 422
        client.post(hers, {"act": "propose", "what": "Fire hænder og hele klubbens bus", "hours": "100"})
        for late in (seen, "x", "9" * 30):
            assert client.post(theirs, {"act": "agree", "seen": late}).status_code == 422
        assert Exchange.objects.get().state == "proposed"

    @pytest.mark.parametrize("data", [{"act": "propose", "what": ""}, {"act": "propose", "what": "x", "hours": "-1"}, {"act": "propose", "what": "x", "hours": "mange"}, {"act": "propose", "what": "x", "on": "2026-02-30"}, {"act": "write", "text": ""}, {"act": "done", "hours": "2"}, {"act": "nonsense"}])
    def test_bad_input_changes_nothing(self, client, pages, data):
        before = list(Exchange.objects.values())
        assert client.post(pages[0], data).status_code in {302, 422}
        assert list(Exchange.objects.values()) == before

    def test_it_asks_the_same_number_of_questions_however_much_is_written(self, client, pages):
        asked = []
        for n in (1, 3):
            MessageFactory.create_batch(n, exchange=Exchange.objects.get())
            client.get(pages[0])
            with CaptureQueriesContext(connection) as questions:
                client.get(pages[0])
            asked.append(len(questions))
        assert asked == [3, 3]

    @pytest.mark.django_db(transaction=True)
    def test_a_yes_and_a_no_at_once_are_one_answer(self, centre):
        row = ExchangeFactory.create(state="proposed", by_poster=False, what="Teltet")
        at_once(centre, [partial(swapping.agree, row, poster=True, seen=row.version, centre=centre, now=NOW), partial(swapping.end, row, by=None, now=NOW, poster=False)])
        row.refresh_from_db()
        assert (row.state, row.agreed_on is not None or row.state == "ended") in {("agreed", True), ("ended", True)}
        assert Exchange.objects.made().count() == (row.state == "agreed")


class TestTheOffice:
    def test_it_says_what_came_of_it_and_puts_right_who_it_was(self, client_of, bo, carla, post):
        known = OrganisationFactory.create(name="Spejderne")
        row = ExchangeFactory.create(post=post, gives=None, gives_name="Spejderne i skoven", gets=post.organisation, state="agreed", agreed_on=TODAY)
        browser = client_of(bo)
        assert browser.post(f"{OFFICE}bytter/{row.pk}/ret/", {"gives": known.pk, "gives_name": "", "gets": post.organisation_id, "category": row.category_id, "what": "Borde", "hours": "2,25", "version": row.version}).status_code == 302
        row.refresh_from_db()
        assert (row.gives, row.gives_name, row.minutes) == (known, "", 135)
        for bad in ({"gives": known.pk, "gets": known.pk}, {"gives": "", "gives_name": ""}):
            assert browser.post(f"{OFFICE}bytter/{row.pk}/ret/", {"gets": post.organisation_id, "category": row.category_id, "version": row.version, **bad}).status_code == 422
        browser.post(f"{OFFICE}bytter/{row.pk}/", {"act": "done", "hours": "3"})
        row.refresh_from_db()
        assert (row.state, row.minutes) == ("done", 180)
        assert client_of(carla).post(f"{OFFICE}bytter/{row.pk}/", {"act": "end"}).status_code == 403

    @pytest.mark.parametrize("n", [1, 3])
    def test_lists_ask_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        ExchangeFactory.create_batch(n, state="agreed", agreed_on=TODAY)
        browser = client_of(bo)
        for address, questions in ((f"{OFFICE}bytter/", 12), (f"{OFFICE}tal/", 12)):
            browser.get(address)
            with django_assert_num_queries(questions):
                assert browser.get(address).status_code == 200

    def test_figures_are_counted_by_hand(self, client_of, bo, post):
        other = CategoryFactory.create(name="Udstyr")
        ExchangePostFactory.create(category=other)
        ExchangePostFactory.create(category=other, state="hidden", ended_on=TODAY)
        for state, minutes in (("answered", None), ("agreed", 60), ("done", 90), ("done", 30), ("ended", 60)):
            ExchangeFactory.create(post=post, state=state, minutes=minutes, agreed_on=TODAY if state in {"agreed", "done"} else None, done_on=TODAY if state == "done" else None, closed_on=TODAY if state in {"done", "ended"} else None)
        lines = {each.name: (each.offers, each.needs, each.answers, each.made, each.done, each.minutes) for each in client_of(bo).get(f"{OFFICE}tal/").context["lines"]}
        assert lines == {"Hænder": (0, 1, 5, 3, 2, 120), "Udstyr": (1, 0, 0, 0, 0, 0)}
        assert (counted(), counted(exchange_category=post.category_id), counted(exchange_category=other.pk), counted("exchange_hours")) == (3, 3, 0, 2)
        assert (counted(organisation=post.organisation_id), counted(locality=post.locality_id)) == (3, 0)
        year, about = TODAY.year, post.category_id
        for query, n in ((f"bytter/?vis=alle&om={about}&aar={year}", 5), (f"bytter/?vis=indgaaet&om={about}&aar={year}", 3), (f"bytter/?vis=gjort&om={about}&aar={year}", 2), (f"bytter/?vis=gjort&aar={year - 1}", 0), (f"?tilstand=alle&vis=tilbydes&om={other.pk}&aar={year}", 1)):
            assert client_of(bo).get(f"{OFFICE}{query}").context["page"].paginator.count == n, query  # every number opens to as many rows
        assert len(client_of(bo).get(f"{OFFICE}tal/?format=csv").content.decode("utf-8-sig").splitlines()) == 3
        assert len(client_of(bo).get(f"{OFFICE}bytter/?vis=alle&format=csv").content.decode("utf-8-sig").splitlines()) == 6

    def test_what_is_agreed_for_a_day_is_coming(self, client_of, bo, centre):
        row = ExchangeFactory.create(state="agreed", agreed_on=TODAY, on=TODAY + timedelta(days=1), what="Borde op")
        assert row.get_absolute_url() in client_of(bo).get("/testby/kontor/").content.decode()


class TestTheClock:
    def test_what_nobody_writes_about_comes_to_nothing(self, centre):
        row = ExchangeFactory.create(heard_on=TODAY - timedelta(days=60))
        fresh = ExchangeFactory.create(heard_on=TODAY - timedelta(days=59))
        jobs.look_after(NOW)
        row.refresh_from_db()
        fresh.refresh_from_db()
        assert (row.state, row.closed_on, fresh.state) == ("ended", TODAY, "answered")

    def test_both_are_asked_once_whether_it_took_place_and_then_it_is_left(self, centre):
        row = ExchangeFactory.create(state="agreed", agreed_on=TODAY - timedelta(days=20), on=TODAY - timedelta(days=7))
        for _twice in range(2):
            jobs.look_after(NOW)
        assert OutgoingMail.objects.filter(once_key__contains="took-place").count() == 2
        jobs.look_after(NOW + timedelta(days=31))
        row.refresh_from_db()
        assert (row.state, row.closed_on) == ("agreed", timezone.localdate(NOW + timedelta(days=31)))

    def test_half_a_year_after_nobody_is_known_from_it_and_the_count_stays(self, centre):
        row = ExchangeFactory.create(state="done", agreed_on=TODAY, done_on=TODAY, closed_on=TODAY, minutes=60, name="Kim", phone="12 34 56 78", thanks="Tak Kim")
        MessageFactory.create(exchange=row, text="Hilsen Kim")
        later = date(TODAY.year + 1, 12, 31)
        for model in (Exchange, Message):
            retention.blank_expired(declarations[model._meta.label], later)
        row.refresh_from_db()
        assert (row.name, row.mail, row.phone, row.thanks, Message.objects.get().text, counted()) == ("", "", "", "", "", 1)
        assert "Kim" not in str(list(Change.objects.values_list("fields", "label")))
