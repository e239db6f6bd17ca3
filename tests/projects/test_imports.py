"""Expenses out of the bookkeeping: every program's habits, each posting once, and taken back whole."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.postings import guess
from brobygger.projects import importing
from brobygger.projects.bookkeeping import FIELDS, is_flipped, read
from brobygger.projects.models import Expense, ExpenseImport
from tests.factories import BudgetLineFactory, ExpenseFactory, ExpenseImportFactory
from tests.together import at_once

NOW = timezone.now()
HERE = "/testby/kontor/"
ONE_SIGN = "Nr.;Dato;Kontonr;Tekst;Bilag;Beløb;Saldo\r\n1;05-03-2025;3650;Busser til vandet;71;6.250,00;6.250,00\r\n2;07-03-2025;3650;Retur fra busser;72;-250,00;6.000,00\r\n3;01-12-2024;3650;Før tiden;70;10,00;10,00\r\n"
FLIPPED = "Dato;Tekst;Beløb\n05.03.2025;Busser;-6250,00\n06.03.2025;Brød;-99,95\n07.03.2025;Retur;250,00\n"
DEBIT_CREDIT = 'Dato,Konto,Tekst,Debet,Kredit\n2025-03-05,3650,"Busser,\ntil vandet","6,250.00",\n2025-03-07,3650,Retur,,250.00\n2025-03-08,3650,Nul,0.00,\n'


def upload(browser, grant, content, name="posteringer.csv"):
    return browser.post(f"{HERE}bevillinger/{grant.pk}/indlaes/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def sent(page, **other):
    """The form of the page as a person sends it on, with ``other``."""
    columns = {f"column-{index}": chosen for index, _title, _samples, chosen in page.context["columns"]}
    lines = {f"line-{each.fingerprint[:20]}": line or "" for each, line, _probably in page.context["postings"]}
    flipped = {"flipped": "1"} if page.context["row"].flipped else {}
    return {**columns, **lines, **flipped, **other}


@pytest.mark.parametrize(
    "content",
    [ONE_SIGN.encode("utf-8-sig"), ONE_SIGN.encode("cp1252"), ONE_SIGN.encode("utf-16"), ("Foreningens regnskab\n\n" + ONE_SIGN).encode()],
)
def test_decimal_commas_marks_and_old_letters_are_read(centre, client_of, astrid, content):
    line = BudgetLineFactory.create(account="3650")
    page = upload(client_of(astrid), line.grant, content)
    assert [(each.day, each.amount, each.text, each.voucher, chosen) for each, chosen, _probably in page.context["postings"]] == [
        (date(2025, 3, 5), 6_250_00, "Busser til vandet", "71", line.pk), (date(2025, 3, 7), -250_00, "Retur fra busser", "72", line.pk),
    ]
    assert "1 postering ligger uden for 1. januar 2025 – 31. december 2026" in page.content.decode()


def test_amounts_with_a_minus_are_turned_round_and_back_by_a_tick(centre, client_of, astrid):
    line = BudgetLineFactory.create()
    browser = client_of(astrid)
    page = upload(browser, line.grant, FLIPPED.encode())
    assert (page.context["row"].flipped, [each.amount for each, _line, _probably in page.context["postings"]]) == (True, [6_250_00, 99_95, -250_00])
    data = sent(page, act="check")
    del data["flipped"]
    page = browser.post(f"{HERE}udgifter/fil/{ExpenseImport.objects.get().pk}/", data)
    assert [each.amount for each, _line, _probably in page.context["postings"]] == [-6_250_00, -99_95, 250_00]


def test_debit_and_credit_and_line_breaks_in_a_cell(centre, client_of, astrid):
    line = BudgetLineFactory.create(account="3650")
    page = upload(client_of(astrid), line.grant, DEBIT_CREDIT.encode())
    assert [(each.amount, each.text) for each, _line, _probably in page.context["postings"]] == [(6_250_00, "Busser, til vandet"), (-250_00, "Retur")]


def test_what_is_approved_is_written_and_the_rest_is_left(centre, client_of, astrid):
    line = BudgetLineFactory.create()
    browser = client_of(astrid)
    page = upload(browser, line.grant, ONE_SIGN.encode())
    first = page.context["postings"][0][0]
    url = page.redirect_chain[-1][0]
    done = browser.post(url, sent(page, act="keep", **{f"line-{first.fingerprint[:20]}": line.pk}), follow=True).content.decode()
    row = Expense.objects.get()
    assert (row.line, row.on, row.amount, row.text, row.voucher, row.entered_by, str(row.imported)) == (line, date(2025, 3, 5), 6_250_00, "Busser til vandet", "71", astrid, "posteringer.csv")
    assert "1 udgift blev skrevet" in done
    assert ExpenseImport.objects.get().rows == []


def test_the_same_postings_are_not_read_in_twice_not_even_to_another_grant(centre, client_of, astrid):
    line, other = BudgetLineFactory.create(account="3650", grant__title="Den ene"), BudgetLineFactory.create(account="3650")
    browser = client_of(astrid)
    page = upload(browser, line.grant, ONE_SIGN.encode())
    browser.post(page.redirect_chain[-1][0], sent(page, act="keep"))
    for again in (line.grant, other.grant):
        page = upload(browser, again, ("\n" + ONE_SIGN).encode("cp1252"), "igen.csv")
        assert page.context["postings"] == []
        assert "2 posteringer er indlæst før: Den ene" in page.content.decode()
    assert Expense.objects.count() == 2


def test_two_alike_in_one_file_are_two(centre, client_of, astrid):
    line = BudgetLineFactory.create(account="3650")
    content = "Dato;Konto;Tekst;Beløb\n05-03-2025;3650;Bus;50,00\n05-03-2025;3650;Bus;50,00\n"
    page = upload(client_of(astrid), line.grant, content.encode())
    client_of(astrid).post(page.redirect_chain[-1][0], sent(page, act="keep"))
    assert list(Expense.objects.values_list("amount", flat=True)) == [50_00, 50_00]


def test_one_entered_by_hand_already_is_left_out_with_a_word(centre, client_of, astrid):
    line = BudgetLineFactory.create(account="3650")
    ExpenseFactory.create(line=line, on=date(2025, 3, 5), amount=6_250_00)
    page = upload(client_of(astrid), line.grant, ONE_SIGN.encode())
    assert [chosen for _each, chosen, _probably in page.context["postings"]] == [None, line.pk]
    assert "Det er nok den samme." in page.content.decode()


def test_an_import_is_taken_back_whole_and_may_be_read_in_anew(centre, client_of, astrid):
    line = BudgetLineFactory.create(account="3650")
    by_hand = ExpenseFactory.create(line=line)
    browser = client_of(astrid)
    for _twice in range(2):
        page = upload(browser, line.grant, ONE_SIGN.encode())
        url = page.redirect_chain[-1][0]
        browser.post(url, sent(page, act="keep"))
        assert Expense.objects.count() == 3
        assert "2 udgifter er taget tilbage." in browser.post(url, {"act": "take_back"}, follow=True).content.decode()
        assert list(Expense.objects.all()) == [by_hand]
    assert "0 udgifter er taget tilbage." in browser.post(url, {"act": "take_back"}, follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("grants", [1, 2])
def test_two_who_read_the_same_file_in_at_once_write_it_once(centre, astrid, grants):
    lines = ([BudgetLineFactory.create() for _each in range(grants)] * 2)[:2]
    files = [ExpenseImportFactory.create(grant=line.grant) for line in lines]
    mark = read(files[0].rows, files[0].columns(), flipped=False).postings[0].fingerprint
    acts = [partial(importing.keep, file, {mark: line.pk}, by=astrid, now=NOW) for file, line in zip(files, lines, strict=True)]
    results = at_once(centre, acts)
    assert [type(each).__name__ for each in results] == ["ExpenseImport"] * 2
    assert (Expense.objects.count(), sorted(each.written for each in results)) == (1, [0, 1])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"), (b"\x00\x01\x02", "hverken"), (b"Dato;Tekst;Bel\xf8b\n", "ingen linjer"), (b"bare\nen\nkolonne\n", "kun"), (b"PK\x03\x04nej", "kunne ikke"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammel"),
        (b"Dato;Tekst;Bel\xf8b\n" + b"05-03-2025;Bus;1,00\n" * 701, "mere end 700 linjer"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(centre, client_of, astrid, content, words):
    line = BudgetLineFactory.create()
    page = upload(client_of(astrid), line.grant, content)
    assert (page.status_code, words in page.content.decode()) == (422, True)
    assert not ExpenseImport.objects.exists()


def test_rows_that_say_nothing_sensible_are_told_by_number_and_a_cpr_number_is_not_kept(centre, client_of, astrid):
    line = BudgetLineFactory.create(account="3650")
    content = "Dato;Konto;Tekst;Beløb\n05-03-2025;3650;Løn 010203-1234;50,00\n31-02-2025;3650;Ingen dag;50,00\n06-03-2025;3650;Intet beløb;femten\nI alt;;;100,00\n07-03-2025;3650;For meget;99.999.999.999.999,00\n"
    page = upload(client_of(astrid), line.grant, content.encode())
    said = page.content.decode()
    assert [number for number, _text, _why in page.context["wrong"]] == [3, 4, 5, 6]
    for words in ("»31-02-2025« ", "»femten« er ikke et beløb", "4 rækker, der ikke kan læses"):
        assert words in said, words
    assert "010203" not in said
    assert "010203" not in str(ExpenseImport.objects.get().rows)


def test_columns_are_chosen_by_hand_and_never_twice(centre, client_of, astrid):
    line = BudgetLineFactory.create()
    browser = client_of(astrid)
    page = upload(browser, line.grant, "Hvornår;Hvad;Hvor meget\n05-03-2025;Bus;50,00\n".encode())
    url = page.redirect_chain[-1][0]
    assert [chosen for _index, _title, _samples, chosen in page.context["columns"]] == ["day", "text", "amount"]
    for wrong, words in (({"column-1": "day"}, "To kolonner kan ikke være det samme: Dato"), ({"column-2": ""}, "Sig, hvilken kolonne der er: Beløb")):
        answer = browser.post(url, {**sent(page), **wrong, "act": "keep"})
        assert answer.status_code == 422, words
    assert not Expense.objects.exists()


def test_a_line_of_another_grant_cannot_be_smuggled_in(centre, client_of, astrid):
    line, other = BudgetLineFactory.create(), BudgetLineFactory.create()
    browser = client_of(astrid)
    page = upload(browser, line.grant, ONE_SIGN.encode())
    mark = page.context["postings"][0][0].fingerprint[:20]
    browser.post(page.redirect_chain[-1][0], sent(page, act="keep", **{f"line-{mark}": other.pk}))
    assert not Expense.objects.exists()


def test_a_file_is_put_away_and_nothing_is_written(centre, client_of, astrid):
    row = ExpenseImportFactory.create()
    client_of(astrid).post(f"{HERE}udgifter/fil/{row.pk}/", {"act": "discard"})
    assert not ExpenseImport.objects.exists()


def test_headings_of_many_programs_are_known():
    for headings in (
        ["Nr.", "Dato", "Kontonr", "Kontonavn", "Tekst", "Beløb", "Saldo"], ["Konto", "Kontonavn", "Dato", "Bilag nr.", "Bilagstype", "Tekst", "Beløb", "Saldo"],
        ["Dato", "Bilagsnr", "Konto", "Beskrivelse", "Debet", "Kredit"], ["Posting Date", "Account No", "Description", "Debit Amount", "Credit Amount"],
    ):
        found = set(guess(headings, FIELDS).values())
        assert {"day", "text"} <= found, headings
        assert {"amount", "debit"} & found, headings


cells = st.text(max_size=12) | st.sampled_from(["05-03-2025", "1.250,00", "-3", "", "=1+1", "\x00"])


@given(st.lists(st.lists(cells, max_size=5), max_size=8), st.booleans())
def test_whatever_is_typed_a_row_is_a_posting_or_told_as_wrong_or_nought(rows, flipped):
    chosen = {0: "day", 1: "text", 2: "amount", 3: "debit"}
    found = read(rows, chosen, flipped=flipped)
    assert len(found.postings) + len(found.wrong) <= len(rows)
    assert len({each.fingerprint for each in found.postings}) == len(found.postings)
    assert [each.fingerprint for each in found.postings] == [each.fingerprint for each in read(rows, chosen, flipped=not flipped).postings]
    is_flipped(rows, chosen)


@pytest.mark.parametrize("n", [1, 30])
def test_looking_at_a_file_asks_the_same_of_one_line_and_of_thirty(centre, client_of, astrid, n):
    line = BudgetLineFactory.create(account="3650")
    row = ExpenseImportFactory.create(grant=line.grant, rows=[[f"{date(2025, 3, 1) + timedelta(days=number)}", f"Bus {number}", "50"] for number in range(n)])
    browser = client_of(astrid)
    url = f"{HERE}udgifter/fil/{row.pk}/"
    browser.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(url).status_code == 200
    assert len(asked) == 14
