"""Mail to those on a list: who gets it and who does not, the words, each once and alone, and the moment in which it can be taken back."""

import email
from datetime import timedelta
from email import policy

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core import archiving, outbox
from brobygger.core.addressing import Addressee, lists
from brobygger.core.models import OutgoingMail
from brobygger.correspondence import jobs, merging, recipients, sending, writing
from brobygger.correspondence.models import Letter, LetterTo
from brobygger.matching import volunteering
from brobygger.newsletters import withholding
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.people import actions as people
from brobygger.people.holdings import subject_of_person
from tests.factories import (
    ContactFactory,
    EventFactory,
    LetterFactory,
    LetterToFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    PartnerFactory,
    PersonFactory,
    SignUpFactory,
    SignUpListFactory,
    VolunteerFactory,
)
from tests.newsletters.sink import Sink
from tests.together import at_once

NOW = timezone.now()
TODAY = timezone.localdate()


def letter(**more):
    return Letter(**{"subject": "Til {organisation}", "text": "Kære {navn}\n\nVi ses.", "whom": "Medlemmer", "answers_to": "bo@testby.example", "once": "en", **more})


def some(n):
    return [Addressee(f"Nr. {each}", f"en{each}@mail.example", "du er med", of=f"Klub {each}") for each in range(n)]


def mails(key, asked=None):
    return [each.mail for each in recipients.outcome(lists[key].find(asked or {}, TODAY)).people]


def test_words_are_filled_in_once_and_what_is_none_is_found():
    values = merging.values_of(name="Erik {afsender}", of="", centre="Huset", sender="Bo")
    assert merging.filled("Kære {navn} / { First  Name } fra {organisation}: {center}, {AFSENDER} {intet}", values) == "Kære Erik {afsender} / Erik fra Erik {afsender}: Huset, Bo {intet}"
    assert merging.unknown("{navn} {navm} {} {\n} {first name}") == ["{navm}"]


def test_organisations_are_reached_at_their_own_mail_else_by_one_who_speaks_for_them_or_each_contact(centre):
    own, other = OrganisationFactory.create(name="A", mail="a@mail.example"), OrganisationFactory.create(name="B", mail="")
    chair = ContactFactory.create(organisation=own, role="chair", person__mail="formand@mail.example")
    ContactFactory.create(organisation=own, person__mail="kasserer@mail.example")
    ContactFactory.create(organisation=other, person__mail="b@mail.example")
    ContactFactory.create(organisation=other, person__mail="fortid@mail.example", until=TODAY - timedelta(days=1))
    OrganisationFactory.create(name="C", mail="")
    assert mails("organisations") == ["a@mail.example", "b@mail.example"]
    assert mails("organisations", {"til": "kontakter"}) == ["formand@mail.example", "kasserer@mail.example", "b@mail.example"]
    assert mails("organisations", {"til": "formand"}) == ["formand@mail.example", "b@mail.example"]
    assert mails("organisations", {"q": "A"}) == ["a@mail.example"]
    assert mails("organisations", {"organisation": str(other.pk), "til": "findesikke"}) == ["b@mail.example"]
    found = next(each for each in lists["organisations"].find({"til": "formand"}, TODAY) if each.person)
    assert (found.person, found.organisation, found.of) == (chair.person_id, own.pk, "A")


def test_each_list_gives_its_own_and_nobody_of_another_centre(centre, other_centre):
    member = MembershipFactory.create(organisation=OrganisationFactory.create(mail="medlem@mail.example"))
    MembershipFactory.create(organisation=None, person=PersonFactory.create(mail="person@mail.example"))
    network = NetworkFactory.create()
    NetworkMemberFactory.create(network=network, organisation=member.organisation)
    NetworkMemberFactory.create(network=network, organisation=None, person=PersonFactory.create(mail="i-netvaerk@mail.example"))
    signup_list = SignUpListFactory.create()
    event = EventFactory.create(signup_list=signup_list)
    for state in ("confirmed", "waiting", "left"):
        SignUpFactory.create(signup_list=signup_list, mail=f"{state}@mail.example", state=state, left_at=NOW if state == "left" else None)
    partner = PartnerFactory.create(organisation=OrganisationFactory.create(mail="partner@mail.example"))
    for mail, until in (("ja@mail.example", TODAY + timedelta(days=9)), ("nej@mail.example", TODAY - timedelta(days=1))):
        VolunteerFactory.create(person=PersonFactory.create(mail=mail), consent_until=until, state="archived")
    assert mails("members") == ["medlem@mail.example", "person@mail.example"]
    assert mails("network", {"netvaerk": str(network.pk)}) == ["medlem@mail.example", "i-netvaerk@mail.example"]
    assert mails("signups", {"arrangement": str(event.pk)}) == ["confirmed@mail.example"]
    assert mails("signups", {"arrangement": str(event.pk), "til": "alle"}) == ["confirmed@mail.example", "waiting@mail.example"]
    assert mails("partners", {"projekt": str(partner.project_id)}) == ["partner@mail.example"]
    assert mails("volunteers", {"vis": "vaek"}) == ["ja@mail.example"]
    with centre_in_force(other_centre):
        for key, asked in (("organisations", {}), ("members", {}), ("volunteers", {}), ("network", {"netvaerk": str(network.pk)}), ("signups", {"arrangement": str(event.pk)}), ("partners", {"projekt": str(partner.project_id)})):
            assert (mails(key, asked), lists[key].named(asked) == "") == ([], key not in {"organisations", "members", "volunteers"})


