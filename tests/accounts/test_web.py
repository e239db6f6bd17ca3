"""What a hostile browser may try on any page: forged forms, words that are markup, other hosts' names, files with a bad character."""

from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from brobygger.accounts.models import User
from brobygger.accounts.references import addresses
from brobygger.centres.models import Centre
from brobygger.centres.scoping import CentreOwned
from brobygger.core.models import OutgoingMail
from brobygger.journal.models import Registration
from brobygger.newsletters.rendering import OF_A_LETTER
from tests.accounts.matrix import ALL
from tests.accounts.rows import rows_behind
from tests.factories import KindFactory, RegistrationFactory

# It ends an attribute, a tag and a script, and would be met as it stands in a page that forgets to escape it.
HOSTILE = "\"'></script><svg onload=x>{{7*7}}"
KEPT_WORDS = {"key", "digest", "language", "verb", "model", "password", "username", "once_key"}  # the program's own, not people's
OUT = {"account_logout", "account_confirm_email", "account_reset_password_from_key"}


@pytest.fixture
def cast(astrid: Any, bo: Any, carla: Any, dorte: Any, erik: Any, fatma: Any, gerd: Any, rie: Any) -> dict[str, Any]:
    return dict(zip(ALL, (astrid, bo, carla, dorte, erik, fatma, gerd, rie), strict=True))


@pytest.fixture
def urls(cast: dict[str, Any], settings: Any, tmp_path: Any) -> dict[str, str]:
    """Every address as the leader would meet it, with rows behind it."""
    settings.MEDIA_ROOT = tmp_path
    of = rows_behind(cast)
    found = {}
    for name, path, _needs in addresses():
        given = {key: value for key, value in of(name, cast["L"]).items() if f":{key}>" in path}
        if path.count("<") == len(given) and name not in OUT:
            found[name] = reverse(name, kwargs=given)
    assert len(found) > 100
    return found


@pytest.mark.sqlite_alone
def test_a_form_from_elsewhere_changes_nothing(urls: dict[str, str], astrid: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(astrid)
    taken = {name: status for name, url in urls.items() if (status := browser.post(url, {"act": "delete"}).status_code) != 403}
    programs = {name: status for name, status in taken.items() if name.startswith("api_")}  # carry no cookie: what they only read takes no form, and what they write wants a token (and not too many attempts)
    assert set(programs.values()) <= {401, 405, 429}
    # The one changes what is read and nothing that is kept; the other is a mail program's, which leaves a list by one post (RFC 8058). See the views.
    assert set(taken) - set(programs) == {"core:language", "newsletters_public:unsubscribe"}


@pytest.mark.sqlite_alone
def test_every_answer_carries_the_policy(urls: dict[str, str], client_of: Any, astrid: Any) -> None:
    wrong = []
    for browser in (client_of(astrid), Client()):
        for url in [*urls.values(), "/findes/ikke/", "/testby/kontor/nej/"]:
            headers = browser.get(url).headers
            policy = headers.get("Content-Security-Policy", "")
            if policy == OF_A_LETTER:  # a newsletter as mail programs show it: with its style, and without anything that runs
                continue
            if "script-src 'self'" not in policy or "unsafe" in policy or headers.get("X-Content-Type-Options") != "nosniff" or headers.get("Referrer-Policy") != "same-origin":
                wrong.append(url)
    assert wrong == []


def test_a_file_that_people_gave_is_never_shown_as_a_page(urls: dict[str, str], client_of: Any, astrid: Any) -> None:
    row = RegistrationFactory.create(created_by=astrid)
    row.attachment.save("bevis.html", SimpleUploadedFile("bevis.html", HOSTILE.encode()))
    answer = client_of(astrid).get(f"/testby/kontor/registreringer/{row.pk}/fil/")
    assert (answer.status_code, answer.headers["Content-Disposition"].partition(";")[0]) == (200, "attachment")


def _poison() -> int:
    """Write hostile words into every text that people write, in every row there is; gives how many fields took them."""
    poisoned = 0
    for model in apps.get_models():
        if not model.__module__.startswith("brobygger."):
            continue
        rows = model.everywhere if issubclass(model, CentreOwned) else model._base_manager
        for field in model._meta.concrete_fields:
            said = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField | models.URLField | models.EmailField)
            if not said or field.choices or field.name in KEPT_WORDS or field.unique or (field.max_length or 99) < len(HOSTILE) + 4:
                continue
            for pk in rows.values_list("pk", flat=True):
                try:
                    with transaction.atomic():
                        rows.filter(pk=pk).update(**{field.name: f"{HOSTILE}{pk}"})
                        poisoned += 1
                except Exception:  # noqa: BLE001, S112 -- a constraint of the database keeps this one clean, which is as good
                    continue
    return poisoned


