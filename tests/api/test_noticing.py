"""What a program is told: of the rows that its token opens, each change once, and nothing of anybody."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.api import tokens
from brobygger.api.models import AccessToken, Webhook, WebhookMessage
from brobygger.api.rows.reading import OVERLAP
from brobygger.api.webhooks import keeping, noticing, telling
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.resources import resources, scopes
from brobygger.directory import guidance
from brobygger.directory.models import GuidanceContact
from brobygger.journal import actions
from brobygger.journal.models import Registration
from brobygger.quality import assessing
from brobygger.surveys import answering
from tests.api.held import faults
from tests.factories import (
    AssessorFactory,
    ContactFactory,
    EventFactory,
    GuidanceContactFactory,
    KindFactory,
    NewsletterFactory,
    OrganisationFactory,
    PersonalLinkFactory,
    RegistrationFactory,
    SendingFactory,
)

NOW = timezone.now()
State = WebhookMessage.State


@pytest.fixture
def told_of(token_of: Any, astrid: Any) -> Any:
    """``told_of("journal")``: a new webhook about it, and about nothing that was before."""

    def make(*about: str, persons: bool = True, reads: Any = None) -> Webhook:
        token_of(reads=list(scopes) if reads is None else reads, persons=persons)
        row = Webhook(token=AccessToken.objects.latest("pk"), url="https://program.example/", about=list(about))
        keeping.make(row, by=astrid, now=NOW)
        return row

    return make


def told(webhook: Webhook, *, now: Any = NOW) -> list[tuple[str, str, int | None]]:
    """What is new, and then sent."""
    noticing.notice(Webhook.objects.select_related("token", "centre").get(pk=webhook.pk), now=now)
    waiting = WebhookMessage.objects.waiting().filter(webhook=webhook).order_by("pk")
    found = [(each.resource, each.kind, each.row) for each in waiting]
    waiting.update(state=State.SENT, attempts=1)
    return found


@pytest.mark.on_both
def test_made_changed_and_taken_away(told_of: Any, astrid: Any) -> None:
    today, kind = timezone.localdate(), KindFactory.create()
    before = actions.register(Registration(kind=kind, title="Før", done_on=today), by=astrid, today=today, now=NOW)
    hook = told_of("journal")
    assert told(hook) == []
    row = actions.register(Registration(kind=kind, title="Ny", done_on=today), by=astrid, today=today, now=NOW)
    key = row.pk
    assert told(hook) == [("registrations", "created", key)]
    for title in ("Nyere", "Nyest"):
        was = audit.values(row)
        row.title = title
        actions.edit(row, before=was, by=None, today=today, now=NOW)  # as a job does
    actions.delete(before, by=astrid, now=NOW)
    assert told(hook) == [("registrations", "changed", key), ("registrations", "deleted", Change.objects.latest("pk").row)]
    assert told(hook) == []
    assert sorted(WebhookMessage.objects.values_list("state", flat=True)) == ["covered", "sent", "sent", "sent"]


def test_many_changes_before_it_is_sent_are_told_as_one(told_of: Any, astrid: Any) -> None:
    hook, today = told_of("journal"), timezone.localdate()
    row = actions.register(Registration(kind=KindFactory.create(), title="Ny", done_on=today), by=astrid, today=today, now=NOW)
    fresh = Webhook.objects.select_related("token").get(pk=hook.pk)
    noticing.notice(fresh, now=NOW)
    was, row.title = audit.values(row), "Nyere"
    actions.edit(row, before=was, by=astrid, today=today, now=NOW)
    assert told(hook) == [("registrations", "created", row.pk)]
    assert WebhookMessage.objects.filter(webhook=hook, state="covered").count() == 1


def test_a_line_below_is_a_change_of_each_row_that_stands_on_it(told_of: Any, astrid: Any) -> None:
    event, contact = EventFactory.create(), ContactFactory.create()
    hook, without = told_of("journal", "events", "organisations"), told_of("organisations", persons=False)
    audit.record("edited", event.registration, by=astrid, before={**audit.values(event.registration), "title": "Før"})
    audit.record("edited", contact.person, by=astrid, before={**audit.values(contact.person), "name": "Før"})
    assert sorted(told(hook)) == [("contacts", "changed", contact.pk), ("events", "changed", event.pk), ("registrations", "changed", event.pk)]
    assert told(without) == []


def test_of_what_its_token_opens_alone(told_of: Any, astrid: Any) -> None:
    hook, narrow = told_of("journal", "organisations"), told_of("journal", "organisations", reads=["journal"])
    audit.record("edited", OrganisationFactory.create(), by=astrid)
    assert [name for name, _kind, _row in told(hook)] == ["organisations"]
    assert told(narrow) == []


def test_another_centres_rows_are_never_told_of(told_of: Any, other_centre: Any, fremmed: Any) -> None:
    hook = told_of("journal")
    with centre_in_force(other_centre):
        audit.record("registered", RegistrationFactory.create(), by=fremmed)
        with pytest.raises(Webhook.DoesNotExist):
            Webhook.objects.get(pk=hook.pk)
    assert told(hook) == []


def test_what_programs_do_not_see_is_neither_changed_nor_gone(told_of: Any, astrid: Any, ask: Any, everything: str) -> None:
    hook = told_of("newsletters")
    letter = NewsletterFactory.create(state="draft")
    audit.record("edited", letter, by=astrid)
    assert told(hook) == []
    since = ask(everything, "newsletters", modified_after=(NOW - timedelta(days=1)).isoformat())
    assert (since["items"], since["deleted"]) == ([], [])
    type(letter).objects.filter(pk=letter.pk).update(state="sent")
    audit.record("sent", letter, by=astrid)
    assert told(hook) == [("newsletters", "changed", letter.pk)]


def test_what_is_anonymous_leaves_no_trace(told_of: Any, astrid: Any) -> None:
    sending, assessor = SendingFactory.create(opened_on=timezone.localdate()), AssessorFactory.create()
    link = PersonalLinkFactory.create(sending=sending)
    hook = told_of(*scopes)
    answering.give(answering.Door(sending, link), {"q1": "ja", "q2": "4"}, once=answering.new_once(), now=NOW)
    guidance.count(GuidanceContact(**{each.attname: getattr(GuidanceContactFactory.build(), each.attname) for each in GuidanceContact._meta.concrete_fields if each.name not in {"id", "centre", "by", "created_at"}}), by=astrid, now=NOW)
    assessing.assess(assessor, {}, whole=False, now=NOW)
    assert told(hook) == []


@pytest.mark.on_both
def test_a_line_that_comes_into_sight_late_is_told_of_once_all_the_same(told_of: Any, astrid: Any) -> None:
    """On PostgreSQL a transaction that was begun before may be in force after: its line has the lower key."""
    hook, row, top = told_of("journal"), RegistrationFactory.create(), noticing.last_line()
    line = {"model": "journal.Registration", "row": row.pk, "verb": "edited", "at": NOW}
    Change.objects.bulk_create([Change(pk=top + 20, **line)])
    assert len(told(hook)) == 1
    Change.objects.bulk_create([Change(pk=top + 10, **line)])
    assert len(told(hook, now=NOW + timedelta(minutes=4))) == 1
    assert told(hook, now=NOW + OVERLAP) == []  # the mark is set
    Change.objects.bulk_create([Change(pk=top + 11, **line)])
    assert len(told(hook, now=NOW + OVERLAP + timedelta(minutes=4))) == 1
    assert told(hook, now=NOW + 2 * OVERLAP) == []
    Change.objects.bulk_create([Change(pk=top + 12, **line)])
    assert told(hook, now=NOW + 3 * OVERLAP) == []  # nothing is in force so late
    assert Webhook.objects.get(pk=hook.pk).settled == top + 20


def test_very_many_lines_are_read_by_and_by(told_of: Any, monkeypatch: Any, django_assert_max_num_queries: Any) -> None:
    monkeypatch.setattr(noticing, "AT_A_TIME", 50)
    hook, kind = told_of("journal"), KindFactory.create()
    rows = [RegistrationFactory.create(kind=kind) for _n in range(120)]
    Change.objects.bulk_create([Change(model="journal.Registration", row=row.pk, verb="registered", at=NOW) for row in rows])
    with django_assert_max_num_queries(45):
        assert [row for _name, _kind, row in told(hook)] == [row.pk for row in rows]


def test_it_is_told_in_words_that_hold_nothing_of_anybody(told_of: Any, astrid: Any, centre: Any) -> None:
    hook, contact = told_of("organisations"), ContactFactory.create(person__name="Karen Holm", person__mail="karen@holm.example")
    audit.record("added", contact, by=astrid)
    noticing.notice(hook, now=NOW)
    (message,) = WebhookMessage.objects.all()
    said = json.loads(telling.body(message, "testby"))
    assert said == {
        "id": message.key, "type": "contacts.created", "timestamp": said["timestamp"], "centre": "testby",
        "data": {"kind": "created", "resource": "contacts", "id": contact.pk, "url": f"http://localhost:8000/testby/api/v1/contacts/{contact.pk}"},
    }
    assert faults(said, telling.schema()) == []
    assert faults(json.loads(telling.body(WebhookMessage(webhook=hook, kind="test", at=NOW), "testby")), telling.schema()) == []
    assert faults({**said, "name": "Karen"}, telling.schema()) != []


def test_openapi_describes_it(ask: Any, everything: str) -> None:
    found = ask(everything, "openapi.json")
    assert found["webhooks"]["told"]["post"]["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Told"}
    assert found["components"]["schemas"]["Told"] == json.loads(json.dumps(telling.schema()))
    assert set(telling.told_of()) == {name for name, each in resources.items() if each.followed}


def test_the_program_that_is_shut_out_is_told_nothing(told_of: Any, astrid: Any) -> None:
    hook = told_of("journal")
    assert not keeping.barred(hook.token, NOW)
    tokens.revoke(hook.token, by=astrid, now=NOW)
    assert keeping.barred(AccessToken.objects.get(), NOW)
