"""Clicks, where the centre asks for them: numbers of nobody, and links that lead nowhere else; and whom a letter was about."""

import email
from datetime import date, timedelta
from email import policy

import pytest
from django.utils import timezone

from brobygger.newsletters import clicking, sending, withholding, working
from brobygger.newsletters.models import Block, ClickCount, ClickRules, LetterLink, Newsletter
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from tests.factories import (
    AudienceFactory,
    BlockFactory,
    ClickRulesFactory,
    ContactFactory,
    KindFactory,
    NewsletterFactory,
    OpportunityFactory,
    OrganisationFactory,
    RegistrationFactory,
    SubscriberFactory,
)
from tests.newsletters.sink import Sink
from tests.together import at_once

NOW = timezone.now()
TODAY = timezone.localdate()
TEXT = "Læs [mere & mere](https://a.example/x?y=1&z=2), [det hele](https://a.example/x) eller https://a.example/x.\n\n[Igen](https://a.example/x), [skriv](mailto:os@a.example), [forlad](http://localhost:8000/testby/nyhedsbreve/afmeld/abc/)"


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA, settings.MAIL = tmp_path, None
    return settings


def sent(astrid, data):
    """A letter with the same address in two blocks, on its way by a mail server; the row and the mail."""
    row = NewsletterFactory.create(subject="Nyt")
    row.audiences.add(AudienceFactory.create(who="subscribers"))
    SubscriberFactory.create(mail="en@mail.example")
    BlockFactory.create(newsletter=row, text=TEXT)
    BlockFactory.create(newsletter=row, text="[Og her](https://a.example/x)", position=1)
    OpportunityFactory.create(title="Vejviser", state="published", public_at=NOW - timedelta(days=1), published_on=TODAY)
    BlockFactory.create(newsletter=row, kind="jobs", text="", heading="", position=2)
    with Sink() as sink:
        data.MAIL = sink.settings()
        sending.send(row, by=astrid, now=NOW)
        row.refresh_from_db()
        working.work(row)
    got = email.message_from_bytes(sink.letters[0][1], policy=policy.default)
    return row, *(got.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_nothing_is_counted_unless_the_centre_asks_for_it(astrid, data):
    _row, plain, html = sent(astrid, data)
    assert (LetterLink.objects.count(), "/nyhedsbreve/ud/" in plain + html, 'href="https://a.example/x"' in html) == (0, False, True)


def test_each_link_of_each_block_leads_through_us_and_the_ways_out_do_not(client, astrid, data, centre):
    ClickRulesFactory.create()
    row, plain, html = sent(astrid, data)
    links = {(each.block, each.url): each for each in row.links.all()}
    job = next(url for block, url in links if block == 3)
    assert set(links) == {(1, "https://a.example/x?y=1&z=2"), (1, "https://a.example/x"), (2, "https://a.example/x"), (3, job)}
    assert links[1, "https://a.example/x?y=1&z=2"].label == "mere & mere"
    for each in links.values():
        assert (each.token in plain, each.token in html) == (True, True)
    assert ('href="https://a.example' in html, "a.example/x" in plain, "mailto:os@a.example" in html, "afmeld/abc/" in html) == (False, False, True, True)
    assert withholding.url_of(digest_of("en@mail.example", centre.pk), centre) in html
    assert "aldrig af hvem" in html
    assert "aldrig af hvem" in plain
    online = client.get(f"/testby/nyhedsbreve/{row.pk}/").content.decode()
    assert ("https://a.example/x" in online, "/ud/" in online) == (True, False)


@pytest.mark.on_both
def test_a_click_is_a_number_of_a_day_without_a_person_or_a_cookie(client, client_of, bo, astrid, data):
    ClickRulesFactory.create()
    row, _plain, _html = sent(astrid, data)
    link = row.links.get(block=2)
    for _each in range(3):
        page = client.get(f"/testby/nyhedsbreve/ud/{link.token}/")
        assert (page.status_code, page["Location"], page.cookies.output()) == (302, "https://a.example/x", "")
    assert client.head(f"/testby/nyhedsbreve/ud/{link.token}/").status_code == 404
    clicking.opened(link.token, on=TODAY - timedelta(days=1))
    assert list(ClickCount.objects.values_list("link", "on", "n")) == [(link.pk, TODAY - timedelta(days=1), 1), (link.pk, TODAY, 3)]
    assert {field.name for field in ClickCount._meta.fields} == {"id", "centre", "link", "on", "n"}
    told = clicking.told(row)
    assert (told["n"], [each.n for each in told["links"] if each.pk == link.pk], told["days"]) == (4, [4], [(TODAY - timedelta(days=1), 1), (TODAY, 3)])
    assert "4 gange i alt" in client_of(bo).get(row.get_absolute_url()).content.decode()


def test_a_link_leads_nowhere_else(client, other_centre):
    for token in ("findesikke", "https:%2F%2Fond.example", "a" * 60):
        assert client.get(f"/testby/nyhedsbreve/ud/{token}/?url=https://ond.example").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_clicks_at_once_are_all_counted(centre):
    link = LetterLink.objects.create(newsletter=NewsletterFactory.create(), block=1, url="https://a.example/")
    assert at_once(centre, [lambda: clicking.opened(link.token, on=TODAY)] * 4) == ["https://a.example/"] * 4
    assert ClickCount.objects.get().n == 4


def test_a_leader_switches_it_on(client_of, astrid, bo):
    assert client_of(bo).get("/testby/kontor/indstillinger/nyhedsbreve/").status_code == 403
    browser = client_of(astrid)
    browser.post("/testby/kontor/indstillinger/nyhedsbreve/", {"counts": "on"})
    assert clicking.are_counted()
    browser.post("/testby/kontor/indstillinger/nyhedsbreve/", {})
    assert (clicking.are_counted(), ClickRules.objects.count()) == (False, 1)


def test_whom_it_was_about_is_made_visible_counted_by_hand_and_told_on_their_pages(client_of, bo, astrid, data):
    """Three organisations: two the letter is about, one of a volunteer job in it; one of them twice, and in the paper too. A fourth is in neither."""
    KindFactory.create(base="publication")
    one, two, job, _none = (OrganisationFactory.create(name=name) for name in ("Cykelklubben", "Skakklubben", "Natteravnene", "Ingen"))
    browser, row = client_of(bo), NewsletterFactory.create(subject="Ildsjæle", state="draft")
    block = BlockFactory.create(newsletter=row)
    page = browser.post(f"{row.get_absolute_url()}blok/{block.pk}/", {"heading": "Om to", "text": "De gør det godt.", "about": [one.pk, two.pk]})
    assert (page.status_code, set(block.about.all())) == (302, {one, two})
    BlockFactory.create(newsletter=row, kind="picture", text="Cykler", position=1).about.add(one)
    OpportunityFactory.create(organisation=job, state="published", public_at=NOW - timedelta(days=1), published_on=TODAY)
    BlockFactory.create(newsletter=row, kind="jobs", text="", position=2)
    row.audiences.add(AudienceFactory.create(who="subscribers"))
    SubscriberFactory.create()
    sending.send(Newsletter.objects.get(pk=row.pk), by=astrid, now=NOW)
    paper = RegistrationFactory.create(kind__base="publication", channel="press", title="Avisen om cykler", link="https://avis.example/cykler", done_on=TODAY)
    paper.participations.create(organisation=one)
    demand = Demand("organisations_made_visible", Period(date(TODAY.year, 1, 1), date(TODAY.year, 12, 31)), freeze({}))
    assert count([demand])[demand] == 3
    page = browser.get(f"/testby/kontor/organisationer/{one.pk}/").content.decode()
    assert ("Hvad der er skrevet om den" in page, "https://avis.example/cykler" in page, "Ildsjæle" in page) == (True, True, True)
    row.refresh_from_db()
    assert [sorted(each.get("about", [])) for each in row.content["blocks"]] == [[one.pk, two.pk], [one.pk], []]
    assert Block.objects.count() == 3


def test_a_stopped_address_is_told_on_the_organisations_page_and_tried_again(client_of, bo, centre):
    row = OrganisationFactory.create(name="Cykelklubben", mail="cykel@mail.example")
    ContactFactory.create(organisation=row, person__mail="Formand@mail.example")
    browser, page = client_of(bo), f"/testby/kontor/nyhedsbreve/retur/organisation/{row.pk}/"
    for mail in ("formand@mail.example", "fremmed@mail.example"):
        withholding.stop(mail, centre.pk, now=NOW)
    withholding.unsubscribe(digest_of("cykel@mail.example", centre.pk), now=NOW)
    shown = browser.get(f"/testby/kontor/organisationer/{row.pk}/").content.decode()
    assert ("Mail kommer retur fra" in shown, page in shown) == (True, True)
    for mail in ("fremmed@mail.example", "cykel@mail.example"):
        browser.post(page, {"mail": mail})
    assert list(withholding.stopped_of(row, centre.pk)) == ["Formand@mail.example"]
    browser.post(page, {"mail": "Formand@mail.example"})
    assert (withholding.stopped_of(row, centre.pk), withholding.reason_of(digest_of("cykel@mail.example", centre.pk)), withholding.reason_of(digest_of("fremmed@mail.example", centre.pk))) == ({}, "unsubscribed", "bounced")
