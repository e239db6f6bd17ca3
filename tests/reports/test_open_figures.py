"""A year's figures as open data: chosen by the centre, too small ones held back, the same until they are told anew, at addresses that stay."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.journal.base_kinds import BaseKind
from brobygger.reports import open_figures
from brobygger.reports.models import OpenYear
from tests.factories import LocalityFactory, OpenYearFactory, ThemeFactory
from tests.plan.growing import took_part, work

NOW, YEAR = timezone.now(), 2025
HERE, OFFICE = "/testby/rapporter/aabne-tal/", "/testby/kontor/rapporter/aabne-tal/"
KEYS = ["event_participants", "consultations", "guidance_contacts", "events_held", "publications"]


@pytest.fixture
def row(centre):
    """Two events of one theme and two in one place; eleven talks of which two of a theme; three who were shown the way; nothing published."""
    theme, place = ThemeFactory.create(name="Rekruttering"), LocalityFactory.create(name="Havnen")
    took_part(work(date(YEAR, 2, 1), theme=theme, persons=40), "Klubben", 40)
    work(date(YEAR, 3, 1), theme=theme, locality=place, persons=2)
    work(date(YEAR, 3, 2), locality=place, persons=20)
    for number in range(11):
        work(date(YEAR, 4, 1), BaseKind.CONSULTATION, theme=theme if number < 2 else None)
    for _each in range(3):
        work(date(YEAR, 5, 1), BaseKind.GUIDANCE)
    work(date(YEAR + 1, 1, 1))
    return OpenYearFactory.create(year=YEAR, measures=KEYS)


def told(row):
    return {each["key"]: each for each in row.content["figures"]}


def test_figures_are_told_by_theme_and_place_and_too_small_ones_held_back(row, astrid):
    found = told(open_figures.publish(row, by=astrid, now=NOW))
    assert list(found) == KEYS[:4]  # what the centre does not do is not told
    assert {key: each["value"] for key, each in found.items()} == {"event_participants": 62, "consultations": 11, "guidance_contacts": None, "events_held": 3}
    assert (found["events_held"]["label_da"], found["events_held"]["label_en"]) == ("Afholdte arrangementer", "Events held")
    assert found["events_held"]["theme"] == [{"name": "Rekruttering", "value": 2}, {"name": "", "value": 1}]
    assert found["consultations"]["theme"] == [{"name": "Rekruttering", "value": None}, {"name": "", "value": None}]  # the total would tell the other
    assert "theme" not in found["guidance_contacts"]


def test_nobody_has_figures_of_a_year_that_is_empty_or_to_come(centre, astrid):
    for year in (2001, timezone.localdate().year + 1):
        with pytest.raises(ValidationError):
            open_figures.publish(OpenYearFactory.create(year=year), by=astrid, now=NOW)
    assert not OpenYear.objects.public().exists()


def test_staff_prepare_a_year_and_the_leader_gives_it_out(client, client_of, bo, astrid, rie, centre):
    for _each in range(6):
        work(date(YEAR, 2, 1), persons=3)
    staff = client_of(bo)
    assert staff.post(f"{OFFICE}nyt/", {"year": "1999", "licence": "cc-by-4.0", "measures": ["events_held"]}).status_code == 422
    assert staff.post(f"{OFFICE}nyt/", {"year": YEAR, "licence": "cc-by-4.0", "measures": ["evaluation_score"]}).status_code == 422
    staff.post(f"{OFFICE}nyt/", {"year": YEAR, "licence": "cc-by-4.0", "measures": ["events_held", "event_participants"]})
    row = OpenYear.objects.get()
    page = staff.get(row.get_absolute_url()).content.decode()
    assert ("Afholdte arrangementer" in page, 'value="publish"' in page) == (True, False)
    assert staff.post(f"{row.get_absolute_url()}handling/", {"act": "publish"}).status_code == 403
    again = staff.post(f"{OFFICE}nyt/", {"year": YEAR, "licence": "cc-by-4.0", "measures": ["events_held"]})
    assert (again.status_code, "Det år er her allerede." in again.content.decode()) == (422, True)
    assert client.get(f"{HERE}{YEAR}/").status_code == 404
    assert b"aabne-tal" not in client.get("/testby/rapporter/").content
    leader = client_of(astrid)
    leader.post(f"{row.get_absolute_url()}handling/", {"act": "publish"})
    assert b"aabne-tal" in client.get("/testby/rapporter/").content
    assert "Afholdte arrangementer" in client.get(f"{HERE}{YEAR}/").content.decode()
    assert f"{HERE}{YEAR}/" in client_of(rie).get(OFFICE).content.decode()
    leader.post(f"{row.get_absolute_url()}handling/", {"act": "withdraw"})
    assert [client.get(f"{HERE}{YEAR}/{page}").status_code for page in ("", "tal.csv", "tal.json")] == [404, 404, 404]


def test_what_is_out_stays_until_it_is_told_anew_at_the_same_address(row, client, astrid):
    open_figures.publish(row, by=astrid, now=NOW)
    before = client.get(f"{HERE}{YEAR}/tal.json")
    work(date(YEAR, 6, 1))
    assert client.get(f"{HERE}{YEAR}/tal.json", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    open_figures.publish(OpenYear.objects.get(), by=astrid, now=NOW)
    after = client.get(f"{HERE}{YEAR}/tal.json").json()
    assert [{each["key"]: each["value"] for each in said["figures"]}["events_held"] for said in (before.json(), after)] == [3, 4]


def test_the_files_say_unit_period_source_licence_and_what_is_held_back(row, client, astrid):
    open_figures.publish(row, by=astrid, now=NOW)
    answer = client.get(f"{HERE}{YEAR}/tal.json")
    said = answer.json()
    assert (said["year"], said["from"], said["to"], said["publisher"], said["licence"]) == (YEAR, "2025-01-01", "2025-12-31", "Frivilligcenter Testby", "https://creativecommons.org/licenses/by/4.0/")
    assert ("Brobygger" in said["source"], "færre end 5" in said["held_back"]) == (True, True)
    assert (answer.headers["Access-Control-Allow-Origin"], answer.headers["Content-Type"]) == ("*", "application/json")
    file = client.get(f"{HERE}{YEAR}/tal.csv")
    lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {(each["key"], each["value"], each["held_back"]) for each in lines if not each["by"]} == {("event_participants", "62", "0"), ("consultations", "11", "0"), ("guidance_contacts", "", "1"), ("events_held", "3", "0")}
    assert [(each["part"], each["value"]) for each in lines if (each["key"], each["by"]) == ("events_held", "locality")] == [("Havnen", "2"), ("", "1")]
    assert [client.get(f"{HERE}{YEAR}/tal.{ending}").status_code for ending in ("xlsx", "py")] == [404, 404]
    assert client.post(f"{HERE}{YEAR}/tal.json").status_code == 405


def test_a_portal_finds_the_data_sets_in_the_catalogue_and_on_the_page(row, client, centre, astrid):
    open_figures.publish(row, by=astrid, now=NOW)
    found = json.loads(client.get(f"{HERE}katalog.jsonld").content)
    (data_set,) = found["dcat:dataset"]
    assert (found["@type"], data_set["@type"], data_set["@id"].endswith(f"{HERE}{YEAR}/")) == ("dcat:Catalog", "dcat:Dataset", True)
    for each in data_set["dcat:distribution"]:
        address = each["dcat:downloadURL"]["@id"]
        assert client.get(address[address.index("/testby/") :]).status_code == 200
    centre.name = "Center </script><b>"
    with centre_in_force(centre):
        centre.save()
    page = client.get(HERE).content.decode()
    assert (page.count("</script><b>"), "\\u003C/script" in page) == (0, True)


def test_another_centres_years_are_not_there(client, row, astrid, fremmed, client_of):
    open_figures.publish(row, by=astrid, now=NOW)
    assert client.get(f"/fjernby/rapporter/aabne-tal/{YEAR}/").status_code == 404
    assert client_of(fremmed).get(f"/fjernby/kontor/rapporter/aabne-tal/{row.pk}/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_lists_ask_the_same_of_one_and_of_three(client, client_of, astrid, row, n):
    for number in range(n):
        for key in (BaseKind.COURSE, BaseKind.CAFE):
            work(date(YEAR - number, 1, 9), key, theme=ThemeFactory.create())
        each = row if not number else OpenYearFactory.create(year=YEAR - number, measures=KEYS)
        open_figures.publish(each, by=astrid, now=NOW)
    asked = []
    for browser, url in ((client, HERE), (client, f"{HERE}katalog.jsonld"), (client_of(astrid), OFFICE), (client_of(astrid), row.get_absolute_url())):
        browser.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(url).status_code == 200
        asked.append(len(seen))
    assert asked == [2, 2, 10, 30]
