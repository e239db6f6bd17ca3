"""Themes of what people wrote: typed once, chosen after, counted beside the words; and tied to nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.surveys import exporting, tagging
from brobygger.surveys.box import mix
from brobygger.surveys.models import Response, WordThemes
from brobygger.surveys.results import results
from tests.factories import EditionFactory, ResponseFactory, SendingFactory
from tests.surveys.test_anonymity import rows_of

NOW = timezone.now()
CONTENT = {
    "items": [
        {"key": "who", "kind": "choice", "text": "Hvem?", "options": [{"key": "f", "text": "Forening"}, {"key": "v", "text": "Frivillig"}]},
        {"key": "good", "kind": "text", "text": "Hvad er godt?"},
        {"key": "bad", "kind": "text", "text": "Hvad er svært?"},
    ],
}


@pytest.fixture
def sending(centre):
    row = SendingFactory.create(edition=EditionFactory.create(content=CONTENT))
    for n in range(12):
        ResponseFactory.create(sending=row, answers={"who": "fv"[n % 2], "good": f"Godt {n // 2}", "bad": f"Svært {n}"}, score=None)
    return row


def url(row, key="good"):
    return f"{row.get_absolute_url()}ord/{key}/"


def said(text, name="new"):
    return f"w{tagging.digest(text)}-{name}"


def picture(row, key, **how):
    return next(each for each in results(row, protect=True, **how).pictures if each.question.key == key)


def test_a_theme_is_typed_once_and_chosen_after_and_stands_beside_the_words(sending, client_of, bo):
    browser = client_of(bo)
    assert browser.post(url(sending), {said("Godt 0"): "Fællesskab, Kaffe", said("Godt 1"): "fællesskab"}).status_code == 302
    row = WordThemes.objects.get()
    assert sorted(row.names.values()) == ["Fællesskab", "Kaffe"]
    key = next(key for key, name in row.names.items() if name == "Kaffe")
    assert browser.post(url(sending, "bad"), {said("Svært 3", "themes"): key}).status_code == 302
    assert picture(sending, "good").themes == (("Fællesskab", 4), ("Kaffe", 2))  # two people wrote each text
    assert (picture(sending, "bad").themes, picture(sending, "bad").tags) == ((("Kaffe", 1),), {"Svært 3": ("Kaffe",)})
    page = browser.get(sending.get_absolute_url()).content.decode()
    assert "Fællesskab: 4" in page
    lines = list(exporting.lines(sending))
    assert ["Hvad er godt?", "Tema", "Fællesskab", 4, "", "", ""] in lines
    assert ["Hvad er svært?", "Kaffe", "Svært 3", "", "", "", ""] in lines


def test_a_theme_that_no_words_have_goes_and_what_nobody_changed_stays(sending, client_of, bo):
    browser = client_of(bo)
    browser.post(url(sending), {said("Godt 0"): "Kaffe", said("Godt 1"): "Tid"})
    names = {name: key for key, name in WordThemes.objects.get().names.items()}
    browser.post(url(sending), {said("Godt 0", "themes"): [], said("Godt 1", "themes"): names["Tid"]})
    assert list(WordThemes.objects.get().names.values()) == ["Tid"]


@pytest.mark.parametrize(("typed", "sentence"), [("x" * 61, "højst 60 tegn"), ("010190-1234", "CPR"), (",".join(f"t{n}" for n in range(41)), "Højst 40 temaer")])
def test_what_does_not_fit_is_said_and_kept_in_the_field(sending, client_of, bo, typed, sentence):
    page = client_of(bo).post(url(sending), {said("Godt 0"): typed})
    assert (page.status_code, sentence in page.content.decode(), typed in page.content.decode()) == (422, True, True)
    assert not WordThemes.objects.exists()


def test_forged_keys_are_refused_and_other_questions_have_no_such_page(sending, client_of, bo, dorte):
    browser = client_of(bo)
    browser.post(url(sending), {said("Godt 0"): "Kaffe"})
    assert browser.post(url(sending), {said("Godt 1", "themes"): "forged"}).status_code == 422
    assert (browser.get(url(sending, "who")).status_code, browser.get(url(sending, "none")).status_code) == (404, 404)
    assert client_of(dorte).get(url(sending)).status_code == 403
    assert "temaer" not in client_of(dorte).get(sending.get_absolute_url()).content.decode().partition("<main")[2]


def test_fewer_than_five_answers_show_no_words_to_give_themes(client_of, bo, centre):
    row = SendingFactory.create(edition=EditionFactory.create(content=CONTENT))
    for n in range(4):
        ResponseFactory.create(sending=row, answers={"good": f"Godt {n}"})
    assert "Godt" not in client_of(bo).get(url(row)).content.decode().partition("<main")[2].replace("Hvad er godt", "")


@pytest.mark.on_both
def test_themes_follow_when_the_box_is_mixed_and_tell_nothing_of_who_wrote_what(sending, bo):
    for n in (5, 2, 9):  # the words of one person to both questions, one after the other
        for key, text in (("good", f"Godt {n // 2}"), ("bad", f"Svært {n}")):
            tagging.tag(sending, key, {tagging.digest(text): ([], [f"Tema {n}"])}, by=bo, now=NOW)
    before = picture(sending, "bad").tags
    mix(sending, [])
    assert picture(sending, "bad").tags == before == {f"Svært {n}": (f"Tema {n}",) for n in (5, 2, 9)}
    row = WordThemes.objects.get()
    for words in row.given.values():
        assert list(words) == sorted(words)
    assert list(row.names) == sorted(row.names)
    themes, audited = str(rows_of(WordThemes._meta.db_table)), str(list(Change.objects.values_list("fields", flat=True)))
    for pk, once in Response.objects.values_list("pk", "once"):
        assert str(pk) not in themes
        assert once not in themes
    assert not [text for text in ("Godt", "Svært", tagging.digest("Svært 5")) if text in audited]
    kinds = {field.get_internal_type() for field in WordThemes._meta.concrete_fields}
    assert kinds.isdisjoint({"DateTimeField", "DateField"})


def test_beside_one_group_of_an_anonymous_sending_no_words_are_shown(sending, client_of, bo):
    """Else two looks, at one answer each, would gather all that the writer of some words had answered, her words to other questions too."""
    tagging.tag(sending, "good", {tagging.digest("Godt 0"): ([], ["Kaffe"])}, by=bo, now=NOW)
    found = picture(sending, "good", only=[("who", "f")])
    assert (found.texts, found.themes, found.tags, found.kept_apart, found.n) == ((), (), {}, True, 6)
    page = client_of(bo).get(f"{sending.get_absolute_url()}?kun=who=f").content.decode()
    assert ("Godt 0" in page, "Kaffe" in page, "vises kun for alle under ét" in page) == (False, False, True)


def test_the_page_asks_as_many_questions_for_thirty_texts_as_for_six(sending, client_of, bo):
    browser = client_of(bo)

    def asked():
        browser.get(url(sending, "bad"))
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url(sending, "bad")).status_code == 200
        return len(found)

    first = asked()
    for n in range(30):
        ResponseFactory.create(sending=sending, answers={"bad": f"Endnu {n}"})
    assert asked() == first
    assert "?side=2" in browser.get(url(sending, "bad")).content.decode()
