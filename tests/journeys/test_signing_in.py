"""Signing in as a person does: a passkey is added, and from then on one touch is enough."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "hvidtjørn-og-kaffe"


@pytest.fixture
def nora(centre):
    cache.clear()
    user = UserFactory.create(email="nora@example.org", name="Nora Holm", password=PASSWORD)
    RoleAssignmentFactory.create(user=user, role="staff")
    return user


@pytest.fixture
def with_passkeys(page_of):
    """A visitor's browser on a machine that has a fingerprint reader."""
    page = page_of(None)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}},
    )
    return page


def test_a_passkey_is_added_and_opens_the_door_alone(with_passkeys, look, nora):
    page = with_passkeys
    page.goto("/konto/login/")
    look(page)
    page.get_by_label("E-mail").fill(nora.email)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page.get_by_role("heading", name="Godt at se dig, Nora")).to_be_visible()

    page.goto("/mig/")
    look(page)
    page.get_by_role("link", name="Ekstra sikkerhed og adgangsnøgler").click()
    look(page)
    page.get_by_role("link", name="Tilføj").click()
    look(page)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    look(page)
    page.get_by_label("Navn").fill("Min bærbare")
    expect(page.get_by_label("Log ind med denne alene, uden adgangskode")).to_be_checked()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    look(page)

    page.context.clear_cookies()
    page.goto("/konto/login/")
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    expect(page.get_by_role("heading", name="Godt at se dig, Nora")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_ones_account_is_whole(page_of, look, nora, width):
    page = page_of(None, width=width)
    for path in ("/konto/login/", "/konto/login/code/", "/konto/password/reset/", "/konto/password/reset/done/", "/konto/signup/", "/konto/inactive/"):
        page.goto(path)
        look(page)
    page.goto("/konto/login/")
    page.get_by_label("E-mail").fill(nora.email)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Godt at se dig, Nora")).to_be_visible()
    for path in (
        "/mig/", "/konto/2fa/", "/konto/2fa/totp/activate/", "/konto/2fa/webauthn/", "/konto/2fa/webauthn/add/", "/konto/sessions/",
        "/konto/password/change/", "/konto/email/", "/konto/reauthenticate/", "/konto/logout/",
    ):
        page.goto(path)
        look(page)
