"""What was written after a talk stays with it; of a citizen nothing stays but that something was written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.advice import actions
from brobygger.advice.models import AnswerMail, ItemSent
from brobygger.core.models import OutgoingMail
from brobygger.people import retention
from tests.factories import (
    AnswerMailFactory,
    ConsultationFactory,
    OrganisationFactory,
    ParticipationFactory,
    ShelfItemFactory,
)

OFFICE, NOW = "/testby/kontor/sparring/", timezone.now()
SAID = {"to": "formand@sind.dk", "subject": "Tak", "text": "Tag fat i Inge om puljen.", "key": "k1"}


def sind_and_talk(**more):
    sind, row = OrganisationFactory.create(name="SIND"), ConsultationFactory.create(**more)
    if row.client != "citizen":
        ParticipationFactory.create(registration=row.registration, organisation=sind, label="")
    return sind, row


def test_it_stands_on_its_page_and_on_the_timeline_once_however_often_it_was_sent(client_of, bo, centre):
    sind, row = sind_and_talk()
    guide = ShelfItemFactory.create(title="Guide til puljer")
    browser = client_of(bo)
    for _twice in range(2):
        assert browser.post(f"{OFFICE}{row.pk}/svar/", {**SAID, "items": [guide.pk]}).status_code == 302
    kept = AnswerMail.objects.get()
    assert (kept.to, kept.subject, kept.text, kept.sent_by, [each.item for each in kept.items.all()]) == ("formand@sind.dk", "Tak", SAID["text"], bo, [guide])
    assert (OutgoingMail.objects.count(), ItemSent.objects.count()) == (1, 1)
    for page in (f"{OFFICE}{row.pk}/", f"/testby/kontor/organisationer/{sind.pk}/"):
        said = browser.get(page).content.decode()
        assert SAID["text"] in said
    assert "Guide til puljer" in browser.get(f"{OFFICE}{row.pk}/").content.decode()


def test_of_a_citizen_neither_the_address_nor_the_words_stay(client_of, bo, centre):
    _sind, row = sind_and_talk(client="citizen")
    browser = client_of(bo)
    for _twice in range(2):
        browser.post(f"{OFFICE}{row.pk}/svar/", {**SAID, "to": "inge@borger.dk"})
    kept, mail = AnswerMail.objects.get(), OutgoingMail.objects.get()
    assert (kept.to, kept.subject, kept.text) == ("", "", "")
    assert (mail.to, mail.once_key) == ("inge@borger.dk", "answer-k1")  # nor does the outbox tell which talk it was
    page = browser.get(f"{OFFICE}{row.pk}/").content.decode()
    assert "inge@borger.dk" not in page
    assert "gemmes ikke" in page


def test_with_a_citizen_after_all_it_is_forgotten(client_of, bo, centre):
    _sind, row = sind_and_talk()
    AnswerMailFactory.create(consultation=row)
    row.client = "citizen"
    actions.keep(row, row.registration, [], before=({}, {"minutes": row.registration.minutes}), by=bo, now=NOW)
    assert AnswerMail.objects.values_list("to", "subject", "text").get() == ("", "", "")


def test_five_years_after_it_was_sent_it_is_blank(centre):
    old, new = (AnswerMailFactory.create(sent_at=NOW - timedelta(days=days)) for days in (5 * 366, 300))
    retention.run()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.to, old.text, bool(new.text)) == ("", "", True)


def test_the_desk_does_not_read_it_on_the_timeline(client_of, carla, centre):
    sind, row = sind_and_talk()
    AnswerMailFactory.create(consultation=row, text="Kun for kontoret.")
    assert "Kun for kontoret." not in client_of(carla).get(f"/testby/kontor/organisationer/{sind.pk}/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_as_often_however_many_were_written(client_of, bo, centre, n, django_assert_max_num_queries):
    _sind, row = sind_and_talk()
    for _each in range(n):
        mail = AnswerMailFactory.create(consultation=row)
        ItemSent.objects.create(item=ShelfItemFactory.create(), consultation=row, answer=mail, sent_at=NOW)
    browser = client_of(bo)
    browser.get(f"{OFFICE}{row.pk}/")
    with django_assert_max_num_queries(20):
        browser.get(f"{OFFICE}{row.pk}/")
