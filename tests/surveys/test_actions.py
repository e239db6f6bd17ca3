"""A sending is prepared, opened, reminded of and closed; and who was asked is forgotten in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.surveys import actions, answering, editing, letters, recipients
from brobygger.surveys.box import open_box
from brobygger.surveys.jobs import forget
from brobygger.surveys.models import Envelope, PersonalLink, Response, Sending
from brobygger.surveys.recipients import Recipient
from tests.factories import (
    ContactFactory,
    EditionFactory,
    MatchFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PersonFactory,
    SendingFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
LATER = NOW + timedelta(days=4)


def prepared(**fields):
    return SendingFactory.create(opened_on=None, open_token="", **fields)


def people(n):
    return [Recipient(f"en{each}@mail.example", f"En {each}") for each in range(n)]


def test_whoever_is_on_the_list_is_not_asked_again(centre, bo):
    row = prepared()
    assert (actions.ask(row, people(6), by=bo, now=NOW), actions.ask(row, people(8), by=bo, now=NOW)) == (6, 2)
    assert actions.open_up(row, open_link=True, by=bo, now=NOW) == 8


def test_the_mail_says_what_is_promised_and_no_secret_is_kept_beside_it(centre, bo):
    row = prepared(reason="Fordi vi vil vide det.", closes_on=TODAY + timedelta(days=10))
    actions.ask(row, people(5), by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    mail = OutgoingMail.objects.first()
    link = PersonalLink.objects.get(mail=mail.to)
    assert all(part in mail.text for part in ("Fordi vi vil vide det.", "Det er anonymt", "tager imod ét svar", letters.token_of(link)))
    assert letters.token_of(link) not in {link.digest, str(link.pk)}
    named = prepared(anonymous=False)
    actions.ask(named, [Recipient("hun@mail.example")], by=bo, now=NOW)
    actions.open_up(named, open_link=False, by=bo, now=NOW)
    assert "Det er ikke anonymt: Frivilligcenter Testby kan se" in OutgoingMail.objects.get(to="hun@mail.example").text


def test_it_is_not_opened_where_nobody_could_answer_or_so_few_that_they_are_known(centre, bo):
    row = prepared()
    for n, open_link in ((0, False), (4, False)):
        actions.ask(row, people(n), by=bo, now=NOW)
        with pytest.raises(ValidationError):
            actions.open_up(row, open_link=open_link, by=bo, now=NOW)
    actions.open_up(row, open_link=True, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.open_up(row, open_link=True, by=bo, now=NOW)
    named = prepared(anonymous=False)
    with pytest.raises(ValidationError):
        actions.open_up(named, open_link=True, by=bo, now=NOW)
    empty = editing.make(title="Tomt", about="other", by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.prepare(empty, Sending(title="Tomt"), by=bo, now=NOW)


def test_what_was_promised_cannot_be_changed_once_it_is_open(centre, bo):
    row = SendingFactory.create()
    row.anonymous, row.open_token = False, ""
    with pytest.raises(ValidationError):
        actions.edit(row, before={}, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        actions.delete(SendingFactory.create(), by=bo, now=NOW)


def test_those_who_have_not_answered_are_reminded_and_nobody_else(centre, bo):
    row = prepared()
    actions.ask(row, people(8), by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row = Sending.objects.get(pk=row.pk)
    for mail in ("en1@mail.example", "en2@mail.example"):
        answering.give(answering.Door(row, PersonalLink.objects.get(mail=mail)), {"q1": "ja"}, once="", now=NOW)
    OutgoingMail.objects.all().delete()
    with pytest.raises(ValidationError):
        actions.remind(row, by=bo, now=NOW)  # they had it today
    assert actions.remind(row, by=bo, now=LATER) == 6
    assert {*OutgoingMail.objects.values_list("to", flat=True)} == {f"en{n}@mail.example" for n in (0, 3, 4, 5, 6, 7)}
    token = OutgoingMail.objects.first().text.partition("/spoergeskemaer/")[2].partition("/")[0]
    assert answering.door_of(token) is not None
    for days in (8, 12):
        actions.remind(row, by=bo, now=NOW + timedelta(days=days))
    with pytest.raises(ValidationError):
        actions.remind(row, by=bo, now=NOW + timedelta(days=20))  # three are enough


def test_who_was_asked_is_forgotten_and_the_counts_stay(centre, bo):
    row = prepared()
    actions.ask(row, people(6), by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row = Sending.objects.get(pk=row.pk)
    answering.give(answering.Door(row, row.links.first()), {"q1": "ja"}, once="", now=NOW)
    actions.close(row, by=bo, now=NOW)
    forget(NOW + timedelta(days=59))
    assert PersonalLink.objects.exclude(mail="").count() == 6
    forget(NOW + timedelta(days=61))
    assert set(PersonalLink.objects.values_list("name", "mail", "person", "organisation")) == {("", "", None, None)}
    assert not OutgoingMail.objects.filter(to__endswith="mail.example").exclude(text="").exists()
    counted = Sending.objects.counted().get(pk=row.pk)
    assert (counted.asked, counted.answered) == (6, 1)


def test_recipients_are_members_associations_volunteers_and_networks_each_address_once(centre):
    own = MembershipFactory.create(organisation__mail="Forening@mail.example").organisation
    MembershipFactory.create(organisation=None, person=PersonFactory.create(mail="hun@mail.example"))
    by_contact = OrganisationFactory.create(mail="", name="Uden mail")
    ContactFactory.create(organisation=by_contact, person__mail="kontakt@mail.example")
    OrganisationFactory.create(mail="")
    network = NetworkFactory.create(started_on=TODAY)
    NetworkMemberFactory.create(network=network, organisation=by_contact)
    NetworkMemberFactory.create(network=network, organisation=own)
    match = MatchFactory.create(started_on=TODAY)
    match.volunteer.person.mail = "frivillig@mail.example"
    match.volunteer.person.save()
    asked = {key: {each.mail for each in recipients.found(key, TODAY)} for key in ("members", "known", "volunteers", f"network-{network.pk}", "network-0", "type-999", "vrøvl")}
    assert asked["members"] == {"forening@mail.example", "hun@mail.example"}
    assert {"forening@mail.example", "kontakt@mail.example"} <= asked["known"]
    assert asked["volunteers"] == {"frivillig@mail.example"}
    assert asked[f"network-{network.pk}"] == {"forening@mail.example", "kontakt@mail.example"}
    assert [asked[key] for key in ("network-0", "type-999", "vrøvl")] == [set()] * 3
    assert [each.mail for each in recipients.written("Bo <bo@mail.example>; anna@mail.example,\nBO@mail.example")] == ["bo@mail.example", "anna@mail.example"]
    with pytest.raises(ValidationError, match="ingen"):
        recipients.written("ingen adresse")


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
def test_a_link_that_is_used_many_times_at_once_gives_one_answer(centre, bo):
    row = prepared()
    actions.ask(row, people(12), by=bo, now=NOW)
    actions.open_up(row, open_link=False, by=bo, now=NOW)
    row = Sending.objects.select_related("edition", "centre").get(pk=row.pk)
    link = row.links.first()
    done = at_once(centre, [lambda: answering.give(answering.Door(row, link), {"q1": "ja"}, once="", now=NOW)] * 6)
    assert sorted(type(each).__name__ for each in done) == ["NoneType", *["Spent"] * 5]
    assert Envelope.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
def test_answers_that_come_while_the_box_is_opened_are_neither_lost_nor_taken_twice(centre, bo):
    row = SendingFactory.create(edition=EditionFactory.create())
    actions.ask(row, people(20), by=bo, now=NOW)
    row = Sending.objects.select_related("edition", "centre").get(pk=row.pk)
    links = list(row.links.order_by("mail"))
    for link in links[:12]:
        answering.give(answering.Door(row, link), {"q1": "ja"}, once="", now=NOW)
    answers = [lambda link=link: answering.give(answering.Door(row, link), {"q1": "nej"}, once="", now=NOW) for link in links[12:17]]
    assert [each for each in at_once(centre, [*answers, lambda: open_box(row, now=NOW) and None]) if each is not None] == []
    open_box(row, now=NOW)
    assert (Envelope.objects.count() + Response.objects.count(), PersonalLink.objects.filter(spent=True).count(), PersonalLink.objects.count()) == (17, 17, 20)
