"""The pages: from a list to the words, how it looks, and letting it go; what is typed is kept, mistakes are caught, and it stands with the organisation."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.core.models import OutgoingMail
from brobygger.correspondence import writing
from brobygger.correspondence.models import Letter, LetterTemplate, LetterTo
from brobygger.matching.models import Volunteer
from tests.factories import (
    LetterFactory,
    LetterTemplateFactory,
    LetterToFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    VolunteerFactory,
)

MAIL = "/testby/kontor/mail/"
WRITE = f"{MAIL}ny/?liste=members"
GIVEN = {"til": "en", "subject": "Til {organisation}", "text": "Kære {navn}\n\nVi ses.", "answers_to": "bo@testby.example", "language": "da", "once": "a" * 32}


def members(n):
    for each in range(n):
        MembershipFactory.create(organisation=OrganisationFactory.create(name=f"Klub {each:02}", mail=f"klub{each}@mail.example"))


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def test_it_is_looked_at_sent_and_stands_with_the_organisation(client_of, bo):
    members(2)
    browser = client_of(bo)
    assert b"mail/ny/?liste=members" in browser.get("/testby/kontor/medlemmer/").content
    assert b"<b>2 f\xc3\xa5r den</b>" in browser.get(WRITE).content
    look = browser.post(WRITE, GIVEN | {"act": "look"})
    assert (look.status_code, b"Til Klub 00" in look.content, Letter.objects.count()) == (200, True, 0)
    changed = browser.post(WRITE, GIVEN | {"act": "send", "seen": seen(look), "text": "Noget andet"})
    assert (Letter.objects.count(), b"Noget andet" in changed.content, "er derfor ikke sendt" in changed.content.decode(), b"derfor" in look.content) == (0, True, True, False)  # what was not looked at is shown first
    sent = browser.post(WRITE, GIVEN | {"act": "send", "seen": seen(look)}, follow=True)
    row = Letter.objects.get()
    assert (sent.redirect_chain[0][0], row.whom, row.recipients.count()) == (row.get_absolute_url(), "Medlemmer", 2)
    browser.post(WRITE, GIVEN | {"act": "send", "seen": seen(look)})
    assert Letter.objects.count() == 1
    theirs = row.recipients.first().organisation
    page = browser.get(f"/testby/kontor/organisationer/{theirs.pk}/").content.decode()
    assert (row.get_absolute_url() in page, f"liste=organisations&amp;organisation={theirs.pk}" in page) == (True, True)
    browser.post(f"{row.get_absolute_url()}stop/")
    assert set(LetterTo.objects.values_list("state", flat=True)) == {"stopped"}


def test_single_ones_are_chosen_and_many_are_asked_about(client_of, bo):
    members(writing.MANY + 1)
    browser = client_of(bo)
    few = GIVEN | {"tikket": "1", "valgt": ["klub3@mail.example", "fremmed@mail.example"]}
    mark = seen(browser.post(WRITE, few | {"act": "look"}))
    browser.post(WRITE, few | {"act": "send", "seen": mark})
    assert list(LetterTo.objects.values_list("mail", flat=True)) == ["klub3@mail.example"]  # whoever is not on the list is not written to
    many = GIVEN | {"once": "d" * 32, "act": "send"}
    mark = seen(browser.post(WRITE, many | {"act": "look"}))
    page = browser.post(WRITE, many | {"seen": mark})
    assert (page.status_code, Letter.objects.count()) == (422, 1)
    browser.post(WRITE, many | {"seen": mark, "sure": "on"})
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(("more", "field"), [({"text": "Kære {navm}"}, "text"), ({"subject": ""}, "subject"), ({"text": "Om 010190-1234"}, "text"), ({"answers_to": "en@anden.example"}, "answers_to"), ({"til": "alle"}, "til")])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of, bo, more, field):
    members(1)
    page = client_of(bo).post(WRITE, GIVEN | {"subject": "Det jeg skrev", "act": "look"} | more)
    assert (page.status_code, field in page.context["form"].errors, Letter.objects.count()) == (422, True, 0)
    if field != "subject":
        assert b'value="Det jeg skrev"' in page.content


def test_nobody_is_no_letter(client_of, bo):
    page = client_of(bo).post(WRITE, GIVEN | {"act": "send", "seen": "x"})
    assert (page.status_code, Letter.objects.count()) == (422, 0)


def test_it_is_tried_out_on_oneself_and_begun_from_a_template(client_of, bo):
    members(1)
    row, browser = LetterTemplateFactory.create(subject="Husk <b>", text="Kære {fornavn}"), client_of(bo)
    filled = browser.post(WRITE, GIVEN | {"act": "fill", "skabelon": row.pk, "til": "formand"}).content.decode()
    assert ('value="Husk &lt;b&gt;"' in filled, 'value="formand" checked' in re.sub(r'class="\S+" |required |id="\S+" ', "", filled) or "formand" in filled) == (True, True)
    browser.post(WRITE, GIVEN | {"act": "test"})
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject, "Kære Klub 00" in mail.text) == (bo.email, "[Prøve] Til Klub 00", True)


def test_a_list_one_may_not_write_to_and_one_that_is_not_there(client_of, bo, carla):
    assert client_of(carla).get(WRITE).status_code == 403
    browser = client_of(bo)
    for address in ("?liste=findesikke", "?liste=network&netvaerk=99", "?liste=signups&arrangement=x", "?liste=partners", "?liste=organisations&organisation=999999"):
        assert browser.get(f"{MAIL}ny/{address}").status_code == 404, address
    assert b"mail/ny/" not in client_of(carla).get("/testby/kontor/organisationer/").content


def test_the_list_of_mails_leads_to_the_lists_that_stand_by_themselves(client_of, bo):
    page = client_of(bo).get(MAIL).content.decode()
    assert sorted(set(re.findall(r"mail/ny/\?liste=([a-z&;=]+)", page))) == ["members", "organisations", "volunteers"]


def test_templates_are_kept_and_their_words_are_checked(client_of, bo):
    browser = client_of(bo)
    given = {"name": "Tak", "subject": "Tak, {navn}", "text": "Tak fordi I kom."}
    assert browser.post(f"{MAIL}skabeloner/ny/", given | {"text": "{intet}"}).status_code == 422
    browser.post(f"{MAIL}skabeloner/ny/", given)
    row = LetterTemplate.objects.get()
    assert browser.post(f"{MAIL}skabeloner/ny/", given).status_code == 422  # the name is taken
    browser.post(row.get_absolute_url(), given | {"retired": "on", "version": row.version})
    assert (LetterTemplate.objects.get().retired, b"Tak" in browser.get(f"{MAIL}skabeloner/").content, b"Tak" in browser.get(WRITE).content) == (True, True, False)


@pytest.mark.parametrize("n", [1, 3])
def test_lists_ask_as_many_questions_with_three_rows_as_with_one(client_of, bo, n):
    browser, row = client_of(bo), LetterFactory.create()
    for _each in range(n):
        LetterToFactory.create(letter=row)
        LetterFactory.create()
    members(n)

    def asked(url):
        browser.get(url)
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url).status_code == 200
        return len(found)

    assert [asked(url) for url in (MAIL, row.get_absolute_url(), WRITE)] == [11, 15, 15]


def test_one_volunteer_and_one_personal_member_are_written_to_and_the_mail_stands_with_them(client_of, bo, carla):
    volunteer = VolunteerFactory.create(person__name="Anne Holm", person__mail="anne@mail.example")
    VolunteerFactory.create(person__mail="en.anden@mail.example")
    membership = MembershipFactory.create(organisation=None, person=volunteer.person, type=MembershipTypeFactory.create(formal="person"))
    browser = client_of(bo)
    for url, asked in ((volunteer.get_absolute_url(), f"liste=volunteers&amp;frivillig={volunteer.pk}"), (f"/testby/kontor/medlemmer/{membership.pk}/", f"liste=members&amp;medlemskab={membership.pk}")):
        assert asked in browser.get(url).content.decode()
        write = f"{MAIL}ny/?{asked.replace('&amp;', '&')}"
        given = GIVEN | {"once": f"{len(asked):032}", "subject": "Kære {navn}"}
        look = browser.post(write, given | {"act": "look"})
        page = look.content.decode()
        assert ("anne@mail.example" in page, "en.anden" in page, "ingen ser de andre" in page) == (True, False, False)
        browser.post(write, given | {"act": "send", "seen": seen(look)})
        row = Letter.objects.first()
        assert (row.whom, [each.mail for each in row.recipients.all()]) == ("Anne Holm", ["anne@mail.example"])
        assert row.get_absolute_url() in browser.get(url).content.decode()
    assert Letter.objects.count() == 2
    assert row.get_absolute_url() not in client_of(carla).get(volunteer.get_absolute_url()).content.decode()  # who may not write mails does not read them
    Volunteer.objects.filter(pk=volunteer.pk).update(consent_until=None)
    assert "Har ikke sagt ja" in browser.get(f"{MAIL}ny/?liste=volunteers&frivillig={volunteer.pk}").content.decode()
    assert browser.get(f"{MAIL}ny/?liste=volunteers&frivillig=99999").status_code == 404
