"""A list is looked through row by row before anything is written, read in whole or not at all, and twice is as once."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from brobygger.centres.models import Change
from brobygger.core import schedule
from brobygger.organisations import jobs
from brobygger.organisations.lists import keeping
from brobygger.organisations.lists.checking import check
from brobygger.organisations.lists.columns import FIELDS, guess
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import State
from brobygger.organisations.models import Contact, ListImport, Membership, MembershipType, Organisation
from brobygger.organisations.views import lists as views
from brobygger.people import retention
from brobygger.people.models import Person
from tests import together
from tests.factories import (
    ContactFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    ThemeFactory,
)

LISTS = "/testby/kontor/organisationer/indlaes/"
LIST = """Navn;CVR-nr.;Postnr;Temaer;Medlemstype;Medlem fra;Antal medlemmer;Kontaktperson;Kontaktmail;Vores egen kolonne
Naboerne;20921897;4220;Ensomhed, Natur;Forening;1/3-2024;1.250;Inge Holm;inge@example.org;x
Kommunens jobcenter;;4220;;;;;;;
"""


@pytest.fixture
def lists(centre):
    LocalityFactory.create(name="Korsør", postal_codes="4220 4221")
    MembershipTypeFactory.create(name="Forening")
    ThemeFactory.create(name="Ensomhed")
    ThemeFactory.create(name="Natur")


@pytest.fixture
def at_once(monkeypatch, django_capture_on_commit_callbacks):
    """The worker's part is done as soon as the page has asked for it."""
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))
    return lambda: django_capture_on_commit_callbacks(execute=True)


def upload(browser, content, name="medlemmer.csv"):
    content = content.encode() if isinstance(content, str) else content
    return browser.post(LISTS, {"file": SimpleUploadedFile(name, content)}, follow=True)


def columns(page):
    return {f"column-{index}": chosen for index, _heading, _samples, chosen in page.context["columns"]}


def read_in(browser, at_once, content):
    page = upload(browser, content)
    with at_once():
        browser.post(page.request["PATH_INFO"], {**columns(page), "order": "keep"})
    return browser.get(page.request["PATH_INFO"])


def test_a_list_becomes_organisations_members_and_contacts(client_of, bo, lists, at_once):
    browser = client_of(bo)
    page = upload(browser, LIST.replace("1/3-2024", "1/3/2024"))
    assert page.context["to_keep"] == 2
    assert Organisation.objects.count() == 0
    done = read_in(browser, at_once, LIST.replace("1/3-2024", "1/3/2024"))
    assert done.context["row"].result == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    assert done.context["row"].rows == []
    row = Organisation.objects.get(name="Naboerne")
    assert (row.cvr, str(row.locality), row.member_count, [str(each) for each in row.themes.all()]) == ("20921897", "Korsør", 1250, ["Ensomhed", "Natur"])
    assert [(str(each.type), each.starts_on, str(each.locality)) for each in row.memberships.all()] == [("Forening", date(2024, 3, 1), "Korsør")]
    assert [(each.person.name, each.person.mail) for each in row.contacts.select_related("person")] == [("Inge Holm", "inge@example.org")]
    assert set(Change.objects.values_list("verb", flat=True)) >= {"read in", "joined", "added"}


def test_the_same_list_again_changes_nothing(client_of, bo, lists, at_once):
    browser, content = client_of(bo), LIST.replace("1/3-2024", "2024-03-01")
    read_in(browser, at_once, content)
    before = (Organisation.objects.count(), Membership.objects.count(), Person.objects.count(), Contact.objects.count(), Change.objects.count())
    again = upload(browser, content)
    assert (again.context["to_keep"], again.context["same"]) == (0, 2)
    browser.post(again.request["PATH_INFO"], {**columns(again), "order": "keep"})
    assert (Organisation.objects.count(), Membership.objects.count(), Person.objects.count(), Contact.objects.count(), Change.objects.count()) == before


