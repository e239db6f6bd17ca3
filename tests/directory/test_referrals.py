"""Somebody is led to one who can help: with her name and her yes, or by a code alone; and afterwards only the count stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.directory import referring
from brobygger.directory.models import Referral
from brobygger.people import retention
from tests.factories import OfferFactory, OrganisationFactory, ReferralFactory

NEW = "/testby/henvis/ny/"


@pytest.fixture
def offer(centre):
    return OfferFactory.create(title="Sorgcafé", provider__name="Sorgvennerne", contact_mail="sorg@forening.example")


def named(**fields):
    return {"how": "name", "who": "Inger Hemmelig", "phone": "11 22 33 44", "mail": "inger@hemmelig.example", "message": "Har mistet sin mand", "consent": "on", "age": "", "own_key": "k1", **fields}


def link_of(mail):
    return next(word for word in mail.text.split() if "/henvisning/" in word).partition("localhost:8000")[2]


def refer(client_of, gerd, offer, **fields):
    answer = client_of(gerd).post(f"{NEW}?tilbud={offer.pk}", named(**fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return Referral.objects.get(), OutgoingMail.objects.get(to="sorg@forening.example")


class TestWithAName:
    def test_from_the_referrer_to_a_start(self, client_of, client, gerd, offer):
        row, mail = refer(client_of, gerd, offer)
        assert (row.state, row.made_by, row.receiver, row.consent_on) == ("sent", gerd, offer.provider, timezone.localdate())
        assert "Inger" not in mail.text + mail.subject
        assert row.code in mail.subject
        page = client.get(link_of(mail)).content.decode()
        assert "Inger Hemmelig" in page
        assert Referral.objects.get().state == "sent"  # opening changes nothing
        for state in ("accepted", "contacted", "started"):
            client.post(link_of(mail), {"state": state})
            assert Referral.objects.get().state == state
        row = Referral.objects.get()
        assert (row.started_on, row.closed_on) == (timezone.localdate(), timezone.localdate())
        told = [each.subject for each in OutgoingMail.objects.filter(to=gerd.email)]
        assert len(told) == 3
        assert "Inger" not in " ".join(each.text for each in OutgoingMail.objects.all())
        assert "Inger" not in client.get(link_of(mail)).content.decode()

    @pytest.mark.parametrize(("left_out", "field"), [("who", "who"), ("consent", "consent")])
    def test_name_and_consent_are_needed(self, client_of, gerd, offer, left_out, field):
        given = named()
        del given[left_out]
        answer = client_of(gerd).post(f"{NEW}?tilbud={offer.pk}", given)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not Referral.objects.exists()

    def test_what_is_needed_is_not_said_to_be_left_out_at_will(self, client_of, gerd, offer):
        page = client_of(gerd).get(f"{NEW}?tilbud={offer.pk}").content.decode()
        labels = {name: page.partition(f'for="id_{name}"')[2].partition("</label>")[0] for name in ("who", "phone", "mail", "message")}
        assert ["kan udelades" in label for label in labels.values()] == [False, False, False, True]

    def test_a_way_to_reach_her_is_needed(self, client_of, gerd, offer):
        answer = client_of(gerd).post(f"{NEW}?tilbud={offer.pk}", named(phone="", mail=""))
        assert "phone" in answer.context["form"].errors

    def test_a_cpr_number_is_refused(self, client_of, gerd, offer):
        answer = client_of(gerd).post(f"{NEW}?tilbud={offer.pk}", named(message="010190-1234"))
        assert "message" in answer.context["form"].errors

    def test_sent_twice_is_one(self, client_of, gerd, offer):
        refer(client_of, gerd, offer)
        client_of(gerd).post(f"{NEW}?tilbud={offer.pk}", named())
        assert Referral.objects.count() == 1
        assert OutgoingMail.objects.filter(to="sorg@forening.example").count() == 1

    def test_a_refusal_in_their_own_words_stands_with_the_referral_alone_and_goes_with_it(self, client_of, client, gerd, bo, offer):
        row, mail = refer(client_of, gerd, offer)
        words = "Han har truet en af vores frivillige"
        client.post(link_of(mail), {"state": "declined", "reason": words})
        for query in ("", "?format=csv"):
            office = client_of(bo).get(f"/testby/kontor/tilbud/henvisninger/{query}").content.decode()
            assert (words in office, "kunne ikke tages imod" in office) == (False, True), query
        assert words in client_of(gerd).get(f"/testby/henvis/{row.pk}/").content.decode()
        assert words not in str(list(Change.objects.values_list("fields", flat=True)))
        retention.blank_expired(declarations[Referral._meta.label], timezone.localdate() + timedelta(days=40))
        assert words not in client_of(gerd).get(f"/testby/henvis/{row.pk}/").content.decode()
        assert (Referral.objects.get().state, Referral.objects.get().reason) == ("declined", "")

    def test_words_beside_another_answer_are_not_kept(self, client_of, client, gerd, offer):
        _row, mail = refer(client_of, gerd, offer)
        client.post(link_of(mail), {"state": "accepted", "reason": "Inger virker ked af det"})
        assert (Referral.objects.get().state, Referral.objects.get().reason) == ("accepted", "")

    def test_a_refusal_needs_a_reason(self, client_of, client, gerd, offer):
        _row, mail = refer(client_of, gerd, offer)
        assert client.post(link_of(mail), {"state": "declined"}).status_code == 422
        client.post(link_of(mail), {"state": "declined", "reason": "Vi holder ferielukket"})
        assert (Referral.objects.get().state, Referral.objects.get().reason) == ("declined", "Vi holder ferielukket")
        assert "ferielukket" not in OutgoingMail.objects.get(to=gerd.email).text  # the receiver's own words may name her, and mails stay longer
        assert "ferielukket" in client_of(gerd).get(f"/testby/henvis/{Referral.objects.get().pk}/").content.decode()
        assert client.post(link_of(mail), {"state": "accepted"}).status_code == 422

    def test_withdrawn_all_of_it_goes_at_once(self, client_of, gerd, offer):
        row, _mail = refer(client_of, gerd, offer)
        client_of(gerd).post(f"/testby/henvis/{row.pk}/", {"act": "withdraw"})
        row.refresh_from_db()
        assert (row.state, row.who, row.phone, row.mail, row.message) == ("withdrawn", "", "", "", "")


class TestByACode:
    def test_nothing_of_her_is_kept_even_if_it_was_typed(self, client_of, client, gerd, offer):
        row, mail = refer(client_of, gerd, offer, how="code")
        assert (row.anonymous, row.who, row.phone, row.mail, row.message, row.consent_on) == (True, "", "", "", "", None)
        assert row.code in client.get(link_of(mail)).content.decode()
        assert row.code in client_of(gerd).get(f"/testby/henvis/{row.pk}/").content.decode()

    def test_the_database_refuses_a_name_beside_the_code(self, centre):
        with pytest.raises(Exception, match="referral_by_code_names_nobody"):
            ReferralFactory.create(anonymous=True, consent_on=None)


class TestWhoSeesWhat:
    def test_a_referrer_sees_own_referrals_and_nothing_else(self, client_of, gerd, offer, bo):
        others = ReferralFactory.create(made_by=bo, who="Inger Hemmelig")
        browser = client_of(gerd)
        assert browser.get(f"/testby/henvis/{others.pk}/").status_code == 404
        assert others.code not in browser.get("/testby/henvis/").content.decode()
        assert browser.get("/testby/kontor/").status_code == 403
        assert browser.get("/testby/kontor/tilbud/henvisninger/").status_code == 403

    def test_the_office_sees_no_names(self, client_of, astrid, centre):
        row = ReferralFactory.create(who="Inger Hemmelig", message="Har mistet")
        for query in ("", "?format=csv"):
            page = client_of(astrid).get(f"/testby/kontor/tilbud/henvisninger/{query}").content.decode()
            assert row.code in page
            assert "Inger" not in page
            assert "mistet" not in page

    def test_the_trail_says_that_and_not_what(self, client_of, gerd, offer):
        row, _mail = refer(client_of, gerd, offer)
        assert "Inger" not in str([each.fields for each in Change.objects.filter(row=row.pk, model="directory.Referral")])

    def test_another_centre_opens_no_link(self, client_of, client, gerd, offer, other_centre):
        _row, mail = refer(client_of, gerd, offer)
        assert client.get(link_of(mail).replace("/testby/", "/fjernby/")).status_code == 410

    def test_the_lists_ask_a_bounded_number_of_questions(self, client_of, gerd, astrid, centre, django_assert_num_queries):
        counts = []
        for n in (1, 2):
            for _n in range(n):
                ReferralFactory.create(made_by=gerd)
            for browser, address in ((client_of(gerd), "/testby/henvis/"), (client_of(astrid), "/testby/kontor/tilbud/henvisninger/")):
                browser.get(address)
                with django_assert_num_queries(11) as asked:
                    browser.get(address)
                counts.append(len(asked))
        assert counts[:2] == counts[2:]


class TestWhereThereIsNoMail:
    def test_it_says_so_and_keeps_nothing(self, client_of, gerd, centre):
        to = OrganisationFactory.create(mail="")
        answer = client_of(gerd).post(NEW, named(receiver=to.pk))
        assert answer.status_code == 422
        assert not Referral.objects.exists()

    def test_an_offer_that_takes_none(self, client_of, gerd, offer):
        offer.takes_referrals = False
        offer.save()
        assert client_of(gerd).get(f"{NEW}?tilbud={offer.pk}").status_code == 404


class TestTime:
    def test_reminded_and_expired(self, centre, gerd, offer):
        made = referring.send(Referral(offer=offer, who="Inger", phone="1", consent_on=timezone.localdate(), key="x"), centre=centre, by=gerd, now=timezone.now())
        counts = []
        for days in (5, 10, 11, 20, 30, 40, 42, 50):
            referring.run(centre=centre, now=timezone.now() + timedelta(days=days))
            counts.append(OutgoingMail.objects.filter(to="sorg@forening.example").count())
        made.refresh_from_db()
        assert counts == [1, 2, 2, 3, 4, 4, 4, 4]
        assert (made.state, made.closed_on) == ("expired", timezone.localdate() + timedelta(days=42))
        assert OutgoingMail.objects.filter(to=gerd.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(centre, gerd):
    row = ReferralFactory.create(made_by=gerd)
    results = []

    def say(state):
        try:
            with centre_in_force(centre):
                referring.answer(Referral.objects.get(pk=row.pk), state, reason="nej", centre=centre, now=timezone.now())
            return "said"
        except ValidationError:
            return "late"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(say, ["full", "declined", "full", "declined"]))
    assert sorted(results) == ["late", "late", "late", "said"]
