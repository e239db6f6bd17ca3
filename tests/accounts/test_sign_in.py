"""Signing in: by password, by a code in a mail, with a second factor; throttled, and telling a stranger nothing."""

import re
import time
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from tests.conftest import Browser
from tests.factories import RoleAssignmentFactory, UserFactory

LOGIN = "/konto/login/"
CODE = "/konto/login/code/"
PASSWORD = "hvidtjørn-og-kaffe"
LONG_AGO = timezone.make_aware(datetime(2026, 1, 2))


@pytest.fixture(autouse=True)
def _as_in_use(settings):
    """Mail goes to the outbox, and nobody has tried to sign in yet."""
    settings.EMAIL_BACKEND = "brobygger.core.outbox.OutboxBackend"
    cache.clear()


@pytest.fixture
def nora(centre):
    user = UserFactory.create(email="nora@example.org", name="Nora", password=PASSWORD)
    RoleAssignmentFactory.create(user=user, role="staff")
    return user


def _is_in(browser):
    return browser.get("/testby/kontor/").status_code == 200


def _errors(answer):
    return [str(error) for errors in answer.context["form"].errors.values() for error in errors]


def test_by_password_in_any_spelling_of_the_address(client, nora):
    answer = client.post(LOGIN, {"login": "Nora@Example.ORG", "password": PASSWORD})
    assert (answer.status_code, _is_in(client)) == (302, True)


def test_it_goes_on_to_where_one_was_headed_and_nowhere_else(client, nora):
    assert client.get("/testby/kontor/planer/").headers["Location"] == "/konto/login/?next=/testby/kontor/planer/"
    answer = client.post(f"{LOGIN}?next=/testby/kontor/planer/", {"login": nora.email, "password": PASSWORD, "next": "/testby/kontor/planer/"})
    assert answer.headers["Location"] == "/testby/kontor/planer/"
    stray = Browser().post(LOGIN, {"login": nora.email, "password": PASSWORD, "next": "https://example.com/"})
    assert stray.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_sound_the_same(client, nora):
    wrong = client.post(LOGIN, {"login": nora.email, "password": "forkert-forkert"})
    unknown = client.post(LOGIN, {"login": "ukendt@example.org", "password": "forkert-forkert"})
    assert _errors(wrong) == _errors(unknown) != []
    assert wrong.context["form"]["login"].value() == nora.email


def test_after_five_failures_even_the_right_password_waits(client, nora):
    for _attempt in range(5):
        client.post(LOGIN, {"login": nora.email, "password": "forkert-forkert"})
    answer = client.post(LOGIN, {"login": nora.email, "password": PASSWORD})
    assert _is_in(client) is False
    assert _errors(answer) == ["Der er for mange mislykkede logonforsøg. Prøv igen senere."]


def _code():
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", OutgoingMail.objects.latest("pk").text, re.MULTILINE)
    assert found is not None, OutgoingMail.objects.latest("pk").text
    return found[1]


def test_by_a_code_in_a_mail_that_works_once(client, nora):
    client.post(CODE, {"email": nora.email})
    assert OutgoingMail.objects.get().to == nora.email
    code = _code()
    client.post(f"{CODE}confirm/", {"code": code})
    assert _is_in(client) is True
    other = Browser()
    other.post(CODE, {"email": nora.email})
    other.post(f"{CODE}confirm/", {"code": code})
    assert _is_in(other) is False


def test_a_wrong_code_is_refused_and_three_of_them_end_it(client, nora):
    client.post(CODE, {"email": nora.email})
    code = _code()
    for _attempt in range(3):
        client.post(f"{CODE}confirm/", {"code": "FORKERT"})
    client.post(f"{CODE}confirm/", {"code": code})
    assert _is_in(client) is False


