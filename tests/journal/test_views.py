from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import load_workbook

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import ExternalFigure, Kind, Registration
from tests.factories import KindFactory, OrganisationFactory, ParticipationFactory, RegistrationFactory
from tests.intake.files import open_document, upload

LIST = "/testby/kontor/registreringer/"


@pytest.fixture
def sparring(centre):
    return KindFactory.create(name="Sparring", base=BaseKind.CONSULTATION)


def test_a_line_is_kept_and_says_so(client_of, bo, sparring):
    OrganisationFactory.create(name="Røde Kors")
    answer = client_of(bo).post(f"{LIST}linje/", {"linje": "Sparring med Røde Kors, 45 min, 3 deltagere"}, follow=True)
    row = Registration.objects.get()
    assert (row.kind, row.minutes, row.persons, row.done_on) == (sparring, 45, 3, timezone.localdate())
    assert [str(each) for each in row.participations.all()] == ["Røde Kors"]
    assert [str(message) for message in answer.context["messages"]] == [f"Registreret: »{row.title}«."]


def test_a_line_without_a_kind_goes_to_the_form_with_its_text(client_of, bo, sparring):
    answer = client_of(bo).post(f"{LIST}linje/", {"linje": "Noget med Røde Kors"}, follow=True)
    assert Registration.objects.count() == 0
    assert answer.redirect_chain[-1][0].startswith(f"{LIST}ny/?linje=")
    assert answer.context["form"].initial["title"] == "Noget med Røde Kors"


def test_reading_writes_nothing(client_of, bo, sparring):
    answer = client_of(bo).get(f"{LIST}laes/", {"linje": "Sparring, 30 min"})
    assert answer.status_code == 200
    assert "30 minutter" in answer.content.decode()
    assert Registration.objects.count() == 0


def test_a_volunteer_sees_her_own_work_alone(client_of, bo, fatma, sparring):
    hers = RegistrationFactory.create(kind=sparring, title="Hendes", created_by=fatma)
    his = RegistrationFactory.create(kind=sparring, title="Hans", created_by=bo)
    answer = client_of(fatma).get(LIST)
    assert [row.pk for row in answer.context["page"]] == [hers.pk]
    assert client_of(fatma).get(f"{LIST}{his.pk}/").status_code == 404
    assert client_of(fatma).post(f"{LIST}{his.pk}/slet/").status_code == 404
    assert client_of(bo).get(f"{LIST}{hers.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client_of, bo, sparring, rows, django_assert_num_queries):
    for _number in range(rows):
        ParticipationFactory.create(registration=RegistrationFactory.create(kind=sparring, created_by=bo))
    browser = client_of(bo)
    browser.get(LIST)
    with django_assert_num_queries(17):
        browser.get(LIST)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Sparring, 3 timer", "3 timer"),
        ("Sparring, 90 min", "1 time 30 minutter"),
        ("Sparring, 9 foreninger", "9 organisationer, der først tæller, når de er nævnt"),
    ],
)
def test_a_line_is_told_back_in_words(client_of, bo, sparring, line, told):
    answer = client_of(bo).get(f"{LIST}laes/", {"linje": line})
    assert told in answer.content.decode()


def test_filters_stand_in_the_address_and_the_export_follows_them(client_of, bo, sparring):
    RegistrationFactory.create(kind=sparring, title="I maj", done_on=date(2025, 5, 5))
    RegistrationFactory.create(kind=sparring, title="=cmd()", done_on=date(2025, 6, 6))
    answer = client_of(bo).get(LIST, {"fra": "2025-06-01", "format": "xlsx"})
    import io

    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    titles = [cell.value for row in sheet.iter_rows() for cell in row if cell.value in {"I maj", "=cmd()"}]
    assert titles == ["=cmd()"]
    formula = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=cmd()")
    assert formula.data_type == "s"


def test_many_lines_are_kept_together_or_not_at_all(client_of, bo, sparring):
    browser = client_of(bo)
    lines = "Sparring, 30 min\nSparring, 45 min\nNoget helt andet"
    browser.post(f"{LIST}mange/", {"lines": lines, "keep": "1"})
    assert Registration.objects.count() == 0
    Kind.objects.create(name="Andet", base=BaseKind.OTHER)
    browser.post(f"{LIST}mange/", {"lines": lines, "keep": "1"})
    assert sorted(Registration.objects.values_list("minutes", flat=True), key=lambda n: n or 0) == [None, 30, 45]


