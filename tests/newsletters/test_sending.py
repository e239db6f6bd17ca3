"""Letting a letter go: to each once, whoever is killed or refused on the way; and it counts as the publication it is."""

import email
import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from email import policy
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from django.conf import settings as installation
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from brobygger.core import outbox
from brobygger.core.models import OutgoingMail
from brobygger.journal.models import Registration
from brobygger.matching import volunteering
from brobygger.newsletters import bouncing, handing_over, jobs, sending, withholding, working, writing
from brobygger.newsletters.handing_over import Answer, Batch
from brobygger.newsletters.models import Block, Delivery, Newsletter, Withheld
from brobygger.newsletters.models.subscribers import digest_of
from tests.factories import (
    AudienceFactory,
    BlockFactory,
    DeliveryFactory,
    KindFactory,
    MembershipFactory,
    NewsletterFactory,
    OpportunityFactory,
    OrganisationFactory,
    SubscriberFactory,
    VolunteerFactory,
)
from tests.newsletters.sink import Sink
from tests.together import at_once

NOW, State = timezone.now(), Delivery.State


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MAIL = None
    return settings


def letter(people=3, **more):
    row = NewsletterFactory.create(subject="Nyt fra huset: æblefest", **more)
    row.audiences.add(AudienceFactory.create(who="subscribers"))
    BlockFactory.create(newsletter=row, text="Vi ses.\n.\n.. og prikker\n\n[Læs](https://x.example)")
    for n in range(people):
        SubscriberFactory.create(mail=f"en{n}@mail.example", name=f"Nr. {n}")
    return row


def states(row):
    return {state: n for state, n in sending.progress(row).items() if n and state != "all"}


@pytest.mark.on_both
def test_each_gets_it_once_with_a_way_out_and_it_counts_as_a_publication(centre, astrid, data):
    shown = OrganisationFactory.create(name="Cykelklubben")
    KindFactory.create(base="publication")
    OpportunityFactory.create(title="Vejviser", organisation=shown, state="published", public_at=NOW - timedelta(days=1), published_on=NOW.date())
    row = letter()
    BlockFactory.create(newsletter=row, kind="jobs", text="", heading="", position=1)
    with Sink() as sink:
        data.MAIL = sink.settings()
        assert sending.send(row, by=astrid, now=NOW) == 3
        row.refresh_from_db()
        working.work(row)
        working.work(row)
    row.refresh_from_db()
    assert (sink.times, states(row), row.state) == ({f"en{n}@mail.example": 1 for n in range(3)}, {"sent": 3}, "sent")
    got = email.message_from_bytes(sink.letters[0][1], policy=policy.default)
    assert (got["Subject"], got["From"].addresses[0].display_name, got["List-Unsubscribe-Post"]) == ("Nyt fra huset: æblefest", "Frivilligcenter Testby", "List-Unsubscribe=One-Click")
    plain, html = (got.get_body((kind,)).get_content() for kind in ("plain", "html"))
    digest = digest_of("en0@mail.example", centre.pk)
    url = withholding.url_of(digest, centre)
    assert got["List-Unsubscribe"] == f"<{url}>"
    assert url in plain
    assert url in html
    assert "\n.\n" in plain.replace("\r", "")
    assert "Har sagt ja" in html
    assert "@@" not in plain + html
    assert row.deliveries.first().subscriber.token in html
    work = Registration.objects.get()
    assert (work.channel, work.title, work.tool, [each.organisation for each in work.participations.all()]) == ("newsletter", row.subject, "newsletters", [shown])


def test_what_it_said_when_it_went_it_says_for_ever(centre, astrid, data):
    row = letter()
    sending.send(row, by=astrid, now=NOW)
    row.blocks.all().delete()
    row.refresh_from_db()
    assert "Vi ses." in row.content["blocks"][0]["text"]
    for act in (lambda: sending.send(row, by=astrid, now=NOW), lambda: writing.take_back(row, by=astrid, now=NOW), lambda: writing.delete(row, by=astrid, now=NOW)):
        with pytest.raises(ValidationError):
            act()


