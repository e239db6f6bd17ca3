"""An offer goes stale and comes back by one click."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.directory import freshness
from brobygger.directory.models import Offer
from brobygger.plan.periods import add_months
from tests.factories import ContactFactory, OfferFactory

NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
TODAY = date(2026, 6, 15)


@pytest.fixture
def offer(centre):
    return OfferFactory.create(title="Sorgcafé", interval=6, verified_on=date(2025, 12, 15), contact_mail="sorg@forening.example")


def run(centre, days=0):
    return freshness.run(centre=centre, now=NOW + timedelta(days=days))


def link_of(mail):
    return next(word for word in mail.text.split() if "/tilbud/passer/" in word).partition("localhost:8000")[2]


def test_asked_reminded_hidden_and_back_by_one_click(centre, offer, client):
    assert run(centre, -1) == 0
    assert run(centre) == 1
    assert run(centre, 1) == 0
    assert run(centre, 14) == 1
    assert OutgoingMail.objects.count() == 2
    assert run(centre, 28) == 1
    offer.refresh_from_db()
    assert offer.state == "hidden"
    assert run(centre, 60) == 0
    link = link_of(OutgoingMail.objects.order_by("pk")[0])
    assert client.get(link).status_code == 200
    offer.refresh_from_db()
    assert offer.state == "hidden"  # opening changes nothing
    client.post(link, {"act": "confirm"})
    offer.refresh_from_db()
    assert (offer.state, offer.verified_on, offer.reminders, offer.confirmations.get().way) == ("published", timezone.localdate(), 0, "link")


def test_the_two_mails_differ(centre, offer):
    run(centre), run(centre, 14)
    first, second = OutgoingMail.objects.order_by("pk")
    assert first.to == second.to == "sorg@forening.example"
    assert first.subject != second.subject
    assert link_of(first) == link_of(second) or "/tilbud/passer/" in second.text


def test_not_offered_any_more_by_the_link(centre, offer, client):
    run(centre)
    client.post(link_of(OutgoingMail.objects.get()), {"act": "end"})
    offer.refresh_from_db()
    assert offer.state == "ended"


def test_another_link_opens_nothing(centre, offer, client, other_centre):
    run(centre)
    link = link_of(OutgoingMail.objects.get())
    assert client.get(f"{link[:-3]}x/").status_code == 410
    assert client.get(link.replace("/testby/", "/fjernby/")).status_code == 410


def test_whom_we_ask(centre):
    bare = OfferFactory.create(contact_mail="", provider__mail="")
    assert freshness.asked_at(bare, TODAY) == ""
    ContactFactory.create(organisation=bare.provider, person__mail="karen@forening.example")
    assert freshness.asked_at(bare, TODAY) == "karen@forening.example"
    bare.provider.mail = "post@forening.example"
    assert freshness.asked_at(bare, TODAY) == "post@forening.example"


def test_one_that_nobody_can_be_asked_about_is_a_to_do_and_stays(centre, client_of, astrid):
    row = OfferFactory.create(title="Uden mail", verified_on=timezone.localdate() - timedelta(days=400), contact_mail="", provider__mail="")
    freshness.run(centre=centre, now=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.reminders) == ("published", 0)
    assert "Uden mail" in client_of(astrid).get("/testby/kontor/").content.decode()


def test_drafts_and_hidden_ones_are_not_asked_after(centre):
    for state in ("draft", "waiting", "hidden", "ended"):
        OfferFactory.create(state=state, verified_on=date(2020, 1, 1), contact_mail="a@b.example")
    assert run(centre) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 16))
def test_due_is_asked_of_the_database_as_one_reckons(day, months):
    latest = freshness._months_before(day, months)
    assert add_months(latest, months) <= day < add_months(latest + timedelta(days=1), months)


def test_due_agrees_with_each_row(centre):
    for interval in (1, 6, 16):
        for days in (0, 27, 31, 180, 184, 485, 490):
            OfferFactory.create(interval=interval, verified_on=TODAY - timedelta(days=days))
    late = {row.pk for row in Offer.objects.all() if row.due_on and row.due_on <= TODAY}
    assert {row.pk for row in freshness.due(TODAY)} == late
    assert late
