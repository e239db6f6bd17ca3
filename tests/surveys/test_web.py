"""The pages: a questionnaire goes from a ready one to pictures, whatever is typed is kept, and each list asks a bounded number of questions."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.surveys import answering, editing
from brobygger.surveys.box import open_box
from brobygger.surveys.models import Edition, Envelope, PersonalLink, Questionnaire, Response, Sending
from brobygger.surveys.structure import read
from tests.factories import (
    EditionFactory,
    EnvelopeFactory,
    GoalFactory,
    PersonalLinkFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SendingFactory,
)
from tests.surveys.test_structure import ALL, WHOLE

OFFICE, NOW, TODAY = "/testby/kontor/spoergeskemaer/", timezone.now(), timezone.localdate()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def full():
    row = SendingFactory.create()
    PersonalLinkFactory.create(sending=row, spent=True)
    EnvelopeFactory.create(sending=row)
    for _each in range(6):
        ResponseFactory.create(sending=row)
    return row


@pytest.mark.parametrize(("page", "n"), [("", 11), ("?vis=alle", 11), ("skemaer/", 11)])
def test_a_list_asks_as_many_questions_for_three_as_for_one(client_of, bo, page, n):
    browser = client_of(bo)
    full()
    assert queries(browser, OFFICE + page) == n
    full(), full()
    assert queries(browser, OFFICE + page) == n


def test_one_sending_and_its_people_ask_as_many_for_thirty_answers_as_for_six(client_of, bo):
    browser, row = client_of(bo), full()
    first = [queries(browser, row.get_absolute_url() + page) for page in ("", "modtagere/")]
    for _each in range(24):
        ResponseFactory.create(sending=row)
        PersonalLinkFactory.create(sending=row)
    assert [queries(browser, row.get_absolute_url() + page) for page in ("", "modtagere/")] == first


def test_answering_asks_the_database_few_questions(client, centre):
    row = SendingFactory.create()
    url = f"/testby/spoergeskemaer/{row.open_token}/"
    client.post(url, {"q1": "ja", "page": "0", "go": "send", "once": "a"})
    with CaptureQueriesContext(connection) as found:
        assert client.post(url, {"q1": "ja", "page": "0", "go": "send", "once": "b"}).status_code == 302
    asked = [each["sql"] for each in found if "SAVEPOINT" not in each["sql"]]
    assert len(asked) == 3  # the centre, the sending with its edition, the envelope


def test_a_ready_one_becomes_a_questionnaire_of_ones_own_and_goes_out(client_of, client, bo, centre):
    browser = client_of(bo)
    browser.post(f"{OFFICE}skemaer/nyt/", {"about": "members"})
    row = Questionnaire.objects.get()
    page = row.get_absolute_url()
    assert "Medlemsundersøgelse" in browser.get(page).content.decode()
    browser.post(f"{page}spoergsmaal/?slags=choice", {"text": "Hvor bor I?", "options": "Byen\nLandet"})
    added = read(editing.newest(row).content).items[-1]
    assert [each.text for each in added.options] == ["Byen", "Landet"]
    browser.post(f"{page}spoergsmaal/{added.key}/", {"text": "Hvor holder I til?", "options": "I byen\nPå landet"})
    changed = read(editing.newest(row).content).items[-1]
    assert (changed.text, [each.key for each in changed.options]) == ("Hvor holder I til?", [each.key for each in added.options])
    assert browser.get(f"{page}vis/").status_code == 200
    browser.post(f"{page}send/", {"title": "Hvordan går det?", "anonymous": "on", "closes_on": TODAY + timedelta(days=14)})
    sent = Sending.objects.get()
    wrong = browser.post(f"{sent.get_absolute_url()}modtagere/", {"act": "add", "written": "ingen adresse"})
    assert (wrong.status_code, "ingen adresse" in wrong.content.decode()) == (422, True)
    browser.post(f"{sent.get_absolute_url()}modtagere/", {"act": "add", "written": "\n".join(f"en{n}@mail.example" for n in range(6))})
    browser.post(f"{sent.get_absolute_url()}handling/", {"act": "open", "open_link": "on"})
    sent.refresh_from_db()
    assert (sent.opened_on, OutgoingMail.objects.count(), sent.open_token != "") == (TODAY, 6, True)
    assert client.get(f"/testby/spoergeskemaer/{sent.open_token}/").status_code == 200


def test_feedback_on_goals_asks_about_each_goal_of_the_plans_that_run(client_of, bo, centre):
    goal = GoalFactory.create(title="Flere er med", area__plan__status="adopted", area__plan__starts_on=TODAY, area__plan__ends_on=TODAY)
    GoalFactory.create(title="Fra i fjor", area__plan__status="closed", area__plan__starts_on=TODAY - timedelta(days=400), area__plan__ends_on=TODAY - timedelta(days=40))
    client_of(bo).post(f"{OFFICE}skemaer/nyt/", {"about": "goals"})
    assert [each.goal for each in read(Edition.objects.get().content).questions] == [goal.pk, None]


def test_pages_are_answered_one_by_one_without_scripts_and_nothing_is_lost_on_the_way(client, centre):
    row = SendingFactory.create(edition=EditionFactory.create(content=ALL))
    url = f"/testby/spoergeskemaer/{row.open_token}/"
    first = client.post(url, {"one": "b", "page": "0", "go": "on"})
    assert (first.status_code, "Hvorfor ikke?" in first.content.decode()) == (422, True)
    second = client.post(url, {"one": "b", "why": "Ingen tid", "page": "0", "go": "on"})
    given = json.loads(second.context["given"])
    assert (given, second.context["number"], second.context["last"]) == ({"one": "b", "why": "Ingen tid"}, 1, True)
    back = client.post(url, {"page": "1", "given": json.dumps(given), "steps": "4", "go": "back"})
    assert (back.context["number"], json.loads(back.context["given"])["steps"], "Ingen tid" in back.content.decode()) == (0, 4, True)
    done = client.post(url, {"page": "1", "given": json.dumps(given), "steps": "4", "table-r": "a", "table-s": "b", "go": "send", "once": "x"})
    assert (done.status_code, Envelope.objects.count()) == (302, 1)


@pytest.mark.parametrize("given", ["", "{", "[1]", '{"one": "z"}', '{"one": ["a"]}', '{"fremmed": 1}', "[" * 5000, '{"one": {"a": {}}}', "null"])
def test_what_is_forged_on_the_way_is_not_taken(client, centre, given):
    row = SendingFactory.create(edition=EditionFactory.create(content=ALL))
    url = f"/testby/spoergeskemaer/{row.open_token}/"
    page = client.post(url, {"page": "1", "given": given, "steps": "4", "table-r": "a", "table-s": "b", "go": "send", "once": "x"})
    assert (page.status_code, Envelope.objects.count()) == (422, 0)


@pytest.mark.parametrize("forged", [{"one": "zz"}, {"page": "99"}, {"page": "-1"}, {"page": "٣"}, {"steps": "9"}, {"table-r": "q"}, {"n": "1e9"}, {"day": "2023-02-29"}, {"some": "q"}, {"once": "x" * 500}])
def test_no_forged_answer_makes_the_page_fall(client, centre, forged):
    row = SendingFactory.create(edition=EditionFactory.create(content={"items": [each for each in ALL["items"] if each["kind"] != "page"]}))
    page = client.post(f"/testby/spoergeskemaer/{row.open_token}/", {"one": "a", "table-r": "a", "table-s": "b", "page": "0", "go": "send", "once": "x", **forged})
    assert page.status_code in {302, 422}
    assert Envelope.objects.count() == int(page.status_code == 302)


def test_a_link_that_was_used_or_came_too_late_says_so_kindly(client, centre):
    row = SendingFactory.create()
    link = PersonalLinkFactory.create(sending=row, spent=True, digest=answering.digest_of("brugt"))
    assert "Linket er brugt" in client.get("/testby/spoergeskemaer/brugt/").content.decode()
    assert "Linket er brugt" in client.post("/testby/spoergeskemaer/brugt/", {"q1": "ja", "page": "0", "go": "send"}).content.decode()
    row.closed_on = TODAY
    row.save()
    late = client.post(f"/testby/spoergeskemaer/{row.open_token}/", {"q1": "ja", "page": "0", "go": "send"})
    assert (late.status_code, "ikke svares længere" in late.content.decode(), Envelope.objects.count()) == (409, True, 0)
    assert client.get("/testby/spoergeskemaer/findes-ikke/").status_code == 404
    assert link.spent


def test_the_public_page_says_what_is_promised_and_is_kept_by_nobody(client, centre):
    anonymous, named = SendingFactory.create(), SendingFactory.create(anonymous=False, open_token="")
    PersonalLinkFactory.create(sending=named, digest=answering.digest_of("hendes"))
    page = client.get(f"/testby/spoergeskemaer/{anonymous.open_token}/")
    assert (page["Cache-Control"], page["Referrer-Policy"], "noindex" in page.content.decode()) == ("no-store", "same-origin", True)
    assert "Det er anonymt" in page.content.decode()
    assert "Det er ikke anonymt: Frivilligcenter Testby kan se" in client.get("/testby/spoergeskemaer/hendes/").content.decode()


def test_another_centres_link_opens_nothing_here(client, centre, other_centre):
    row = SendingFactory.create()
    assert client.get(f"/fjernby/spoergeskemaer/{row.open_token}/").status_code == 404


@pytest.mark.parametrize(("n", "soon"), [(9, False), (10, True)])
def test_what_waits_sealed_says_when_it_is_to_be_seen(client_of, bo, centre, n, soon):
    row = SendingFactory.create(edition=EditionFactory.create())
    for _each in range(n):
        EnvelopeFactory.create(sending=row)
    page = client_of(bo).get(row.get_absolute_url()).content.decode()
    assert (f"{n} svar venter, forseglet" in page, "Om få minutter" in page) == (True, soon)


def test_nobody_is_shown_who_of_an_anonymous_sending_has_answered(client_of, bo, centre):
    row = SendingFactory.create()
    for n in range(6):
        PersonalLinkFactory.create(sending=row, name=f"Spurgt {n}", spent=n % 2 == 0)
    page = client_of(bo).get(f"{row.get_absolute_url()}modtagere/").content.decode()
    assert ("har svaret" in page, "Spurgt 0" in page) == (False, True)
    refused = client_of(bo).post(f"{row.get_absolute_url()}modtagere/", {"act": "take_away", "link": PersonalLink.objects.first().pk})
    assert (refused.status_code, PersonalLink.objects.count()) == (422, 6)


def test_paper_is_typed_in_sheet_after_sheet(client_of, bo, centre):
    row = SendingFactory.create()
    page = f"{row.get_absolute_url()}papir/"
    browser = client_of(bo)
    for n in range(10):
        assert browser.post(page, {"q1": "ja", "q2": "3", "once": f"ark {n}"}).status_code == 302
    browser.post(page, {"q1": "ja", "q2": "3", "once": "ark 9"})  # Enter twice
    assert browser.post(page, {"q2": "3"}).status_code == 422
    open_box(row, now=NOW)
    assert (Envelope.objects.count(), set(Response.objects.values_list("way", flat=True))) == (5, {"paper"})


def test_the_score_and_the_pictures_stand_on_the_page_of_the_sending(client_of, dorte, centre):
    row = SendingFactory.create()
    for _each in range(7):
        ResponseFactory.create(sending=row, answers={"q1": "ja", "q2": 4, "q3": "Mere kaffe"})
    page = client_of(dorte).get(row.get_absolute_url()).content.decode()
    assert all(part in page for part in ("80 %", "Mere kaffe", "Hvor tilfreds er du?", "7 svar er vist"))
    ResponseFactory.create(sending=row, answers={"q1": "ja", "q2": 4, "q3": "Mindre støj"})
    assert "Mindre støj" in client_of(dorte).get(row.get_absolute_url()).content.decode()


def test_conditions_and_choices_that_make_no_sense_are_refused_beside_the_field(client_of, bo, centre):
    row = EditionFactory.create().questionnaire
    page = f"{row.get_absolute_url()}spoergsmaal/"
    for given, word in (
        ({"text": "Hvad?", "options": "Kun én"}, "mindst 2"), ({"text": "Hvad?", "options": "Ja\nJa"}, "det samme"), ({"text": "", "options": "Ja\nNej"}, "Spørgsmål"),
        ({"text": "010190-1111", "options": "Ja\nNej"}, "CPR"), ({"text": "Hvad?", "options": "Ja\nNej", "only_if": ["q1=ja", "q2=5"]}, "ét spørgsmål"),
    ):
        answer = client_of(bo).post(f"{page}?slags=choice", given)
        assert (answer.status_code, word in answer.content.decode()) == (422, True), given
    assert client_of(bo).get(f"{page}?slags=vrøvl").status_code == 404
    assert client_of(bo).post(f"{page}?slags=text", {"text": "Hvorfor?", "only_if": ["q1=nej"]}).status_code == 302
    assert read(editing.newest(row).content).items[-1].when == "q1"


def test_an_old_copy_is_refused_and_what_was_typed_is_kept(client_of, bo, centre):
    row = QuestionnaireFactory.create(title="Nyt navn")
    EditionFactory.create(questionnaire=row)
    row.save()
    page = client_of(bo).post(f"{row.get_absolute_url()}ret/", {"title": "For sent", "about": "other", "version": "1"})
    assert (page.status_code, "For sent" in page.content.decode()) == (422, True)


def test_whole_answers_of_every_kind_are_taken_and_shown(client, client_of, bo, centre):
    row = SendingFactory.create(edition=EditionFactory.create(content={"items": [each for each in ALL["items"] if each["kind"] != "page"]}))
    sheet = {"one": "a", "some": ["a", "b"], "steps": "4", "table-r": "a", "table-s": "b", "n": "12", "day": "2024-02-29", "page": "0", "go": "send"}
    for n in range(10):
        assert client.post(f"/testby/spoergeskemaer/{row.open_token}/", {**sheet, "once": str(n)}).status_code == 302
    open_box(row, now=NOW)
    assert Response.objects.first().answers == {**WHOLE, "some": ["a", "b"]}
    page = client_of(bo).get(row.get_absolute_url()).content.decode()
    assert all(part in page for part in ("12,0", "Det er sjovt", "2024-02"))