@pytest.mark.sqlite_alone
def test_words_that_are_markup_stay_words(urls: dict[str, str], client_of: Any, astrid: Any) -> None:
    assert _poison() > 100
    browsers = [client_of(astrid), Client()]
    seen, run, failed = 0, [], []
    for name, url in urls.items():
        for browser in browsers:
            answer = browser.get(url)
            if answer.status_code >= 500:
                failed.append(name)
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            page = answer.content.decode()
            seen += "svg onload=x" in page
            if "<svg onload" in page or "</script><svg" in page or "49" + str(1) in page.partition("svg onload=x")[2][:12]:
                run.append(name)
    assert (run, failed) == ([], [])
    assert seen > 60  # the words are there to be read


@pytest.mark.parametrize("path", ["/konto/login/", "/konto/login/code/"])
def test_another_host_in_the_request_is_in_no_mail(client: Client, astrid: User, path: str) -> None:
    answer = client.post(path, {"login": astrid.email, "email": astrid.email, "password": "x"}, headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert (mail.outbox if hasattr(mail, "outbox") else [], OutgoingMail.objects.count()) == ([], 0)


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"])
def test_nobody_is_led_to_another_site(client_of: Any, client: Client, astrid: User, onward: str) -> None:
    KindFactory.create(name="Sparring", base="consultation")
    browser = client_of(astrid)
    astrid.set_password("en lang adgangskode")
    astrid.save()
    answers = [
        browser.post("/testby/kontor/registreringer/linje/", {"linje": "sparring 20 min", "next": onward}),
        browser.post("/sprog/", {"language": "en", "next": onward}),
        client.post("/konto/login/", {"login": astrid.email, "password": "en lang adgangskode", "next": onward}),
    ]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert [answer.headers["Location"] for answer in answers if "evil" in answer.headers["Location"] or "script" in answer.headers["Location"]] == []


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\evil.exe", "a/b/c.txt", "bilag.pdf\x00.html", "x" * 300 + ".txt", "CON.txt", ".htaccess"])
def test_a_files_name_leads_nowhere(client_of: Any, astrid: Any, settings: Any, tmp_path: Any, centre: Centre, name: str) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kind = KindFactory.create()
    client_of(astrid).post(
        "/testby/kontor/registreringer/ny/",
        {"done_on": "2026-03-02", "kind": kind.pk, "title": "Med bilag", "mode": "held", "state": "held", "format": "on_site",
         "attachment": SimpleUploadedFile(name, b"bilag")},
    )
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and settings.MEDIA_ROOT / "registrations" not in path.parents]
    assert outside == []
    for row in Registration.objects.exclude(attachment=""):
        assert not set(str(row.attachment.name)) & set("\\\x00<>\"'")


def test_cookies_stay_with_the_browser_and_the_session_is_new_after_sign_in(client: Client, astrid: User, settings: Any) -> None:
    astrid.set_password("en lang adgangskode")
    astrid.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = "valgt-af-en-anden"
    client.post("/konto/login/", {"login": astrid.email, "password": "en lang adgangskode"})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session.value not in {"", "valgt-af-en-anden"}
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
