"""Every page there is, over the example centre: whole for eye, keyboard and screen reader, light and dark, with scripts and without."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from brobygger.accounts.models import Invitation
from brobygger.advice.models import Service
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.events.models import Event
from brobygger.exchange.models import ExchangePost
from brobygger.plan.models import Plan
from tests.example import OPEN, pages_of, person
from tests.journeys.conftest import faults_in_the_dark

pytestmark = pytest.mark.django_db(transaction=True)

PARTS = 4  # of the longest walk, so that two may walk it
FIRST_VISIT, LATER_VISIT = 200_000, 40_000  # bytes, gzipped


NOT_THERE = {"/findes-ikke/": 404, "/invitation/ukendt/": 410}  # pages that say so, and must say it well


@pytest.fixture
def example(fill_example: None) -> Iterator[Centre]:
    centre = Centre.objects.get(key="slagelse")
    with centre_in_force(centre):
        yield centre


def _problems(page: Any, url: str) -> Iterator[str]:
    if page.locator("h1").count() != 1:
        yield f"{url}: {page.locator('h1').count()} first headings"
    if not page.title().split(" · ")[0].strip():
        yield f"{url}: no title"


def _walk(page: Any, look: Any, urls: list[str]) -> list[str]:
    """What is wrong with the pages, by light and in the dark."""
    wrong = []
    for url in urls:
        answer = page.goto(url)
        if answer.status != NOT_THERE.get(url, 200) or (answer.request.redirected_from and url != "/"):
            wrong.append(f"{url}: {answer.status}")
            continue
        wrong += _problems(page, url)
        try:
            look(page)
        except AssertionError as fault:
            wrong.append(f"{url}: {fault}")
        wrong += [f"{url}: {each}" for each in faults_in_the_dark(page)]
    return wrong


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_leader(page_of, look, example, part) -> None:
    assert _walk(page_of(person("astrid"), walks=True), look, pages_of("L")[part::PARTS]) == []


def test_what_everybody_sees(page_of, look, example) -> None:
    invitation = Invitation.objects.create(
        mail="ny@example.org", name="Ny Kollega", roles=["staff"], digest="0" * 64, invited_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1)
    )
    assert invitation.pk is not None
    course = Event.objects.get(registration__title="Kursus i den gode velkomst")
    course_pages = [f"/slagelse/arrangementer/{course.pk}/", *(f"/slagelse/tilmelding/{each.token}/" for each in (course.signup_list.signups.first(), course.signup_list.signups.waiting().first()))]
    services = [f"/slagelse/ydelser/{each.pk}/" for each in Service.objects.public()[:2]]
    exchanged = [f"/slagelse/byttebors/{ExchangePost.objects.public()[0].pk}/{page}" for page in ("", "svar/", "anmeld/")]
    assert _walk(page_of(None, walks=True), look, [*OPEN, *course_pages, *services, *exchanged, "/invitation/ukendt/"]) == []


def test_pages_are_light(page_of, example) -> None:
    """What a visit weighs as it travels, gzipped: the first with style, script and type, later ones the page alone."""
    page = page_of(person("astrid"))
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(gzip.compress(answer.body()))) if answer.status == 200 and "/favicon" not in answer.url else None)
    page.goto("/slagelse/kontor/", wait_until="networkidle")
    assert sum(weights) < FIRST_VISIT
    plan = Plan.objects.get(kind=Plan.Kind.CORE)
    for url in (f"/slagelse/kontor/planer/{plan.pk}/", f"/slagelse/kontor/planer/{plan.pk}/rediger/", "/slagelse/kontor/registreringer/", "/slagelse/kontor/moeder/", "/slagelse/kontor/sparring/", "/slagelse/kontor/sparring/tal/", "/slagelse/kontor/sparring/henvendelser/"):
        answer = page.goto(url, wait_until="networkidle")
        assert len(gzip.compress(answer.body())) < LATER_VISIT, url


def test_every_page_is_whole_without_scripts(page_of, example) -> None:
    client = Client()
    client.force_login(person("astrid"), backend="django.contrib.auth.backends.ModelBackend")
    wrong, with_buttons = [], []
    for url in pages_of("L"):
        answer = client.get(url)
        main = html.fromstring(answer.content).xpath("//main") if answer.status_code == 200 else []
        if not main or len(main[0].xpath(".//h1")) != 1:
            wrong.append(f"{url}: {answer.status_code}")
        elif main[0].xpath(".//button[@type='button']"):
            with_buttons.append(url)
    assert wrong == []
    assert with_buttons
    page = page_of(person("astrid"), scripts=False)
    for url in with_buttons:  # whether one that does nothing without a script is seen, only a browser knows
        page.goto(url)
        dead = page.locator("main button[type=button]:visible").all_inner_texts()
        wrong += [f"{url}: {text!r} does nothing" for text in dead]
    assert wrong == []
