"""Evaluations that go out by themselves: by the clock, once each, where the centre has switched it on, and never to those who would rather not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.schedule import jobs
from brobygger.surveys import by_itself, declining
from brobygger.surveys.models import Declined, EvaluationRule, PersonalLink, Sending, SentByItself
from tests.factories import (
    ConsultationFactory,
    EvaluationRuleFactory,
    EventFactory,
    GroupFactory,
    MatchFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    ParticipantFactory,
    ParticipationFactory,
    PersonalLinkFactory,
    PersonFactory,
    SendingFactory,
    SentByItselfFactory,
    SignUpFactory,
    SignUpListFactory,
    VolunteerFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
PAGE = "/testby/kontor/spoergeskemaer/af-sig-selv/"


def event(days=2, people=6, **fields):
    row = EventFactory.create(signup_list=SignUpListFactory.create(), starts_at=NOW - timedelta(days=days), ends_at=NOW - timedelta(days=days, hours=-2), registration__done_on=TODAY - timedelta(days=days), registration__title=f"Kursus {days}", **fields)
    for n in range(people):
        SignUpFactory.create(signup_list=row.signup_list, mail=f"gaest{n}@mail.example")
    return row


def group(days=1):
    row = GroupFactory.create(state="ended", started_on=TODAY - timedelta(days=90), ended_on=TODAY - timedelta(days=days))
    for _each in range(5):
        ParticipantFactory.create(group=row, state="left", seated_on=TODAY - timedelta(days=80), left_on=TODAY - timedelta(days=days))
    return row


def network(days=2):
    row = NetworkFactory.create(started_on=TODAY - timedelta(days=200))
    for n in range(5):
        NetworkMemberFactory.create(network=row, organisation=OrganisationFactory.create(mail=f"forening{n}@mail.example"))
    event(days=days, people=0, registration__network=row)
    return row


def volunteer(days=91, mail="fatma@mail.example", **fields):
    start = TODAY - timedelta(days=days)
    person = PersonFactory.create(mail=mail)
    return MatchFactory.create(volunteer=VolunteerFactory.create(person=person), state="started", suggested_on=start, introduced_on=start, started_on=start, **fields)


def consultation(days=1, mail="forening@mail.example"):
    row = ConsultationFactory.create(registration__done_on=TODAY - timedelta(days=days))
    ParticipationFactory.create(registration=row.registration, organisation=OrganisationFactory.create(mail=mail))
    return row


def run(now=NOW):
    jobs["surveys.by_itself"].run(now)


def test_the_day_after_an_event_those_who_came_are_asked_once(centre):
    EvaluationRuleFactory.create()
    row = event()
    run(), run()
    sent = Sending.objects.get()
    assert (sent.event, sent.by_itself, sent.anonymous, sent.opened_on, sent.links.count()) == (row, True, True, TODAY, 6)
    assert "Kursus 2" in sent.title
    assert (OutgoingMail.objects.count(), SentByItself.objects.get().outcome) == (6, "sent")


def test_nothing_goes_out_where_nobody_has_switched_it_on(centre):
    EvaluationRuleFactory.create(active=False)
    EvaluationRuleFactory.create(about="group")
    event()
    run()
    assert not Sending.objects.exists()


@pytest.mark.parametrize("fields", [{"registration__state": "cancelled", "registration__reason": "Sygdom"}, {"registration__mode": "joined"}, {"days": 0}, {"days": 20}])
def test_what_was_not_held_by_us_a_day_ago_is_not_asked_about(centre, fields):
    EvaluationRuleFactory.create()
    event(**fields)
    run()
    assert not SentByItself.objects.exists()


def test_what_lies_before_it_was_switched_on_is_left_alone(client_of, bo, centre):
    event(days=3)
    client_of(bo).post(f"{PAGE}event/", {"active": "on", "days": "10", "version": "0"})
    assert (EvaluationRule.objects.get().since, EvaluationRule.objects.get().days) == (TODAY, 10)
    run()
    assert not SentByItself.objects.exists()


def test_too_few_and_what_was_asked_by_hand_are_said_and_not_sent(client_of, bo, centre):
    EvaluationRuleFactory.create()
    event(people=4)
    SendingFactory.create(event=event(days=3), opened_on=None, open_token="")
    run(), run()
    assert not OutgoingMail.objects.exists()
    assert {each.title: each.outcome for each in SentByItself.objects.all()} == {"Kursus 2": "too_few", "Kursus 3": "by_hand"}
    page = client_of(bo).get(PAGE).content.decode()
    assert ("ikke sendt: færre end fem" in page, "ikke sendt: nogen havde" in page) == (True, True)


def test_a_group_that_ended_and_a_network_once_a_year(centre):
    EvaluationRuleFactory.create(about="group"), EvaluationRuleFactory.create(about="network")
    group(), network()
    run(), run()
    assert sorted(str(each.edition.questionnaire.about) for each in Sending.objects.all()) == ["group", "network"]
    assert {each.links.count() for each in Sending.objects.all()} == {5}


def test_a_volunteer_three_months_after_she_began_in_a_sending_that_all_share(centre):
    EvaluationRuleFactory.create(about="volunteer")
    volunteer(), volunteer(days=90, mail="snart@mail.example"), volunteer(days=120, mail="sent@mail.example")
    volunteer(mail="holdt-op@mail.example").__class__.objects.filter(volunteer__person__mail="holdt-op@mail.example").update(state="ended", ended_on=TODAY, because="done")
    run(), run()
    sent = Sending.objects.get()
    assert list(sent.links.values_list("mail", flat=True)) == ["fatma@mail.example"]
    run(NOW + timedelta(days=1))
    assert (Sending.objects.count(), sent.links.count(), OutgoingMail.objects.count()) == (1, 2, 2)


def test_those_who_had_advice_share_a_sending_and_how_many_answered_is_not_said_while_few_were_asked(client_of, bo, centre):
    EvaluationRuleFactory.create(about="consultation")
    consultation()
    consultation(mail="")  # nobody can be written to
    run()
    sent = Sending.objects.get()
    PersonalLink.objects.update(spent=True)
    page = client_of(bo).get(sent.get_absolute_url()).content.decode()
    assert ("100 %" in page, "Der er spurgt så få endnu" in page) == (False, True)
    assert "100 %" not in client_of(bo).get("/testby/kontor/spoergeskemaer/").content.decode()
    for n in range(5):
        PersonalLinkFactory.create(sending=sent, spent=False, mail=f"flere{n}@mail.example")
    assert "17 %" in client_of(bo).get(sent.get_absolute_url()).content.decode()


def test_the_same_association_is_not_asked_twice_in_half_a_year_and_a_new_half_year_begins_anew(centre):
    EvaluationRuleFactory.create(about="consultation")
    consultation(days=3), consultation(days=2)
    run()
    assert (PersonalLink.objects.count(), SentByItself.objects.count()) == (1, 2)
    later = NOW + timedelta(days=180)
    consultation(days=-178)
    run(later)
    assert (Sending.objects.count(), PersonalLink.objects.count()) == (2, 2)


def test_who_said_no_by_the_link_in_the_mail_is_not_asked_by_itself_nor_by_hand(client, client_of, bo, centre):
    EvaluationRuleFactory.create()
    event(days=2)
    run()
    text = OutgoingMail.objects.get(to="gaest0@mail.example").text
    url = next(word for word in text.split() if "/nej-tak/" in word)
    path = "/" + url.split("/", 3)[3]
    assert (client.get(path).status_code, Declined.objects.count()) == (200, 0)  # a program that opens links says nothing
    client.post(path), client.post(path)
    assert Declined.objects.count() == 1
    assert "gaest0" not in Declined.objects.get().digest
    event(days=1)
    run(NOW)
    assert Sending.objects.latest("pk").links.count() == 5
    client_of(bo).post(f"{Sending.objects.latest('pk').get_absolute_url()}modtagere/", {"act": "add", "written": "Gaest0@mail.example"})
    assert Sending.objects.latest("pk").links.count() == 5
    client.post(path, {"act": "back"})
    assert not Declined.objects.exists()


def test_a_volunteer_who_said_no_is_noted_and_not_written_to(centre):
    EvaluationRuleFactory.create(about="volunteer")
    volunteer()
    declining.decline(declining.digest_of("Fatma@mail.example", centre.pk), now=NOW)
    run()
    assert (SentByItself.objects.get().outcome, OutgoingMail.objects.count()) == ("declined", 0)


@pytest.mark.parametrize("token", ["x", "x-y", "0" * 64, "-"])
def test_nobody_can_say_no_for_another(client, centre, token):
    assert client.post(f"/testby/spoergeskemaer/nej-tak/{token}/").status_code == 404


def test_whom_it_was_about_is_forgotten_where_it_was_one_person(centre):
    old = TODAY - timedelta(days=61)
    SentByItselfFactory.create(on=old)
    SentByItselfFactory.create(rule__about="volunteer", on=old)
    by_itself.forget(now=NOW)
    assert [each.rule.about for each in SentByItself.objects.all()] == ["event"]


def test_two_at_once_ask_once(centre):
    rule = EvaluationRuleFactory.create()
    row = event()
    due = next(iter(by_itself._events(rule, NOW)))
    assert (by_itself._take_up(rule, due, now=NOW), by_itself._take_up(rule, due, now=NOW)) == (6, 0)
    assert Sending.objects.get().event == row


def test_the_page_asks_as_many_questions_for_three_as_for_one(client_of, bo, django_assert_num_queries):
    browser = client_of(bo)
    rule = SentByItselfFactory.create().rule
    browser.get(PAGE)
    with django_assert_num_queries(12):
        browser.get(PAGE)
    SentByItselfFactory.create(rule=rule), SentByItselfFactory.create(rule=rule)
    with django_assert_num_queries(12):
        browser.get(PAGE)
