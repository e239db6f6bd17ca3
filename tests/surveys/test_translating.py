"""A questionnaire in further languages: how each stands, what is kept, and what those who answer read."""

import re
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.middleware import LANGUAGE_COOKIE
from brobygger.core.models import OutgoingMail
from brobygger.surveys import editing, letters, translating
from brobygger.surveys.forms.translating import name_of
from brobygger.surveys.models import Edition, Envelope
from brobygger.surveys.structure import read, texts
from tests.factories import EditionFactory, OfferLanguageFactory, PersonalLinkFactory, SendingFactory
from tests.factories.surveys import CONTENT

NOW = timezone.now()
ENGLISH = {
    "Det tager to minutter.": "It takes two minutes.", "Tak for hjælpen.": "Thank you.", "Er du medlem?": "Are you a member?", "Ja": "Yes", "Nej": "No",
    "Hvor tilfreds er du?": "How satisfied are you?", "slet ikke": "not at all", "meget": "very", "Hvad kan blive bedre?": "What can be better?",
}


def translated(content, code, said, *, ready):
    found = deepcopy(content)
    translating.put(code, said, ready=ready, as_seen=translating.seen(found, code, list(said)))(found)
    return found


def status(content, code="en"):
    return str(translating.standing_in(content, code).status)


def test_it_is_missing_then_a_draft_then_right_then_out_of_date():
    assert status(CONTENT) == "missing"
    half = translated(CONTENT, "en", {"Ja": "Yes"}, ready=False)
    found = translating.standing_in(half, "en")
    assert (status(half), found.done, found.total) == ("draft", 1, 9)
    whole = translated(half, "en", ENGLISH, ready=True)
    assert status(whole) == "right"
    changed = deepcopy(whole)
    changed["items"][0]["text"] = "Er du medlem hos os?"
    assert (status(changed), translating.there(changed, "en")["Er du medlem hos os?"]) == ("old", ("Are you a member?", "Er du medlem?"))
    added = deepcopy(whole)
    added["items"].append({"key": "q4", "kind": "text", "text": "Andet?"})
    assert status(added) == "old"
    assert status(translated(changed, "en", {"Er du medlem hos os?": "Are you a member here?"}, ready=True)) == "right"


def test_a_draft_is_read_by_nobody_and_what_was_changed_is_read_in_danish():
    assert read(translated(CONTENT, "en", {"Er du medlem?": "Are you a member?"}, ready=False), "en").questions[0].text == "Er du medlem?"
    whole = translated(CONTENT, "en", ENGLISH, ready=True)
    whole["items"][0]["text"] = "Er du medlem hos os?"
    assert [each.text for each in read(whole, "en").questions] == ["Er du medlem hos os?", "How satisfied are you?", "What can be better?"]


def test_it_is_not_ready_while_something_is_missing():
    with pytest.raises(ValidationError) as caught:
        translated(CONTENT, "en", {"Ja": "Yes"}, ready=True)
    assert list(caught.value.message_dict) == ["ready"]


def test_words_that_occur_twice_are_translated_once_and_what_is_emptied_goes():
    content = {"items": [{"key": key, "kind": "choice", "text": key, "options": [{"key": "a", "text": "Ja"}]} for key in ("q1", "q2")], "translations": {}}
    assert translating.words(content) == ["q1", "Ja", "q2"]
    found = translated(content, "ar", {"Ja": "نعم"}, ready=False)
    assert found["translations"]["ar"] == {"q1.options.a": "نعم", "q2.options.a": "نعم"}
    assert translated(found, "ar", {"Ja": ""}, ready=False)["translations"] == {}


@pytest.fixture
def edition(centre):
    return EditionFactory.create()


def page_of(edition, code="en"):
    return f"{edition.questionnaire.get_absolute_url()}sprog/{code}/"


def typed(edition, code, said, **more):
    content = editing.newest(edition.questionnaire).content
    return {**{name_of(danish): text for danish, text in said.items()}, "seen": translating.seen(content, code, translating.words(content)), **more}


def test_it_is_written_on_a_page_of_its_own_and_its_status_stands_on_the_questionnaire(edition, client_of, bo):
    OfferLanguageFactory.create(code="uk")
    browser = client_of(bo)
    assert "Er du medlem?" in browser.get(page_of(edition)).content.decode()
    assert browser.post(page_of(edition), typed(edition, "en", ENGLISH, ready="on")).status_code == 302
    page = browser.get(edition.questionnaire.get_absolute_url()).content.decode()
    assert ("rigtig, 9 af 9" in page, "mangler, 0 af 9" in page) == (True, True)
    assert browser.get(page_of(edition, "xx")).status_code == 404