def test_nothing_goes_to_nobody_and_nothing_half_made(centre, astrid, data):
    for row in (letter(0), NewsletterFactory.create()):
        with pytest.raises(ValidationError):
            sending.send(row, by=astrid, now=NOW)
    assert (Delivery.objects.count(), Registration.objects.count(), Newsletter.objects.filter(state="draft").count()) == (0, 0, 2)


def test_at_a_time_it_goes_by_itself_once_and_can_be_taken_back_before(centre, astrid, data):
    row = letter()
    sending.send(row, at=NOW + timedelta(hours=2), by=astrid, now=NOW)
    jobs.every_minute(now=NOW + timedelta(hours=1))
    assert (Newsletter.objects.get().state, Delivery.objects.count()) == ("ready", 0)
    sending.unschedule(row, by=astrid, now=NOW)
    jobs.every_minute(now=NOW + timedelta(hours=3))
    assert Delivery.objects.count() == 0
    sending.send(row, at=NOW + timedelta(hours=4), by=astrid, now=NOW)
    jobs.every_minute(now=NOW + timedelta(hours=4))
    jobs.every_minute(now=NOW + timedelta(hours=5))
    assert (Newsletter.objects.get().state, states(row), OutgoingMail.objects.count()) == ("sent", {"outbox": 3}, 3)


def test_a_letter_taken_back_and_written_anew_does_not_go_by_the_time_set_for_the_old_one(centre, astrid, bo, data):
    row = letter()
    sending.send(row, at=NOW + timedelta(hours=2), by=astrid, now=NOW)
    writing.take_back(row, by=bo, now=NOW)
    Block.objects.filter(newsletter=row).update(text="Noget, ingen har set")
    writing.ask_to_send(row, by=bo, now=NOW)
    jobs.every_minute(now=NOW + timedelta(hours=3))
    assert (Newsletter.objects.get().state, Newsletter.objects.get().send_at, Delivery.objects.count()) == ("ready", None, 0)


def test_what_goes_is_what_whoever_lets_it_go_has_seen(client_of, astrid, bo, data):
    row = letter()
    writing.ask_to_send(row, by=bo, now=NOW)
    browser, page = client_of(astrid), row.get_absolute_url()
    seen = re.search(r'name="seen" value="(\d+)"', browser.get(page).content.decode())[1]
    writing.take_back(row, by=bo, now=NOW)
    writing.keep_block(row.blocks.first(), by=bo, now=NOW)
    writing.ask_to_send(row, by=bo, now=NOW)
    answer = browser.post(f"{page}handling/", {"act": "send", "seen": seen}, follow=True).content.decode()
    assert ("ændret brevet, siden du så det" in answer, Newsletter.objects.get().state) == (True, "ready")
    seen = re.search(r'name="seen" value="(\d+)"', answer)[1]
    browser.post(f"{page}handling/", {"act": "send", "seen": seen})
    assert Newsletter.objects.get().sent_by == astrid


def test_without_a_mail_server_letters_lie_in_the_outbox_with_their_way_out(centre, astrid, data):
    row = letter()
    sending.send(row, by=astrid, now=NOW)
    row.refresh_from_db()
    working.work(row)
    mail = OutgoingMail.objects.order_by("pk").first()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with Sink() as sink:
        data.MAIL = sink.settings()
        assert outbox.send_due(now=timezone.now()) == 3
    got = email.message_from_bytes(sink.letters[0][1], policy=policy.default)
    assert got["List-Unsubscribe"].strip().startswith("<http")
    assert got["From"].addresses[0].addr_spec == installation.DEFAULT_FROM_EMAIL


