"""Somebody is gone along with: asked, agreed on, gone together, and afterwards only the count by year stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.directory import referring
from brobygger.directory.models import Referral
from brobygger.matching import accompanying, volunteering
from brobygger.matching.models import Accompaniment
from brobygger.people import retention
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.directory.test_nothing_is_kept import everything_kept
from tests.factories import AccompanimentFactory, OfferFactory, ReferralFactory, VolunteerFactory

OFFICE = "/testby/kontor/foelgeskab/"
NOW, TODAY = timezone.now(), timezone.localdate()


def counted(year=None):
    demand = Demand("accompaniments", Period.year(year or timezone.localdate().year))
    return count([demand])[demand]


def link_of(mail):
    return next(word for word in mail.text.split() if "/foelgeskab/" in word).partition("localhost:8000")[2]


@pytest.fixture
def volunteer(centre):
    return VolunteerFactory.create(person__name="Kaj Hemmelig", person__mail="kaj@hemmelig.example", state="available")


def test_from_a_referral_to_going_together(client, client_of, astrid, volunteer, centre):
    offer = OfferFactory.create(title="Sorgcafé")
    referral = ReferralFactory.create(offer=offer, receiver=offer.provider, company=True, who="Inger Hemmelig", phone="98765432")
    browser = client_of(astrid)
    assert referral.code in browser.get("/testby/kontor/").content.decode()
    browser.post(f"{OFFICE}nyt/?henvisning={referral.pk}", {"to": "Sorgcafé", "meet": "Tirsdag kl. 14 ved indgangen"})
    row = Accompaniment.objects.get()
    browser.post(f"{OFFICE}{row.pk}/handling/", {"act": "ask", "volunteer": volunteer.pk})
    mail = OutgoingMail.objects.get(to="kaj@hemmelig.example")
    assert "Inger" not in mail.text
    asked = client.get(link_of(mail)).content.decode()
    assert "Tirsdag kl. 14" in asked
    assert "Inger" not in asked
    client.post(link_of(mail), {"act": "yes"})
    assert "98765432" in client.get(link_of(mail)).content.decode()
    assert counted() == 0
    for _n in range(2):
        client.post(link_of(mail), {"act": "went", "on": timezone.localdate().isoformat()})
    row.refresh_from_db()
    assert (row.state, row.times, row.first_on) == ("under_way", 2, timezone.localdate())
    assert counted() == 1
    client.post(link_of(mail), {"act": "end"})
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("ended", timezone.localdate())
    assert "98765432" not in client.get(link_of(mail)).content.decode()


def test_a_no_opens_it_again_and_the_old_link_no_more(client, astrid, volunteer, centre):
    row = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())
    mail = OutgoingMail.objects.get()
    assert client.post(link_of(mail), {"act": "no"}).status_code == 200
    row.refresh_from_db()
    assert (row.state, row.volunteer) == ("wanted", None)
    assert client.get(link_of(mail)).status_code == 404


def test_a_yes_that_comes_as_another_is_asked_is_not_the_others(volunteer, astrid, centre):
    """The page was opened by a link that was good until a moment ago."""
    opened = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())
    other = VolunteerFactory.create(person__mail="anden@x.example")
    accompanying.ask(opened, other, centre=centre, by=astrid, now=timezone.now())
    for late in (lambda: accompanying.answer(opened, yes=True, now=timezone.now(), token=opened.token), lambda: accompanying.end(opened, by=None, now=timezone.now(), token=opened.token)):
        with pytest.raises(ValidationError):
            late()
    assert Accompaniment.objects.get().state == "asked"


@pytest.mark.parametrize("said", ["asked", "agreed", "under way"])
def test_a_referral_taken_back_takes_it_along(client, client_of, gerd, astrid, volunteer, centre, said):
    referral = ReferralFactory.create(made_by=gerd, company=True, who="Inger Hemmelig")
    row = accompanying.ask(AccompanimentFactory.create(referral=referral, to="Sorgcafé", who="Inger Hemmelig", reach="98765432", meet="Ved Ingers hoveddør"), volunteer, centre=centre, by=astrid, now=timezone.now())
    if said != "asked":
        accompanying.answer(row, yes=True, now=timezone.now())
    if said == "under way":
        accompanying.went(row, on=timezone.localdate(), by=None, now=timezone.now())
    before = OutgoingMail.objects.filter(to=gerd.email).count()
    assert client_of(gerd).post(f"/testby/henvis/{referral.pk}/", {"act": "withdraw"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.who, row.reach, row.meet) == ("ended" if said == "under way" else "cancelled", "", "", "")
    told = OutgoingMail.objects.filter(to="kaj@hemmelig.example").latest("pk")
    assert ("Du skal alligevel ikke" in told.text, "Inger" in told.text) == (True, False)
    assert OutgoingMail.objects.filter(to=gerd.email).count() == before
    assert "Ingers" not in client.get(f"/testby/foelgeskab/{row.token}/").content.decode()
    accompanying.forget_due(now=timezone.now() + timedelta(days=62))
    assert not OutgoingMail.objects.filter(to="kaj@hemmelig.example", once_key__contains=f"-along-{row.pk}-").exists()


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize(("said", "because"), [("declined", "declined"), ("full", "full"), ("expired", "expired")])
def test_a_referral_that_comes_to_nothing_ends_it_with_its_reason(client, client_of, gerd, astrid, volunteer, centre, said, because, gone):
    referral = ReferralFactory.create(made_by=gerd, company=True, who="Inger Hemmelig", phone="98765432")
    row = accompanying.ask(AccompanimentFactory.create(referral=referral, to="Sorgcafé", who="", reach=""), volunteer, centre=centre, by=astrid, now=NOW)
    accompanying.answer(row, yes=True, now=NOW)
    if gone:
        accompanying.went(row, on=TODAY, by=None, now=NOW)
    OutgoingMail.objects.filter(to=gerd.email).delete()
    if said == "expired":
        Referral.objects.filter(pk=referral.pk).update(expires_on=TODAY)
        referring.run(centre=centre, now=NOW)
    else:
        referring.answer(referral, said, reason="Hun passer ikke ind", centre=centre, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.because, row.closed_on) == ("ended" if gone else "cancelled", because, TODAY)
    told = OutgoingMail.objects.filter(to="kaj@hemmelig.example").latest("pk")
    assert ("Du skal alligevel ikke" in told.text, "Stedet" in told.text, "Inger" in told.text, "passer ikke" in told.text) == (True, True, False, False)
    assert OutgoingMail.objects.filter(to=gerd.email).count() == 1  # the referral's own word is enough
    assert row.get_because_display() in client_of(astrid).get(f"{OFFICE}{row.pk}/").content.decode()
    assert "98765432" not in client.get(f"/testby/foelgeskab/{row.token}/").content.decode()
    with pytest.raises(ValidationError):
        accompanying.begin(Accompaniment(referral=ReferralFactory.create(state=said, closed_on=TODAY), to="Sorgcafé"), by=astrid, now=NOW)


def test_they_go_on_knowing_each_other_when_a_started_referral_is_forgotten(client, astrid, volunteer, centre):
    referral = ReferralFactory.create(company=True, who="Inger Hemmelig", phone="98765432", state="contacted")
    row = accompanying.ask(AccompanimentFactory.create(referral=referral, who="", reach=""), volunteer, centre=centre, by=astrid, now=NOW)
    page = f"/testby/foelgeskab/{row.token}/"
    accompanying.answer(row, yes=True, now=NOW)
    referring.answer(referral, "started", centre=centre, now=NOW)
    accompanying.went(row, on=TODAY, by=None, now=NOW)
    retention.blank_expired(declarations[Referral._meta.label], TODAY + timedelta(days=40))
    retention.blank_expired(declarations[Accompaniment._meta.label], TODAY + timedelta(days=40))
    referral.refresh_from_db()
    assert referral.who == ""
    text = client.get(page).content.decode()
    assert ("Inger Hemmelig" in text, "98765432" in text) == (True, True)
    row = Accompaniment.objects.get()
    assert row.volunteer == volunteer
    accompanying.end(row, by=None, now=NOW)
    retention.blank_expired(declarations[Accompaniment._meta.label], TODAY + timedelta(days=40))
    row.refresh_from_db()
    assert (row.who, row.reach, row.volunteer, row.times) == ("", "", None, 1)


def test_one_nobody_is_found_for_comes_back_to_staff(centre):
    row = AccompanimentFactory.create(made_on=TODAY)
    assert (accompanying.overdue(TODAY + timedelta(days=29)), accompanying.overdue(TODAY + timedelta(days=30))) == ([], [row])


def test_one_that_is_never_ended_comes_back_to_staff(astrid, volunteer, centre):
    row = accompanying.answer(accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now()), yes=True, now=timezone.now())
    today = timezone.localdate()
    accompanying.went(row, on=today, by=None, now=timezone.now())
    assert (accompanying.overdue(today + timedelta(days=89)), accompanying.overdue(today + timedelta(days=90))) == ([], [row])


def test_ended_by_staff_whoever_was_to_go_is_told_and_who_went_is_not(astrid, volunteer, centre):
    row = accompanying.ask(AccompanimentFactory.create(to="Sorgcafé"), volunteer, centre=centre, by=astrid, now=timezone.now())
    accompanying.answer(row, yes=True, now=timezone.now())
    accompanying.end(row, by=astrid, now=timezone.now())
    assert "Sorgcafé" in OutgoingMail.objects.latest("pk").subject
    assert OutgoingMail.objects.count() == 2
    other = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())
    accompanying.went(accompanying.answer(other, yes=True, now=timezone.now()), on=timezone.localdate(), by=None, now=timezone.now())
    accompanying.end(other, by=astrid, now=timezone.now())
    assert OutgoingMail.objects.count() == 3


def test_who_was_asked_before_can_no_longer_say_yes(client, astrid, volunteer, centre):
    row = AccompanimentFactory.create()
    accompanying.ask(row, volunteer, centre=centre, by=astrid, now=timezone.now())
    first = OutgoingMail.objects.get()
    other = VolunteerFactory.create(person__mail="anden@x.example")
    accompanying.ask(row, other, centre=centre, by=astrid, now=timezone.now())
    assert client.post(link_of(first), {"act": "yes"}).status_code == 404


def test_without_consent_nobody_is_asked(astrid, centre):
    away = VolunteerFactory.create(consent_until=timezone.localdate() - timedelta(days=1), person__mail="x@x.example")
    with pytest.raises(ValidationError):
        accompanying.ask(AccompanimentFactory.create(), away, centre=centre, by=astrid, now=timezone.now())
    assert away not in accompanying.fitting(AccompanimentFactory.create(), timezone.localdate())


def test_what_never_came_about_does_not_count(astrid, volunteer, centre):
    row = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())
    row = accompanying.end(row, by=astrid, now=timezone.now())
    assert (row.state, counted()) == ("cancelled", 0)


def test_a_day_to_come_is_refused(astrid, volunteer, centre):
    row = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())
    row = accompanying.answer(row, yes=True, now=timezone.now())
    with pytest.raises(ValidationError):
        accompanying.went(row, on=timezone.localdate() + timedelta(days=1), by=None, now=timezone.now())


def test_both_are_forgotten_a_month_after_and_the_count_by_year_stays(volunteer, centre):
    AccompanimentFactory.create(who="Inger Hemmelig", reach="98765432", meet="Hos Inger Hemmelig", volunteer=volunteer, state="ended", first_on=date(2025, 3, 1), times=3, closed_on=date(2025, 4, 1))
    assert accompanying.forget_due(now=timezone.now()) == 1
    kept = Accompaniment.objects.get()
    assert (kept.who, kept.reach, kept.meet, kept.volunteer, kept.times) == ("", "", "", None, 3)
    assert counted(2025) == 1
    assert "98765432" not in everything_kept()


def test_the_list_asks_a_bounded_number_of_questions(client_of, astrid, centre, django_assert_num_queries):
    browser = client_of(astrid)
    AccompanimentFactory.create(volunteer=VolunteerFactory.create())
    browser.get(OFFICE)
    with django_assert_num_queries(12):
        browser.get(OFFICE)
    for _n in range(3):
        AccompanimentFactory.create(volunteer=VolunteerFactory.create())
    with django_assert_num_queries(12):
        browser.get(OFFICE)


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_are_one_answer(astrid, volunteer, centre):
    row = accompanying.ask(AccompanimentFactory.create(), volunteer, centre=centre, by=astrid, now=timezone.now())

    def say(yes):
        try:
            with centre_in_force(centre):
                accompanying.answer(Accompaniment.objects.get(pk=row.pk), yes=yes, now=timezone.now())
            return "said"
        except ValidationError:
            return "late"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(say, [True, False, True, False])) == ["late", "late", "late", "said"]


class TestWhoeverReferred:
    """Is told that somebody goes along, with a first name, and that it is done; and no more."""

    @pytest.fixture
    def row(self, astrid, gerd, volunteer, centre):
        referral = ReferralFactory.create(made_by=gerd, company=True, who="Inger Hemmelig")
        return accompanying.ask(accompanying.begin(Accompaniment(referral=referral, to="Sorgcafé"), by=astrid, now=timezone.now()), volunteer, centre=centre, by=astrid, now=timezone.now())

    def page(self, client_of, gerd, row):
        browser = client_of(gerd)
        return browser.get("/testby/henvis/").content.decode(), browser.get(f"/testby/henvis/{row.referral_id}/").content.decode()

    def test_on_her_page_and_by_mail_from_the_yes_to_the_end(self, client, client_of, gerd, row):
        mail = OutgoingMail.objects.get(to="kaj@hemmelig.example")
        for page in self.page(client_of, gerd, row):
            assert ("Vi leder efter en" in page, "Kaj" in page) == (True, False)
        client.post(link_of(mail), {"act": "yes"})
        for page in self.page(client_of, gerd, row):
            assert ("Kaj går med." in page, "Hemmelig går" in page, "kaj@" in page) == (True, False, False)
        client.post(link_of(mail), {"act": "went", "on": timezone.localdate().isoformat()})
        client.post(link_of(mail), {"act": "end"})
        for page in self.page(client_of, gerd, row):
            assert ("De har fulgtes ad" in page, "Kaj" in page) == (True, False)
        told = [each.text for each in OutgoingMail.objects.filter(to=gerd.email).order_by("pk")]
        assert [("Kaj går med." in each, "De har fulgtes ad" in each) for each in told] == [(True, False), (False, True)]
        assert "Inger" not in str(told)
        assert "Hemmelig" not in str(told)

    def test_nobody_else_sees_it(self, client_of, astrid, row):
        assert client_of(astrid).get(f"/testby/henvis/{row.referral_id}/").status_code == 404

    def test_it_came_to_nothing(self, client_of, gerd, astrid, row):
        accompanying.end(row, by=astrid, now=timezone.now())
        assert all("det blev ikke til noget" in page for page in self.page(client_of, gerd, row))
        assert OutgoingMail.objects.filter(to=gerd.email).count() == 1

    def test_one_that_was_taken_back_tells_nobody(self, gerd, row):
        row.referral.state, row.referral.closed_on = "withdrawn", timezone.localdate()
        row.referral.save()
        accompanying.answer(row, yes=True, now=timezone.now())
        assert not OutgoingMail.objects.filter(to=gerd.email).exists()

    def test_the_volunteer_leaves_and_somebody_else_is_wanted(self, client_of, gerd, volunteer, row):
        accompanying.answer(row, yes=True, now=timezone.now())
        volunteering.withdraw(volunteer, by=None, now=timezone.now())
        row.refresh_from_db()
        assert (row.state, row.volunteer) == ("wanted", None)
        assert all("Vi leder efter en" in page for page in self.page(client_of, gerd, row))
        assert OutgoingMail.objects.filter(to=gerd.email).count() == 2

    def test_a_month_after_the_end_no_mail_says_who_went(self, volunteer, row):
        accompanying.answer(row, yes=True, now=timezone.now())
        accompanying.end(row, by=None, now=timezone.now())
        accompanying.forget_due(now=timezone.now() + timedelta(days=62))
        assert "Kaj" not in str(list(OutgoingMail.objects.values_list("text", "subject")))

    def test_the_list_asks_one_question_more_for_all_of_them(self, client_of, gerd, centre, django_assert_num_queries):
        counts = []
        for n in (1, 2):
            for _each in range(n):
                AccompanimentFactory.create(referral=ReferralFactory.create(made_by=gerd, company=True), state="agreed", volunteer=VolunteerFactory.create())
            browser = client_of(gerd)
            browser.get("/testby/henvis/")
            with django_assert_num_queries(12) as asked:
                browser.get("/testby/henvis/")
            counts.append(len(asked))
        assert counts[0] == counts[1]