def test_asking_for_a_code_tells_nobody_who_has_an_account(client, nora):
    known = client.post(CODE, {"email": nora.email})
    unknown = Browser().post(CODE, {"email": "ukendt@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_an_address_nobody_knows_is_told_so_and_offered_no_account(client, centre):
    client.post(CODE, {"email": "ukendt@example.org"})
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("ukendt@example.org", "Ingen konto med denne adresse")
    assert "spørg centret" in mail.text
    assert "http" not in mail.text


def test_codes_are_not_sent_without_end(client, nora):
    answers = [Browser().post(CODE, {"email": nora.email}).status_code for _attempt in range(6)]
    assert answers[-1] != 302
    assert OutgoingMail.objects.filter(to=nora.email).count() == 3


def test_nobody_makes_an_account_alone(client, centre):
    answer = client.post("/konto/signup/", {"email": "ny@example.org", "password1": PASSWORD})
    assert next(str(template.name) for template in answer.templates).startswith("account/signup_closed")
    assert UserFactory._meta.model.objects.filter(email="ny@example.org").count() == 0


def _now(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(nora):
    made = totp.generate_totp_secret()
    totp.TOTP.activate(nora, made)
    return made


@pytest.mark.parametrize("way", ["password", "code"])
def test_who_has_a_second_factor_is_asked_for_it(client, nora, secret, way):
    if way == "password":
        client.post(LOGIN, {"login": nora.email, "password": PASSWORD})
    else:
        client.post(CODE, {"email": nora.email})
        client.post(f"{CODE}confirm/", {"code": _code()})
    assert _is_in(client) is False
    client.post("/konto/2fa/authenticate/", {"code": "000000"})
    assert _is_in(client) is False
    client.post("/konto/2fa/authenticate/", {"code": _now(secret)})
    assert _is_in(client) is True


def test_where_the_role_asks_for_it_the_door_opens_once_it_is_set_up(client, centre, nora):
    centre.second_factor_roles = ["staff"]
    centre.save()
    client.post(LOGIN, {"login": nora.email, "password": PASSWORD})
    assert client.get("/testby/kontor/").headers["Location"] == "/konto/2fa/"
    page = client.get("/konto/2fa/")
    assert "Din rolle her kræver ekstra sikkerhed ved login" in page.content.decode()
    totp.TOTP.activate(nora, totp.generate_totp_secret())
    assert _is_in(client) is True


def test_recovery_codes_alone_are_no_second_factor(client, centre, nora):
    centre.second_factor_roles = ["staff"]
    centre.save()
    Authenticator.objects.create(user=nora, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.post(LOGIN, {"login": nora.email, "password": PASSWORD})
    assert _is_in(client) is False


def test_ones_sessions_are_listed_and_ended(nora):
    here, there = Browser(), Browser()
    for browser in (here, there):
        browser.post(LOGIN, {"login": nora.email, "password": PASSWORD})
        browser.get("/testby/kontor/")
    assert UserSession.objects.filter(user=nora).count() == 2
    assert here.get("/konto/sessions/").status_code == 200
    here.post("/konto/sessions/")
    assert (_is_in(here), _is_in(there)) == (True, False)


def test_a_session_is_seen_every_few_minutes_and_at_once_from_elsewhere(nora, settings):
    settings.SEEN_AGAIN_AFTER = 300
    browser = Browser()
    browser.force_login(nora)
    browser.get("/testby/kontor/")

    def seen_after(*, user_agent=""):
        """Whether a visit is written down, of somebody last seen long ago."""
        UserSession.objects.update(last_seen_at=LONG_AGO)
        browser.get("/testby/kontor/", headers={"user-agent": user_agent})
        return UserSession.objects.get().last_seen_at > LONG_AGO

    assert not seen_after()
    assert seen_after(user_agent="Another")
    assert UserSession.objects.get().user_agent == "Another"
    assert not seen_after(user_agent="Another")
    cache.clear()  # the minutes have gone
    assert seen_after(user_agent="Another")


def test_a_password_is_reset_by_mail_and_other_addresses_hear_nothing(client, nora):
    known = client.post("/konto/password/reset/", {"email": nora.email})
    unknown = Browser().post("/konto/password/reset/", {"email": "ukendt@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    link = re.search(r"https?://[^/]+(/konto/password/reset/key/\S+)", OutgoingMail.objects.get(to=nora.email).text)
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "ny-hvidtjørn-2026", "password2": "ny-hvidtjørn-2026"})
    nora.refresh_from_db()
    assert nora.check_password("ny-hvidtjørn-2026") is True


def test_an_account_that_may_no_longer_sign_in_does_not(client, nora):
    nora.is_active = False
    nora.save()
    client.post(LOGIN, {"login": nora.email, "password": PASSWORD})
    assert _is_in(client) is False


def test_the_demos_short_cut_exists_in_the_demo_alone(client, nora):
    assert client.post("/demo/log-ind/", {"email": nora.email}).status_code == 404
    assert client.get("/post/").status_code == 404
