"""A hundred and fifty associations get a link each, and an open one goes round beside them: none answers twice, and the rate is of those who were asked."""

import re

import pytest
from django.utils import timezone

from brobygger.accounts.actions import digest_of
from brobygger.core.models import OutgoingMail
from brobygger.surveys import actions, answering, recipients
from brobygger.surveys.models import PersonalLink, Response, Sending
from tests.factories import MembershipFactory, OrganisationFactory, SendingFactory

NOW, TODAY = timezone.now(), timezone.localdate()


@pytest.fixture
def known(centre):
    """150 associations with a mail, members and others; one shares another's address, and one has none."""
    for number in range(150):
        row = OrganisationFactory.create(name=f"Forening {number}", mail=f"forening{number}@eksempel.example")
        if number % 3 == 0:
            MembershipFactory.create(organisation=row)
    OrganisationFactory.create(name="Samme postkasse", mail="Forening7@eksempel.example")
    OrganisationFactory.create(name="Uden mail", mail="")


def figures(page):
    return {words: number for number, words in re.findall(r"<li><b>([\d %]+)</b>([^<]+)</li>", page)}


def test_150_are_sent_none_answers_twice_and_the_rate_is_of_the_asked(client_of, bo, known):
    row = SendingFactory.create(opened_on=None, open_token="")
    asked = recipients.found("known", TODAY)
    assert (actions.ask(row, asked, by=bo, now=NOW), actions.ask(row, recipients.found("members", TODAY), by=bo, now=NOW)) == (150, 0)
    assert actions.open_up(row, open_link=True, by=bo, now=NOW) == 150
    row = Sending.objects.get(pk=row.pk)
    mails = list(OutgoingMail.objects.all())
    tokens = [mail.text.partition("/spoergeskemaer/")[2].partition("/")[0] for mail in mails]
    assert (len({mail.to for mail in mails}), PersonalLink.objects.filter(digest__in=[digest_of(each) for each in tokens]).count()) == (150, 150)
    for token in tokens[:60]:
        door = answering.door_of(token)
        answering.give(door, {"q1": "ja"}, once="", now=NOW)
        with pytest.raises(answering.Spent):
            answering.give(door, {"q1": "nej"}, once="", now=NOW)
    for number in range(7):
        for _twice in range(2):  # the same form sent again
            answering.give(answering.door_of(row.open_token), {"q1": "nej"}, once=f"{number}", now=NOW)
    actions.close(row, by=bo, now=NOW)
    assert {way: Response.objects.filter(way=way).count() for way in ("personal", "open")} == {"personal": 60, "open": 7}
    shown = figures(client_of(bo).get(row.get_absolute_url()).content.decode())
    assert shown == {"spurgt med personligt link": "150", "af dem har svaret": "60", "svarprocent": "40 %", "med det åbne link eller på papir": "7"}
