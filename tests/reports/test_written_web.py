"""The pages of written reports, as each role has them."""

import pytest
from django.utils import timezone

from brobygger.reports import writing
from brobygger.reports.models import Report, ReportPart, ReportPicture, ReportTemplate
from tests.factories import (
    KindFactory,
    PublishedReportFactory,
    RegistrationFactory,
    ReportFactory,
    ReportPartFactory,
    ReportPictureFactory,
    TemplatePartFactory,
)

pytestmark = pytest.mark.django_db
OFFICE = "/testby/kontor/rapporter"
TODAY = timezone.localdate()


def test_an_annual_report_goes_from_template_to_the_site(centre, client_of, astrid, bo, client):
    RegistrationFactory.create(kind=KindFactory.create(base="consultation"), done_on=TODAY)
    staff = client_of(bo)
    page = staff.get(f"{OFFICE}/skrevne/ny/").content.decode()
    assert "Årsberetning" in page
    annual = ReportTemplate.objects.get(key="annual")
    answer = staff.post(f"{OFFICE}/skrevne/ny/", {"template": annual.pk, "title": "Året, der gik", "starts_on": f"{TODAY.year}-01-01", "ends_on": f"{TODAY.year}-12-31", "plan": ""})
    row = Report.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    foreword = row.parts.get(heading="Forord")
    answer = staff.post(f"{row.get_absolute_url()}del/{foreword.pk}/", {"heading": "Forord", "text": "Et **godt** år.", "section": "", "version": foreword.version})
    assert answer.status_code == 302
    assert "<strong>godt</strong>" in staff.get(row.get_absolute_url()).content.decode()
    staff.post(f"{row.get_absolute_url()}handling/", {"act": "review"})
    assert staff.post(f"{row.get_absolute_url()}handling/", {"act": "publish", "public": "1"}).status_code == 403
    assert client.get(row.public_url).status_code == 404
    client_of(astrid).post(f"{row.get_absolute_url()}handling/", {"act": "publish", "public": "1"})
    page = client.get(row.public_url).content.decode()
    assert "Året, der gik" in page
    assert "Kladde" not in page
    assert client.get(f"{row.public_url}rapport.pdf").content.startswith(b"%PDF")
    assert row.title in client.get("/testby/rapporter/").content.decode()


def test_a_draft_is_seen_by_those_who_write_alone(centre, client_of, bo, dorte, rie):
    row, board = ReportFactory.create(), PublishedReportFactory.create(for_board=True)
    assert [client_of(each).get(row.get_absolute_url()).status_code for each in (bo, dorte, rie)] == [200, 404, 404]
    assert [client_of(each).get(board.get_absolute_url()).status_code for each in (bo, dorte, rie)] == [200, 200, 404]
    assert client_of(rie).get(f"{board.get_absolute_url()}fil.pdf").status_code == 404


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(centre, client_of, bo):
    staff = client_of(bo)
    staff.get(f"{OFFICE}/skabeloner/")
    template = ReportTemplate.objects.first()
    page = staff.post(f"{OFFICE}/skrevne/ny/", {"template": template.pk, "title": "Bagvendt", "starts_on": "2026-12-31", "ends_on": "2026-01-01"})
    assert page.status_code == 422
    assert "Bagvendt" in page.content.decode()
    assert not Report.objects.exists()
    part = ReportPartFactory.create()
    page = staff.post(f"{part.report.get_absolute_url()}del/{part.pk}/", {"heading": "Tal", "text": "CPR 010190-1235", "section": "figures", "version": part.version})
    said = page.content.decode()
    assert page.status_code == 422
    assert "Vælg mindst ét tal" in said
    assert "CPR" in said


def test_two_who_write_the_same_part_do_not_overwrite_each_other(centre, client_of, astrid, bo):
    part = ReportPartFactory.create()
    where = f"{part.report.get_absolute_url()}del/{part.pk}/"
    sent = {"heading": part.heading, "section": "", "version": part.version}
    assert client_of(bo).post(where, {**sent, "text": "Bos ord"}).status_code == 302
    answer = client_of(astrid).post(where, {**sent, "text": "Astrids ord"})
    assert answer.status_code == 422
    assert "Astrids ord" in answer.content.decode()
    assert ReportPart.objects.get().text == "Bos ord"


def test_parts_are_moved_added_and_taken_out(centre, client_of, bo):
    row = ReportFactory.create()
    first, second = (ReportPartFactory.create(report=row, heading=name, position=place) for place, name in enumerate(("Først", "Sidst")))
    staff = client_of(bo)
    staff.post(f"{row.get_absolute_url()}del/{second.pk}/", {"act": "up"})
    staff.post(f"{row.get_absolute_url()}del/ny/", {"heading": "Midt", "text": "", "section": ""})
    assert [part.heading for part in row.parts.all()] == ["Sidst", "Først", "Midt"]
    staff.post(f"{row.get_absolute_url()}del/{first.pk}/", {"act": "delete"})
    assert [part.heading for part in row.parts.all()] == ["Sidst", "Midt"]


