"""The pages: who is in an audience, asking, signing up, choosing and leaving; what is typed is kept, and lists ask a bounded number of questions."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from brobygger.core.models import OutgoingMail
from brobygger.newsletters import rendering, subscribing, withholding
from brobygger.newsletters.models import Audience, Block, Newsletter, Subscriber, Withheld
from tests.factories import (
    AudienceFactory,
    BlockFactory,
    MembershipFactory,
    NewsletterFactory,
    OrganisationFactory,
    SubscriberFactory,
    ThemeFactory,
)

OFFICE, PUBLIC = "/testby/kontor/nyhedsbreve/", "/testby/nyhedsbreve/"


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_an_audience_is_made_and_says_who_is_in_it_and_why(client_of, bo):
    MembershipFactory.create(organisation=OrganisationFactory.create(name="<b>Cykel</b>klubben", mail="cykel@mail.example"))
    OrganisationFactory.create(name="Skakklubben", mail="skak@mail.example")
    theme, browser = ThemeFactory.create(name="Børn"), client_of(bo)
    page = browser.post(f"{OFFICE}modtagergrupper/ny/", {"name": "Alle", "who": "known", "reach": "organisation", "sectors": ["civil_society"]}, follow=True)
    said = page.content.decode()
    assert "&lt;b&gt;Cykel&lt;/b&gt;klubben" in said
    assert "<b>Cykel" not in said
    assert "Medlem: " in said
    assert "Ikke medlem og har ikke sagt ja" in said
    assert "Skakklubben" in said
    row = Audience.objects.get()
    assert row.sectors == ["civil_society"]
    browser.post(f"{row.get_absolute_url()}ret/", {"name": "Alle", "who": "known", "reach": "organisation", "themes": [theme.pk], "version": row.version})
    assert "tema: Børn" in browser.get(row.get_absolute_url()).content.decode()
    browser.post(f"{row.get_absolute_url()}handling/", {"act": "retire"})
    assert (b"Alle" in browser.get(f"{OFFICE}modtagergrupper/?vis=alle").content, Audience.objects.in_use().count()) == (True, 0)


@pytest.mark.parametrize(("more", "field"), [({"name": ""}, "name"), ({"who": "members", "public": "on"}, "sign"), ({"who": "noget"}, "who"), ({"sectors": ["findesikke"]}, "sectors"), ({"name": "Formand 010190-1234"}, "name")])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of, bo, more, field):
    page = client_of(bo).post(f"{OFFICE}modtagergrupper/ny/", {"name": "Kære alle", "who": "members", "reach": "organisation", "title_words": "udvalg", **more})
    assert (page.status_code, Audience.objects.count()) == (422, 0)
    assert b'value="udvalg"' in page.content
    assert field in page.context["form"].errors or field == "sign"


def test_those_who_have_not_said_yes_are_asked_from_the_audience(client_of, bo):
    OrganisationFactory.create(name="Skakklubben", mail="skak@mail.example")
    row, browser = AudienceFactory.create(who="known"), client_of(bo)
    assert b"Sp\xc3\xb8rg dem" in browser.get(row.get_absolute_url()).content
    for _twice in range(2):
        browser.post(f"{row.get_absolute_url()}handling/", {"act": "ask"})
    assert (Subscriber.objects.get().by_centre, OutgoingMail.objects.get().to) == (True, "skak@mail.example")


def test_one_is_asked_listed_found_and_taken_off(client_of, bo):
    browser = client_of(bo)
    assert browser.post(f"{OFFICE}tilmeldte/spoerg/", {"mail": "ikke en mail"}).status_code == 422
    browser.post(f"{OFFICE}tilmeldte/spoerg/", {"mail": "Ny@mail.example", "name": "Ny <i>Læser</i>"})
    again = browser.post(f"{OFFICE}tilmeldte/spoerg/", {"mail": "ny@mail.example"})
    assert (again.status_code, "mail" in again.context["form"].errors) == (422, True)
    assert b"Ny &lt;i&gt;" in browser.get(f"{OFFICE}tilmeldte/?q=ny@&vis=spurgt").content
    assert b"ny@mail" not in browser.get(f"{OFFICE}tilmeldte/?vis=ja").content
    assert b"ny@mail.example" in browser.get(f"{OFFICE}tilmeldte/?fil=csv").content
    browser.post(f"{OFFICE}tilmeldte/{Subscriber.objects.get().pk}/fjern/")
    assert (Subscriber.objects.count(), Withheld.objects.get().why) == (0, "unsubscribed")


def test_lists_ask_as_many_questions_for_many_as_for_one(client_of, bo):
    browser = client_of(bo)

    def one_more():
        AudienceFactory.create(who="subscribers", public=True)
        SubscriberFactory.create().lists.set(Audience.objects.all())

    one_more(), one_more()
    first = [queries(browser, OFFICE + page) for page in ("modtagergrupper/", "tilmeldte/")]
    for _each in range(5):
        one_more()
    assert [queries(browser, OFFICE + page) for page in ("modtagergrupper/", "tilmeldte/")] == first


@pytest.mark.on_both
def test_a_visitor_signs_up_says_yes_chooses_and_leaves(client, centre):
    monthly, jobs = AudienceFactory.create(name="Månedens nyt", who="subscribers", public=True), AudienceFactory.create(name="Nye job", who="subscribers", public=True)
    theme = ThemeFactory.create()
    assert client.post(PUBLIC, {"mail": "karen@mail.example"}).context["form"].errors.keys() == {"lists"}
    assert client.post(PUBLIC, {"mail": "karen@", "lists": [monthly.pk]}).status_code == 422
    assert client.post(PUBLIC, {"mail": "karen@mail.example", "lists": [monthly.pk], "themes": [theme.pk]}).url.endswith("?tak=1")
    row = Subscriber.objects.get()
    page = f"{PUBLIC}mine/{row.token}/"
    client.get(page)
    assert Subscriber.objects.confirmed().count() == 0  # a program that reads the mail opens links too
    client.post(page, {"name": "Karen", "language": "da", "lists": [monthly.pk, jobs.pk], "version": row.version})
    row.refresh_from_db()
    assert (row.confirmed_at is not None, row.lists.count(), row.themes.count()) == (True, 2, 0)
    assert client.post(page, {"act": "leave"}, follow=True).status_code == 200
    assert (Subscriber.objects.count(), client.get(page).status_code) == (0, 404)


def test_a_robot_is_thanked_and_not_kept_and_nobody_signs_up_the_whole_town(client, centre):
    assert client.post(PUBLIC, {"mail": "robot@mail.example", "second_name": "x"}).status_code == 302
    assert Subscriber.objects.count() == 0
    answers = [client.post(PUBLIC, {"mail": f"m{n}@mail.example"}).status_code for n in range(25)]
    assert answers[-1] == 422
    assert answers[0] == 302


def test_a_mail_program_leaves_by_one_post_and_opening_leaves_nothing(client, centre):
    row = SubscriberFactory.create(mail="karen@mail.example")
    url = withholding.url_of(row.digest, centre).partition("/testby/")[2]
    strict = client.__class__(enforce_csrf_checks=True)
    assert strict.get(f"/testby/{url}").status_code == 200
    assert Subscriber.objects.count() == 1
    assert strict.post(f"/testby/{url}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (Subscriber.objects.count(), withholding.reason_of(row.digest)) == (0, "unsubscribed")
    strict.post(f"/testby/{url}", {"act": "back"})
    assert withholding.reason_of(row.digest) == ""
    assert strict.post("/testby/nyhedsbreve/afmeld/abc-def/").status_code == 404


def test_a_link_of_one_centre_opens_nothing_at_another(client, centre, other_centre):
    row = SubscriberFactory.create(mail="karen@mail.example")
    assert client.get(subscribing.link_of(row, other_centre).partition("8000")[2] or f"/fjernby/nyhedsbreve/mine/{row.token}/").status_code == 404


def test_a_centre_without_lists_still_takes_sign_ups(client, centre):
    client.post(PUBLIC, {"mail": "karen@mail.example", "name": "Karen"})
    row = Subscriber.objects.get()
    client.post(f"{PUBLIC}mine/{row.token}/", {"name": "Karen B", "language": "en", "version": row.version})
    row.refresh_from_db()
    assert (row.name, row.language, row.confirmed_at is not None, row.confirmed_at <= timezone.now()) == ("Karen B", "en", True, True)


def picture():
    made = BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(made, "PNG")
    return SimpleUploadedFile("hus.png", made.getvalue(), "image/png")


@pytest.mark.on_both
def test_a_letter_is_written_on_its_pages_and_asked_to_be_sent(client_of, bo, astrid, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser, audience = client_of(bo), AudienceFactory.create()
    assert browser.post(f"{OFFICE}nyt/", {"subject": "", "language": "da"}).status_code == 422
    browser.post(f"{OFFICE}nyt/", {"subject": "Nyt fra <huset>", "language": "da", "audiences": [audience.pk], "public": "on"})
    row = Newsletter.objects.get()
    page = row.get_absolute_url()
    text = row.blocks.get(kind="text")
    browser.post(f"{page}blok/{text.pk}/", {"heading": "Kære alle", "text": "Vi ses"})
    without = browser.post(f"{page}blok/?slags=picture", {"picture": picture()})
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["picture_text"])
    browser.post(f"{page}blok/?slags=picture", {"picture": picture(), "picture_text": "Huset i sol"})
    shown = Block.objects.get(kind="picture")
    with Image.open(shown.picture) as small:
        assert (small.format, small.width) == ("JPEG", 1200)
    assert browser.get(f"/testby/nyhedsbreve/billede/{shown.token}/").status_code == 200
    said = browser.get(f"{page}brev/")
    assert "Nyt fra &lt;huset&gt;" in said.content.decode()
    assert 'alt="Huset i sol"' in said.content.decode()
    assert "'unsafe-inline'" in said.headers["Content-Security-Policy"]
    assert b"Vi ses" in browser.get(f"{page}vis/").content
    browser.post(f"{page}handling/", {"act": "down", "block": text.pk})
    assert row.blocks.first().kind == "events"
    browser.post(f"{page}handling/", {"act": "test"})
    assert OutgoingMail.objects.get().to == bo.email
    browser.post(f"{page}handling/", {"act": "ready"})
    row.refresh_from_db()
    assert row.state == "ready"
    assert "Nyt fra &lt;huset&gt;" in client_of(astrid).get("/testby/kontor/").content.decode()
    assert browser.post(f"{page}ret/", {"subject": "Andet", "language": "da", "version": row.version}).status_code == 422
    assert browser.post(f"{page}blok/{text.pk}/", {"heading": "", "text": "Andet"}).status_code == 422
    browser.post(f"{page}handling/", {"act": "back"})
    browser.post(f"{page}handling/", {"act": "copy"})
    assert Newsletter.objects.count() == 2


def test_of_two_who_write_in_a_block_at_once_the_second_is_told_and_nothing_is_lost(client_of, bo, astrid):
    block = BlockFactory.create(kind="text", text="Kære alle")
    address = f"{block.newsletter.get_absolute_url()}blok/{block.pk}/"
    mine, theirs = (client_of(who).get(address).context["form"]["seen"].value() for who in (bo, astrid))
    client_of(astrid).post(address, {"heading": "", "text": "Astrids <ord>", "seen": theirs})
    answer = client_of(bo).post(address, {"heading": "", "text": "Bos ord", "seen": mine})
    page = answer.content.decode()
    assert (answer.status_code, "Astrids &lt;ord&gt;" in page, "Bos ord" in page, Block.objects.get().text) == (422, True, True, "Astrids <ord>")
    client_of(bo).post(address, {"heading": "", "text": "Begges ord", "seen": answer.context["form"]["seen"].value()})
    assert Block.objects.get().text == "Begges ord"


def test_what_is_no_picture_is_said_beside_the_field(client_of, bo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = NewsletterFactory.create()
    answer = client_of(bo).post(f"{row.get_absolute_url()}blok/?slags=picture", {"picture": SimpleUploadedFile("hus.png", b"<script>", "image/png"), "picture_text": "Huset"})
    assert (answer.status_code, list(answer.context["form"].errors), Block.objects.count()) == (422, ["picture"], 0)


def test_letters_ask_as_many_questions_for_many_as_for_one(client_of, bo):
    browser = client_of(bo)

    def one_more():
        row = NewsletterFactory.create(written_by=bo)
        row.audiences.add(AudienceFactory.create())
        return row

    row = one_more()
    BlockFactory.create(newsletter=row)
    first = [queries(browser, page) for page in (OFFICE, row.get_absolute_url())]
    for _each in range(4):
        one_more()
        BlockFactory.create(newsletter=row)
    assert [queries(browser, page) for page in (OFFICE, row.get_absolute_url())] == first
    assert b"kladde" in browser.get(f"{OFFICE}?vis=nu").content


def test_what_was_sent_stands_on_the_page_and_what_was_not_does_not(client, centre):
    sent, closed, draft = (NewsletterFactory.create(subject=subject, **more) for subject, more in (("Nyt i maj", {"state": "sent"}), ("Kun for medlemmer", {"state": "sent", "public": False}), ("Kladden", {})))
    for row in (sent, closed, draft):
        BlockFactory.create(newsletter=row, kind="text", text=f"Ord om {row.subject}")
        row.content = rendering.content_of(row, now=timezone.now())
        row.started_at = timezone.now()
        row.save()
    page = client.get("/testby/nyhedsbreve/").content.decode()
    assert ("Nyt i maj" in page, "Kun for medlemmer" in page, "Kladden" in page) == (True, False, False)
    answer = client.get(f"/testby/nyhedsbreve/{sent.pk}/")
    assert "Ord om Nyt i maj" in answer.content.decode()
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert [client.get(f"/testby/nyhedsbreve/{row.pk}/").status_code for row in (closed, draft)] == [404, 404]
