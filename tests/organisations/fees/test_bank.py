"""A bank's file, whatever bank it is of: looked through before anything is written, read in once however often it is sent."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from brobygger.organisations.fees import charging, paying
from brobygger.organisations.models import BankFile, Payment
from brobygger.people import retention
from tests.factories import ChargeFactory

BANK = "/testby/kontor/kontingent/bank/"
TODAY = timezone.localdate()
DAY = (TODAY - timedelta(days=3)).strftime("%d-%m-%Y")


@pytest.fixture
def asked(member):
    """Two charges: Naboerne owe 200 kr., SIND 400 kr."""
    return [ChargeFactory.create(membership=member(name), amount=amount) for name, amount in (("Naboerne", 20000), ("SIND Testby", 40000))]


def upload(browser, content, name="posteringer.csv"):
    content = content.encode() if isinstance(content, str) else content
    return browser.post(BANK, {"file": SimpleUploadedFile(name, content)}, follow=True)


def as_shown(page, **other):
    columns = {f"column-{index}": chosen for index, _heading, _samples, chosen in page.context["columns"]}
    return {**columns, **{f"line-{each['key']}": each["typed"] for each in page.context["lines"]}, **other}


def proposed(page):
    return {each["line"].text: (each["charge"].member if each["typed"] else "", each["why"]) for each in page.context["lines"]}


def a_file(*rows):
    return "Dato;Tekst;Beløb;Saldo\n" + "".join(f"{row};1.000,00\n" for row in rows)


def test_lines_become_payments_and_the_same_file_again_changes_nothing(client_of, bo, asked):
    browser = client_of(bo)
    content = a_file(f"{DAY};Kontingent {asked[0].reference.lower()};200,00", f"{DAY};Overførsel SIND Testby;400,00", f"{DAY};Husleje;-5.000,00", f"{DAY};Ukendt;75,00")
    page = upload(browser, content)
    assert proposed(page) == {f"Kontingent {asked[0].reference.lower()}": ("Naboerne", "reference"), "Overførsel SIND Testby": ("SIND Testby", "name"), "Ukendt": ("", "nothing")}
    assert (page.context["out"], Payment.objects.count()) == (1, 0)
    assert "Husleje" not in str(BankFile.objects.get().rows)
    done = browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"), follow=True)
    row = done.context["row"]
    assert (row.rows, row.result) == ([], {"written": 2, "before": 0, "left": 1, "wrong": 0, "out": 1})
    assert [charging.again(each).state.value for each in asked] == ["paid", "paid"]
    assert {(each.source, each.paid_on) for each in Payment.objects.all()} == {("bank", TODAY - timedelta(days=3))}
    again = upload(browser, content)
    assert proposed(again) == {"Ukendt": ("", "nothing")}
    browser.post(again.request["PATH_INFO"], as_shown(again, order="keep"))
    assert Payment.objects.count() == 2
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"))  # the button pressed once more
    assert Payment.objects.count() == 2


def test_two_equal_lines_of_one_day_are_two_and_a_longer_file_knows_both(client_of, bo, member):
    row = ChargeFactory.create(membership=member("Naboerne"), amount=20000)
    line = f"{DAY};{row.reference};100,00"
    browser = client_of(bo)
    page = upload(browser, a_file(line, line))
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"))
    assert (charging.again(row).paid, Payment.objects.count()) == (20000, 2)
    page = upload(browser, a_file(f"{DAY};Ny;50,00", line, line))
    assert list(proposed(page)) == ["Ny"]


def test_a_person_corrects_what_is_proposed(client_of, bo, asked):
    browser = client_of(bo)
    page = upload(browser, a_file(f"{DAY};Naboerne;200,00", f"{DAY};Fra en ukendt;400,00"))
    first, second = (f"line-{each['key']}" for each in page.context["lines"])
    wrong = browser.post(page.request["PATH_INFO"], as_shown(page, order="keep") | {second: "K000001"})
    assert (wrong.status_code, wrong.context["faults"], Payment.objects.count()) == (422, 1, 0)
    assert 'value="K000001"' in wrong.content.decode()
    assert "Ingen opkrævning har referencen »K000001«" in wrong.content.decode()
    digits = asked[1].reference[1:]
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep") | {first: "", second: f"k {digits[:3]} {digits[3:]}"})
    assert [(each.charge_id, each.amount) for each in Payment.objects.all()] == [(asked[1].pk, 40000)]


def test_what_is_closed_or_settled_is_said(client_of, bo, asked):
    charging.close(asked[0], as_="waived", reason="Ny forening", by=bo, now=timezone.now())
    paying.settle(asked[1], on=TODAY, by=bo)
    browser = client_of(bo)
    page = upload(browser, a_file(f"{DAY};{asked[0].reference};200,00", f"{DAY};{asked[1].reference};400,00"))
    assert {why for _name, why in proposed(page).values()} == {"settled"}
    first = next(f"line-{each['key']}" for each in page.context["lines"] if asked[0].reference in each["line"].text)
    assert "er lukket" in browser.post(page.request["PATH_INFO"], as_shown(page, order="keep") | {first: asked[0].reference}).content.decode()


def test_other_columns_next_time_do_not_pay_twice(client_of, bo, asked):
    browser = client_of(bo)
    content = f"Dato;Tekst;Besked;Beløb\n{DAY};Overførsel;{asked[0].reference};100,00\n"
    page = upload(browser, content)
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"))
    page = upload(browser, content)
    assert page.context["lines"] == []
    page = browser.post(page.request["PATH_INFO"], {"column-0": "day", "column-2": "message", "column-3": "amount", "order": "check"})
    (shown,) = page.context["lines"]
    assert (shown["typed"], shown["probably"]) == ("", True)


def test_a_payment_taken_back_can_be_read_in_anew(client_of, bo, asked):
    browser = client_of(bo)
    content = a_file(f"{DAY};{asked[0].reference};200,00")
    page = upload(browser, content)
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"))
    paying.undo(Payment.objects.get(), on=TODAY, by=bo)
    page = upload(browser, content)
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep"))
    assert (charging.again(asked[0]).paid, Payment.objects.count()) == (20000, 3)


def test_one_line_pays_for_several(client_of, bo, asked, member):
    third = ChargeFactory.create(membership=member("Røde Kors Testby"), amount=10000)
    browser = client_of(bo)
    content = a_file(f"{DAY};{asked[0].reference} og {asked[1].reference};600,00", f"{DAY};Samlet fra huset;350,00")
    page = upload(browser, content)
    first, second = (f"line-{each['key']}" for each in page.context["lines"])
    assert page.context["lines"][0]["typed"] == f"{asked[0].reference}, {asked[1].reference}"
    assert "Naboerne</b>, " in page.content.decode()
    short = browser.post(page.request["PATH_INFO"], as_shown(page, order="keep") | {first: "", second: f"{asked[1].reference}, {third.reference}"})
    assert (short.status_code, Payment.objects.count()) == (422, 0)
    assert "Pengene rækker ikke til dem alle" in short.content.decode()
    browser.post(page.request["PATH_INFO"], as_shown(page, order="keep") | {first: f"{asked[0].reference}, {asked[1].reference}", second: f"{third.reference}"})
    assert [(each.charge_id, each.amount, each.share) for each in Payment.objects.order_by("pk")] == [(asked[0].pk, 20000, 0), (asked[1].pk, 40000, 1), (third.pk, 35000, 0)]
    assert upload(browser, content).context["lines"] == []
    paying.undo(Payment.objects.get(charge=asked[0]), on=TODAY, by=bo)
    assert upload(browser, content).context["lines"] == [], "what is left of the line stands"
    paying.undo(Payment.objects.get(charge=asked[1]), on=TODAY, by=bo)
    assert [each["line"].amount for each in upload(browser, content).context["lines"]] == [60000]


def test_looking_again_keeps_what_was_typed_and_shows_what_each_gets(client_of, bo, asked):
    browser = client_of(bo)
    page = upload(browser, a_file(f"{DAY};Naboerne;200,00", f"{DAY};Samlet;600,00"))
    first, second = (f"line-{each['key']}" for each in page.context["lines"])
    page = browser.post(page.request["PATH_INFO"], as_shown(page, order="check") | {first: "", second: f"{asked[0].reference},{asked[1].reference}"})
    shown = {each["line"].text: [(charge.pk, amount) for charge, amount in each["shares"]] for each in page.context["lines"]}
    assert (shown, Payment.objects.count()) == ({"Naboerne": [], "Samlet": [(asked[0].pk, 20000), (asked[1].pk, 40000)]}, 0)
    assert {each["line"].text: each["typed"] for each in page.context["lines"]}["Naboerne"] == ""


HEAD = "Bogføringsdato;Beløb;Afsender;Besked;Valuta"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\n{DAY};200,00;Naboerne;REF;DKK\n".encode("cp1252"),
        f"{HEAD}\r\n{DAY.replace('-', '.')};+200,00;Naboerne;REF;DKK\r\n".encode("utf-8-sig"),
        f"Konto 1234;;\nEjer;Testby;\n{HEAD}\n{DAY};kr. 200,00;Naboerne;REF;\n".encode(),
        f"{HEAD.replace(';', chr(9))}\n{DAY}\t200,00\tNaboerne\tREF\tdkk\n".encode("utf-16"),
        f'"Date","Amount","Message"\n"{DAY}","200.00","REF"\n'.encode(),
        f"{DAY};REF kontingent;200,00;1.200,00\n{DAY};Gebyr;-20,00;1.180,00\n".encode(),
        f"Hvornår;Hvad;Hvor meget\n{DAY};Kontingent REF;200,00\n".encode(),
        f"Dato;Tekst;Ud;Ind\n{DAY};Gebyr;20,00;\n{DAY};REF;;200,00\n".encode(),
    ],
)
def test_the_files_of_many_banks(client_of, bo, asked, content):
    ref = asked[0].reference
    for coding in ("utf-16-le", "utf-8"):
        content = content.replace("REF".encode(coding), ref.encode(coding))
    page = upload(client_of(bo), content)
    (line,) = page.context["lines"]
    assert (line["typed"], line["why"], line["line"].amount) == (ref, "reference", 20000)


def test_an_excel_file_is_read_too(client_of, bo, asked):
    book = Workbook()
    for cells in (["Dato", "Tekst", "Beløb"], [TODAY - timedelta(days=1), asked[0].reference, 200.0], [TODAY, "Ud", -20.5], [TODAY, f"Anden {asked[1].reference}", 400.5]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    page = upload(client_of(bo), out.getvalue(), "bank.xlsx")
    assert [each["line"].amount for each in page.context["lines"]] == [20000, 40050]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.csv", b"", "tom"),
        ("blank.csv", b";;\n;;\n", "tom"),
        ("kun.csv", "Dato;Tekst;Beløb\n".encode(), "ingen linjer under overskrifterne"),
        ("tekst.csv", b"Hej\nmed\ndig\n", "kun én kolonne"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "gammel eller beskyttet Excel-fil"),
        ("falsk.xlsx", b"PK\x03\x04 itu", "kunne ikke læses"),
        ("billede.csv", b"\x89PNG\r\n\x00\x00\x00", "hverken CSV eller Excel"),
        ("stor.csv", b"Dato;Tekst\n" + b"x" * 5_000_001, "5 MB"),
        ("lang.csv", b"Dato;Tekst;Bel\xc3\xb8b\n" + b"01-01-2026;a;1,00\n" * 10_001, "10000 rækker"),
        ("mange.csv", b"Dato;Tekst;Bel\xc3\xb8b\n" + b"01-01-2026;a;1,00\n" * 801, "800 indbetalinger"),
        ("010190-1234.csv", b"Dato;Tekst\n", "CPR-nummer"),
    ],
)
def test_a_file_that_is_no_bank_file_gets_a_sentence(client_of, bo, centre, name, content, said):
    answer = upload(client_of(bo), content, name)
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors["file"]).replace("10.000", "10000")
    assert not BankFile.objects.exists()


def test_rows_that_cannot_be_read_are_told_apart_with_the_reason_and_their_number(client_of, bo, asked):
    page = upload(client_of(bo), a_file(
        "i går;Naboerne;200,00", f"{DAY};Naboerne;to hundrede", f"{(TODAY + timedelta(days=9)):%d-%m-%Y};Naboerne;200,00", "01-01-1999;Naboerne;200,00", f"{DAY};Naboerne;2.000.000,00", ";Naboerne;200,00",
        f"{DAY};Ud;-1,00", f"{DAY};Naboerne;200,00",
    ))
    assert [number for number, _text, _why in page.context["found"].read.wrong] == [2, 3, 4, 5, 6, 7]
    assert proposed(page) == {"Naboerne": ("Naboerne", "name")}
    page = upload(client_of(bo), f"Dato;Tekst;Beløb;Valuta\n{DAY};Naboerne;200,00;EUR\n")
    assert "EUR" in page.context["found"].read.wrong[0][2]


def test_a_cpr_number_in_a_payers_message_is_not_kept(client_of, bo, asked):
    page = upload(client_of(bo), f"Dato;Tekst;Besked;Beløb\n{DAY};Naboerne;010190-1234;200,00\n")
    assert "010190" not in str(BankFile.objects.get().rows) + page.content.decode()


def test_columns_are_chosen_by_hand_and_never_twice(client_of, bo, asked):
    browser = client_of(bo)
    page = upload(browser, f"A;B;C\n{DAY};Naboerne;200,00\n")
    address = page.request["PATH_INFO"]
    assert browser.post(address, {"column-0": "day", "column-1": "day", "column-2": "amount"}).status_code == 422
    page = browser.post(address, {"column-0": "day", "column-1": "vrøvl"})
    assert (page.status_code, page.context["missing"]) == (422, ["Beløb"])
    page = browser.post(address, {"column-0": "day", "column-1": "text", "column-2": "amount"})
    assert proposed(page) == {"Naboerne": ("Naboerne", "name")}
    browser.post(address, {"order": "discard"})
    assert not BankFile.objects.exists()


def test_formula_cells_and_markup_are_shown_as_letters(client_of, bo, asked):
    page = upload(client_of(bo), a_file(f"{DAY};=HYPERLINK(1) <script>x</script>;200,00"))
    assert "&lt;script&gt;x" in page.content.decode()


def test_the_lines_are_gone_after_a_month(client_of, bo, asked):
    page = upload(client_of(bo), a_file(f"{DAY};Naboerne;200,00"))
    BankFile.objects.update(uploaded_at=timezone.now() - timedelta(days=40))
    retention.run()
    assert BankFile.objects.get().rows == []
    assert "slettet" in client_of(bo).get(page.request["PATH_INFO"]).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_through_asks_no_more_the_longer_the_file(client_of, bo, asked, rows, django_assert_num_queries):
    page = upload(client_of(bo), a_file(*[f"{DAY};Naboerne {number};200,00" for number in range(rows)]))
    browser = client_of(bo)
    browser.get(BANK)
    with django_assert_num_queries(13):
        browser.get(page.request["PATH_INFO"])


def test_a_day_is_a_day_in_any_of_the_ways_banks_write_it(client_of, bo, asked):
    page = upload(client_of(bo), "Dato;Tekst;Beløb\n2026-02-01;a;1,00\n01/02/2026;b;1,00\n01.02.26;c;1,00\n")
    days = {each["line"].day for each in page.context["lines"]} | {why for *_rest, why in page.context["found"].read.wrong}
    assert date(2026, 2, 1) in days
