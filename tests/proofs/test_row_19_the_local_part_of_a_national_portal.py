"""A configurable feed in, narrowed to the municipality, on our pages and embedded: 50 jobs in, 12 local shown; feed down: last good copy and a notice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.matching import feeding
from brobygger.matching.models import JobFeed
from brobygger.matching.portal import Job, adapters

NOW = timezone.now()
PAGES = ("/testby/frivilligjob/", "/testby/frivilligjob/indlejret/")


def fifty(_url):
    """What the portal says: fifty jobs, twelve of them in Testby."""
    jobs = [Job(id=str(n), url=f"https://portal.example/{n}", title=f"Portaljob {n:02}.", municipality="Testby" if n % 4 == 0 and n < 48 else "Fjernby") for n in range(50)]
    return adapters["xml"].write("Portalen", jobs)


def down(_url):
    raise OSError("Connection refused")


@pytest.fixture
def feed(client_of, astrid):
    client_of(astrid).post("/testby/kontor/frivilligjob/andre-steder/", {"name": "Portalen", "url": "https://portal.example/job.xml", "shape": "xml", "municipality": "Testby", "active": "on"})
    return JobFeed.objects.get()


def shown(client, page):
    return sum(f"Portaljob {n:02}." in client.get(page).content.decode() for n in range(50))


@pytest.mark.parametrize("page", PAGES)
def test_fifty_in_twelve_shown(feed, client, page):
    assert shown(client, page) == 0
    assert feeding.read_in(feed, now=NOW, fetch=fifty)
    assert shown(client, page) == 12
    feed.refresh_from_db()
    assert (feed.seen, feed.error) == (50, "")


@pytest.mark.parametrize("page", PAGES)
def test_down_the_last_good_copy_stays(feed, client, page):
    feeding.read_in(feed, now=NOW, fetch=fifty)
    assert not feeding.read_in(feed, now=NOW + timedelta(hours=3), fetch=down)
    assert not feeding.read_in(feed, now=NOW + timedelta(hours=6), fetch=lambda _url: b"<html>Under ombygning</html><")
    assert shown(client, page) == 12


def test_down_readers_and_the_leader_are_told_and_no_more_once_it_is_back(feed, client, client_of, astrid):
    feeding.read_in(feed, now=NOW, fetch=fifty)
    feeding.read_in(feed, now=NOW + timedelta(hours=3), fetch=down)
    assert "Portalen kan ikke nås lige nu" in client.get(PAGES[0]).content.decode()
    assert "»Portalen« kan ikke hentes" in client_of(astrid).get("/testby/kontor/").content.decode()
    feeding.read_in(feed, now=NOW + timedelta(hours=6), fetch=fifty)
    assert "kan ikke nås" not in client.get(PAGES[0]).content.decode()
