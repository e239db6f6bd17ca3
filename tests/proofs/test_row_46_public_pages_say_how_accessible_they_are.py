"""Every public page leads to the centre's accessibility statement, so does ``/was``; once a year the leader is asked to look again.

What axe, the keyboard and a browser without scripts find on these pages is tried in ``tests/journeys/test_public_pages.py``.
"""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from brobygger.centres.models import AccessibilityStatement, Change
from tests.factories import AccessibilityStatementFactory, EventFactory, ServiceFactory

EDIT, PUBLIC, TODAY = "/testby/kontor/indstillinger/tilgaengelighed/", "/testby/tilgaengelighed/", timezone.localdate()
PAGES = ("/testby/", "/testby/arrangementer/", "/testby/ydelser/", "/testby/viden/", "/testby/foreninger/", PUBLIC)
TYPED = {"looked_on": TODAY.isoformat(), "way": "ourselves", "gaps": "Filmene har ingen undertekster.", "instead": "Ring, så læser vi op.", "mail": "adgang@testby.example", "phone": ""}


def asked_of(browser):
    for each in caches.all():
        each.clear()
    return [task.url for task in browser.get("/testby/kontor/").context["tasks"] if task.url == EDIT]


@pytest.mark.django_db
def test_the_leader_says_it_once_and_everybody_reads_it(client_of, client, astrid, centre):
    browser = client_of(astrid)
    assert asked_of(browser) == [EDIT]
    assert "endnu ikke set efter" in client.get(PUBLIC).content.decode()
    assert browser.post(EDIT, TYPED).status_code == 302
    said = client.get(PUBLIC).content.decode()
    for words in ("Filmene har ingen undertekster.", "Ring, så læser vi op.", "mailto:adgang@testby.example", str(TODAY.year)):
        assert words in said
    assert asked_of(browser) == []
    assert [(each.verb, each.model) for each in Change.objects.all()] == [("added", "centres.AccessibilityStatement")]


def test_every_public_page_leads_there_and_so_does_was(client, client_of, astrid, centre, other_centre):
    service, event = ServiceFactory.create(), EventFactory.create(published_at=timezone.now())
    for url in (*PAGES, f"/testby/ydelser/{service.pk}/", f"/testby/arrangementer/{event.pk}/"):
        page = client.get(url).content.decode()
        assert re.search(rf'<footer.*href="{PUBLIC}"', page, re.DOTALL), url
        assert re.search(r'<html lang="da"', page), url
    assert 'href="/tilgaengelighed/"' in client.get("/testby/findes-ikke/").content.decode()  # no page, so no centre's either
    assert f'href="{PUBLIC}"' in client_of(astrid).get("/testby/kontor/").content.decode()
    assert client.get("/testby/was").headers["Location"] == PUBLIC
    assert client.get("/was").headers["Location"] == "/tilgaengelighed/"  # two centres: the page that leads to both
    listed = client.get("/tilgaengelighed/").content.decode()
    assert f'href="{PUBLIC}"' in listed
    assert 'href="/fjernby/tilgaengelighed/"' in listed


def test_where_there_is_one_centre_was_leads_straight_to_it(client, centre):
    assert client.get("/was").headers["Location"] == PUBLIC


@pytest.mark.parametrize(("ago", "asked"), [(300, False), (336, True), (366, True), (900, True)])
def test_the_leader_alone_is_reminded_a_month_before_the_year_is_over(client_of, astrid, bo, ago, asked):
    AccessibilityStatementFactory.create(looked_on=TODAY - timedelta(days=ago))
    assert bool(asked_of(client_of(astrid))) is asked
    assert asked_of(client_of(bo)) == []


def test_one_press_says_that_all_is_still_right(client_of, astrid):
    row = AccessibilityStatementFactory.create(looked_on=TODAY - timedelta(days=400), way="others")
    browser = client_of(astrid)
    browser.post(EDIT, {"act": "looked"})
    row.refresh_from_db()
    assert (row.looked_on, row.way, asked_of(browser)) == (TODAY, "ourselves", [])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"looked_on": (TODAY + timedelta(days=1)).isoformat()}, "looked_on"), ({"looked_on": ""}, "looked_on"), ({"mail": ""}, "mail"),
        ({"gaps": "Skriv til 010190-1234"}, "gaps"), ({"elsewhere": "javascript:alert(1)"}, "elsewhere"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(client_of, astrid, wrong, field):
    answer = client_of(astrid).post(EDIT, {**TYPED, **wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert answer.context["form"]["instead"].value() == "Ring, så læser vi op."
    assert not AccessibilityStatement.objects.exists()


def test_the_centres_own_mail_is_enough_and_the_second_of_two_is_told(client_of, client, astrid, centre):
    centre.mail = "kontakt@testby.example"
    centre.save()
    browser = client_of(astrid)
    assert browser.post(EDIT, {**TYPED, "mail": "", "by_law": "on"}).status_code == 302
    said = client.get(PUBLIC).content.decode()
    assert "mailto:kontakt@testby.example" in said
    assert "Digitaliseringsstyrelsen" in said
    answer = browser.post(EDIT, {**TYPED, "version": "0"})  # a page that was read before the row was there
    assert answer.status_code == 422
    assert AccessibilityStatement.objects.get().mail == ""


def test_a_leap_day_has_its_year(centre):
    assert AccessibilityStatementFactory.build(looked_on=date(2024, 2, 29)).look_again_on == date(2025, 2, 28)
