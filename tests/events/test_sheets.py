"""Initiative sheets: one row under a working group and a project, dated versions, and stories for as long as somebody says yes."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from brobygger.centres.models import Change
from brobygger.core.versions import Stale
from brobygger.events import sheets
from brobygger.events.comparing import compared
from brobygger.events.models import Sheet, SheetVersion, Story
from brobygger.plan.models import Plan
from tests.factories import (
    NetworkFactory,
    OrganisationFactory,
    PlanFactory,
    ProjectFactory,
    SheetFactory,
    SheetVersionFactory,
    StoryFactory,
)
from tests.together import at_once

pytestmark = pytest.mark.django_db
NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/initiativark/"


def a_photo():
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "JPEG")
    return written.getvalue()


def day(n):
    return TODAY + timedelta(days=n)


@pytest.fixture
def shared(centre):
    """One sheet of a working group and of a project."""
    group = NetworkFactory.create(form="working_group", name="Fælles middage")
    project = ProjectFactory.create()
    return SheetFactory.create(title="Middage", network=group, project=project.plan), project


def test_it_begins_with_the_groups_members_and_stands_under_both(client_of, bo):
    group, project = NetworkFactory.create(form="working_group", name="Fælles middage"), ProjectFactory.create()
    group.members.add(OrganisationFactory.create(name="Røde Kors"))
    browser, url = client_of(bo), f"{HERE}nyt/?netvaerk={group.pk}&projekt={project.plan_id}"
    form = browser.get(url).context["form"]
    assert (form.initial["represented"], form.initial["project"]) == ("Røde Kors", project.plan)
    nothing = browser.post(url, {"title": "Middage", "network": group.pk})
    assert (nothing.status_code, nothing.context["form"].non_field_errors()) == (422, ["Skriv mindst én af delene."])
    nobodys = browser.post(url, {"title": "Middage", "challenge": "x"})
    assert (nobodys.status_code, Sheet.objects.count()) == (422, 0)
    browser.post(url, {"title": "Middage", "network": group.pk, "project": project.plan_id, "challenge": "Ældre spiser alene"})
    sheet = Sheet.objects.get()
    for page in (f"/testby/kontor/netvaerk/{group.pk}/", project.get_absolute_url()):
        assert sheet.get_absolute_url() in browser.get(page).content.decode()
    browser.post(f"{sheet.get_absolute_url()}ret/", {"title": "Middage", "network": group.pk, "project": project.plan_id, "challenge": "Ændret", "version": 1})
    assert list(Sheet.objects.values_list("pk", "challenge")) == [(sheet.pk, "Ændret")]


def test_two_who_write_in_it_do_not_overwrite_each_other(client_of, bo, shared):
    sheet, _project = shared
    first, second = client_of(bo), client_of(bo)
    given = {"title": "Middage", "network": sheet.network_id, "project": sheet.project_id, "challenge": "Den enes"}
    assert first.post(f"{sheet.get_absolute_url()}ret/", given | {"version": 1}).status_code == 302
    late = second.post(f"{sheet.get_absolute_url()}ret/", given | {"challenge": "Den andens", "version": 1})
    assert late.status_code == 422
    assert "Den andens" in late.content.decode()
    assert Sheet.objects.get().challenge == "Den enes"
    knowingly = late.context["form"].data["version"]
    assert second.post(f"{sheet.get_absolute_url()}ret/", given | {"challenge": "Begges", "version": knowingly}).status_code == 302
    assert Sheet.objects.get().challenge == "Begges"


class TestVersions:
    def test_a_version_is_what_stood_and_is_never_changed(self, client_of, bo, shared):
        sheet, _project = shared
        browser, keep = client_of(bo), f"{sheet.get_absolute_url()}gem/"
        assert browser.post(keep, {"seen": 1, "written_on": day(1).isoformat()}).status_code == 422
        kept = browser.post(keep, {"seen": 1, "written_on": TODAY.isoformat()})
        version = SheetVersion.objects.get()
        assert kept.url == f"{sheet.get_absolute_url()}udgaver/{version.pk}/"
        again = browser.post(keep, {"seen": 1, "written_on": TODAY.isoformat()})
        assert (again.status_code, SheetVersion.objects.count()) == (422, 1)
        sheet.challenge = "Noget nyt"
        sheet.save()
        assert SheetVersion.objects.get().challenge == "For få mødes på tværs"
        assert Change.objects.filter(model="events.SheetVersion", row=version.pk, verb="added", by=bo).count() == 1

    def test_none_is_kept_before_a_later_one_or_of_what_nobody_saw(self, bo, shared):
        sheet, _project = shared
        SheetVersionFactory.create(sheet=sheet, written_on=day(-1), challenge="Før")
        with pytest.raises(ValidationError, match="senere dag"):
            sheets.keep_version(sheet, seen=1, on=day(-2), by=bo, now=NOW)
        with pytest.raises(Stale):
            sheets.keep_version(sheet, seen=7, on=TODAY, by=bo, now=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_two_who_keep_it_at_once_keep_it_once(self, centre, bo):
        sheet = SheetFactory.create()
        results = at_once(centre, [lambda: sheets.keep_version(sheet, seen=1, on=TODAY, by=bo, now=NOW)] * 4)
        assert (SheetVersion.objects.count(), sum(isinstance(each, ValidationError) for each in results)) == (1, 3)

    def test_two_versions_beside_each_other(self, client_of, bo, shared):
        sheet, _project = shared
        old = SheetVersionFactory.create(sheet=sheet, written_on=day(-30), challenge="Mange spiser alene <b>")
        new = SheetVersionFactory.create(sheet=sheet, challenge="Mange ældre spiser alene <b>", results="To middage")
        page = client_of(bo).get(f"{sheet.get_absolute_url()}udgaver/{new.pk}/?mod={old.pk}").content.decode()
        assert "Mange<ins> ældre</ins> spiser alene &lt;b&gt;" in page
        assert "<ins>To middage</ins>" in page
        sheet.versions.filter(pk=old.pk).update(challenge="Mange unge spiser alene <b>")
        assert "<del>unge</del> <ins>ældre</ins>" in client_of(bo).get(f"{sheet.get_absolute_url()}udgaver/{new.pk}/?mod={old.pk}").content.decode()
        assert client_of(bo).get(f"{sheet.get_absolute_url()}udgaver/{new.pk}/?mod=999999999999999999999").status_code == 200

    @given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
    def test_what_is_compared_is_all_there(self, before, after):
        pieces = compared(before, after)
        assert "".join(each.text for each in pieces if each.kind != "new") == before
        assert "".join(each.text for each in pieces if each.kind != "gone") == after


def test_what_were_rows_of_their_own_became_versions_of_one_sheet(centre, bo):
    """As the migration found them: several rows of a working group, of which the newest goes on."""
    group, other = NetworkFactory.create(form="working_group", name="Fælles middage"), NetworkFactory.create(form="working_group", name="Gåture")
    rows = [SheetFactory.create(title="–", network=group, written_on=day(-ago), written_by=bo, challenge=text) for ago, text in ((60, "Først"), (2, "Nu"), (30, "Siden"))]
    alone = SheetFactory.create(title="–", network=other, written_on=day(-9), challenge="Alene")
    import_module("brobygger.events.migrations.0012_versions_of_sheets").one_for_each_network(apps, connection.schema_editor(atomic=False))
    assert [(each.pk, each.title, each.challenge) for each in Sheet.objects.order_by("pk")] == [(rows[1].pk, "Fælles middage", "Nu"), (alone.pk, "Gåture", "Alene")]
    assert [(each.challenge, each.written_on, each.written_by) for each in SheetVersion.objects.filter(sheet=rows[1])] == [("Nu", day(-2), bo), ("Siden", day(-30), bo), ("Først", day(-60), bo)]
    assert [each.challenge for each in SheetVersion.objects.filter(sheet=alone)] == ["Alene"]


class TestStories:
    @pytest.mark.parametrize(("more", "on", "usable"), [
        ({"agreed_on": day(0)}, 0, True), ({"agreed_on": day(0)}, -1, False), ({"agreed_on": day(-9), "until": day(3)}, 3, True), ({"agreed_on": day(-9), "until": day(3)}, 4, False),
        ({"agreed_on": day(-9), "withdrawn_on": day(2)}, 1, True), ({"agreed_on": day(-9), "withdrawn_on": day(2)}, 2, False),
        ({"agreed_on": None, "nobody": True}, -900, True), ({"agreed_on": None, "nobody": True, "withdrawn_on": day(0)}, 0, False),
    ])
    def test_it_may_be_told_while_the_yes_holds(self, centre, more, on, usable):
        story = StoryFactory.create(**more)
        assert (story.usable_on(day(on)), Story.objects.usable_on(day(on)).exists()) == (usable, usable)

    def test_a_picture_has_words_and_somebody_has_said_yes(self, client_of, bo, shared):
        sheet, _project = shared
        browser, url = client_of(bo), f"{sheet.get_absolute_url()}historier/ny/"
        wrong = browser.post(url, {"title": "Ved bordet", "picture": SimpleUploadedFile("gerda.jpg", a_photo())})
        errors = wrong.context["form"].errors
        assert wrong.status_code == 422
        assert {"who", "agreed_on"} <= set(errors)
        broken = browser.post(url, {"title": "Ved bordet", "nobody": "on", "picture": SimpleUploadedFile("x.jpg", b"ikke et billede"), "picture_text": "Et bord"})
        assert "picture" in broken.context["form"].errors
        silent = browser.post(url, {"title": "Ved bordet", "nobody": "on", "picture": SimpleUploadedFile("x.jpg", a_photo())})
        assert "Skriv, hvad billedet viser, til dem, der ikke kan se det." in silent.content.decode()
        assert browser.post(url, {"title": "Ved bordet", "who": "Gerda", "agreed_on": TODAY.isoformat(), "picture": SimpleUploadedFile("gerda.jpg", a_photo()), "picture_text": "To ved et bord"}).status_code == 302
        story = Story.objects.get()
        assert "gerda" not in story.picture.name
        with pytest.raises(IntegrityError), transaction.atomic():
            Story.objects.filter(pk=story.pk).update(picture_text="")

    def test_taken_back_it_is_out_at_once_and_others_see_neither_it_nor_who(self, client_of, bo, dorte, shared):
        sheet, _project = shared
        story = StoryFactory.create(sheet=sheet, title="Gerdas torsdag", who="Gerda Madsen")
        board, page = client_of(dorte), sheet.get_absolute_url()
        assert "Gerdas torsdag" in (seen := board.get(page).content.decode())
        assert "Gerda Madsen" not in seen
        client_of(bo).post(f"{page}historier/{story.pk}/", {"act": "back"})
        assert Story.objects.get().withdrawn_on == TODAY
        assert "Gerdas torsdag" not in board.get(page).content.decode()
        sheets.take_back(story, on=day(3), by=bo, now=NOW)
        assert Story.objects.get().withdrawn_on == TODAY

    def test_its_picture_is_shown_to_others_no_longer_than_it_may(self, client_of, bo, dorte, shared):
        sheet, _project = shared
        story = StoryFactory.create(sheet=sheet, picture_text="To ved et bord")
        story.picture.save("x.jpg", SimpleUploadedFile("x.jpg", a_photo()))
        url = f"{sheet.get_absolute_url()}historier/{story.pk}/billede/"
        assert [client_of(each).get(url).status_code for each in (bo, dorte)] == [200, 200]
        sheets.take_back(story, on=TODAY, by=bo, now=NOW)
        assert [client_of(each).get(url).status_code for each in (bo, dorte)] == [200, 404]


def test_a_project_that_is_no_project_cannot_be_chosen(client_of, bo):
    core = PlanFactory.create(kind=Plan.Kind.CORE)
    answer = client_of(bo).post(f"{HERE}nyt/", {"title": "x", "project": core.pk, "challenge": "x"})
    assert "project" in answer.context["form"].errors


def test_the_list_asks_as_many_questions_for_many_as_for_one(client_of, bo, django_assert_max_num_queries):
    for _each in range(6):
        SheetVersionFactory.create()
    browser = client_of(bo)
    browser.get(HERE)
    with django_assert_max_num_queries(14):
        browser.get(HERE)
