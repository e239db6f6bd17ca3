"""Nothing of a member but its name is public until somebody has said yes, field by field; logos and links are harmless whatever is sent."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.organisations import consents, merging
from brobygger.organisations.models import Consent, Contact, Membership, Organisation
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_person
from tests.factories import (
    CentreFactory,
    ConsentFactory,
    ContactFactory,
    LocalityFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from tests.together import at_once

MEMBERS = "/testby/foreninger/"
ORGANISATIONS = "/testby/kontor/organisationer/"
SAID = {
    "purpose": "Vi mødes om tirsdagen", "mail": "post@naboerne.example", "phone": "12 34 56 78", "website": "https://naboerne.example", "address": "Havnegade 1",
    "social_media": "https://www.facebook.com/naboerne", "member_count": 4321, "volunteer_count": 87, "welcomes_since": timezone.localdate(),
}
SHOWN = {
    "purpose": "om tirsdagen", "mail": "post@naboerne.example", "phone": "12 34 56 78", "website": "https://naboerne.example", "address": "Havnegade 1",
    "social_media": "Facebook", "sizes": "4321", "welcomes": "sårbare mennesker", "work": "Havnekvarteret", "person": "Inge Holm", "person_mail": "inge@naboerne.example",
    "person_phone": "87 65 43 21",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def naboerne(centre):
    row = OrganisationFactory.create(name="Naboerne", **SAID)
    row.localities.add(LocalityFactory.create(name="Havnekvarteret"))
    MembershipFactory.create(organisation=row)
    return row


@pytest.fixture
def inge(naboerne):
    return ContactFactory.create(organisation=naboerne, person=PersonFactory.create(name="Inge Holm", mail="inge@naboerne.example", phone="87 65 43 21"))


@pytest.fixture
def speaks(erik, naboerne):
    """Erik acts for the Neighbours."""
    return ContactFactory.create(organisation=naboerne, person=PersonFactory.create(name="Erik", account=erik), acts_since=timezone.now())


def _shown(client, row):
    text = client.get(f"{MEMBERS}{row.pk}/").content.decode()
    return {name for name, words in SHOWN.items() if words in text}


def test_without_a_yes_the_name_stands_alone(client, naboerne, inge):
    assert _shown(client, naboerne) == set()
    assert "Naboerne" in client.get(f"{MEMBERS}{naboerne.pk}/").content.decode()
    assert "Er medlem af" in client.get(f"{MEMBERS}{naboerne.pk}/").content.decode()
    page = client.get(MEMBERS).content.decode()
    assert ("Naboerne" in page, "tirsdagen" in page) == (True, False)


@pytest.mark.parametrize("what", [each.value for each in Consent.What if each not in (*Consent.OF_A_PERSON, Consent.What.LOGO)])
def test_each_yes_shows_its_own_field_and_no_other(client, client_of, erik, speaks, naboerne, inge, what):
    client_of(erik).post(f"/testby/forening/{naboerne.pk}/offentligt/", {what: "on"})
    assert _shown(client, naboerne) == {what}
    row = Consent.objects.get()
    assert (row.given_by, row.what, row.organisation) == (erik, what, naboerne)
    client_of(erik).post(f"/testby/forening/{naboerne.pk}/offentligt/", {})
    row.refresh_from_db()
    assert (_shown(client, naboerne), row.withdrawn_by) == (set(), erik)
    assert Change.objects.filter(verb="edited by itself", model="organisations.Organisation", by=erik).count() == 2


def test_a_person_is_shown_by_her_own_yes_and_by_her_name_first(client, client_of, bo, naboerne, inge):
    page = f"{ORGANISATIONS}{naboerne.pk}/offentligt/"
    client_of(bo).post(page, {f"c{inge.pk}_person_mail": "on"})
    assert _shown(client, naboerne) == set()
    client_of(bo).post(page, {f"c{inge.pk}_person": "on"})
    assert _shown(client, naboerne) == {"person"}
    client_of(bo).post(page, {f"c{inge.pk}_person": "on", f"c{inge.pk}_person_phone": "on"})
    assert _shown(client, naboerne) == {"person", "person_phone"}
    assert "ja siden" in client_of(bo).get(page).content.decode()
    Contact.objects.update(until=timezone.localdate())
    assert _shown(client, naboerne) == set()


def test_who_is_erased_is_no_longer_shown(client, client_of, astrid, naboerne, inge):
    client_of(astrid).post(f"{ORGANISATIONS}{naboerne.pk}/offentligt/", {f"c{inge.pk}_person": "on"})
    erase(subject_of_person(inge.person), by=astrid, now=timezone.now())
    assert (_shown(client, naboerne), Consent.objects.count()) == (set(), 0)


def test_another_associations_contact_cannot_be_ticked(client_of, erik, speaks, naboerne):
    other = ContactFactory.create()
    client_of(erik).post(f"/testby/forening/{naboerne.pk}/offentligt/", {f"c{other.pk}_person": "on"})
    assert not Consent.objects.exists()
    with pytest.raises(ValueError, match="no consent"):
        consents.decide(naboerne, {(other.pk, "person")}, by=erik, now=timezone.now())


def test_only_members_of_today_are_there(client, naboerne):
    Membership.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(f"{MEMBERS}{naboerne.pk}/").status_code == 404
    assert "Naboerne" not in client.get(MEMBERS).content.decode()
    MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Ruth Elkjær"))
    assert "Ruth" not in client.get(MEMBERS).content.decode()


def test_another_centres_members_are_not_here(client, naboerne, other_centre):
    assert client.get(f"/fjernby/foreninger/{naboerne.pk}/").status_code == 404
    assert "Naboerne" not in client.get("/fjernby/foreninger/").content.decode()


def test_words_find_only_what_may_be_read(client, naboerne):
    assert list(client.get(MEMBERS, {"q": "tirsdagen"}).context["page"]) == []
    ConsentFactory.create(organisation=naboerne, what="purpose")
    assert list(client.get(MEMBERS, {"q": "tirsdagen"}).context["page"]) == [naboerne]


def test_a_yes_does_not_move_to_another_when_two_are_made_one(client, astrid, naboerne):
    ConsentFactory.create(organisation=naboerne, what="mail")
    kept = OrganisationFactory.create(name="Nabohjælpen", mail="privat@nabo.example")
    merging.merge(kept, naboerne, by=astrid, now=timezone.now())
    assert (_shown(client, kept), client.get(f"{MEMBERS}{kept.pk}/").status_code) == (set(), 200)
    assert "privat@nabo.example" not in client.get(f"{MEMBERS}{kept.pk}/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, centre, rows):
    for number in range(rows):
        ConsentFactory.create(organisation=MembershipFactory.create(organisation__name=f"Forening {number}").organisation, what="purpose")
    with CaptureQueriesContext(connection) as questions:
        assert len(client.get(MEMBERS).context["lines"]) == rows
    assert len(questions) == 4


def _picture(kind="PNG", size=(1200, 600)):
    written = BytesIO()
    Image.new("RGB", size, "#1f6f6b").save(written, kind)
    return SimpleUploadedFile(f"../../etc/onde\x00 filer.{kind.lower()}", written.getvalue())


def test_a_logo_is_made_small_named_anew_and_shown_where_it_may_be(client, client_of, erik, speaks, naboerne, carla, fatma):
    client_of(erik).post(f"/testby/forening/{naboerne.pk}/profil/", {"purpose": "x", "new_logo": _picture("JPEG")})
    row = Organisation.objects.get(pk=naboerne.pk)
    assert row.logo.name.startswith("organisations/")
    assert "onde" not in row.logo.name
    address = f"{MEMBERS}{naboerne.pk}/logo/"
    assert [browser.get(address).status_code for browser in (client, client_of(fatma), client_of(erik), client_of(carla))] == [404, 404, 200, 200]
    ConsentFactory.create(organisation=naboerne, what="logo")
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as shown:
        assert (shown.format, shown.size) == ("PNG", (600, 300))
    Membership.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), SimpleUploadedFile("logo.svg", b"<svg/>"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n broken"), SimpleUploadedFile("logo.png", b"x" * 1_000_001),
    ],
)
def test_what_is_no_picture_is_refused_and_what_was_typed_is_kept(client_of, erik, speaks, naboerne, wrong, media):
    answer = client_of(erik).post(f"/testby/forening/{naboerne.pk}/profil/", {"purpose": "Nye ord", "new_logo": wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["new_logo"])
    assert "Nye ord" in answer.content.decode()
    assert (Organisation.objects.get(pk=naboerne.pk).logo.name, list(media.rglob("*.png"))) == ("", [])


@pytest.mark.django_db(transaction=True)
def test_an_old_logo_goes_with_its_file(client_of, bo, naboerne, media):
    browser, page = client_of(bo), f"{ORGANISATIONS}{naboerne.pk}/ret/"
    typed = {"name": "Naboerne", "sector": "civil_society"}
    browser.post(page, {**typed, "new_logo": _picture()})
    browser.post(page, {**typed, "new_logo": _picture("WEBP")})
    assert len(list(media.rglob("*.png"))) == 1
    browser.post(page, {**typed, "remove_logo": "on"})
    assert (Organisation.objects.get().logo.name, list(media.rglob("*.png"))) == ("", [])


def test_a_logo_follows_a_merge_and_comes_back(astrid, naboerne, media):
    naboerne.logo.save("a.png", _picture())
    kept = OrganisationFactory.create(name="Nabohjælpen")
    row = merging.merge(kept, naboerne, by=astrid, now=timezone.now())
    kept.refresh_from_db()
    assert kept.logo.name.startswith("organisations/")
    again = merging.part(row, by=astrid, now=timezone.now())
    kept.refresh_from_db()
    assert (kept.logo.name, again.logo.storage.exists(again.logo.name)) == ("", True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("facebook.com/naboerne\n\n https://www.instagram.com/nabo ", "https://facebook.com/naboerne\nhttps://www.instagram.com/nabo"),
        ("javascript:alert(1)", None), ("https://facebook.com/nabo\ndata:text/html,hej", None), ("ikke en adresse", None), ("\n".join(f"https://x.com/{n}" for n in range(9)), None),
    ],
)
def test_places_on_social_media_are_addresses_on_the_web(client_of, erik, speaks, naboerne, typed, kept):
    Organisation.objects.update(social_media="")
    answer = client_of(erik).post(f"/testby/forening/{naboerne.pk}/profil/", {"purpose": "x", "social_media": typed})
    assert Organisation.objects.get(pk=naboerne.pk).social_media == (kept or "")
    assert answer.status_code == (302 if kept else 422)


@pytest.mark.django_db(transaction=True)
def test_said_by_several_at_once_it_is_said_once():
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        row, by = OrganisationFactory.create(), UserFactory.create()
        ended = at_once(centre, [lambda: consents.decide(row, {(None, "mail")}, by=by, now=timezone.now())] * 4)
        assert ended == [None] * 4
        assert Consent.objects.count() == 1
