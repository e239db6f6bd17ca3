"""Over the example centre, no page speaks two languages: what stands on it, and what a screen reader says of it."""

import re
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from lxml import html

from brobygger.centres.models import Centre
from brobygger.core import messages
from brobygger.core.middleware import LANGUAGE_COOKIE
from brobygger.rooms.models import Feature, PriceClass, SetUp
from brobygger.surveys.models import Sending
from tests.example import OPEN, pages_of, person

pytestmark = [pytest.mark.long, pytest.mark.sqlite_alone]  # what stands on a page is the same on both
SAID = ("aria-label", "title", "placeholder", "alt", "data-label", "data-confirm")
WORD = re.compile(r"\w+")


def _texts(page: bytes) -> str:
    body = html.fromstring(page).find("body")
    for each in body.xpath("//script|//style"):
        each.drop_tree()
    said = [each.get(name) or "" for each in body.iter() for name in SAID]
    return " ".join(" ".join([*body.itertext(), *said]).split())


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


def _by_first_word(sentences: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in sentences:
        found.setdefault(WORD.findall(each)[0], []).append(each)
    return found


def _standing(sentences: dict[str, list[str]], text: str) -> list[str]:
    """Those that stand in the text, from the beginning of a word to the end of one; looked for are those alone whose first word does."""
    maybe = [each for word in set(WORD.findall(text)) for each in sentences.get(word, ())]
    return [each for each in maybe if each in text and re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)]


def test_no_page_speaks_both_languages(example: Centre) -> None:
    own_words = {str(row) for model in (Feature, SetUp, PriceClass) for row in model.everywhere.all()}  # the lines of its own lists, in the language of the centre
    own_words |= {*Sending.everywhere.values_list("title", flat=True)}  # … and the titles of what it asks
    sentences = [each for each in _interface() if each[1] not in own_words and " " in each[1]]
    english, danish = {each for each, _theirs in sentences}, {each for _ours, each in sentences}
    assert len(english) > 500
    wrong, read = [], {"da": set(), "en": set()}
    for language, own, foreign in (("da", _by_first_word(danish), _by_first_word(english - danish)), ("en", _by_first_word(english), _by_first_word(danish - english))):
        for client, urls in ((_client(person("astrid")), pages_of("L")), (_client(None), list(OPEN))):
            client.cookies[LANGUAGE_COOKIE] = language
            for url in urls:
                if "/nyhedsbreve/" in url and "/vis/" in url:
                    continue  # a letter is in its own language
                if "/spor/" in url or "opfoelgning" in url or "/indstillinger/lister/" in url:
                    continue  # reasons were written in the language of their day, and the lines of a centre's own lists are its own words
                text = _texts(client.get(url, follow=True).content)
                read[language] |= set(_standing(own, text))
                wrong += [f"{language} {url}: {each}" for each in _standing(foreign, text)]
    assert wrong == []
    assert all(len(each) > 300 for each in read.values())  # the sentences were there to be told apart


def _client(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