def test_refusals_are_told_apart_and_the_others_get_theirs(centre, astrid, data):
    row = letter(4)
    with Sink(refuse={"en0": "550 no such user", "en1": "451 come again", "en2": "552 full, see 010190-1234 and 0101901234"}) as sink:
        data.MAIL = sink.settings()
        sending.send(row, by=astrid, now=NOW)
        row.refresh_from_db()
        working.work(row)
        assert states(row) == {"bounced": 2, "waiting": 1, "sent": 1}
        assert row.deliveries.get(mail="en0@mail.example").said == "no such user"
        assert row.deliveries.get(mail="en2@mail.example").said == "full, see … and …"
        waits = row.deliveries.get(mail="en1@mail.example")
        assert waits.next_at > timezone.now() + timedelta(minutes=10)
        sink.refuse.clear()
        working.work(row)
        assert states(row)["waiting"] == 1  # not before its time
        row.deliveries.update(next_at=None)
        working.work(row)
    row.refresh_from_db()
    assert (states(row), row.state, set(sink.times.values())) == ({"bounced": 2, "sent": 2}, "sent", {1})


def test_a_letter_whose_answer_never_came_is_left_to_a_person(centre, astrid, data):
    row = letter(4)
    with Sink(lose=frozenset({2})) as sink:
        data.MAIL = sink.settings()
        sending.send(row, by=astrid, now=NOW)
        row.refresh_from_db()
        working.work(row)
        assert states(row) == {"sent": 1, "uncertain": 1, "waiting": 2}
        row.refresh_from_db()
        assert row.trouble
        working.work(row)
        row.refresh_from_db()
        assert (states(row), row.state, row.trouble, set(sink.times.values())) == ({"sent": 3, "uncertain": 1}, "sent", "", {1})
        sending.decide(row, again=True, by=astrid, now=NOW)
        row.refresh_from_db()
        working.work(row)
    row.refresh_from_db()
    assert (states(row), row.state) == ({"sent": 4}, "sent")


def test_a_mail_server_that_does_not_answer_loses_nothing_and_is_said(centre, astrid, data):
    row = letter()
    with Sink() as sink:
        data.MAIL = sink.settings()
    sending.send(row, by=astrid, now=NOW)
    row.refresh_from_db()
    working.work(row)
    row.refresh_from_db()
    assert (states(row), row.state, "Refused" in row.trouble) == ({"waiting": 3}, "sending", True)
    assert list(handing_over.folder().glob("*")) == []


def test_who_unsubscribes_while_it_is_being_sent_does_not_get_it(centre, astrid, data):
    row = letter()
    sending.send(row, by=astrid, now=NOW)
    withholding.unsubscribe(digest_of("en1@mail.example", centre.pk), now=NOW)
    row.refresh_from_db()
    with Sink() as sink:
        data.MAIL = sink.settings()
        working.work(row)
    assert (states(row), "en1@mail.example" in sink.times) == ({"sent": 2, "left": 1}, False)


def test_it_can_be_stopped(centre, astrid, data):
    row = letter()
    sending.send(row, by=astrid, now=NOW)
    assert sending.stop(row, by=astrid, now=NOW) == 3
    row.refresh_from_db()
    with Sink() as sink:
        data.MAIL = sink.settings()
        jobs.every_minute()
    assert (row.state, sink.letters) == ("cancelled", [])
    with pytest.raises(ValidationError):
        sending.stop(row, by=astrid, now=NOW)


def test_what_a_dead_worker_left_is_told_apart(centre, data):
    """Of five letters of its batch one had a yes, one a no, one was begun, two were not: one file, as a kill leaves it."""
    row = NewsletterFactory.create(state="sending", started_at=NOW)
    done, no, begun, *rest = (DeliveryFactory.create(newsletter=row, state="held", claim="batch") for _each in range(5))
    batch = Batch("batch")
    batch.begin(done.pk), batch.end(done.pk, Answer(250))
    batch.end(no.pk, Answer(550, "no such\nuser", whom=True))
    batch.begin(begun.pk)
    os.write(batch._file, b"> 99")  # cut off in the middle of a line
    working.take_up(row)
    assert states(row) == {"held": 5}  # its worker lives
    batch.leave()
    working.take_up(row)
    working.take_up(row)
    assert states(row) == {"sent": 1, "bounced": 1, "uncertain": 1, "waiting": 2}
    assert Delivery.objects.get(pk=no.pk).said == "no such user"
    assert list(handing_over.folder().glob("*")) == []
    assert all(Delivery.objects.get(pk=each.pk).claim == "" for each in rest)


