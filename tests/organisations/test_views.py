"""Organisations and networks: listed, found, edited, and never deleted from under registered work."""

from datetime import date

import pytest

from brobygger.centres.models import Change
from brobygger.organisations.models import Contact, Membership, MembershipType, Note, Organisation
from brobygger.people.models import Person
from tests.factories import (
    CollaborationFactory,
    ContactFactory,
    KindFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    NetworkFactory,
    NoteFactory,
    OrganisationFactory,
    ParticipationFactory,
    RegistrationFactory,
)

LIST = "/testby/kontor/organisationer/"
MEMBERS = "/testby/kontor/medlemmer/"
COLLABORATIONS = "/testby/kontor/samarbejder/"


def test_an_organisation_is_added_and_found_by_its_nickname(client_of, bo, centre):
    browser = client_of(bo)
    browser.post(f"{LIST}ny/", {"name": "Røde Kors Testby", "also": "RK", "sector": "civil_society"})
    OrganisationFactory.create(name="Biblioteket", sector="municipality")
    assert [name for _key, name, *_more in browser.get(LIST, {"q": "rk"}).context["page"]] == ["Røde Kors Testby"]
    assert [name for _key, name, *_more in browser.get(LIST, {"sektor": "municipality"}).context["page"]] == ["Biblioteket"]
    assert [hit.title for group in browser.get("/testby/kontor/soeg/", {"q": "røde"}).context["groups"] for hit in group[1]] == ["Røde Kors Testby"]