def test_only_what_differs_is_changed_and_empty_cells_change_nothing(client_of, bo, lists, at_once):
    row = OrganisationFactory.create(name="Naboerne", also="naboer", mail="gammel@example.org", purpose="At mødes")
    ContactFactory.create(organisation=row, person__name="Inge Holm", person__mail="gammel@example.org")
    browser = client_of(bo)
    page = upload(browser, "Navn;Mail;Formål;Kontaktperson;Kontaktmail\nnaboer;ny@example.org;;Inge Holm;inge@example.org\n")
    ((_state, _n, (line,), _query),) = page.context["groups"]
    assert line.changes == [("Mail", "gammel@example.org", "ny@example.org"), ("Kontakt: mail", "gammel@example.org", "inge@example.org")]
    with at_once():
        browser.post(page.request["PATH_INFO"], {**columns(page), "order": "keep"})
    row.refresh_from_db()
    assert (row.name, row.mail, row.purpose) == ("Naboerne", "ny@example.org", "At mødes")
    assert Person.objects.get().mail == "inge@example.org"


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("Navn;CVR", "Naboerne;12345678", "CVR-nummer: Det er ikke et CVR-nummer"),
        ("Navn;CVR", ";20921897", "Rækken har intet navn"),
        ("Navn;Mail", "Naboerne;ikke-en-mail", "Mail: Indtast en gyldig"),
        ("Navn;Postnr", "Naboerne;9999", "»9999« står ikke på jeres liste"),
        ("Navn;Temaer", "Naboerne;Ensomhed, Rumfart", "»Rumfart« står ikke på jeres liste"),
        ("Navn;Sektor", "Naboerne;skibsfart", "»skibsfart« er ingen af: civilsamfund"),
        ("Navn;Medlemmer", "Naboerne;mange", "»mange« er ikke et helt tal"),
        ("Navn;Medlemmer", "Naboerne;²", "er ikke et helt tal"),
        ("Navn;Medlem fra", "Naboerne;sidste år", "»sidste år« er ikke en dato"),
        ("Navn;Medlem fra;Medlem til", "Naboerne;2025-01-01;2024-12-31", "Medlemskabet slutter, før det begynder"),
        ("Navn;Medlemstype", "Naboerne;Forening", "Et medlem skal have den dag, det blev medlem"),
        ("Navn;Kontaktmail", "Naboerne;inge@example.org", "En kontakt skal have et navn"),
        ("Navn;Hører under", "Naboerne;Landsforeningen", "»Landsforeningen« er ikke blandt jeres organisationer"),
        ("Navn", "Naboerne\nNABOERNE", "står allerede i række 2"),
        ("Navn", "x" * 161, "må højst have 160 tegn"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_nothing_is_kept(client_of, bo, lists, head, row, said):
    browser = client_of(bo)
    page = upload(browser, f"{head}\n{row}\nEn anden;\n")
    assert said in page.content.decode()
    answer = browser.post(page.request["PATH_INFO"], {**columns(page), "order": "keep"})
    assert answer.status_code == 422
    assert (Organisation.objects.count(), ListImport.objects.get().started_at) == (0, None)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.csv", b"", "tom"),
        ("kun-hoved.csv", b"Navn;Mail\n", "ingen rækker"),
        ("billede.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "hverken CSV eller Excel"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "gammel eller beskyttet"),
        ("itu.xlsx", b"PK\x03\x04 itu", "kunne ikke læses"),
        ("stor.csv", b"Navn\n" + b"x" * 5_000_001, "5 MB"),
        ("cpr.csv", b"Navn;Formand\nNaboerne;\nAndre;Inge 010190-1234\n", "Række 3 indeholder noget, der ligner et CPR-nummer"),
        ("010190-1234.csv", b"Navn\nNaboerne\n", "CPR-nummer"),
        ("lang.csv", b"Navn\n" + b"N\n" * 10_001, "10000 r"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(client_of, bo, centre, name, content, said):
    answer = upload(client_of(bo), content, name)
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors["file"]).replace(".", "")  # 10.000 as it is written
    assert not ListImport.objects.exists()


def test_an_excel_file_is_read_with_its_own_kinds_of_cells(client_of, bo, lists):
    book = Workbook()
    for cells in (["Navn", "CVR", "Medlem fra", "Medlemmer"], ["Naboerne", 20921897, date(2024, 3, 1), 12.0]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    page = upload(client_of(bo), out.getvalue(), "medlemmer.xlsx")
    ((_state, _n, (line,), _query),) = page.context["groups"]
    assert (line.values["cvr"], line.joins["starts_on"], line.values["member_count"]) == ("20921897", date(2024, 3, 1), 12)


def test_a_list_with_letters_of_old_windows_is_read(client_of, bo, centre):
    page = upload(client_of(bo), "Navn\nRøde Kors Sorø\n".encode("cp1252"))
    assert page.context["columns"][0][2] == ["Røde Kors Sorø"]


def test_columns_are_chosen_by_hand_and_never_twice(client_of, bo, centre):
    browser = client_of(bo)
    page = upload(browser, "Hvem;Hvor\nNaboerne;Korsør\n")
    assert page.context["named"] is False
    address = page.request["PATH_INFO"]
    assert browser.post(address, {"column-0": "name", "column-1": "name"}).status_code == 422
    page = browser.post(address, {"column-0": "name", "column-1": "noget-der-ikke-findes"})
    assert page.context["to_keep"] == 1
    browser.post(address, {"order": "discard"})
    assert not ListImport.objects.exists()


def test_rows_are_seen_before_they_are_kept_with_other_columns(client_of, bo, centre, at_once):
    browser = client_of(bo)
    page = upload(browser, "Navn;Andet\nNaboerne;Genboerne\n")
    address, chosen = page.request["PATH_INFO"], {"column-0": "", "column-1": "name"}
    with at_once():
        answer = browser.post(address, {"order": "keep", **chosen})
    assert (answer.status_code, "ændret, hvad en kolonne er" in answer.content.decode(), Organisation.objects.count()) == (200, True, 0)
    with at_once():
        browser.post(address, {"order": "keep", **chosen})
    assert Organisation.objects.get().name == "Genboerne"


def test_rows_have_the_numbers_their_owner_knows_them_by(client_of, bo, centre):
    page = upload(client_of(bo), "Vores medlemmer;\n\nNavn;Antal medlemmer\nNaboerne;5\n;\nGenboerne;mange\n")
    assert [(state, [line.number for line in lines]) for state, _n, lines, _query in page.context["groups"]] == [("wrong", [6]), ("new", [4])]
    assert page.context["heading"] == "2 rækker"


@pytest.mark.parametrize("order", ["discard", "check"])
def test_a_list_that_another_page_has_handed_over_meanwhile_is_let_alone(client_of, bo, centre, monkeypatch, order):
    browser = client_of(bo)
    upload(browser, LIST)
    stale = ListImport.objects.get()
    ListImport.objects.update(started_at=timezone.now())
    monkeypatch.setattr(views, "get_object_or_404", lambda *_given, **_named: stale)
    browser.post(f"{LISTS}{stale.pk}/", {"order": order, "column-0": "mail"})
    assert ListImport.objects.get().chosen["0"] == "name"


def test_a_list_that_a_worker_left_when_it_died_is_read_in_by_the_clock(client_of, bo, lists):
    upload(client_of(bo), LIST)
    ListImport.objects.update(started_at=timezone.now())
    jobs.go_on()
    assert Organisation.objects.count() == 0  # it may be in another worker's hands
    jobs.go_on(timezone.now() + timedelta(minutes=2))
    jobs.go_on(timezone.now() + timedelta(minutes=2))
    assert (Organisation.objects.count(), ListImport.objects.get().result["new"]) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_list_read_it_in_once(client_of, bo, lists, centre):
    upload(client_of(bo), LIST)
    row = ListImport.objects.get()
    ListImport.objects.update(started_at=timezone.now(), good_alone=True)
    assert together.at_once(centre, [lambda: keeping.read_in(row.centre_id, row.pk)] * 4) == [None] * 4
    row.refresh_from_db()
    assert (Organisation.objects.count(), row.result["new"], row.failed) == (2, 2, "")


def test_nobody_else_sees_the_list(client_of, bo, astrid, centre):
    page = upload(client_of(bo), "Navn\nNaboerne\n")
    assert client_of(astrid).get(page.request["PATH_INFO"]).status_code == 404


def test_what_has_become_wrong_meanwhile_is_said_and_nothing_is_half_written(client_of, bo, lists):
    browser = client_of(bo)
    page = upload(browser, "Navn;Medlem fra\nAndre;2024-01-01\nNaboerne;2024-01-01\n")
    row = ListImport.objects.get()
    ListImport.objects.update(started_at=timezone.now())
    kind = MembershipType.objects.get()
    MembershipFactory.create(organisation=OrganisationFactory.create(name="Naboerne"), type=kind, starts_on=date(2023, 1, 1))  # by a colleague, in between
    keeping.read_in(row.centre_id, row.pk)
    answer = browser.get(page.request["PATH_INFO"])
    assert "Række 3: Medlem fra: Den er allerede medlem i de samme dage" in answer.content.decode()
    assert not Organisation.objects.filter(name="Andre").exists()
    keeping.read_in(row.centre_id, row.pk)  # run once more, it stays as it was told
    assert not Organisation.objects.filter(name="Andre").exists()


def test_the_rows_are_gone_after_a_month(client_of, bo, centre):
    page = upload(client_of(bo), "Navn;Kontaktperson\nNaboerne;Inge Holm\n")
    ListImport.objects.update(uploaded_at=timezone.now() - timedelta(days=40))
    retention.run()
    assert ListImport.objects.get().rows == []
    assert "slettet" in client_of(bo).get(page.request["PATH_INFO"]).content.decode()


def test_each_field_is_guessed_from_its_own_name():
    headings = [words[0].title() for _label, words in FIELDS.values()]
    assert list(guess(headings).values()) == list(FIELDS)


def test_looking_through_asks_no_more_the_longer_the_list(client_of, bo, lists):
    for number in range(5):
        MembershipFactory.create(organisation__name=f"Forening {number} her")
    known_by = []
    for length in (1, 30):
        page = upload(client_of(bo), "Navn;Mail\n" + "".join(f"Ny {number};\n" for number in range(length)))
        with CaptureQueriesContext(connection) as asked:
            client_of(bo).get(page.request["PATH_INFO"])
        known_by.append(len(asked))
    assert known_by[1] - known_by[0] <= 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(max_size=12), max_size=len(FIELDS)), max_size=4))
def test_any_cells_are_checked_without_a_fall(lists, rows):
    lines = check(rows, dict(enumerate(FIELDS)), Known.now())
    assert all(bool(line.wrong) == (line.state == State.WRONG) for line in lines)