def test_the_second_to_save_is_told_and_keeps_her_text(client_of, bo, astrid, sparring):
    row = RegistrationFactory.create(kind=sparring, title="Før", created_by=bo, done_on=date(2025, 5, 5))
    page = f"{LIST}{row.pk}/ret/"
    form = client_of(bo).get(page).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False) and name != "attachment"} | {"version": row.version, "done_on": "2025-05-05"}
    client_of(astrid).post(page, {**typed, "title": "Astrids"})
    answer = client_of(bo).post(page, {**typed, "title": "Bos"})
    assert answer.status_code == 422
    assert Registration.objects.get(pk=row.pk).title == "Astrids"
    assert 'value="Bos"' in answer.content.decode()
    assert answer.context["form"].theirs.title == "Astrids"


def test_an_attachment_is_a_download_for_those_who_may_see_it(client_of, bo, fatma, sparring, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = RegistrationFactory.create(kind=sparring, created_by=bo)
    row.attachment.save("dagsorden.html", ContentFile(b"<script>alert(1)</script>"))
    answer = client_of(bo).get(f"{LIST}{row.pk}/fil/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client_of(fatma).get(f"{LIST}{row.pk}/fil/").status_code == 404


def test_the_kept_file_opens_from_the_form_and_can_be_removed(client_of, bo, sparring, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = RegistrationFactory.create(kind=sparring, created_by=bo, done_on=date(2025, 5, 5), attachment=ContentFile(b"Punkt 1", name="dagsorden.txt"))
    page, browser = f"{LIST}{row.pk}/ret/", client_of(bo)
    answer = browser.get(page)
    assert f'href="{LIST}{row.pk}/fil/">dagsorden.txt</a>' in answer.content.decode()
    form = answer.context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, False) and name != "attachment"} | {"version": row.version}
    browser.post(page, typed)
    assert Registration.objects.get(pk=row.pk).attachment
    browser.post(page, {**typed, "version": row.version + 1, "attachment-clear": "on"})
    assert not Registration.objects.get(pk=row.pk).attachment


def test_figures_from_a_file_are_kept_once(client_of, bo):
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = "Kilde;Hvad;Fra;Til;Tal;Aflæst\nSocialkompas;Visninger;1/1/2025;31/12/2025;1.240;5/1/2026\n".encode("cp1252")
    for _turn in range(2):
        client_of(bo).post(f"{LIST}eksterne-tal/fil/", {"file": SimpleUploadedFile("tal.csv", content)})
    figure = ExternalFigure.objects.get()
    assert (figure.value, figure.ends_on, figure.version) == (1240, date(2025, 12, 31), 1)


def test_figures_of_a_sheet_are_what_stands_in_it(client_of, bo):
    typed = {"1240": 'office:value-type="float" office:value="1240"'}
    row = ["Socialkompas", "Visninger", "2025-01-01", "2025-12-31"]
    client_of(bo).post(f"{LIST}eksterne-tal/fil/", {"file": upload(open_document([[*row, "1240", "2026-01-05"]], typed=typed), "tal.ods")})
    assert ExternalFigure.objects.get().value == 1240
    answer = client_of(bo).post(f"{LIST}eksterne-tal/fil/", {"file": upload(";".join([*row, "12.5", "2026-01-05"]), "tal.csv")})
    assert (answer.status_code, "»12.5« er ikke et helt tal" in answer.content.decode(), ExternalFigure.objects.count()) == (422, True, 1)


def test_a_wrong_row_keeps_the_whole_file_out(client_of, bo):
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = b"A;B;2025-01-01;2025-12-31;5;2026-01-01\nA;C;2025-01-01;tirsdag;5;2026-01-01\n"
    answer = client_of(bo).post(f"{LIST}eksterne-tal/fil/", {"file": SimpleUploadedFile("tal.csv", content)})
    assert answer.status_code == 422
    assert ExternalFigure.objects.count() == 0
    assert "Række 2" in answer.content.decode()
