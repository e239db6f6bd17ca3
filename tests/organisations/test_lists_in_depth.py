"""What lists say of membership, parents, contacts and persons becomes what they mean; nothing said is passed over in silence."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from brobygger.centres.models import Change
from brobygger.intake import progress
from brobygger.organisations.lists import keeping
from brobygger.organisations.lists.checking import check
from brobygger.organisations.lists.columns import guess
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import State
from brobygger.organisations.models import Contact, ListImport, Membership, MembershipType, Organisation
from brobygger.people.models import Person
from tests.factories import (
    ContactFactory,
    ListImportFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    TargetGroupFactory,
    ThemeFactory,
)

LISTS = "/testby/kontor/organisationer/indlaes/"
TODAY = timezone.localdate()
START = date(2024, 3, 1)


@pytest.fixture
def small(centre):
    MembershipTypeFactory.create(name="Stor")
    return MembershipTypeFactory.create(name="Lille")


@pytest.fixture
def member(small):
    west = LocalityFactory.create(name="Vest", postal_codes="4200")
    LocalityFactory.create(name="Øst", postal_codes="4220")
    row = OrganisationFactory.create(name="Naboerne", locality=west)
    return MembershipFactory.create(organisation=row, type=small, locality=west, starts_on=START)


def table(content):
    head, *rows = [line.split("|") for line in content.strip().splitlines()]
    return rows, guess(head)


def looked_at(content):
    return check(*table(content), Known.now())


def read_in(content, by, **more):
    rows, chosen = table(content)
    row = ListImportFactory.create(uploaded_by=by, headings=content.strip().splitlines()[0].split("|"), rows=rows, chosen={str(key): name for key, name in chosen.items()}, **more)
    counts, left_out = keeping.keep(row)
    return counts, left_out


def spans():
    return [(str(row.type), str(row.locality or ""), row.starts_on, row.ends_on) for row in Membership.objects.order_by("starts_on").select_related("type", "locality")]


YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("content", "becomes"),
    [
        ("Navn|Medlemstype|Medlem fra\nNaboerne|Stor|2024-03-01", [("Lille", "Vest", START, YESTERDAY), ("Stor", "Vest", TODAY, None)]),
        ("Navn|Medlemstype\nNaboerne|Stor", [("Lille", "Vest", START, YESTERDAY), ("Stor", "Vest", TODAY, None)]),
        ("Navn|Udmeldt\nNaboerne|2025-12-31", [("Lille", "Vest", START, date(2025, 12, 31))]),
        ("Navn|Lokalområde\nNaboerne|Øst", [("Lille", "Vest", START, YESTERDAY), ("Lille", "Øst", TODAY, None)]),
        ("Navn|Lokalområde|Medlemstype\nNaboerne|Øst|Stor", [("Lille", "Vest", START, YESTERDAY), ("Stor", "Øst", TODAY, None)]),
        ("Navn|Medlemstype|Medlem fra\nNaboerne|Lille|2024-03-01", [("Lille", "Vest", START, None)]),
    ],
)
def test_what_a_list_says_of_a_member_is_done_and_twice_is_as_once(member, bo, content, becomes):
    read_in(content, bo)
    assert spans() == becomes
    assert read_in(content, bo)[0] == {"new": 0, "changed": 0, "same": 1, "wrong": 0}
    assert spans() == becomes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Navn|Medlemstype\nNaboerne|Stor", "meldte sig ud"),
        ("Navn|Udmeldt\nNaboerne|2025-06-30", "meldte sig ud"),
        ("Navn|Medlemstype|Medlem fra\nNaboerne|Gammel|2026-01-01", "bruges ikke længere"),
        ("Navn|Medlemstype|Medlem fra\nNaboerne|Personligt|2026-01-01", "er for personer"),
    ],
)
def test_what_cannot_become_of_a_membership_that_has_ended_is_said(member, content, said):
    MembershipTypeFactory.create(name="Gammel", retired=True)
    MembershipTypeFactory.create(name="Personligt", formal="person")
    Membership.objects.update(ends_on=date(2025, 12, 31))
    (line,) = looked_at(content)
    assert said in line.wrong[0]


def test_who_comes_back_with_a_later_day_is_a_member_again(member, bo):
    Membership.objects.update(ends_on=date(2025, 12, 31))
    read_in("Navn|Medlemstype|Medlem fra\nNaboerne|Lille|2026-02-01", bo)
    assert [(start, end) for _type, _place, start, end in spans()] == [(START, date(2025, 12, 31)), (date(2026, 2, 1), None)]


def test_parents_stand_in_the_same_list_in_any_order(centre, bo):
    content = "Navn|Hører under\nDGI Midt|DGI\nDGI|\nDGI Vest|dgi"
    read_in(content, bo)
    assert {row.name: row.parent and row.parent.name for row in Organisation.objects.select_related("parent")} == {"DGI": None, "DGI Midt": "DGI", "DGI Vest": "DGI"}
    assert {line.state for line in looked_at(content)} == {State.SAME}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Navn|Hører under\nA|B\nB|C\nC|", "hører selv under"),
        ("Navn|Hører under\nA|A", "høre under sig selv"),
        ("Navn|Hører under\nA|B\nB|A", "hører selv under"),
        ("Navn|CVR|Hører under\nA||B\nB|123|", "som er forkert"),
        ("Navn|Hører under\nHelheden|Ny\nNy|", "har selv afdelinger"),
    ],
)
def test_parents_that_cannot_be_are_said(centre, content, said):
    OrganisationFactory.create(name="En del", parent=OrganisationFactory.create(name="Helheden"))
    assert any(said in each for line in looked_at(content) for each in line.wrong)


def test_rows_of_a_personal_type_make_persons_and_find_them_again(centre, bo):
    MembershipTypeFactory.create(name="Personligt", formal="person")
    west = LocalityFactory.create(name="Vest")
    content = "Navn|Medlemstype|Medlem fra|Mail|Telefon|Lokalområde|Formål\nInge Holm|Personligt|2024-03-01|inge@example.org|12345678|Vest|x\nBo Berg|Personligt|2024-03-01||||"
    (first, _second) = looked_at(content)
    assert first.notes == ["Formål er udeladt: det har et personligt medlem ikke her."]
    read_in(content, bo)
    assert [(row.person.name, row.person.mail, row.locality, row.organisation) for row in Membership.objects.select_related("person", "locality").order_by("pk")] == [
        ("Inge Holm", "inge@example.org", west, None), ("Bo Berg", "", None, None),
    ]
    assert (Organisation.objects.count(), {line.state for line in looked_at(content)}) == (0, {State.SAME})
    read_in("Navn|Medlemstype|Medlem til|Telefon\nBo Berg|Personligt|2025-12-31|87654321", bo)
    assert (Membership.objects.get(person__name="Bo Berg").ends_on, Person.objects.get(name="Bo Berg").phone, Person.objects.count()) == (date(2025, 12, 31), "87654321", 2)


def test_contacts_come_with_their_roles_and_each_person_once(centre, bo):
    content = (
        "Navn|Kontakt|Rolle|Formand|Formandens mail|Kasserer|Kontakter\n"
        "Naboerne|Bo Berg|ansat|Inge Holm|inge@example.org|Eva Friis|Ole Dam; ole@example.org; Talsmand\n"
        "Koret|||Inge Holm|inge@example.org||"
    )
    read_in(content, bo)
    assert [(each.organisation.name, each.person.name, each.role, each.title) for each in Contact.objects.select_related("organisation", "person").order_by("pk")] == [
        ("Naboerne", "Bo Berg", "staff", ""), ("Naboerne", "Inge Holm", "chair", ""), ("Naboerne", "Eva Friis", "treasurer", ""),
        ("Naboerne", "Ole Dam", "contact", "Talsmand"), ("Koret", "Inge Holm", "chair", ""),
    ]
    assert Person.objects.count() == 4
    assert {line.state for line in looked_at(content)} == {State.SAME}


def test_a_contact_whose_role_nobody_had_said_gets_it(centre, bo):
    ContactFactory.create(organisation=OrganisationFactory.create(name="Naboerne"), person__name="Inge Holm")
    read_in("Navn|Formand\nNaboerne|Inge Holm", bo)
    assert [(each.role, Person.objects.count()) for each in Contact.objects.all()] == [("chair", 1)]


def test_two_rows_that_say_different_things_of_one_person_are_told_so(centre):
    content = "Navn|Formand|Formandens mail|Formandens telefon\nNaboerne|Inge Holm|inge@example.org|1234567\nKoret|Inge Holm|inge@example.org|7654321"
    assert [line.wrong for line in looked_at(content)][1] == ["Forperson: navn: Række 2 siger noget andet om Inge Holm: 1234567."]


def test_a_place_code_reads_only_as_a_place(centre):
    ThemeFactory.create(name="Børn")
    TargetGroupFactory.create(name="Unge")
    LocalityFactory.create(name="Slagelse", postal_codes="4200")
    (line,) = looked_at("Navn|Temaer|Målgrupper|Lokalområde|Virker i\nNaboerne|børn og unge|Unge mennesker|4200 Slagelse By|4200 Slagelse By")
    assert [each.split(":")[0] for each in line.wrong] == ["Temaer med komma imellem", "Målgrupper med komma imellem"]


def test_new_figures_bring_a_new_day(centre, bo):
    row = OrganisationFactory.create(name="Naboerne", member_count=3, figures_on=date(2020, 1, 1))
    read_in("Navn|Antal medlemmer\nNaboerne|4", bo)
    row.refresh_from_db()
    assert (row.member_count, row.figures_on) == (4, TODAY)
    read_in("Navn|Antal medlemmer|Tal oplyst\nNaboerne|5|2026-05-01", bo)
    row.refresh_from_db()
    assert (row.member_count, row.figures_on) == (5, date(2026, 5, 1))


def upload(browser, content):
    return browser.post(LISTS, {"file": SimpleUploadedFile("medlemmer.csv", content.encode())}, follow=True)


def test_a_row_may_be_said_to_be_one_who_is_there(client_of, bo, centre):
    there = OrganisationFactory.create(name="Ældre Sagen Korsør")
    browser = client_of(bo)
    page = upload(browser, "Navn;Mail\nKorsør Ældre Sagen;ny@example.org\nHelt ny;\n")
    assert [(state, [line.name for line in lines]) for state, _n, lines, _query in page.context["groups"]] == [("likely", ["Korsør Ældre Sagen"]), ("new", ["Helt ny"])]
    address = page.request["PATH_INFO"]
    page = browser.post(address, {"column-0": "name", "column-1": "mail", "same-2": there.pk})
    assert [(state, n) for state, n, _lines, _query in page.context["groups"]] == [("new", 1), ("changed", 1)]
    keeping.keep(ListImport.objects.get())
    there.refresh_from_db()
    assert (there.name, there.mail, Organisation.objects.count()) == ("Ældre Sagen Korsør", "ny@example.org", 2)


def test_the_good_rows_are_read_in_and_what_is_wrong_is_fetched(client_of, bo, centre):
    browser = client_of(bo)
    page = upload(browser, "Navn;CVR\nNaboerne;20921897\nKoret;12345678\n=1+1;999\n")
    address = page.request["PATH_INFO"]

    def fetched():
        sheet = load_workbook(io.BytesIO(browser.get(f"{address}fejl/").content)).worksheets[0]
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    before = fetched()
    assert before[:2] == [["Række", "Kolonne", "Det, der stod", "Det er galt"], [3, "CVR", "12345678", "Det er ikke et CVR-nummer: Det har otte cifre, og det sidste kontrollerer de andre."]]
    row = ListImport.objects.get()
    browser.post(address, {"column-0": "name", "column-1": "cvr", "order": "keep_good"})
    keeping.read_in(row.centre_id, row.pk)
    row.refresh_from_db()
    assert (row.result, row.rows, [each.name for each in Organisation.objects.all()]) == ({"new": 1, "changed": 0, "same": 0, "wrong": 2}, [], ["Naboerne"])
    assert fetched() == before
    assert "rækker udeladt" in browser.get(address).content.decode()


def test_long_lists_are_shown_a_page_at_a_time(client_of, bo, centre):
    browser = client_of(bo)
    page = upload(browser, "Navn\n" + "".join(f"Helt sin egen {number}\n" for number in range(250)))
    address = page.request["PATH_INFO"]
    ((_state, n, lines, _query),) = page.context["groups"]
    assert (n, len(lines)) == (250, 100)
    ((_state, n, lines, _query),) = browser.get(address, {"vis": "new", "side": "3"}).context["groups"]
    assert (n, next(line.number for line in lines), len(lines)) == (250, 202, 50)


def test_how_far_it_is_is_told_while_nothing_is_written_yet(client_of, bo, centre, monkeypatch):
    rows = [[f"Forening {number}"] for number in range(600)]
    row = ListImportFactory.create(uploaded_by=bo, rows=rows, chosen={"0": "name"}, started_at=timezone.now())
    seen = []
    tell = progress.tell
    monkeypatch.setattr(progress, "tell", lambda each, done: (tell(each, done), seen.append(keeping.how_far(each))))
    keeping.keep(row)
    assert (seen[0], seen[-1], seen == sorted(seen)) == ((0, 600), (600, 600), True)
    tell(row, 500)
    assert 'value="250" max="600"' in client_of(bo).get(f"{LISTS}{row.pk}/").content.decode()
    progress.over(row)


def test_writing_asks_for_each_kind_of_row_and_not_for_each_row(member, bo):
    asked = []
    for letter, length in (("a", 2), ("b", 40)):
        content = "Navn|Medlemstype|Medlem fra|Kontakt|Kontaktmail\n" + "\n".join(f"Hold {letter}{n}|Lille|2024-03-01|Inge {letter}{n}|{letter}{n}@example.org" for n in range(length))
        rows, chosen = table(content)
        row = ListImportFactory.create(uploaded_by=bo, rows=rows, headings=[], chosen={str(key): name for key, name in chosen.items()})
        with CaptureQueriesContext(connection) as queries:
            keeping.keep(row)
        asked.append(len(queries))
    assert asked[1] - asked[0] <= 1
    assert Change.objects.filter(verb="joined").count() == 42


def test_a_type_for_persons_is_no_usual_type_of_associations(centre, bo):
    MembershipType.objects.all().delete()
    MembershipTypeFactory.create(name="Forening")
    MembershipTypeFactory.create(name="Personligt", formal="person")
    read_in("Navn|Medlem fra\nNaboerne|2024-03-01", bo)
    assert [str(row.type) for row in Membership.objects.select_related("type")] == ["Forening"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("facebook.com/naboerne", "https://facebook.com/naboerne"),
        ("facebook.com/naboerne, https://instagram.com/nabo", "https://facebook.com/naboerne\nhttps://instagram.com/nabo"),
        ("facebook.com/naboerne instagram.com/nabo", "https://facebook.com/naboerne\nhttps://instagram.com/nabo"),
    ],
)
def test_places_on_social_media_are_read_in_as_addresses(centre, bo, typed, kept):
    read_in(f"Navn|Facebook\nNaboerne|{typed}", bo)
    assert Organisation.objects.get().social_media == kept


@pytest.mark.parametrize("typed", ["@naboerne", "javascript:alert(1)", " ".join(f"facebook.com/{n}" for n in range(9))])
def test_what_is_no_place_on_social_media_is_said_beside_it(centre, typed):
    (line,) = looked_at(f"Navn|Facebook\nNaboerne|{typed}")
    assert (line.state, [each.field for each in line.faults]) == (State.WRONG, ["social_media"])
