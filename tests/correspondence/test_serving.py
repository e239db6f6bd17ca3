"""Whether mail leaves: each way it can stop is said in a sentence, in bounded time, and the password in none of them; what lies still is a to-do."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.accounts.rights import Access
from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.core.tasks import tasks
from brobygger.correspondence import jobs, serving, talking
from brobygger.correspondence.models import MailTrial
from tests.correspondence.server import Server
from tests.factories import MailTrialFactory, OutgoingMailFactory

NOW = timezone.now()
PAGE = "/testby/kontor/indstillinger/mail/"
SECRET = "hemmeligt-1234"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(talking, "STEP", 0.4)


@pytest.fixture(scope="module")
def unknown(tmp_path_factory):
    """A certificate that nobody vouches for."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2099, 1, 1, tzinfo=UTC)).sign(key, hashes.SHA256())
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()) + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def ended(server, to="bo@testby.example", **more):
    steps = []
    verdict = talking.talk(server, sender="Centret <post@centre.example>", to=to, subject="Prøve", text="æøå", step=steps.append, **more)
    assert SECRET not in verdict.said
    return verdict, steps


def test_an_address_with_danish_letters_is_written_to_as_mail_servers_write_it():
    with Server({}) as server:
        verdict, _steps = ended(server.settings, to="bo@blåbærgrød.example")
    assert (verdict.outcome, server.said) == ("taken", ["rcpt TO:<bo@xn--blbrgrd-fxak7p.example>"])


@pytest.mark.parametrize(("answers", "more", "outcome", "said"), [
    ({}, {}, "taken", "250 yes"),
    ({"": "HTTP/1.1 400 what"}, {}, "greeting", ""),
    ({"": "554 go away"}, {}, "greeting", "554"),
    ({}, {"use_tls": True}, "no_tls", ""),
    ({"EHLO": "250-me\r\n250 STARTTLS", "STARTTLS": "454 not now"}, {"use_tls": True}, "tls", "454"),
    ({}, {"use_ssl": True}, "tls", ""),
    ({}, {"username": "os", "password": SECRET}, "no_sign_in", ""),
    ({"EHLO": "250-me\r\n250 AUTH PLAIN", "AUTH": f"535 {SECRET} is wrong"}, {"username": "os", "password": SECRET}, "sign_in", "535 … is wrong"),
    ({"MAIL": "553 not you"}, {}, "sender", "553 not you"),
    ({"RCPT": "554 relay denied"}, {}, "recipient", "554 relay denied"),
    ({"DATA": "552 full"}, {}, "message", "552 full"),
    ({".": "550 looks like spam"}, {}, "message", "550 looks like spam"),
])
def test_each_way_it_can_stop_is_told_apart(answers, more, outcome, said):
    with Server(answers) as server:
        verdict, steps = ended(server.settings | more)
    assert (verdict.outcome, verdict.said[: len(said)]) == (outcome, said)
    assert set(steps) <= set(MailTrial.Step.values)


def test_a_name_nobody_has_a_port_nobody_listens_at_and_a_certificate_nobody_vouches_for(unknown):
    with Server({}) as gone:
        pass
    assert [ended(given)[0].outcome for given in ({"host": "ingen..steder", "port": 25}, gone.settings)] == ["name", "refused"]
    with Server({}, tls=unknown) as server:
        assert ended(server.settings | {"use_ssl": True, "host": "localhost"})[0].outcome == "certificate"


def test_a_server_that_says_nothing_or_drop_by_drop_is_left_alone():
    with Server({"": None}) as mute:
        assert ended(mute.settings)[0].outcome == "greeting"
    with Server({"RCPT": None}) as halfway:
        assert ended(halfway.settings)[0].outcome == "silent"
    with Server({}, drops=0.3) as slow:
        assert ended(slow.settings, whole=1.0)[0].outcome == "greeting"


def test_every_end_has_its_sentence(centre, settings):
    settings.MAIL = {"host": "mail.example", "port": 587}
    said = {serving.in_words(MailTrial(outcome=each, done_at=NOW, to="bo@testby.example")) for each in MailTrial.Outcome.values}
    assert (len(said), any("%(" in each for each in said)) == (len(MailTrial.Outcome.values), False)


def test_a_leader_tries_it_and_reads_how_it_went(client_of, astrid, settings, django_capture_on_commit_callbacks, monkeypatch):
    with Server({"RCPT": "550 no such user 0101901234"}) as server:
        settings.MAIL = server.settings | {"username": "", "password": SECRET}
        browser = client_of(astrid)
        with django_capture_on_commit_callbacks():
            browser.post(PAGE, {"to": "prøve@"})
            browser.post(PAGE, {"to": "en@testby.example"})
        row = MailTrial.objects.get()
        assert b"en@testby.example" in browser.get(PAGE).content
        with pytest.raises(ValidationError):
            serving.ask("to@testby.example", by=astrid, now=timezone.now())  # one at a time
        for _twice in range(2):
            jobs.try_out(row.centre_id, row.pk)
    page = browser.get(PAGE).content.decode()
    assert ("127.0.0.1 tager ikke imod mail til en@testby.example fra os." in page, "550 no such user …" in page, SECRET in page) == (True, True, False)
    assert len(server.said) == 1


def test_a_try_that_nobody_takes_up_says_that_no_worker_runs(client_of, astrid, settings):
    settings.MAIL = {"host": "mail.example", "port": 587, "use_ssl": False, "use_tls": True, "username": "os", "password": SECRET}
    MailTrialFactory.create(asked_at=NOW - timedelta(minutes=3))
    page = client_of(astrid).get(PAGE).content.decode()
    assert ("kører ikke" in page, "afproevning" in page, SECRET in page) == (True, False, False)


def test_mail_that_lies_still_is_a_to_do_and_is_tried_again(centre, client_of, astrid, bo, rf, settings):
    def waiting(user, role):
        request = rf.get("/")
        request.access = Access.of(user, centre, frozenset({role}))
        return list(tasks["correspondence.stuck"](request))

    old = OutgoingMailFactory.create(send_after=NOW - timedelta(hours=2))
    OutgoingMailFactory.create(send_after=NOW)
    given_up = OutgoingMailFactory.create(send_after=NOW - timedelta(hours=3), attempts=5, claimed_at=NOW)
    assert waiting(astrid, "leader") == []  # no server: the page says so
    settings.MAIL = {"host": "mail.example", "port": 25, "use_ssl": False, "use_tls": False, "username": "", "password": ""}
    assert (waiting(astrid, "leader")[0].text, waiting(bo, "staff")) == ("2 mails er ikke gået: prøv mailserveren af", [])
    browser = client_of(astrid)
    assert b"<b>1</b>" in browser.get(PAGE).content
    browser.post(PAGE, {"act": "again"})
    given_up.refresh_from_db()
    old.refresh_from_db()
    assert (given_up.attempts, given_up.claimed_at, Change.objects.filter(fields__has_key="given_up_before").count(), OutgoingMail.objects.filter(attempts__gte=5).count()) == (0, None, 1, 0)
