"""Writing a letter: blocks fill themselves with public things alone, a picture says what it shows, and what waits to be sent is what was asked to be sent."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.journal.models import Registration
from brobygger.newsletters import filling, rendering, writing
from brobygger.newsletters.models import Block, Newsletter
from tests.factories import (
    AudienceFactory,
    BlockFactory,
    EventFactory,
    ExchangePostFactory,
    KindFactory,
    LocalityFactory,
    NewsletterFactory,
    OfferFactory,
    OpportunityFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegistrationFactory,
    ThemeFactory,
)

NOW = timezone.now()


def titles(kind, **rule):
    return [each["title"] for each in filling.fill(BlockFactory.create(kind=kind, **rule), now=NOW)]


def event(title, days, **more):
    return EventFactory.create(registration__title=title, starts_at=NOW + timedelta(days=days), ends_at=NOW + timedelta(days=days, hours=2), **{"published_at": NOW, **more})


def test_events_to_come_public_and_taking_place_the_nearest_first(centre):
    event("Om ti", 10), event("Om to", 2), event("Om hundrede", 100), event("I går", -1)
    event("Kladde", 3, published_at=None), event("Kun for dem med linket", 3, listed_publicly=False)
    Registration.objects.filter(pk=event("Aflyst", 4).pk).update(state="cancelled", reason="Syg")
    assert titles("events", days=60) == ["Om to", "Om ti"]
    assert titles("events", days=60, most=1) == ["Om to"]
    assert titles("events", days=60, theme=ThemeFactory.create()) == []


def test_new_jobs_offers_posts_and_what_was_written_with_those_they_show(centre):
    who = OrganisationFactory.create(name="Cykelklubben")
    OpportunityFactory.create(title="Vejviser", organisation=who, state="published", public_at=NOW - timedelta(days=3), published_on=NOW.date())
    OpportunityFactory.create(title="Gammelt job", state="published", public_at=NOW - timedelta(days=90), published_on=NOW.date())
    OpportunityFactory.create(title="Kladde", state="draft", public_at=None, published_on=None)
    OfferFactory.create(title="Cykelcafé", provider=who, published_at=NOW - timedelta(days=1))
    OfferFactory.create(title="Skjult", state="draft", published_at=None, verified_on=None)
    ExchangePostFactory.create(title="Stole", organisation=who, published_on=NOW.date())
    written = RegistrationFactory.create(kind=KindFactory.create(base="publication"), title="I avisen", channel="press", link="https://avis.example/1", done_on=timezone.localdate() - timedelta(days=2))
    ParticipationFactory.create(registration=written, organisation=who)
    RegistrationFactory.create(kind=written.kind, title="Uden link", channel="press", done_on=timezone.localdate())
    found = {kind: filling.fill(BlockFactory.create(kind=kind, days=30), now=NOW) for kind in ("jobs", "offers", "posts", "news")}
    assert [[each["title"].rpartition(": ")[2].lower() for each in rows] for rows in found.values()] == [["vejviser"], ["cykelcafé"], ["stole"], ["i avisen"]]
    assert all(rows[0]["organisations"] == [who.pk] for rows in found.values())
    assert found["news"][0]["url"] == "https://avis.example/1"
    assert titles("offers", locality=LocalityFactory.create()) == []


def test_names_are_letters_and_no_markup_in_html_and_stay_in_plain_text(centre, settings):
    row = NewsletterFactory.create(subject="Tom & <script>alert(1)</script>")
    BlockFactory.create(newsletter=row, heading="<b>Hej</b>", text="En [god side](https://x.example) <img src=x onerror=alert(1)> og [ond](javascript:alert(1))")
    event("<i>Fest</i> & ballade", 2)
    BlockFactory.create(newsletter=row, kind="events", heading="", text="", position=1)
    content = rendering.content_of(row, now=NOW)
    html, plain = rendering.as_mail(content, centre), rendering.as_plain(content, centre)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript' not in html
    assert "&lt;i&gt;Fest&lt;/i&gt; &amp; ballade" in html
    assert "<i>Fest</i> & ballade" in plain
    assert "god side (https://x.example)" in plain
    assert html.index("<h1>") < html.index("<h2>") < html.index("<h3>")
    assert '<html lang="da">' in html
    assert "<table" not in html
    for mark in (rendering.BECAUSE, rendering.UNSUBSCRIBE, rendering.WISHES):
        assert mark in html
        assert mark in plain


def test_blocks_with_nothing_in_them_are_left_out(centre):
    row = NewsletterFactory.create()
    BlockFactory.create(newsletter=row, text="", heading="Tom")
    BlockFactory.create(newsletter=row, kind="jobs", text="")
    assert rendering.content_of(row, now=NOW)["blocks"] == []
    assert len(writing.missing(row, now=NOW)) == 2


def test_a_letter_is_begun_filled_moved_about_and_copied(centre, bo):
    row = writing.begin(Newsletter(subject="Nyt"), [AudienceFactory.create()], by=bo, now=NOW)
    added = writing.keep_block(Block(newsletter=row, kind="jobs"), by=bo, now=NOW)
    assert [each.kind for each in row.blocks.all()] == ["text", "events", "jobs"]
    writing.move(added, -1, by=bo, now=NOW)
    writing.move(added, -1, by=bo, now=NOW)
    writing.move(added, -1, by=bo, now=NOW)
    assert [each.kind for each in row.blocks.all()] == ["jobs", "text", "events"]
    writing.take_out(row.blocks.get(kind="text"), by=bo, now=NOW)
    made = writing.copy(row, by=bo, now=NOW)
    assert [each.kind for each in made.blocks.all()] == ["jobs", "events"]
    assert set(made.blocks.values_list("token", flat=True)).isdisjoint(row.blocks.values_list("token", flat=True))
    assert list(made.audiences.all()) == list(row.audiences.all())


def test_what_waits_to_be_sent_is_not_changed_before_it_is_taken_back(centre, bo):
    row = writing.begin(Newsletter(subject="Nyt"), [], by=bo, now=NOW)
    with pytest.raises(ValidationError):
        writing.ask_to_send(row, by=bo, now=NOW)
    row.audiences.add(AudienceFactory.create())
    BlockFactory.create(newsletter=row)
    writing.ask_to_send(row, by=bo, now=NOW)
    for act in (lambda: writing.ask_to_send(row, by=bo, now=NOW), lambda: writing.keep_block(Block(newsletter=row, kind="jobs"), by=bo, now=NOW), lambda: writing.delete(row, by=bo, now=NOW), lambda: writing.take_out(row.blocks.first(), by=bo, now=NOW)):
        with pytest.raises(ValidationError):
            act()
    writing.take_back(row, by=bo, now=NOW)
    with pytest.raises(ValidationError):
        writing.take_back(row, by=bo, now=NOW)
    writing.delete(Newsletter.objects.get(), by=bo, now=NOW)
    assert (Newsletter.objects.count(), Block.objects.count()) == (0, 0)


def test_no_more_blocks_than_anybody_reads(centre, bo):
    row = NewsletterFactory.create()
    for _each in range(writing.MOST_BLOCKS):
        BlockFactory.create(newsletter=row)
    with pytest.raises(ValidationError):
        writing.keep_block(Block(newsletter=row, kind="jobs"), by=bo, now=NOW)


def test_trying_it_out_writes_to_oneself_alone(centre, bo):
    row = NewsletterFactory.create(subject="Nyt")
    BlockFactory.create(newsletter=row)
    writing.try_out(row, centre=centre, by=bo, now=NOW)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject, mail.sender.partition(" <")[0]) == (bo.email, "[Prøve] Nyt", "Frivilligcenter Testby")
    assert "@@" not in mail.html + mail.text
    assert "<strong>sommerfest</strong>" in mail.html


def test_a_letter_is_written_in_its_own_language(centre):
    row = NewsletterFactory.create(language="en")
    event("Party", 2)
    BlockFactory.create(newsletter=row, kind="events", heading="", text="")
    said = rendering.as_mail(rendering.content_of(row, now=NOW), centre)
    assert "What is on" in said
    assert 'lang="en"' in said