def test_a_batch_whose_file_is_gone_or_older_than_the_machines_start_is_not_sent_again_by_itself(centre, data, monkeypatch):
    row = NewsletterFactory.create(state="sending", started_at=NOW)
    DeliveryFactory.create(newsletter=row, state="held", claim="gone")
    sent, silent = (DeliveryFactory.create(newsletter=row, state="held", claim="old") for _each in range(2))
    batch = Batch("old")
    batch.end(sent.pk, Answer(250))
    batch.leave()
    monkeypatch.setattr(handing_over, "_boot", lambda: b"another")
    working.take_up(row)
    assert states(row) == {"sent": 1, "uncertain": 2}
    assert Delivery.objects.get(pk=silent.pk).state == "uncertain"


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
def test_two_workers_at_once_send_each_letter_once(centre, astrid, data, monkeypatch):
    monkeypatch.setattr(working, "BATCH", 7)
    row = letter(60)
    sending.send(row, by=astrid, now=NOW)
    row = Newsletter.objects.select_related("centre").get(pk=row.pk)
    with Sink(slow=0.002) as sink:
        data.MAIL = sink.settings()
        said = at_once(centre, [lambda: working.work(row)] * 3)
        working.work(row)
    assert [each for each in said if isinstance(each, Exception)] == []
    assert (len(sink.times), set(sink.times.values()), states(row)) == (60, {1}, {"sent": 60})


