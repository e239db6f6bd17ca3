"""Every page there is, over the example centre: whole for eye, keyboard and screen reader, in both languages, light and dark.

The pages come from the access matrix, so a new page cannot be forgotten here. The example is filled in once for each test that walks.
"""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import timezone

from brobygger.accounts.models import Invitation, User
from brobygger.accounts.references import addresses
from brobygger.advice.models import Adviser, Consultation, Initiative, Request, Service, ShelfItem
from brobygger.board.models import AgendaItem, Decision, DocumentVersion, Meeting, Seat, StaffHours
from brobygger.centres.models import Centre, Theme
from brobygger.centres.scoping import centre_in_force
from brobygger.core import messages
from brobygger.demo.fill import fill
from brobygger.events.models import Event, EventTask, Material, Minute, Point, Sheet, Stop
from brobygger.journal.models import ExternalFigure, Kind, Registration
from brobygger.organisations.models import (
    Application,
    Collaboration,
    Contact,
    Membership,
    MembershipType,
    Organisation,
)
from brobygger.plan.importing import read_plan
from brobygger.plan.models import Activity, Goal, Marker, Plan, PlanDraft, Target, Team
from tests.accounts.matrix import MATRIX

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_VISIT, LATER_VISIT = 200_000, 40_000  # bytes, gzipped
OPEN = ("/", "/konto/login/", "/konto/login/code/", "/konto/password/reset/", "/tilgaengelighed/", "/slagelse/", "/slagelse/plan/", "/slagelse/bliv-medlem/", "/slagelse/bliv-medlem/?tak=1", "/findes-ikke/", "/arrangementer/", "/slagelse/arrangementer/", "/slagelse/ydelser/", "/slagelse/viden/", "/slagelse/arrangementer/?vis=maaned", "/slagelse/arrangementer/?vis=uge", "/slagelse/arrangementer/paa-din-side/")
# Files, fragments and addresses that only take what a form sends.
NO_PAGES = {
    "journal:read", "journal:keep", "journal:delete", "journal:restore", "journal:attachment", "plan:steps", "plan:proof_file", "plan:judge_proof",
    "board:ask", "board:item_move", "board:item_delete", "board:item_new", "board:accept", "board:decide", "board:carried_out", "board:answer",
    "board:version_file", "board:meetings_file", "board:decisions_file", "board:seats_file", "board:hours_file", "board:documents_file",
    "reports:followup_file", "reports:plan_file", "reports:pack_file", "reports:prepared", "reports:prepared_file", "plan:compare", "organisations:list", "organisations:note", "organisations:note_delete", "organisations:part", "organisations:part_persons", "organisations:list_faults", "settings:invitation_act", "people:copy",
    "events:act", "events:ticks", "events:heads", "events:held", "events:uncount", "events:start_kiosk", "events:close_signup", "events:tick_task", "events:material_file",
    "events:take_out_answer", "events:close_point", "advice:act", "advice:shelf_file",
    "events:move_point", "organisations:charge_member", "organisations:let_in", "organisations:return_payment", "organisations:settle", "organisations:told",
}


@pytest.fixture
def example() -> Iterator[Centre]:
    fill(today=timezone.localdate())
    centre = Centre.objects.get(key="slagelse")
    with centre_in_force(centre):
        yield centre


def person(first_name: str) -> User:
    return User.objects.get(email=f"{first_name}.slagelse@demo.example")


