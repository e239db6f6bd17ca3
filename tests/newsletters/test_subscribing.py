"""Saying yes and no: nothing is sent before the mail itself has said yes, leaving takes one click, and nobody is asked over and over."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.newsletters import jobs, subscribing, withholding
from brobygger.newsletters.models import Audience, Subscriber, Withheld
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_person
from tests.factories import AudienceFactory, PersonFactory, SubscriberFactory, ThemeFactory
from tests.together import at_once

NOW = timezone.now()


def sign_up(centre, mail="karen@mail.example", now=NOW, **more):
    subscribing.sign_up(mail, **{"name": "Karen", "language": "da", "lists": Audience.objects.open(), "themes": (), "centre": centre, "now": now, **more})


def test_a_sign_up_is_asked_by_mail_and_counts_when_it_has_said_yes(centre):
    AudienceFactory.create(who="subscribers", public=True)
    sign_up(centre)
    row = Subscriber.objects.get()
    assert (row.confirmed_at, row.lists.count(), Subscriber.objects.confirmed().count()) == (None, 1, 0)
    assert subscribing.link_of(row, centre) in OutgoingMail.objects.get().text
    subscribing.confirm(row, now=NOW)
    subscribing.confirm(row, now=NOW + timedelta(hours=1))
    assert Subscriber.objects.get().confirmed_at == NOW


def test_anybody_may_write_anybodys_mail_and_changes_nothing_by_it(centre):
    sign_up(centre)
    row = Subscriber.objects.get()
    subscribing.confirm(row, now=NOW)
    for minutes in (1, 2, 59, 61):
        sign_up(centre, mail=" KAREN@mail.example", now=NOW.replace(minute=0) + timedelta(minutes=minutes), name="En anden", themes=[ThemeFactory.create()])
    row.refresh_from_db()
    assert (row.name, row.themes.count(), Subscriber.objects.count()) == ("Karen", 0, 1)
    assert OutgoingMail.objects.count() == 3  # the question, and the link to her wishes once in each of two hours


def test_one_who_has_not_said_yes_is_not_flooded(centre):
    for minutes in (0, 1, 30, 61):
        sign_up(centre, now=NOW + timedelta(minutes=minutes))
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_sent_twice_in_one_moment_is_one_subscriber(centre):
    assert [each for each in at_once(centre, [lambda: sign_up(centre)] * 4) if isinstance(each, Exception)] == []
    assert (Subscriber.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_a_colleague_asks_nobody_twice_within_a_year_nor_who_has_said_no(centre, astrid):
    withholding.unsubscribe(withholding.digest_of("nej@mail.example", centre.pk), now=NOW)
    SubscriberFactory.create(mail="ja@mail.example")
    people = [("ny@mail.example", "Ny", None), ("NY@mail.example", "Ny igen", None), ("nej@mail.example", "", None), ("ja@mail.example", "", None), ("", "Uden", None)]
    assert [subscribing.ask(people, centre=centre, by=astrid, now=NOW + timedelta(days=days)) for days in (0, 1, 364, 366)] == [1, 0, 0, 1]
    for mail in ("ny@mail.example", "nej@mail.example", "ja@mail.example"):
        with pytest.raises(ValidationError):
            subscribing.ask_one(mail, "", centre=centre, by=astrid, now=NOW + timedelta(days=367))


def test_who_leaves_is_forgotten_and_known_again_and_may_come_back(centre):
    row = SubscriberFactory.create(mail="karen@mail.example")
    subscribing._tell_of_wishes(row, centre, now=NOW)
    withholding.unsubscribe(row.digest, now=NOW)
    withholding.unsubscribe(row.digest, now=NOW)
    assert (Subscriber.objects.count(), Withheld.objects.get().why, OutgoingMail.objects.filter(to="karen@mail.example").count()) == (0, "unsubscribed", 0)
    sign_up(centre)
    subscribing.confirm(Subscriber.objects.get(), now=NOW)
    assert Withheld.objects.count() == 0


def test_a_no_weighs_more_than_a_mail_that_came_back(centre):
    digest = withholding.digest_of("karen@mail.example", centre.pk)
    withholding.stop("karen@mail.example", centre.pk, now=NOW)
    assert withholding.reason_of(digest) == "bounced"
    withholding.unsubscribe(digest, now=NOW)
    withholding.stop("karen@mail.example", centre.pk, now=NOW)
    assert withholding.reason_of(digest) == "unsubscribed"


def test_an_address_is_known_again_at_its_own_centre_alone(centre, other_centre):
    assert withholding.digest_of("a@x.example", centre.pk) != withholding.digest_of("a@x.example", other_centre.pk)
    token = withholding.url_of("a" * 64, centre).rstrip("/").rpartition("/")[2]
    assert (withholding.digest_in(token), withholding.digest_in(token[:-1]), withholding.digest_in("noget")) == ("a" * 64, "", "")


def test_those_who_did_not_say_yes_in_time_are_forgotten(centre):
    SubscriberFactory.create(mail="ja@mail.example")
    SubscriberFactory.create(mail="ny@mail.example", confirmed_at=None, asked_at=NOW - timedelta(days=13))
    SubscriberFactory.create(mail="gammel@mail.example", confirmed_at=None, asked_at=NOW - timedelta(days=15))
    SubscriberFactory.create(mail="spurgt@mail.example", confirmed_at=None, asked_at=NOW - timedelta(days=300), by_centre=True)
    SubscriberFactory.create(mail="forlængst@mail.example", confirmed_at=None, asked_at=NOW - timedelta(days=366), by_centre=True)
    jobs.forget_silent(now=NOW)
    assert sorted(Subscriber.objects.values_list("mail", flat=True)) == ["ja@mail.example", "ny@mail.example", "spurgt@mail.example"]


def test_who_is_erased_is_no_subscriber_either_tied_to_her_or_not(centre, astrid):
    person = PersonFactory.create(mail="Karen@mail.example")
    SubscriberFactory.create(mail="karen@mail.example")
    SubscriberFactory.create(mail="anden@mail.example", person=person)
    SubscriberFactory.create(mail="helt-anden@mail.example")
    erase(subject_of_person(person), by=astrid, now=NOW)
    assert [each.mail for each in Subscriber.objects.all()] == ["helt-anden@mail.example"]