WORKER = """
import django
django.setup()
from brobygger.newsletters import jobs, working
working.BATCH = 25
working.ask_for = lambda *args: None
while True:
    jobs.every_minute()
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.on_both
@pytest.mark.long
def test_a_worker_that_is_killed_in_the_middle_loses_none_and_sends_none_twice(centre, astrid, data, tmp_path):
    """A process of its own against a mail server, killed without warning again and again while it sends."""
    row = letter(300)
    sending.send(row, by=astrid, now=NOW)
    with Sink(slow=0.001) as sink:
        kills, deadline = 0, monotonic() + 150
        while Delivery.objects.filter(newsletter=row).unfinished().exists() and monotonic() < deadline:
            before = len(sink.letters)
            worker = _worker(tmp_path, sink.port)
            while len(sink.letters) < before + 70 and worker.poll() is None and monotonic() < deadline and Delivery.objects.filter(newsletter=row).unfinished().exists():
                sleep(0.005)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            kills += 1
        assert Delivery.objects.filter(newsletter=row).unfinished().count() == 0
    uncertain = set(Delivery.objects.filter(state=State.UNCERTAIN).values_list("mail", flat=True))
    wanted = set(Delivery.objects.values_list("mail", flat=True))
    assert kills >= 3
    assert set(sink.times.values()) == {1}
    assert wanted - set(sink.times) <= uncertain
    assert len(uncertain) <= kills


def _worker(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    own = str(connection.settings_dict["NAME"])
    url = f"sqlite:///{own}" if connection.vendor == "sqlite" else urlsplit(os.environ["BROBYGGER_TEST_DATABASE_URL"])._replace(path=f"/{own}").geturl()
    environment = {
        **os.environ, "DATABASE_URL": url, "BROBYGGER_DATA": str(folder), "BROBYGGER_MAIL_URL": f"smtp://127.0.0.1:{port}", "DJANGO_SETTINGS_MODULE": "brobygger.config.settings", "BROBYGGER_DEBUG": "1",
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def test_three_in_a_row_and_an_address_is_written_to_no_more(centre, data):
    mail = "tabt@mail.example"
    for n, state in enumerate(("bounced", "sent", "bounced", "bounced")):
        row = DeliveryFactory.create(mail=mail, state=state)
        assert bouncing.look_at(row, now=NOW) is False, n
    assert bouncing.look_at(DeliveryFactory.create(mail=mail, state="bounced"), now=NOW)
    assert Withheld.objects.get().why == "bounced"


def test_mail_that_came_back_to_the_office_is_told_by_its_own_words(centre, data):
    for mail in ("tabt@mail.example", "god@mail.example"):
        DeliveryFactory.create(mail=mail, state="sent")
    text = "Undeliverable\nFrom: MAILER-DAEMON@server.example\nFinal-Recipient: rfc822; Tabt@mail.example\nReporting-MTA: dns; server.example"
    assert bouncing.report(text, centre=centre.pk, now=NOW) == (["tabt@mail.example"], [])
    assert bouncing.report(text, centre=centre.pk, now=NOW) == ([], [])
    assert states(Delivery.objects.get(mail="tabt@mail.example").newsletter) == {"bounced": 1}
    assert Delivery.objects.get(mail="god@mail.example").state == "sent"


@pytest.mark.on_both
def test_written_by_one_and_sent_by_another_on_the_pages(client_of, bo, astrid, data):
    MembershipFactory.create(organisation=OrganisationFactory.create(mail="cykel@mail.example"))
    row = NewsletterFactory.create(written_by=bo)
    row.audiences.add(AudienceFactory.create(who="members"))
    BlockFactory.create(newsletter=row)
    page, writes, sends = row.get_absolute_url(), client_of(bo), client_of(astrid)
    writes.post(f"{page}handling/", {"act": "ready"})
    assert b'value="send"' not in writes.get(page).content
    assert writes.post(f"{page}handling/", {"act": "send"}).status_code == 403
    assert b'value="send"' in sends.get(page).content
    sends.post(f"{page}handling/", {"act": "send", "day": "2020-01-01", "at": "10:00"})
    sends.post(f"{page}handling/", {"act": "send", "day": "2099-01-01"})
    assert Newsletter.objects.get().state == "ready"
    sends.post(f"{page}handling/", {"act": "send", "day": "2099-01-01", "at": "10:00"})
    assert "1. januar 2099" in sends.get(page).content.decode()
    sends.post(f"{page}handling/", {"act": "unschedule"})
    sends.post(f"{page}handling/", {"act": "send"})
    assert Newsletter.objects.get().sent_by == astrid
    assert "hx-trigger" in sends.get(f"{page}fremdrift/").content.decode()
    jobs.every_minute()
    assert "hx-trigger" not in sends.get(f"{page}fremdrift/").content.decode()
    assert b"cykel@mail.example" in writes.get(f"{page}afsendelser/").content
    assert b"cykel@mail.example" not in writes.get(f"{page}afsendelser/?vis=bounced").content
    back = writes.post("/testby/kontor/nyhedsbreve/retur/", {"text": "Queue 0101901234: retur fra cykel@mail.example"})
    assert (back.status_code, Delivery.objects.get().state) == (200, "bounced")
    assert writes.post("/testby/kontor/nyhedsbreve/retur/", {"text": "ingen her"}).status_code == 422


def test_the_counted_publication_leads_to_the_letter(client_of, astrid, data):
    KindFactory.create(base="publication")
    row = letter()
    sending.send(row, by=astrid, now=NOW)
    work = Registration.objects.get()
    assert client_of(astrid).get(work.get_absolute_url()).url == row.get_absolute_url()


def test_a_volunteer_who_is_forgotten_is_not_known_by_the_letters_she_got(centre, astrid, data):
    row = VolunteerFactory.create(person__name="Inge Holm", person__mail="inge@mail.example")
    for state in ("sent", "waiting"):
        DeliveryFactory.create(person=row.person, mail="inge@mail.example", name="Inge Holm", state=state)
    person = row.person
    volunteering.forget(row, by=astrid, now=NOW)
    person.refresh_from_db()
    assert (person.name, list(Delivery.objects.values_list("state", "mail", "name", "person"))) == ("–", [("sent", "", "", None)])