def test_a_picture_is_added_shown_and_taken_out(centre, client_of, bo):
    picture = ReportPictureFactory.create()
    row, staff = picture.part.report, client_of(bo)
    with picture.file.open() as file:
        answer = staff.post(f"{row.get_absolute_url()}del/{picture.part_id}/billede/", {"file": file, "alt": "Kaffe på bordet", "caption": "", "consent": "on"})
    assert answer.status_code == 302
    assert "Kaffe på bordet" in staff.get(f"{row.get_absolute_url()}del/{picture.part_id}/").content.decode()
    where = f"{row.get_absolute_url()}billede/{picture.pk}/"
    assert staff.get(where).headers["Content-Type"] == "image/jpeg"
    staff.post(where)
    assert [each.alt for each in ReportPicture.objects.all()] == ["Kaffe på bordet"]
    answer = staff.post(f"{row.get_absolute_url()}del/{picture.part_id}/billede/", {"alt": "", "caption": ""})
    assert answer.status_code == 422


def test_a_template_of_one_s_own(centre, client_of, bo):
    staff = client_of(bo)
    staff.post(f"{OFFICE}/skabeloner/ny/", {"name": "Til fonden", "about": "Kort."})
    row = ReportTemplate.objects.get(name="Til fonden")
    staff.post(f"{row.get_absolute_url()}del/ny/", {"heading": "Hvad vi lovede", "section": "status", "guidance": "Kort."})
    staff.post(f"{row.get_absolute_url()}del/ny/", {"heading": "Hvad det kostede", "section": "", "guidance": ""})
    staff.post(f"{row.get_absolute_url()}del/{row.parts.last().pk}/", {"act": "up"})
    assert [part.heading for part in row.parts.all()] == ["Hvad det kostede", "Hvad vi lovede"]
    assert "Hvad vi lovede" in staff.get(row.get_absolute_url()).content.decode()


def test_a_figure_opens_its_rows(centre, client_of, bo, fatma):
    RegistrationFactory.create(kind=KindFactory.create(base="consultation"), title="Sparring om regnskab", done_on=TODAY)
    where = f"/testby/kontor/planer/tal/consultations/?fra={TODAY}&til={TODAY}"
    page = client_of(bo).get(where).content.decode()
    assert "Sparring om regnskab" in page
    assert client_of(bo).get("/testby/kontor/planer/tal/findes-ikke/").status_code == 404
    assert client_of(bo).get("/testby/kontor/planer/tal/consultations/?fra=i+gaar&til=2026-99-99").status_code == 200
    assert client_of(fatma).get(where).status_code == 403


@pytest.mark.parametrize("parts", [1, 3])
def test_the_page_asks_no_more_for_more_parts(centre, client_of, bo, django_assert_max_num_queries, parts):
    row = ReportFactory.create()
    for place in range(parts * 3):
        ReportPictureFactory.create(part=ReportPartFactory.create(report=row, position=place, text="Ord"))
    browser = client_of(bo)
    with django_assert_max_num_queries(20):
        browser.get(row.get_absolute_url())


def test_an_html_name_stays_letters(centre, client_of, bo):
    row = ReportFactory.create(title="<script>alert(1)</script>")
    ReportPartFactory.create(report=row, heading="<b>Fed</b>", text="<img src=x onerror=alert(1)>")
    page = client_of(bo).get(row.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_what_leads_into_the_office_leads_nowhere_from_the_site(centre, client_of, astrid, bo, client):
    RegistrationFactory.create(kind=KindFactory.create(base="consultation"), done_on=TODAY)
    part = ReportPartFactory.create(section="figures", measures=["consultations"], text="Se [mere](https://example.org/).")
    row = part.report
    now = timezone.now()
    writing.publish(writing.review(row, by=astrid, now=now), public=True, by=astrid, now=now)
    assert "/kontor/planer/tal/consultations/" in client_of(bo).get(row.get_absolute_url()).content.decode()
    page = client.get(row.public_url).content.decode()
    assert ("/kontor/planer/tal/" in page, "https://example.org/" in page) == (False, True)


def test_another_centre_has_none_of_it(centre, other_centre, client_of, bo):
    row = PublishedReportFactory.create(public=True)
    TemplatePartFactory.create()
    assert client_of(bo).get(f"/{other_centre.key}/rapporter/{row.pk}/").status_code == 404


def test_nobody_says_that_it_is_right_of_what_they_have_not_read(centre, client_of, bo, astrid):
    part = ReportPartFactory.create(text="Først.")
    row = part.report
    staff, url = client_of(bo), f"{row.get_absolute_url()}handling/"

    def read():
        return staff.get(row.get_absolute_url()).context["stamp"]

    seen = read()
    client_of(astrid).post(f"{row.get_absolute_url()}del/{part.pk}/", {"heading": part.heading, "text": "Noget andet.", "section": "", "version": part.version})
    answer = staff.post(url, {"act": "review", "read": seen}, follow=True)
    row.refresh_from_db()
    assert (row.state, "Læs den en gang til." in answer.content.decode()) == ("draft", True)
    staff.post(url, {"act": "review", "read": read()})
    row.refresh_from_db()
    assert row.state == "reviewed"


def test_what_is_published_is_not_offered_to_be_edited(centre, client_of, bo):
    row = PublishedReportFactory.create()
    answer = client_of(bo).get(f"{row.get_absolute_url()}ret/")
    assert (answer.status_code, answer["Location"]) == (302, row.get_absolute_url())