def _keys() -> dict[str, Any]:
    """For each address that names a row, one that is there."""
    version, meeting, goal = DocumentVersion.objects.get(document__title="Vedtægter"), Meeting.objects.get(frozen_at=None), Goal.objects.first()
    assert goal is not None
    source = "# Handlingsplan 2026\n\n| Mål | Aktiviteter | Dokumentation |\n|---|---|---|\n| Flere er med | Holde 2 kurser årligt | Antal kurser |\n"
    draft = PlanDraft.objects.create(filename="plan.md", outline=read_plan(source.encode(), "plan.md").as_json(), uploaded_at=timezone.now())
    AgendaItem.objects.create(meeting=meeting, title="Nyt fra huset")
    pk = {
        "journal:figure": ExternalFigure, "journal:kind": Kind, "plan:activity": Activity, "plan:new_target": Activity, "plan:evidence": Target,
        "plan:target": Target, "plan:team": Team, "plan:marker": Marker, "board:decision": Decision, "board:decision_edit": Decision,
        "board:item": AgendaItem, "board:team": Team, "board:seat": Seat, "board:hours_edit": StaffHours,
        **dict.fromkeys((f"organisations:{name}" for name in ("organisation", "edit_organisation", "new_contact", "join", "merge")), Organisation),
        **dict.fromkeys((f"advice:{name}" for name in ("consultation", "edit", "answer")), Consultation), **dict.fromkeys(("advice:initiative", "advice:edit_initiative"), Initiative),
        "advice:request": Request, "advice:service": Service, "advice:adviser": Adviser, "advice:item": ShelfItem,
        **dict.fromkeys(("organisations:membership", "organisations:correct_membership"), Membership), "organisations:type": MembershipType,
        "organisations:contact": Contact, "organisations:application": Application, "organisations:collaboration": Collaboration, "settings:line": Theme, "plan:goal": Goal, "plan:change_goal": Goal,
    }
    found = {name: model._default_manager.first().pk for name, model in pk.items()}  # type: ignore[union-attr]  # the example has them all
    found |= dict.fromkeys(("board:document", "board:document_edit", "board:obligations", "board:version_new"), version.document_id)
    found |= {"board:version": version.pk, "plan:import_preview": draft.pk, "plan:import_discard": draft.pk, "settings:colleague": person("bo").pk}
    found |= {"people:subject": person("bo").pk, "goal": goal.pk, "meeting": meeting.pk}
    return found


def _urls(letter: str) -> list[str]:
    """Every page that opens for the role, with rows of the example in the addresses."""
    keys = _keys()
    plan = Plan.objects.get()
    registration = Registration.objects.filter(created_by=person("astrid")).first()
    assert registration is not None
    course = Event.objects.get(registration__title="Kursus i den gode velkomst")
    over = Event.objects.filter(registration__title="Introduktion for nye frivillige").first() or course
    guest = course.signup_list.signups.first()
    stop, material, task, sheet, minute = (model._default_manager.first() for model in (Stop, Material, EventTask, Sheet, Minute))
    point = Point.objects.filter(network=sheet.network).first() or Point.objects.create(network=sheet.network, title="Fælles folder", raised_on=timezone.localdate())
    urls = []
    for name, path, _needs in addresses():
        if name in NO_PAGES or letter not in MATRIX.get(name, "").split(" ")[0]:
            continue
        if name.startswith("journal:"):
            pk = keys.get(name, registration.pk)
        elif name.startswith("events:"):
            pk = {
                "attendance": over, "sheet": over, "signup": guest, "stops": stop.event, "new_stop": stop.event, "stop": stop.event, "agenda": minute.event, "after": material.event,
                "new_material": material.event, "material": material.event, **dict.fromkeys(("network", "edit_network", "step", "new_point", "point", "new_sheet", "sheet_page"), sheet.network),
            }.get(name.removeprefix("events:"), course).pk
        elif name.startswith(("board:", "reports:pack")):
            pk = keys.get(name, keys["meeting"])
        else:
            pk = keys.get(name, plan.pk)
        given: dict[str, Any] = {"centre": "slagelse", "pk": pk, "name": "temaer", "parent": plan.pk, "kind": "area", "other": Organisation.objects.latest("pk").pk}
        given |= {"question": course.signup_list.questions.first().pk, "token": guest.token}
        given |= {"task": task.pk, "material": material.pk, "stop": stop.pk, "point": point.pk, "sheet": sheet.pk}
        if name in {"plan:part", "plan:split", "plan:move"}:
            given |= {"kind": "goal", "pk": keys["goal"]}
        if name == "people:subject":
            given |= {"kind": "konto"}
        urls.append(reverse(name, kwargs={key: value for key, value in given.items() if f":{key}>" in path}))
    return sorted(set(urls))


def _problems(page: Any, url: str) -> Iterator[str]:
    if page.locator("h1").count() != 1:
        yield f"{url}: {page.locator('h1').count()} first headings"
    if not page.title().split(" · ")[0].strip():
        yield f"{url}: no title"


