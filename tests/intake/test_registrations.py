"""Registrations out of people's own spreadsheets: read in every habit, looked through, kept once, and taken out again whole."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from brobygger.centres.models import Change
from brobygger.intake import cells, jobs, keeping, looking, undoing, views
from brobygger.intake.kinds import kinds
from brobygger.intake.models import Intake, IntakeRow
from brobygger.intake.template_file import template_of
from brobygger.intake.uploading import taken
from brobygger.journal import actions, bringing
from brobygger.journal.models import Participation, Registration
from brobygger.people import retention
from tests.factories import IntakeFactory, OrganisationFactory, RegistrationFactory
from tests.intake.conftest import BASE
from tests.intake.files import HABITS, open_document, upload
from tests.together import at_once as all_at_once

HEAD = ["Dato", "Slags", "Hvad", "Antal", "Timer", "Tema", "Postnr", "Organisationer", "Bemærkninger"]
ROWS = [
    ["12/3-2026", "sparring", "Sparring om æbler; og pærer", "5", "1,5", "ensomhed", "4220", "3 RK; 2 Jobcentret (kommune)", "Første linje\nanden linje"],
    ["13. marts 2026", "Kursus", "=1+1", "", "0:45", "", "", "", ""],
    ["", "", "", "", "", "", "", "", ""],
]


def kept():
    return [
        (row.done_on, str(row.kind), row.title, row.persons, row.minutes, str(row.theme or ""), str(row.locality or ""), row.note.splitlines(), [(str(each), each.persons, each.sector) for each in row.participations.all()])
        for row in Registration.objects.order_by("done_on", "pk").prefetch_related("participations__organisation")
    ]


@pytest.mark.parametrize("habit", HABITS)
def test_the_same_rows_are_read_in_every_habit(bring, lists, habit):
    page, row = bring("registrations", HABITS[habit]([HEAD, *ROWS]), habit)
    assert (page.context["counts"], row.result) == ({"wrong": 0, "new": 2, "same": 0}, {"wrong": 0, "new": 2, "same": 0})
    assert kept() == [
        (date(2026, 3, 12), "Sparring", "Sparring om æbler; og pærer", 5, 90, "Ensomhed", "Korsør", ["Første linje", "anden linje"], [("Røde Kors", 3, "civil_society"), ("Jobcentret", 2, "municipality")]),
        (date(2026, 3, 13), "Kursus", "=1+1", None, 45, "", "", [], []),
    ]
    assert (row.rows, row.looked, row.state, set(Registration.objects.values_list("created_by__name", flat=True)), Change.objects.filter(verb="registered").count()) == ([], {}, "done", {row.uploaded_by.name}, 2)


def test_a_cell_of_two_lines_is_one_line_where_a_page_takes_one(bring, lists):
    bring("registrations", 'Dato;Slags;Hvad;Note\n1-1-2026;Sparring;"Om  æbler\nog pærer";"To\nlinjer"\n')
    row = Registration.objects.get()
    assert (row.title, row.note.splitlines()) == ("Om æbler og pærer", ["To", "linjer"])


def test_typed_cells_of_a_sheet_are_what_they_say(bring, lists):
    typed = {"46093": 'office:value-type="date" office:date-value="2026-03-12T14:00:00"', "2": 'office:value-type="float" office:value="2"', "1.5": 'office:value-type="float" office:value="1.5"', "=SUM": 'table:formula="of:=1+1" office:value-type="float" office:value="7"'}
    bring("registrations", open_document([["Dato", "Slags", "Hvad", "Antal", "Timer"], ["46093", "Sparring", "Et", "2", "1.5"], ["2026-03-13", "Sparring", "To", "=SUM", ""]], typed=typed), "liste.ods")
    assert [(row.done_on, row.persons, row.minutes) for row in Registration.objects.order_by("done_on")] == [(date(2026, 3, 12), 2, 90), (date(2026, 3, 13), 7, None)]


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("Dato;Slags;Hvad", "i går;Sparring;x", "Dato: »i går« er ikke en dato"),
        ("Dato;Slags;Hvad", "31-02-2026;Sparring;x", "Dato: »31-02-2026« er ikke en dato"),
        ("Dato;Slags;Hvad", "1-1-2126;Sparring;x", "Dato: Den dag er ikke kommet endnu"),
        ("Dato;Slags;Hvad", "1-1-2026;Rumfart;x", "Slags arbejde: »Rumfart« står ikke på jeres liste"),
        ("Dato;Slags;Hvad", "1-1-2026;Sparring;", "Hvad: Det skal udfyldes"),
        ("Dato;Slags;Hvad;Antal", "1-1-2026;Sparring;x;mange", "»mange« er ikke et helt tal"),
        ("Dato;Slags;Hvad;Antal", "1-1-2026;Sparring;x;1.5", "»1.5« er ikke et helt tal"),
        ("Dato;Slags;Hvad;Antal", "1-1-2026;Sparring;x;12,50", "»12,50« er ikke et helt tal"),
        ("Dato;Slags;Hvad;Timer", "1-1-2026;Sparring;x;længe", "»længe« er ikke et tidsrum"),
        ("Dato;Slags;Hvad;Timer;Minutter", "1-1-2026;Sparring;x;1;60", "Minutter: Tiden står allerede i timer"),
        ("Dato;Slags;Hvad;Sammen med", "1-1-2026;Sparring;x;Ukendt", "ingen organisation, der hedder »Ukendt«"),
        ("Dato;Slags;Hvad;Tilstand", "1-1-2026;Sparring;x;aflyst", "hvorfor"),
    ],
)
def test_what_is_wrong_is_said_beside_the_row_and_the_others_can_come(bring, client_of, bo, lists, head, row, said):
    page, done = bring("registrations", f"{head}\n{row}\n2-1-2026;Sparring;God\n")
    ((state, _n, (line,)), *_others) = page.context["groups"]
    assert (state, said in " ".join(line["wrong"])) == ("wrong", True), line["wrong"]
    assert (done.result, [row.title for row in Registration.objects.all()]) == ({"new": 1, "same": 0, "wrong": 1}, ["God"])
    faults = client_of(bo).get(f"{BASE}liste/{done.pk}/fejl/").content
    sheet = load_workbook(io.BytesIO(faults)).worksheets[0]
    assert sheet.cell(2, 1).value == 2


@pytest.mark.parametrize(("text", "is_"), [("1.000", 1000), ("1 234 567", 1_234_567), ("12,00", 12), ("12.0", 12), ("12", 12), ("1.000,0", 1000)])
def test_whole_numbers_are_read_as_danes_and_machines_write_them(text, is_):
    assert cells.number(text) == is_


def test_a_day_that_a_spreadsheet_has_made_a_number_is_no_length_of_time():
    assert (cells.minutes("1,5", in_hours=True), cells.minutes("1:30", in_hours=False), cells.minutes("10000", in_hours=True)) == (90, 90, 600_000)
    with pytest.raises(ValidationError, match="10000"):
        cells.minutes("46093", in_hours=True)


def test_with_a_wrong_row_nothing_comes_unless_one_says_so(bring, lists):
    _page, row = bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\nnu;Sparring;y\n", order="keep")
    assert (row.started_at, Registration.objects.count()) == (None, 0)


@pytest.mark.parametrize(("content", "name", "said"), [("Dato;Slags;Hvad\n", "a.csv", "ingen rækker"), ("Dato;Hvad\n1;010190-1234\n", "a.csv", "CPR"), ("Dato;CPR-nr.\n1;101901234\n", "a.csv", "»CPR-nr« rummer CPR-numre"), (b"\x89PNG\x00", "a.csv", "hverken"), (b"PK\x03\x04 itu", "a.ods", "kunne ikke læses"), ("Dato\n" + "x\n" * 5_001, "a.csv", "5000"), (f"Dato;Slags;Hvad{';' * 68}sidst\n1-1-2026;Sparring;x\n", "a.csv", "60 kolonner"), (f"Dato;Slags;Hvad\n1-1-2026;Sparring;x{';' * 68}y\n", "a.csv", "60 kolonner")])
def test_a_file_that_cannot_be_read_gets_a_sentence(client_of, bo, centre, content, name, said):
    answer = client_of(bo).post(f"{BASE}registrations/", {"file": upload(content, name)})
    assert (answer.status_code, said in " ".join(answer.context["form"].errors["file"]).replace(".", ""), Intake.objects.count()) == (422, True, 0)


def test_a_title_takes_no_row_from_a_list_of_as_many_as_there_may_be(client_of, bo, lists, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 5)
    title, rows = "Vores år\n" + "\n" * 8, ["1-1-2026;Sparring;x\n"] * 6
    for said, status in ((f"{title}Dato;Slags;Hvad\n{''.join(rows[1:])}", 200), (f"{title}Dato;Slags;Hvad\n{''.join(rows)}", 422), (f"Dato;Slags;Hvad\n{''.join(rows[1:])}", 200)):
        assert client_of(bo).post(f"{BASE}registrations/", {"file": upload(said)}, follow=True).status_code == status


def test_a_sheet_that_is_ruled_further_than_it_is_written_on_is_as_wide_as_its_writing(bring, lists):
    _page, row = bring("registrations", f"Dato;Slags;Hvad{';' * 90}\n1-1-2026;Sparring;x{';' * 90}\n")
    assert (row.state, Registration.objects.get().title) == ("done", "x")


def test_a_column_of_cpr_numbers_that_is_empty_stands_in_nobodys_way(bring, lists):
    _page, row = bring("registrations", "Dato;Slags;Hvad;CPR\n1-1-2026;Sparring;Om CPR-registret;\n")
    assert row.result == {"new": 1, "same": 0, "wrong": 0}


def test_columns_are_chosen_by_hand(client_of, bo, lists):
    browser = client_of(bo)
    page = browser.post(f"{BASE}registrations/", {"file": upload("Gang;Om;Kolonne\n1-1-2026;Sparring;x\n")}, follow=True)
    assert (page.status_code, [str(each) for each in page.context["missing"]]) == (422, ["Dato", "Slags arbejde", "Hvad"])
    address = page.request["PATH_INFO"]
    assert browser.post(address, {"column-0": "done_on", "column-1": "kind", "column-2": "kind"}).status_code == 422
    assert browser.post(address, {"column-0": "done_on", "column-1": "kind", "column-2": "title"}).context["counts"]["new"] == 1
    browser.post(address, {"order": "discard"})
    assert not Intake.objects.exists()


def test_an_open_list_is_its_uploaders_and_a_kept_one_is_seen_by_those_who_may(bring, client_of, astrid, carla, lists):
    _page, row = bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\n", order="")
    assert client_of(astrid).get(f"{BASE}liste/{row.pk}/").status_code == 404
    _page, row = bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\n")
    answer = client_of(astrid).get(f"{BASE}liste/{row.pk}/")
    assert (answer.status_code, client_of(astrid).get(f"{BASE}liste/{row.pk}/fejl/").status_code, client_of(carla).get(f"{BASE}liste/{row.pk}/").status_code) == (200, 404, 403)


def test_twice_is_as_once_whatever_has_become_of_the_rows_since(bring, bo, lists):
    content = HABITS["csv.csv"]([["Dato", "Slags", "Hvad"], ["1-1-2026", "Sparring", "Et"], ["1-1-2026", "Sparring", "Et"], ["2-1-2026", "Sparring", "To"]])
    RegistrationFactory.create(done_on=date(2026, 1, 2), kind=bringing.KindOfWork.objects.get(name="Sparring"), title="to", persons=None, minutes=None)
    _page, row = bring("registrations", content)
    assert row.result == {"new": 2, "same": 1, "wrong": 0}  # two that say the same are two, and one stood here by hand
    first = Registration.objects.filter(title="Et").first()
    before = actions.audit.values(first)
    first.title = "Et, rettet"
    actions.edit(first, before=before, by=bo, today=timezone.localdate(), now=timezone.now())
    _page, again = bring("registrations", content)
    assert (again.state, Registration.objects.count()) == ("open", 3)  # nothing to take in
    actions.delete(Registration.objects.get(title="Et"), by=bo, now=timezone.now())
    _page, third = bring("registrations", content)
    assert (third.result, Registration.objects.count()) == ({"new": 1, "same": 2, "wrong": 0}, 3)


def test_a_list_comes_out_again_whole(bring, client_of, bo, lists, at_once):
    _page, row = bring("registrations", HABITS["csv.csv"]([HEAD, *ROWS]))
    browser, address = client_of(bo), f"{BASE}liste/{row.pk}/"
    with at_once():
        browser.post(address, {"order": "undo"})
    row.refresh_from_db()
    assert (row.state, row.result["out"], Registration.objects.count(), Participation.objects.count(), IntakeRow.objects.count()) == ("undone", 2, 0, 0, 0)
    assert set(Change.objects.filter(model="intake.Intake").values_list("verb", flat=True)) == {"read in", "taken out"}
    assert bring("registrations", HABITS["csv.csv"]([HEAD, *ROWS]))[1].result["new"] == 2


def test_what_somebody_has_changed_stays_and_the_page_says_so(bring, client_of, bo, lists, at_once):
    _page, row = bring("registrations", HABITS["csv.csv"]([HEAD, *ROWS]))
    changed = Registration.objects.get(title="=1+1")
    changed.save()
    browser, address = client_of(bo), f"{BASE}liste/{row.pk}/"
    with at_once():
        answer = browser.post(address, {"order": "undo"}, follow=True)
    row.refresh_from_db()
    assert ("række 3 er ændret siden" in answer.content.decode(), row.state, Registration.objects.count()) == (True, "done", 2)
    actions.delete(changed, by=bo, now=timezone.now())
    with at_once():
        browser.post(address, {"order": "undo"})
    row.refresh_from_db()
    assert (row.state, Registration.objects.count()) == ("undone", 0)


def test_a_list_is_looked_through_and_kept_by_the_worker_when_it_is_long(bring, lists, at_once, client_of, bo, monkeypatch):
    monkeypatch.setattr(keeping, "LOOKED_AT_ONCE", 1)
    page, row = bring("registrations", HABITS["csv.csv"]([HEAD, *ROWS]), order="")
    assert (page.context["waiting"], page.context["counts"]) == (True, {})
    keeping.looked_through(row.centre_id, row.pk)
    browser, address = client_of(bo), f"{BASE}liste/{row.pk}/"
    part = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("Tag 2 ind" in part, "<html" in part) == (True, False)
    with at_once():
        browser.post(address, {"order": "keep"})
    assert Registration.objects.count() == 2


def test_whoever_is_killed_on_the_way_goes_on_where_it_was(bring, lists, bo, monkeypatch):
    monkeypatch.setattr(looking, "AT_ONCE", 2)
    row = IntakeFactory.create(uploaded_by=bo, rows=[["2026-01-05", "Sparring", f"Nr. {number}"] for number in range(7)])
    seen, keep = [], bringing.Registrations.keep

    def dies(self, line, **more):
        seen.append(line.number)
        if len(seen) == 4:
            raise SystemExit
        return keep(self, line, **more)

    monkeypatch.setattr(bringing.Registrations, "keep", dies)
    Intake.objects.update(started_at=timezone.now())
    with pytest.raises(SystemExit):
        keeping.keep(row.centre_id, row.pk)
    assert Registration.objects.count() == 2
    jobs.go_on()
    assert Registration.objects.count() == 2  # it may be in another worker's hands
    jobs.go_on(timezone.now() + timedelta(minutes=2))
    keeping.keep(row.centre_id, row.pk)
    row.refresh_from_db()
    assert (sorted(Registration.objects.values_list("title", flat=True)), row.result) == ([f"Nr. {number}" for number in range(7)], {"new": 7, "same": 0, "wrong": 0})


def test_what_a_worker_that_died_was_to_look_through_or_take_out_goes_on_by_the_clock(bring, client_of, bo, lists, monkeypatch):
    monkeypatch.setattr(keeping, "LOOKED_AT_ONCE", 1)
    row = IntakeFactory.create(uploaded_by=bo, rows=[["2026-01-05", "Sparring", f"Nr. {number}"] for number in range(3)])
    assert client_of(bo).get(f"{BASE}liste/{row.pk}/").context["waiting"]
    jobs.go_on()
    row.refresh_from_db()
    assert (row.looked["counts"]["new"], client_of(bo).get(f"{BASE}liste/{row.pk}/").context["waiting"]) == (3, False)
    Intake.objects.update(started_at=timezone.now())
    keeping.keep(row.centre_id, row.pk)
    undoing.ask(Intake.objects.get(), by=bo, now=timezone.now())
    jobs.go_on(timezone.now() + timedelta(minutes=2))
    assert (Registration.objects.count(), Intake.objects.get().state) == (0, "undone")


def test_a_fall_while_it_is_taken_out_is_said_and_it_can_be_asked_for_again(bring, client_of, bo, lists, monkeypatch, at_once):
    _page, row = bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\n")

    def falls(*_given, **_named):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(actions, "delete", falls)
        undoing.ask(row, by=bo, now=timezone.now())
        with pytest.raises(RuntimeError):
            undoing.take_out(row.centre_id, row.pk)
    page = client_of(bo).get(f"{BASE}liste/{row.pk}/")
    assert (page.context["row"].state, "gik galt" in page.content.decode(), "tag hele listen ud igen" in page.content.decode().lower()) == ("failed", True, True)
    with at_once():
        client_of(bo).post(f"{BASE}liste/{row.pk}/", {"order": "undo"})
    assert (Registration.objects.count(), Intake.objects.get().state) == (0, "undone")


def test_a_list_that_cannot_be_looked_through_says_so(client_of, bo, lists, monkeypatch):
    row = IntakeFactory.create(uploaded_by=bo)
    monkeypatch.setattr(keeping, "look", lambda *_given, **_named: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keeping.looked_through(row.centre_id, row.pk)
    page = client_of(bo).get(f"{BASE}liste/{row.pk}/").content.decode()
    assert ("gik galt" in page, "hx-get" in page.partition('id="state"')[2]) == (True, False)


def test_rows_are_seen_before_they_are_kept_with_other_columns(client_of, bo, lists, at_once):
    browser = client_of(bo)
    page = browser.post(f"{BASE}registrations/", {"file": upload("Dato;Slags;Hvad;Andet\n1-1-2026;Sparring;x;y\n")}, follow=True)
    address, chosen = page.request["PATH_INFO"], {"column-0": "done_on", "column-1": "kind", "column-2": "", "column-3": "title"}
    with at_once():
        answer = browser.post(address, {"order": "keep", **chosen})
    assert (answer.status_code, "ændret, hvad en kolonne er" in answer.content.decode(), Registration.objects.count()) == (200, True, 0)
    assert answer.context["groups"][0][2][0]["name"] == "y"
    with at_once():
        browser.post(address, {"order": "keep", **chosen})
    assert Registration.objects.get().title == "y"


@pytest.mark.parametrize("order", ["discard", "check"])
def test_a_list_that_another_page_has_handed_over_meanwhile_is_let_alone(client_of, bo, lists, monkeypatch, order):
    row = IntakeFactory.create(uploaded_by=bo)
    stale = Intake.objects.get(pk=row.pk)
    Intake.objects.update(started_at=timezone.now())
    monkeypatch.setattr(views, "_list", lambda _request, _pk: (stale, kinds["registrations"]))
    client_of(bo).post(f"{BASE}liste/{row.pk}/", {"order": order, "column-0": "title"})
    assert Intake.objects.get().chosen == row.chosen


@pytest.mark.django_db(transaction=True)
def test_the_same_file_taken_in_twice_at_once_comes_in_once(lists, centre, bo):
    rows = [["2026-01-05", "Sparring", f"Nr. {number // 2}"] for number in range(12)]  # each of them twice
    both = [IntakeFactory.create(uploaded_by=bo, rows=rows, started_at=timezone.now()) for _each in range(2)]
    results = all_at_once(centre, [lambda row=row: keeping.keep(row.centre_id, row.pk) for row in both])
    assert (results, Registration.objects.count(), IntakeRow.objects.count()) == ([None, None], 12, 12)
    assert sum(Intake.objects.get(pk=row.pk).result["new"] for row in both) == 12
    done = next(row for row in Intake.objects.all() if row.result["new"])
    results = all_at_once(centre, [lambda: undoing.ask(Intake.objects.get(pk=done.pk), by=bo, now=timezone.now())] * 2)
    results += all_at_once(centre, [lambda: undoing.take_out(done.centre_id, done.pk)] * 2)
    gone = Intake.objects.get(pk=done.pk)
    assert (results, gone.result["out"], gone.result["left"], Registration.objects.count(), Change.objects.filter(verb="taken out").count()) == ([None] * 4, done.result["new"], 0, 12 - done.result["new"], 1)


def test_looking_through_asks_little_for_each_row(lists, bo):
    def asked(length):
        row = IntakeFactory.create(uploaded_by=bo, headings=HEAD, rows=[["2026-01-05", "Sparring", f"Nr. {number}", "3", "1", "Ensomhed", "4220", "3 RK", ""] for number in range(length)], chosen={str(index): name for index, name in kinds["registrations"].headings.guess(HEAD).items()})
        with CaptureQueriesContext(connection) as queries:
            looking.look(row)
        return len(queries)

    assert asked(40) - asked(10) <= 3 * 30  # the constraint is put to the database by each row's form, and nothing else is


WORDS = st.text(st.characters(categories=["L", "P", "S", "N"], max_codepoint=0x2FFF, exclude_characters="\u00ad") | st.sampled_from("=+-@'\",;| æøå"), min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2025, 12, 31)), st.sampled_from(["Sparring", "Kursus"]), WORDS, st.none() | st.integers(0, 9_999), st.none() | st.integers(1, 5_999), WORDS | st.just("")), min_size=1, max_size=4))
def test_what_is_filled_into_the_template_is_what_stands_here(lists, bo, rows):
    columns = kinds["registrations"].columns
    book = load_workbook(io.BytesIO(template_of("Registreringer", columns)))
    sheet, at = book.worksheets[0], {name: index for index, name in enumerate(columns, 1)}
    assert [cell.value for cell in sheet[1]] == [str(each.label) for each in columns.values()]
    for number, row in enumerate(rows, 2):
        for name, value in zip(("done_on", "kind", "title", "persons", "minutes", "note"), row, strict=True):
            cell = sheet.cell(number, at[name])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    row = Intake.objects.create(uploaded_by=bo, kind="registrations", started_at=timezone.now(), **taken(upload(out.getvalue(), "skabelon.xlsx"), kinds["registrations"].headings.guess, below_a_title=True))
    keeping.keep(row.centre_id, row.pk)
    row.refresh_from_db()
    found = [(each.done_on, str(each.kind), each.title, each.persons, each.minutes, each.note) for each in Registration.objects.order_by("pk")]
    assert (row.left_out, found) == ([], rows)
    undoing.ask(row, by=bo, now=timezone.now())
    undoing.take_out(row.centre_id, row.pk)
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("what", ["registrations", "events", "volunteers"])
def test_the_headings_of_a_template_are_each_known_again(what, language):
    kind = kinds[what]
    with override(language):
        assert list(kind.headings.guess([str(each.label) for each in kind.columns.values()]).values()) == list(kind.columns)
        assert list(kind.headings.guess([each.words[0].upper() for each in kind.columns.values()]).values()) == list(kind.columns)


def test_the_rows_are_gone_after_a_month(bring, lists):
    _page, row = bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\n", order="")
    Intake.objects.update(uploaded_at=timezone.now() - timedelta(days=40))
    retention.run()
    row.refresh_from_db()
    assert (row.rows, row.looked) == ([], {})


def test_the_page_gathers_all_that_can_come(bring, client_of, bo, rie, lists):
    bring("registrations", "Dato;Slags;Hvad\n1-1-2026;Sparring;x\n")
    page = client_of(bo).get(BASE)
    assert [str(door.label) for door in page.context["doors"]] == ["Medlemmer og kontakter", "Frivillige", "Arrangementer", "Registreringer", "Planen"]
    assert [each.name for door in page.context["doors"] for each in door.latest] == ["liste.csv"]
    assert client_of(rie).get(BASE).status_code == 403
    for what in ("registrations", "events", "volunteers"):
        answer = client_of(bo).get(f"{BASE}{what}/skabelon/")
        assert load_workbook(io.BytesIO(answer.content)).worksheets[0].max_row == 1
    assert client_of(bo).get(f"{BASE}findes-ikke/").status_code == 404


def test_what_is_built_on_a_row_is_in_the_way(bo, lists, centre):
    row = IntakeFactory.create(uploaded_by=bo, started_at=timezone.now())
    keeping.keep(row.centre_id, row.pk)
    made = Registration.objects.get()
    Participation.objects.create(registration=made, organisation=OrganisationFactory.create(), persons=1)
    row.refresh_from_db()
    ((mark, why),) = undoing.in_the_way(row)
    assert (mark.row, "bruges af" in str(why)) == (made.pk, True)
