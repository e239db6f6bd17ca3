"""A centre sets itself up: particulars, logo, colour, and the short lists its work is sorted by."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from brobygger.centres.models import Centre, Change, Theme
from tests.factories import KindFactory, LocalityFactory, RegistrationFactory, ThemeFactory

SETTINGS = "/testby/kontor/indstillinger/"
TYPED = {"name": "Frivilligcenter Testby", "accent": "#7a3b5e", "opening_hours": "Mandag 10-15", "version": "1"}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _picture(kind="PNG", size=(1200, 400)):
    written = BytesIO()
    Image.new("RGB", size, "#7a3b5e").save(written, kind)
    return SimpleUploadedFile(f"logo.{kind.lower()}", written.getvalue())


def test_the_particulars_are_saved_with_a_line_in_the_trail(client_of, astrid, centre):
    assert client_of(astrid).post(f"{SETTINGS}centret/", TYPED).status_code == 302
    centre.refresh_from_db()
    assert (centre.accent, centre.opening_hours) == ("#7a3b5e", "Mandag 10-15")
    assert Change.objects.get().fields == {"accent": ["#1f6f6b", "#7a3b5e"], "opening_hours": ["", "Mandag 10-15"], "municipality": ["Testby Kommune", ""]}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_made_small_and_shown(client_of, client, astrid, centre, kind):
    client_of(astrid).post(f"{SETTINGS}centret/", {**TYPED, "new_logo": _picture(kind)})
    answer = client.get("/testby/logo/")
    shown = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (answer.headers["Content-Type"], shown.format, shown.size) == ("image/png", "PNG", (900, 300))
    assert "/testby/logo/?2" in client.get("/testby/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n broken"), SimpleUploadedFile("logo.png", b"x" * 1_000_001),
    ],
)
def test_what_is_no_picture_is_refused_and_what_was_typed_stays(client_of, astrid, centre, wrong):
    answer = client_of(astrid).post(f"{SETTINGS}centret/", {**TYPED, "name": "Nyt navn", "new_logo": wrong})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["new_logo"])
    assert answer.context["form"]["name"].value() == "Nyt navn"
    assert Centre.objects.get(pk=centre.pk).logo.name == ""


def test_the_logo_is_taken_away_again_with_its_file(client_of, astrid, centre, tmp_path):
    browser = client_of(astrid)
    browser.post(f"{SETTINGS}centret/", {**TYPED, "new_logo": _picture()})
    browser.post(f"{SETTINGS}centret/", {**TYPED, "version": "2", "remove_logo": "on"})
    assert Centre.objects.get(pk=centre.pk).logo.name == ""
    assert browser.get("/testby/logo/").status_code == 404


def test_the_second_of_two_is_told_and_keeps_her_text(client_of, astrid, centre):
    browser = client_of(astrid)
    browser.post(f"{SETTINGS}centret/", {**TYPED, "name": "Først"})
    answer = browser.post(f"{SETTINGS}centret/", {**TYPED, "name": "Sidst"})
    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, "Sidst")
    assert Centre.objects.get(pk=centre.pk).name == "Først"


def test_a_list_is_filled_ordered_and_edited(client_of, astrid):
    browser, where = client_of(astrid), f"{SETTINGS}lister/temaer/"
    for name in ("Rekruttering", "Ensomhed", "Ledelse"):
        browser.post(where, {"name": name, "also": ""})
    ledelse = Theme.objects.get(name="Ledelse")
    browser.post(where, {"move": "up", "row": ledelse.pk})
    assert list(Theme.objects.values_list("name", flat=True)) == ["Rekruttering", "Ledelse", "Ensomhed"]
    browser.post(f"{where}{ledelse.pk}/", {"name": "Bestyrelse", "also": "ledelse", "retired": "on"})
    ledelse.refresh_from_db()
    assert (ledelse.name, ledelse.also, ledelse.retired) == ("Bestyrelse", "ledelse", True)


def test_the_same_name_twice_is_refused(client_of, astrid):
    ThemeFactory.create(name="Ensomhed")
    answer = client_of(astrid).post(f"{SETTINGS}lister/temaer/", {"name": "Ensomhed", "also": ""})
    assert answer.status_code == 422
    assert Theme.objects.count() == 1


def test_what_is_in_use_is_not_deleted_and_what_is_not_is(client_of, astrid):
    used, unused = ThemeFactory.create(), ThemeFactory.create()
    RegistrationFactory.create(theme=used, kind=KindFactory.create())
    browser = client_of(astrid)
    for row in (used, unused):
        browser.post(f"{SETTINGS}lister/temaer/{row.pk}/", {"act": "delete"})
    assert list(Theme.objects.all()) == [used]


def test_postal_codes_are_four_digits_each(client_of, astrid):
    answer = client_of(astrid).post(f"{SETTINGS}lister/lokalomraader/", {"name": "Korsør", "also": "", "postal_codes": "422"})
    assert answer.context["form"].errors["postal_codes"] == ["Fire cifre hver, med mellemrum imellem."]


def test_only_a_leader_comes_in(client_of, bo, carla, dorte):
    for user in (bo, carla, dorte):
        for path in ("centret/", "kolleger/", "lister/", "lister/temaer/"):
            assert client_of(user).get(SETTINGS + path).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_the_same_number_of_questions(client_of, astrid, rows, django_assert_num_queries):
    LocalityFactory.create_batch(rows)
    browser = client_of(astrid)
    browser.get(f"{SETTINGS}lister/lokalomraader/")
    with django_assert_num_queries(10):
        browser.get(f"{SETTINGS}lister/lokalomraader/")