def _walk(page: Any, look: Any, urls: list[str]) -> list[str]:
    wrong = []
    for url in urls:
        answer = page.goto(url)
        if answer.status not in {200, 404, 410}:
            wrong.append(f"{url}: {answer.status}")
            continue
        wrong += _problems(page, url)
        try:
            look(page)
        except AssertionError as fault:
            wrong.append(f"{url}: {fault}")
    return wrong


def test_every_page_of_the_leader(page_of, look, example) -> None:
    assert _walk(page_of(person("astrid")), look, _urls("L")) == []


def test_what_everybody_sees(page_of, look, example) -> None:
    invitation = Invitation.objects.create(
        mail="ny@example.org", name="Ny Kollega", roles=["staff"], digest="0" * 64, invited_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1)
    )
    assert invitation.pk is not None
    course = Event.objects.get(registration__title="Kursus i den gode velkomst")
    course_pages = [f"/slagelse/arrangementer/{course.pk}/", *(f"/slagelse/tilmelding/{each.token}/" for each in (course.signup_list.signups.first(), course.signup_list.signups.waiting().first()))]
    assert _walk(page_of(None), look, [*OPEN, *course_pages, "/invitation/ukendt/"]) == []


def test_the_main_pages_in_the_dark(page_of, look, example) -> None:
    page = page_of(person("astrid"))
    page.emulate_media(color_scheme="dark")
    told = ("/kontor/$", "/registreringer/$", r"/planer/\d+/$", r"/rediger/$", r"/maal/\d+/$", r"/moeder/\d+/$", "/opfoelgning/$", "/indstillinger/$", "/importer/")
    assert _walk(page, look, [url for url in _urls("L") if any(re.search(each, url) for each in told)]) == []


def _texts(page: Any) -> str:
    return " ".join(page.locator("body").inner_text().split())


def _interface() -> list[tuple[str, str]]:
    """Sentences of the interface in both languages, those long and plain enough to be told apart from people's own words."""
    found = []
    for context in messages.contexts():
        catalogue = messages.catalogue_of(context)
        if catalogue.exists():
            with catalogue.open("rb") as file:
                for each in read_po(file):
                    if isinstance(each.id, str) and "%" not in each.id and "{" not in each.id and each.id.count(" ") > 2 and each.id[0].isupper() and each.string != each.id:
                        found.append((each.id, str(each.string)))
    return found


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_speaks_both_languages(page_of, example, language) -> None:
    page = page_of(person("astrid"))
    page.goto("/slagelse/kontor/")
    switch = page.get_by_role("button", name="English" if language == "en" else "Dansk")
    if switch.count():
        switch.click()
    foreign = {(english if language == "da" else danish) for english, danish in _interface()}
    ours = {(danish if language == "da" else english) for english, danish in _interface()}
    strange = sorted(foreign - ours)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(strange, key=len, reverse=True)))
    wrong = []
    for url in _urls("L"):
        if "/spor/" in url or "opfoelgning" in url:
            continue  # reasons were written in the language of their day
        page.goto(url)
        if hit := pattern.search(_texts(page)):
            wrong.append(f"{url}: {hit.group()}")
    assert wrong == []


def test_pages_are_light(page_of, example) -> None:
    """What a visit weighs as it travels, gzipped: the first with style, script and type, later ones the page alone."""
    page = page_of(person("astrid"))
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(gzip.compress(answer.body()))) if answer.status == 200 and "/favicon" not in answer.url else None)
    page.goto("/slagelse/kontor/", wait_until="networkidle")
    assert sum(weights) < FIRST_VISIT
    plan = Plan.objects.get()
    for url in (f"/slagelse/kontor/planer/{plan.pk}/", f"/slagelse/kontor/planer/{plan.pk}/rediger/", "/slagelse/kontor/registreringer/", "/slagelse/kontor/moeder/"):
        answer = page.goto(url, wait_until="networkidle")
        assert len(gzip.compress(answer.body())) < LATER_VISIT, url


def test_every_page_is_whole_without_scripts(page_of, example) -> None:
    page = page_of(person("astrid"), scripts=False)
    wrong = []
    for url in _urls("L"):
        answer = page.goto(url)
        if answer.status != 200 or page.locator("main h1").count() != 1:
            wrong.append(url)
        dead = page.locator("main button[type=button]:visible").all_inner_texts()
        wrong += [f"{url}: {text!r} does nothing" for text in dead]
    assert wrong == []