def test_what_was_typed_stays_where_somebody_was_first_or_something_is_missing(edition, client_of, bo):
    browser = client_of(bo)
    form = typed(edition, "en", ENGLISH)
    editing.change(edition.questionnaire, translating.put("en", {"Ja": "Yeah"}, ready=False, as_seen=translating.seen(CONTENT, "en", ["Ja"])), by=bo, now=NOW)
    page = browser.post(page_of(edition), form)
    assert (page.status_code, "i mellemtiden" in page.content.decode(), 'value="How satisfied are you?"' in page.content.decode()) == (422, True, True)
    page = browser.post(page_of(edition), typed(edition, "en", {"Ja": "Yes"}, ready="on"))
    assert (page.status_code, "8 tekster mangler endnu." in page.content.decode()) == (422, True)
    assert "CPR" in browser.post(page_of(edition), typed(edition, "en", {"Ja": "010190-1234"})).content.decode()
    assert Edition.objects.get().content["translations"]["en"] == {"q1.options.ja": "Yeah"}


def test_one_that_was_sent_is_translated_in_the_next_edition(client_of, bo, centre):
    sent = SendingFactory.create()
    client_of(bo).post(page_of(sent.edition), typed(sent.edition, "en", ENGLISH, ready="on"))
    sent.edition.refresh_from_db()
    assert (sent.edition.content["translations"], editing.newest(sent.edition.questionnaire).number) == ({}, 2)


def test_those_who_answer_choose_a_language_and_stay_in_it(client, centre):
    arabic = {danish: f"ع {n}" for n, danish in enumerate(ENGLISH)}
    row = SendingFactory.create(edition=EditionFactory.create(content=translated(translated(CONTENT, "en", ENGLISH, ready=True), "ar", arabic, ready=True)))
    url = f"/testby/spoergeskemaer/{row.open_token}/"
    first = client.get(url).content.decode()
    assert ("Er du medlem?" in first, "?sprog=ar" in first, "العربية" in first) == (True, True, True)
    page = client.get(f"{url}?sprog=ar").content.decode()
    assert ("ع 2" in page, 'dir="rtl"' in page, "Er du medlem?" in page) == (True, True, False)
    english = client.get(f"{url}?sprog=en").content.decode()
    assert ("Are you a member?" in english, "Send my answers" in english) == (True, True)
    sent = client.post(f"{url}?sprog=en", {"q1": "ja", "page": "0", "go": "send", "once": "a"})
    assert "Thank you." in client.get(sent.url).content.decode()
    assert Envelope.objects.count() == 1
    assert "Er du medlem?" in client.get(f"{url}?sprog=xx").content.decode()


def test_questions_in_danish_on_a_page_in_english_say_which_language_each_is_in(client, centre):
    row = SendingFactory.create(edition=EditionFactory.create(), reason="Vi vil gerne høre fra dig.")
    client.cookies[LANGUAGE_COOKIE] = "en"
    page = client.get(f"/testby/spoergeskemaer/{row.open_token}/").content.decode()
    assert ('<html lang="en"' in page, "Send my answers" in page, '<div lang="da" dir="ltr">' in page) == (True, True, True)
    assert '<p class="lead" lang="da" dir="ltr">Vi vil gerne' in page
    wrong = client.post(f"/testby/spoergeskemaer/{row.open_token}/", {"page": "0", "go": "send", "once": "a"}).content.decode()
    assert re.search(r'class="ds-validation-message" id="[^"]+" lang="en" dir="ltr"><p>', wrong)
    client.cookies[LANGUAGE_COOKIE] = "da"
    assert 'lang="da" dir="ltr"' not in client.get(f"/testby/spoergeskemaer/{row.open_token}/").content.decode()


def test_from_right_to_left_all_that_is_translated_and_not_the_rest(client, centre):
    """The Danish title stays as it is; the reason, which nobody has translated, gives way to the words before the first question, which somebody has."""
    row = SendingFactory.create(edition=EditionFactory.create(content=whole("ar")), reason="Vi vil gerne høre fra dig.")
    page = client.get(f"/testby/spoergeskemaer/{row.open_token}/?sprog=ar").content.decode()
    assert page.count('lang="ar" dir="rtl"') >= 2  # what stands before the questions, and the questions
    assert ("1: [slet ikke] · 5: [meget]" in page, page.count('aria-current="true"')) == (True, 1)
    assert ("Vi vil gerne" in page, "Send my answers" in page, 'lang="da" dir="ltr"' in page) == (False, True, True)
    assert '<html lang="en"' in page
    wrong = client.post(f"/testby/spoergeskemaer/{row.open_token}/?sprog=ar", {"page": "0", "go": "send", "once": "a"}).content.decode()
    assert re.search(r'class="ds-validation-message" id="[^"]+" lang="en" dir="ltr"><p>', wrong)
    danish = client.get(f"/testby/spoergeskemaer/{row.open_token}/?sprog=da").content.decode()
    assert ("Vi vil gerne" in danish, "Send mine svar" in danish, 'dir="rtl"' in danish.partition("</nav>")[2]) == (True, True, False)


def test_the_mail_says_in_each_language_where_to_answer_in_it(centre):
    row = SendingFactory.create(edition=EditionFactory.create(content=whole("ar")))
    letters.ask(PersonalLinkFactory.create(sending=row), row)
    text = OutgoingMail.objects.get().text
    assert ("العربية: " in text, "?sprog=ar" in text, "?sprog=en" in text) == (True, True, False)


def whole(code):
    """The usual questionnaire with all of it in one language more."""
    return {**CONTENT, "translations": {code: {name: f"[{text}]" for name, text in texts(CONTENT)}}}
