"""Jobs out and in: the documented format both ways, feeds that are strange or down, a frame on another's page."""

import json
from dataclasses import asdict

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from brobygger.core.fetching import over_the_web
from brobygger.matching import feeding
from brobygger.matching.masks import half_day
from brobygger.matching.models import FedJob, JobFeed
from brobygger.matching.portal import Job, Unreadable, adapters
from tests.factories import FedJobFactory, JobFeedFactory, LocalityFactory, OpportunityFactory, TopicFactory

NOW = timezone.now()
PUBLIC = "/testby/frivilligjob/"
said = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
job_ = st.builds(
    Job, id=said.filter(bool), url=st.just("https://portal.example/1"), title=said.filter(bool), organisation=said, tasks=said, online=st.booleans(), interests=st.lists(said.filter(bool), max_size=3).map(tuple),
    age_from=st.one_of(st.none(), st.integers(1, 120)), published=st.dates().map(lambda day: day.isoformat()),
)


@given(st.lists(job_, max_size=4, unique_by=lambda job: job.id), st.sampled_from(["json", "xml"]))
def test_what_is_written_is_read_again(jobs, shape):
    adapter = adapters[shape]
    assert adapter.read(adapter.write("Testby", jobs)) == jobs


@pytest.mark.parametrize(
    ("shape", "content"),
    [
        ("json", b"<html>"), ("json", b"{}"), ("json", b"[" * 100_000), ("json", b"\xff\xfe"), ("xml", b"{}"), ("xml", b""),
        ("xml", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><jobs><job><id>&b;</id></job></jobs>'),
    ],
)
def test_what_is_no_feed_is_unreadable_and_never_a_fault(shape, content):
    with pytest.raises(Unreadable):
        adapters[shape].read(content)


def test_a_job_without_an_address_on_the_web_is_left_out_and_strange_values_are_empty():
    rows = [{"id": "1", "title": "A", "url": "javascript:alert(1)"}, {"id": "2", "title": "B", "url": "https://x.dk", "published": "i går", "age_from": "mange", "interests": "Natur", "online": "yes"}, "sludder", {"id": "2", "title": "C", "url": "https://x.dk"}]
    found = adapters["json"].read(json.dumps({"jobs": rows}).encode())
    assert [(job.title, job.published, job.age_from, job.interests, job.online) for job in found] == [("B", "", None, (), True)]


class TestOut:
    @pytest.fixture
    def job(self, centre):
        centre.municipality = "Testby"
        centre.save()
        topic = TopicFactory.create(name="Natur")
        return OpportunityFactory.create(title="Sti & hegn", interests=1 << topic.bit, times=1 << half_day(0, 0), locality=LocalityFactory.create(name="Korsør"), languages=1, min_age=18)

    def test_as_json_and_xml_it_says_the_same(self, client, job):
        as_json = json.loads(client.get(f"{PUBLIC}liste.json").content)
        assert (as_json["format"], as_json["jobs"][0]["title"], as_json["jobs"][0]["municipality"], as_json["jobs"][0]["interests"]) == ("volunteer-jobs/1", "Sti & hegn", "Testby", ["Natur"])
        both = [adapters[shape].read(client.get(f"{PUBLIC}liste.{shape}").content) for shape in ("json", "xml")]
        assert [asdict(each) for each in both[0]] == [asdict(each) for each in both[1]]
        assert client.get(f"{PUBLIC}liste.pdf").status_code == 404
        assert client.get("/frivilligjob/liste.json").status_code == 200

    def test_as_news_it_is_rss(self, client, job):
        feed = etree.fromstring(client.get(f"{PUBLIC}nyt.rss").content)
        assert feed.xpath("//item/title/text()") == ["Sti & hegn"]

    def test_it_stands_in_a_frame_on_another_s_page(self, client, job):
        answer = client.get(f"{PUBLIC}indlejret/")
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
        assert "Sti &amp; hegn" in answer.content.decode()


class TestIn:
    def test_another_municipality_s_expired_ones_and_those_with_a_cpr_number_are_not_shown(self, client, centre):
        feed = JobFeedFactory.create(municipality="Testby")
        rows = [
            {"id": "1", "title": "Vores", "url": "https://x.dk/1", "municipality": "Testby Kommune"}, {"id": "2", "title": "Deres", "url": "https://x.dk/2", "municipality": "Fjernby"},
            {"id": "3", "title": "Gammelt", "url": "https://x.dk/3", "municipality": "testby", "expires": "2020-01-01"}, {"id": "4", "title": "Ring 010190-1234", "url": "https://x.dk/4", "municipality": "Testby"},
        ]
        assert feeding.read_in(feed, now=NOW, fetch=lambda _url: json.dumps({"jobs": rows}).encode())
        assert [row.title for row in client.get(PUBLIC).context["fed"]] == ["Vores"]

    @pytest.mark.parametrize("url", ["http://portal.example/", "https://127.0.0.1/", "https://localhost/"])
    def test_it_does_not_lead_inside_the_house(self, client_of, astrid, url):
        if url.startswith("https"):
            with pytest.raises(OSError, match="not an address on the web"):
                over_the_web(url)
        else:
            assert client_of(astrid).post("/testby/kontor/frivilligjob/andre-steder/", {"name": "Portal", "url": url, "shape": "json", "municipality": ""}).status_code == 422

    def test_only_the_leader_chooses_it_and_nothing_is_fetched_before(self, client_of, bo, astrid, centre):
        path = "/testby/kontor/frivilligjob/andre-steder/"
        assert client_of(bo).get(path).status_code == 403
        feeding.read_all_in(now=NOW, fetch=lambda _url: pytest.fail("nobody chose a feed"))
        assert client_of(astrid).post(path, {"name": "Portal", "url": "https://portal.example/job.json", "shape": "json", "municipality": "Testby", "active": "on"}).status_code == 302
        asked = []
        feeding.read_all_in(now=NOW, fetch=lambda url: asked.append(url) or b'{"jobs": []}')
        assert asked == ["https://portal.example/job.json"]

    def test_taken_out_its_jobs_go_with_it(self, client_of, astrid, client, centre):
        row = FedJobFactory.create()
        assert row.title in client.get(PUBLIC).content.decode()
        client_of(astrid).post(f"/testby/kontor/frivilligjob/andre-steder/{row.feed_id}/", {"act": "delete"})
        assert not FedJob.objects.exists()
        assert not JobFeed.objects.exists()