def test_who_cannot_be_reached_or_has_said_no_is_left_out_and_named(centre):
    """Who has said no to newsletters still hears of what she is part of; where mail comes back, nobody is written to."""
    for mail in ("medlem@mail.example", "kendt@mail.example"):
        withholding.unsubscribe(digest_of(mail, centre.pk), now=NOW)
    withholding.stop("retur@mail.example", centre.pk, now=NOW)
    found = recipients.outcome([
        Addressee("Medlem", "Medlem@mail.example", belongs=True), Addressee("Kendt", "kendt@mail.example", belongs=False), Addressee("Retur", "retur@mail.example"), Addressee("Uden", ""),
        Addressee("Igen", "medlem@mail.example"), Addressee("Stoppet", "stop@mail.example", against="Har ikke sagt ja"), Addressee("Anden", "anden@mail.example"),
    ], chosen=["ANDEN@mail.example"])
    assert ([each.name for each in found.people], [each.name for each in found.all], found.twice) == (["Anden"], ["Medlem", "Anden"], 1)
    assert list(found.left_out.values()) == [["Kendt"], ["Retur"], ["Uden"], ["Stoppet"]]


def test_each_gets_it_alone_with_her_words_and_the_answer_goes_to_the_writer(centre, bo, settings):
    row, new = writing.send(letter(), some(2), by=bo, now=NOW)
    assert (new, sending.go_on(now=NOW + timedelta(seconds=100))) == (True, 0)
    with Sink() as sink:
        settings.MAIL = sink.settings()
        assert sending.go_on(now=NOW + timedelta(minutes=2)) == 2
        outbox.send_due(now=timezone.now() + timedelta(minutes=3))
    assert sink.times == {"en0@mail.example": 1, "en1@mail.example": 1}
    got = email.message_from_bytes(sink.letters[1][1], policy=policy.default)
    assert (got["To"], got["Subject"], got["Reply-To"], got["From"].addresses[0].display_name) == ("en1@mail.example", "Til Klub 1", "bo@testby.example", "Bo, Frivilligcenter Testby")
    text = got.get_content().replace("\r", "")
    assert "Kære Nr. 1\n\nVi ses.\n\nBo\nFrivilligcenter Testby" in text
    assert "fordi du er med" in text
    row.refresh_from_db()
    assert (row.state, sending.progress(row)) == ("sent", {"all": 2, "sent": 2, "outbox": 0, "failed": 0, "waiting": 0, "stopped": 0})


