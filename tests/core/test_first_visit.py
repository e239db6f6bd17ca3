"""What a reader's first visit weighs, and what search engines and shared links are told."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db
MOST = 150_000  # bytes, compressed: what a visit on a phone may cost
FONTS = ("vendor/ibm-plex-sans/ibm-plex-sans-latin-400-normal.woff2", "vendor/ibm-plex-sans/ibm-plex-sans-latin-600-normal.woff2")


@pytest.mark.parametrize("path", ["/", "/by/", "/by/tilbud/?q=alene", "/by/arrangementer/", "/by/frivilligjob/", "/by/grupper/"])
class TestAFirstVisit:
    @pytest.fixture(autouse=True)
    def _centre(self):
        CentreFactory(key="by", name="Frivilligcenter By", municipality="By")

    def test_it_is_light(self, client, path):
        answer = client.get(path)
        text = answer.content.decode()
        own = set(re.findall(r'(?:href|src)="/static/([^"]+)"', text)) | set(FONTS)
        others = [client.get(found).content for found in re.findall(r'href="(/farve/[^"]+)"', text)]
        files = [Path(finders.find(name)).read_bytes() for name in own]
        assert len(files) >= 6
        assert sum(len(gzip.compress(each)) for each in (answer.content, *others, *files)) < MOST

    def test_it_brings_nothing_that_only_the_office_needs(self, client, path):
        assert "htmx" not in client.get(path).content.decode()

    def test_it_says_in_a_sentence_what_it_is(self, client, path):
        assert len(re.findall(r'<meta name="description" content="[^"]{40,}">', client.get(path).content.decode())) == 1

    def test_it_is_sent_compressed(self, client, path):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"<h1" in gzip.decompress(answer.content)


def test_what_was_searched_for_leads_search_engines_to_the_page_without_it(client, settings):
    CentreFactory(key="by")
    found = re.findall(r'<link rel="canonical" href="([^"]+)">', client.get("/by/tilbud/?q=alene").content.decode())
    assert found == [f"{settings.SITE_URL}/by/tilbud/"]
    assert "canonical" not in client.get("/by/tilbud/").content.decode()
