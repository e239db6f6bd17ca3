"""The list that leaves reads in again: nothing differs where it came from, and elsewhere it becomes the same."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.core.spreadsheets import csv_bytes, excel_bytes
from brobygger.core.tables import as_text, read_table
from brobygger.organisations.cvr import possible
from brobygger.organisations.lists import keeping, leaving
from brobygger.organisations.lists.checking import check
from brobygger.organisations.lists.columns import guess
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import State
from brobygger.organisations.models import Contact, LegalForm, Membership, MembershipType, Organisation, Sector
from brobygger.people.models import Person
from tests.factories import (
    ContactFactory,
    ListImportFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PersonFactory,
    TargetGroupFactory,
    ThemeFactory,
)

TODAY = timezone.localdate()
DAYS = st.dates(date(1950, 1, 1), date(2025, 12, 31))
LETTERS = st.characters(categories=["L", "P", "S", "Zs"], max_codepoint=0x2FFF, exclude_characters="\u00ad") | st.sampled_from("=+-@'\",;|:ÆØÅæøå ")
WORDS = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(lambda text: bool(text) and text == text.strip())
PHONES = st.sampled_from(["", "+45 12 34 56 78", "12345678", "-"])
MAILS = st.sampled_from(["", "inge@example.org", "=post@example.org", "a'b@example.org"])
CVRS = ["", *(str(number) for number in range(20921890, 20922100) if possible(str(number)))][:6]
PLACES = ["https://www.facebook.com/naboerne", "https://instagram.com/naboerne?a=1;b=2,", "http://mastodon.social/@nabo"]
ONE = st.fixed_dictionaries({
    "name": WORDS, "also": WORDS | st.just(""), "sector": st.sampled_from(Sector.values), "legal_form": st.sampled_from(["", *LegalForm.values]),
    "cvr": st.sampled_from(CVRS), "purpose": st.lists(WORDS, max_size=3).map("\r\n".join), "mail": MAILS, "phone": PHONES,
    "website": st.sampled_from(["", "https://example.org", "https://example.org/=1;2,3"]),
    "social_media": st.lists(st.sampled_from(PLACES), max_size=3, unique=True).map("\n".join), "address": WORDS | st.just(""),
    "member_count": st.none() | st.integers(0, 99_999), "volunteer_count": st.none() | st.integers(0, 99_999), "figures_on": st.none() | DAYS,
    "voluntary_social": st.booleans(), "welcomes_since": st.none() | DAYS, "prospect_since": st.none() | DAYS,
})
PEOPLE = st.lists(st.fixed_dictionaries({"name": WORDS, "mail": MAILS, "phone": PHONES, "role": st.sampled_from(Contact.Role.values), "title": WORDS | st.just(""), "since": st.none() | DAYS}), max_size=3)
LISTED = ("Natur", "Børn, unge", "=Ensomhed", "A;B", "A", "natur")


def told_on(own):
    """Figures always have a day, as the form sees to."""
    return None if own["member_count"] is None and own["volunteer_count"] is None else own["figures_on"] or TODAY


def made(data, people, places, kinds):
    rows = []
    for number, own in enumerate(data):
        row = OrganisationFactory.create(**{**own, "name": f"{own['name']} {number}"[:160], "figures_on": told_on(own)})
        row.themes.set(kinds["themes"][: number + 1])
        row.target_groups.set(kinds["groups"][number % 2 :])
        row.localities.set(places[number % 2 :])
        row.locality = places[number % len(places)]
        row.parent = rows[0] if number and data[0]["voluntary_social"] else None
        row.save()
        rows.append(row)
        MembershipFactory.create(organisation=row, type=kinds["type"], locality=row.locality, starts_on=date(2024, 1, 1 + number), ends_on=date(2025, 1, 1) if own["voluntary_social"] else None)
        for each in people if number == 0 else []:
            person = PersonFactory.create(name=each["name"], mail=each["mail"], phone=each["phone"])
            ContactFactory.create(organisation=row, person=person, role=each["role"], title=each["title"], since=each["since"])


def everything():
    return {
        row.name: (
            row.also, row.sector, row.legal_form, row.cvr, row.purpose.splitlines(), row.mail, row.phone, row.website, row.social_media, row.address, row.member_count, row.volunteer_count,
            row.figures_on, row.voluntary_social, row.welcomes_since, row.prospect_since, row.locality and row.locality.name, row.parent and row.parent.name,
            *(sorted(each.name for each in getattr(row, name).all()) for name in ("themes", "target_groups", "localities")),
            [(each.type_id, each.locality_id, each.starts_on, each.ends_on) for each in row.memberships.all()],
            sorted((each.person.name, each.person.mail, each.person.phone, each.role, each.title, str(each.since)) for each in row.contacts.select_related("person")),
        )
        for row in Organisation.objects.select_related("locality", "parent")
    }


def as_file(kind):
    headers, lines = leaving.headers(contacts=True), list(leaving.lines(Organisation.objects.all(), TODAY, contacts=True))
    content = csv_bytes(headers, lines) if kind == "csv" else excel_bytes("Organisationer", headers, lines)
    return read_back(content, kind)


def read_back(content, kind):
    table = read_table(SimpleUploadedFile(f"liste.{kind}", io.BytesIO(content).getvalue()), most_rows=100, most_columns=60)
    return [[as_text(cell) for cell in row] for row in table]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])
@given(data=st.lists(ONE, min_size=1, max_size=3), people=PEOPLE)
def test_what_leaves_reads_in_again_as_it_was(centre, bo, kind, data, people):
    unlike = list({(each["name"].casefold(), each["mail"], each["phone"]) if each["mail"] else each["name"].casefold(): each for each in people}.values())
    unlike = list({(each["name"].casefold(), each["mail"]): each for each in unlike}.values())
    with transaction.atomic():
        places = [LocalityFactory.create(name=name) for name in ("Korsør", "Sorø, Vest", "=Slagelse")]
        kinds = {
            "themes": [ThemeFactory.create(name=name) for name in LISTED], "groups": [TargetGroupFactory.create(name=name) for name in LISTED[:3]],
            "type": MembershipTypeFactory.create(name="Forening, stor"),
        }
        made(data, unlike, places, kinds)
        before = everything()
        headings, *rows = as_file(kind)
        chosen = guess(headings)
        lines = check(rows, chosen, Known.now())
        assert [(line.state, line.wrong, line.changes) for line in lines if line.state != State.SAME] == []
        for model in (Contact, Membership, Person):
            model.objects.all().delete()
        Organisation.objects.update(parent=None)
        Organisation.objects.all().delete()
        keeping.keep(ListImportFactory.create(uploaded_by=bo, headings=headings, rows=rows, chosen={str(index): name for index, name in chosen.items()}))
        assert everything() == before
        assert MembershipType.objects.count() == 1
        transaction.set_rollback(True)


SOME = st.text(max_size=8) | st.sampled_from(["Naboerne", "12345678", "20921897", "2024-03-01", "31/12-2025", "ja", "4220", "010190-1234", "=1+1", "Lille", "Personligt", "a@b.dk", "Inge; formand; 12345678", "0", "kommune", "x" * 300])


@pytest.mark.long
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_ten_thousand_rows_with_every_kind_of_error_are_told_apart_and_the_good_ones_kept(centre, bo, data):
    from brobygger.organisations.lists.columns import FIELDS

    kinds = data.draw(st.lists(st.lists(SOME, min_size=1, max_size=len(FIELDS)), min_size=1, max_size=12))
    rows = [[f"{kind[0]} {number}", *kind[1:]] if number % 3 else kind for number in range(10_000) for kind in [kinds[number % len(kinds)]]][:10_000 if data.draw(st.booleans()) else 300]
    rows = [[cell.replace("\x00", "") for cell in row] for row in rows]
    with transaction.atomic():
        MembershipTypeFactory.create(name="Lille")
        MembershipTypeFactory.create(name="Personligt", formal="person")
        LocalityFactory.create(name="Korsør", postal_codes="4220")
        chosen = {str(index): name for index, name in enumerate(FIELDS)}
        row = ListImportFactory.create(uploaded_by=bo, headings=list(FIELDS), rows=rows, chosen=chosen, good_alone=True)
        lines = check(row.rows, row.columns(), Known.now())
        counts, faults = keeping.keep(row)
        assert all(bool(line.wrong) == (line.state == State.WRONG) for line in lines)
        assert (counts["new"], counts["wrong"]) == (sum(line.state == State.NEW for line in lines), sum(line.state == State.WRONG for line in lines))
        assert {int(number) for number, *_said in faults} == {line.number for line in lines if line.wrong}
        again = check(row.rows, row.columns(), Known.now())
        assert {line.number for line in again if line.state == State.NEW} == set()
        transaction.set_rollback(True)