def test_the_list_leaves_as_seen(client_of, bo, carla, centre):
    ContactFactory.create(organisation=OrganisationFactory.create(name="Biblioteket", sector="municipality"), person__name="Inge Holm", role="chair")
    OrganisationFactory.create(name="Naboerne")
    head, line = client_of(bo).get(LIST, {"sektor": "municipality", "format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert head == (
        "Navn;Kaldes også;Sektor;Hører under;Juridisk form;CVR-nummer;Formål;Mail;Telefon;Hjemmeside;Sociale medier;Adresse;Lokalområde;Arbejder i;Temaer;Målgrupper;"
        "Egne medlemmer;Frivillige;Tallene er oplyst den;Lokal frivillig social forening;Klar til sårbare frivillige siden;Ikke længere klar siden;Muligt medlem siden;"
        "Medlemstype;Medlem fra;Sidste dag som medlem;Kontakter;Netværk"
    )
    assert (line.startswith("Biblioteket;;kommune;;"), '"Inge Holm;forperson;;;;;"' in line) == (True, True)
    assert "Inge" not in client_of(carla).get(LIST, {"format": "csv"}).content.decode()  # who only sees the list takes no persons with it


def test_what_work_stands_on_is_not_deleted(client_of, bo, centre):
    used, unused = OrganisationFactory.create(), OrganisationFactory.create()
    ParticipationFactory.create(registration=RegistrationFactory.create(kind=KindFactory.create()), organisation=used)
    for row in (used, unused):
        asked = client_of(bo).post(f"{LIST}{row.pk}/ret/", {"act": "delete"})
        assert asked["Location"] == f"{LIST}{row.pk}/slet/"
    assert Organisation.objects.count() == 2  # it has only asked
    page = client_of(bo).get(f"{LIST}{used.pk}/slet/").content.decode()
    assert ("kan ikke slettes" in page, "Ja, slet" in page) == (True, False)
    for row in (used, unused):
        client_of(bo).post(f"{LIST}{row.pk}/slet/")
    assert list(Organisation.objects.all()) == [used]


def test_before_it_is_deleted_one_sees_what_goes_with_it(client_of, bo, centre):
    row = OrganisationFactory.create(name="Naboerne")
    for _n in range(2):
        NoteFactory.create(organisation=row)
    NetworkFactory.create().members.add(row)
    page = f"{LIST}{row.pk}/slet/"
    shown = client_of(bo).get(page)
    assert {n: what for what, n in shown.context["leaving"].gone} == {2: "noter", 1: "medlem af et netværk"}
    assert Organisation.objects.filter(pk=row.pk).exists()
    client_of(bo).post(page)
    assert (Organisation.objects.exists(), Note.objects.exists(), Change.objects.filter(verb="removed").count()) == (False, False, 1)


def test_the_second_of_two_is_told(client_of, bo, centre):
    row = OrganisationFactory.create(name="Før")
    typed = {"also": "", "sector": "civil_society", "version": row.version}
    client_of(bo).post(f"{LIST}{row.pk}/ret/", {**typed, "name": "Først"})
    answer = client_of(bo).post(f"{LIST}{row.pk}/ret/", {**typed, "name": "Sidst"})
    assert (answer.status_code, Organisation.objects.get().name) == (422, "Først")
    assert client_of(bo).post(f"{LIST}{row.pk}/ret/", {**typed, "name": "Sidst", "version": answer.context["form"].data["version"]}).status_code == 302


def test_a_desk_volunteer_reads_and_does_not_edit(client_of, carla, fatma, centre):
    row = OrganisationFactory.create()
    assert client_of(carla).get(LIST).status_code == 200
    assert client_of(carla).get(f"{LIST}{row.pk}/").status_code == 200
    assert client_of(carla).get(f"{LIST}{row.pk}/ret/").status_code == 403
    assert client_of(fatma).get(LIST).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(client_of, bo, centre, rows, django_assert_num_queries):
    for number in range(rows):
        network = NetworkFactory.create(name=f"Netværk {number}")
        row = OrganisationFactory.create(parent=OrganisationFactory.create())
        network.members.add(row)
        CollaborationFactory.create().partners.add(row)
        MembershipFactory.create(organisation=row, locality=LocalityFactory.create())
    browser = client_of(bo)
    browser.get(LIST)
    for address, questions in ((LIST, 13), (MEMBERS, 19), (COLLABORATIONS, 11)):
        with django_assert_num_queries(questions, info=address):
            browser.get(address)


def test_a_page_asks_the_same_number_of_questions_however_much_has_happened(client_of, bo, centre, django_assert_max_num_queries):
    row = OrganisationFactory.create()
    for _number in range(4):
        ParticipationFactory.create(registration=RegistrationFactory.create(kind=KindFactory.create()), organisation=row)
        CollaborationFactory.create().partners.add(row)
        NoteFactory.create(organisation=row, created_by=bo)
        ContactFactory.create(organisation=row)
    browser = client_of(bo)
    browser.get(LIST)
    with django_assert_max_num_queries(46):
        answer = browser.get(f"{LIST}{row.pk}/")
    assert len(answer.context["happened"]) == 12


def test_its_page_shows_what_it_took_part_in_and_who_may_see_it(client_of, bo, carla, centre):
    row = OrganisationFactory.create(name="Naboerne")
    done = RegistrationFactory.create(kind=KindFactory.create(), title="Sparring om vedtægter", created_by=bo)
    ParticipationFactory.create(registration=done, organisation=row)
    MembershipFactory.create(organisation=row, type=MembershipTypeFactory.create(name="Forening"))
    page = f"{LIST}{row.pk}/"
    assert [each.text for each in client_of(bo).get(page).context["happened"]] == ["Sparring om vedtægter", "Medlem: Forening"]
    assert [each.text for each in client_of(carla).get(page).context["happened"]] == ["Medlem: Forening"]  # a desk volunteer sees her own work alone


def test_a_contact_is_somebody_new_or_somebody_known(client_of, bo, centre):
    first, second = OrganisationFactory.create(), OrganisationFactory.create()
    browser = client_of(bo)
    assert browser.post(f"{LIST}{first.pk}/kontakt/", {"role": "chair"}).status_code == 422
    browser.post(f"{LIST}{first.pk}/kontakt/", {"name": "Inge Holm", "mail": "inge@example.org", "role": "chair", "since": "2025-03-01"})
    inge = Person.objects.get()
    browser.post(f"{LIST}{second.pk}/kontakt/", {"known": inge.pk, "role": "treasurer"})
    assert [(str(each.organisation), each.person.name, each.role) for each in Contact.objects.order_by("pk")] == [(first.name, "Inge Holm", "chair"), (second.name, "Inge Holm", "treasurer")]
    row = Contact.objects.get(organisation=second)
    browser.post(f"{LIST}kontakter/{row.pk}/", {"name": "Inge Holm", "mail": "ih@example.org", "role": "treasurer", "until": "2025-12-31", "version": row.version})
    inge.refresh_from_db()
    assert (inge.mail, Person.objects.count()) == ("ih@example.org", 1)
    assert [str(each.person) for each in browser.get(f"{LIST}{second.pk}/").context["former"]] == ["Inge Holm"]
    browser.post(f"{LIST}kontakter/{row.pk}/", {"act": "delete"})
    assert (Contact.objects.count(), Person.objects.count()) == (1, 1)


def test_a_stale_contact_leaves_the_person_as_the_other_saved_her(client_of, bo, astrid, centre):
    row = ContactFactory.create(person__name="Inge")
    page, typed = f"{LIST}kontakter/{row.pk}/", {"role": "chair", "version": row.version}
    client_of(bo).post(page, {**typed, "name": "Inge Bo", "role": "board"})
    answer = client_of(astrid).post(page, {**typed, "name": "Inge Astrid"})
    row.person.refresh_from_db()
    assert (answer.status_code, row.person.name) == (422, "Inge Bo")
    assert 'value="Inge Astrid"' in answer.content.decode()


def test_notes_are_for_colleagues_and_taken_out_by_their_writer_or_staff(client_of, bo, carla, centre):
    row = OrganisationFactory.create()
    desk, staff = client_of(carla), client_of(bo)
    desk.post(f"{LIST}{row.pk}/note/", {"text": "Ring efter kl. 16"})
    staff.post(f"{LIST}{row.pk}/note/", {"text": "Vil gerne være med i netværket"})
    assert desk.post(f"{LIST}{row.pk}/note/", {"text": "CPR 010190-1234"}).status_code == 422
    hers, his = Note.objects.order_by("pk")
    desk.post(f"{LIST}noter/{his.pk}/slet/")
    assert Note.objects.count() == 2
    desk.post(f"{LIST}noter/{hers.pk}/slet/")
    assert list(Note.objects.all()) == [his]


def test_joining_twice_is_said_beside_the_day_and_what_was_typed_is_kept(client_of, bo, centre):
    had = MembershipFactory.create(starts_on=date(2025, 1, 1))
    answer = client_of(bo).post(f"{LIST}{had.organisation_id}/medlem/", {"type": had.type_id, "starts_on": "2026-05-01"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["starts_on"])
    assert 'value="2026-05-01"' in answer.content.decode()


def test_a_membership_written_wrongly_is_corrected_or_taken_out(client_of, bo, centre):
    row = MembershipFactory.create(starts_on=date(2025, 1, 1))
    page = f"{MEMBERS}{row.pk}/"
    assert client_of(bo).post(f"{page}ret/", {"type": row.type_id, "starts_on": "2025-02-01", "ends_on": "2025-01-01", "version": row.version}).status_code == 422
    client_of(bo).post(f"{page}ret/", {"type": row.type_id, "starts_on": "2024-01-01", "version": row.version})
    row.refresh_from_db()
    assert row.starts_on == date(2024, 1, 1)
    client_of(bo).post(f"{page}ret/", {"act": "delete"})
    assert not Membership.objects.exists()
    assert Change.objects.filter(model="organisations.Membership").latest("pk").verb == "removed"


def test_only_the_leader_names_the_types(client_of, astrid, centre):
    browser = client_of(astrid)
    browser.post(f"{MEMBERS}typer/ny/", {"name": "Forening", "formal": "association", "position": "0"})
    row = MembershipType.objects.get()
    assert browser.post(f"{MEMBERS}typer/ny/", {"name": "Forening", "formal": "group", "position": "1"}).status_code == 422
    browser.post(f"{MEMBERS}typer/{row.pk}/", {"name": "Forening, lokal", "formal": "association", "position": "0", "version": row.version})
    assert [each.name for each in browser.get(f"{MEMBERS}typer/").context["types"]] == ["Forening, lokal"]


def test_a_collaboration_is_written_down_from_the_partners_page(client_of, bo, centre):
    row = OrganisationFactory.create(name="Kommunen", sector="municipality")
    browser = client_of(bo)
    form = browser.get(f"{COLLABORATIONS}nyt/", {"partner": row.pk}).context["form"]
    assert (form.initial["partners"], form.initial["responsible"]) == ([row.pk], bo.pk)
    browser.post(f"{COLLABORATIONS}nyt/", {"title": "Partnerskab", "partners": [row.pk], "since": "2025-01-01", "responsible": bo.pk})
    assert [str(each) for each in browser.get(f"{LIST}{row.pk}/").context["collaborations"]] == ["Partnerskab"]