def test_so_many_a_minute_and_a_killed_worker_leaves_none_lost_and_none_twice(centre, bo, settings, monkeypatch):
    settings.MAIL = {"host": "127.0.0.1", "port": 9}
    row, _new = writing.send(letter(), some(120), by=bo, now=NOW)
    later, written = NOW + timedelta(minutes=3), outbox.write

    def killed(**given):
        if given["to"] == "en70@mail.example":
            raise SystemExit
        return written(**given)

    monkeypatch.setattr(outbox, "write", killed)
    jobs.every_minute(later)
    with pytest.raises(SystemExit):
        jobs.every_minute(later)
    assert (OutgoingMail.objects.count(), sending.progress(row)["waiting"]) == (50, 70)
    monkeypatch.setattr(outbox, "write", written)
    for _minute in range(3):
        jobs.every_minute(later)
    assert (OutgoingMail.objects.count(), OutgoingMail.objects.values("to").distinct().count(), sending.progress(row)["waiting"]) == (120, 120, 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_button_pressed_twice_write_to_each_once(centre, bo, settings):
    settings.MAIL = {"host": "127.0.0.1", "port": 9}
    at_once(centre, [lambda: writing.send(letter(), some(30), by=bo, now=NOW)] * 2)
    assert (Letter.objects.count(), LetterTo.objects.count()) == (1, 30)
    at_once(centre, [lambda: sending.go_on(now=NOW + timedelta(minutes=3))] * 2)
    assert (OutgoingMail.objects.count(), Letter.objects.get().state) == (30, "sent")


def test_it_can_be_taken_back_whole_and_later_what_has_not_left(centre, bo, settings):
    whole, _new = writing.send(letter(), some(2), by=bo, now=NOW)
    assert sending.stop(whole, by=bo, now=NOW) == 2
    assert sending.go_on(now=NOW + timedelta(hours=1)) == 0
    row, _new = writing.send(letter(once="to"), some(3), by=bo, now=NOW)
    sending.go_on(now=NOW + timedelta(minutes=3))
    OutgoingMail.objects.filter(to="en0@mail.example").update(sent_at=NOW)
    OutgoingMail.objects.filter(to="en1@mail.example").update(claimed_at=NOW)
    assert sending.stop(row, by=bo, now=NOW) == 1
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["en0@mail.example", "en1@mail.example"]
    with pytest.raises(ValidationError):
        sending.stop(row, by=bo, now=NOW)


def test_what_the_mail_server_did_not_take_has_not_left_and_can_be_taken_back(centre, bo, settings, monkeypatch):
    settings.MAIL = {"host": "127.0.0.1", "port": 1, "timeout": 1}  # where nobody listens
    row, _new = writing.send(letter(), some(3), by=bo, now=NOW)
    later = timezone.now() + timedelta(minutes=3)  # not of NOW: the outbox asks the clock from when on a mail may go
    sending.go_on(now=later)
    assert (outbox.send_due(now=later), OutgoingMail.objects.exclude(last_error="").count()) == (0, 3)
    first = OutgoingMail.objects.order_by("pk").first()
    monkeypatch.setattr(outbox, "_send", lambda _mail, *, now: False)  # in the hands of a worker that tries it again
    assert outbox.send_due(now=later + outbox.CLAIM * 2, limit=1) == 0
    assert (sending.stop(row, by=bo, now=later), list(OutgoingMail.objects.values_list("pk", flat=True))) == (2, [first.pk])


@pytest.mark.parametrize("how", ["erased", "forgotten"])
def test_whoever_is_forgotten_gets_no_mail_on_its_way_and_is_not_known_by_those_she_got(centre, bo, settings, how):
    volunteer = VolunteerFactory.create(person__name="Inge Holm", person__mail="en0@mail.example")
    person = volunteer.person
    for once in ("ude", "venter"):
        writing.send(letter(once=once), [Addressee("Inge Holm", person.mail, "du er frivillig", person=person.pk), *some(11)[1:]], by=bo, now=NOW)
        if once == "ude":
            sending.go_on(now=NOW + timedelta(minutes=3))
    if how == "erased":
        people.erase(subject_of_person(person), by=bo, now=NOW)
    else:
        volunteering.forget(volunteer, by=bo, now=NOW)
    person.refresh_from_db()
    assert (person.name, person.erased_on is not None) == ("–", True)
    assert set(LetterTo.objects.filter(mail="").values_list("state", "name", "person")) == {("stopped", "", None)}
    sending.go_on(now=NOW + timedelta(minutes=9))
    assert (OutgoingMail.objects.count(), OutgoingMail.objects.filter(text__contains="Inge").count(), LetterTo.objects.exclude(mail="").filter(state="outbox").count()) == (20, 0, 20)


def test_nobody_and_too_many_are_refused(centre, bo):
    for n in (0, writing.MOST + 1):
        with pytest.raises(ValidationError):
            writing.send(letter(), some(n), by=bo, now=NOW)
    assert Letter.objects.count() == 0


def test_what_became_of_each_is_said(centre, settings):
    row = LetterFactory.create(state="sending")
    sent, failed, waits, back = (LetterToFactory.create(letter=row, state=state) for state in ("outbox", "outbox", "waiting", "stopped"))
    for each in (sent, failed):
        outbox.write(to=each.mail, subject="x", text="x", once_key=each.once_key)
    OutgoingMail.objects.filter(to=sent.mail).update(sent_at=NOW)
    OutgoingMail.objects.filter(to=failed.mail).update(attempts=5, last_error="550 no")
    said = sending.became_of([sent, failed, waits, back])
    assert (said[sent.pk], said[waits.pk], said[back.pk], "550 no" in said[failed.pk]) == ("sendt", "venter", "taget tilbage", True)
    assert sending.progress(row) == {"all": 4, "sent": 1, "outbox": 0, "failed": 1, "waiting": 1, "stopped": 1}


def test_what_was_on_its_way_in_an_archive_is_not_sent_where_it_is_taken_in(centre, bo, settings):
    row, _new = writing.send(letter(), some(2), by=bo, now=NOW)
    done = LetterToFactory.create()
    archiving.afterwards["correspondence.at_rest"]()
    assert sending.go_on(now=NOW + timedelta(hours=1)) == 0
    row.refresh_from_db()
    done.refresh_from_db()
    assert (row.state, set(row.recipients.values_list("state", flat=True)), done.state, done.letter.state) == ("stopped", {"stopped"}, "outbox", "sent")
