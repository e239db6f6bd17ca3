"""Frameworks: laid out in a shape, typed, arranged, settled by a closed round, followed by an edition."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.quality import framing
from brobygger.quality.models import Framework, Point
from brobygger.quality.models.frameworks import answered, tree
from tests.factories import CriterionFactory, FrameworkFactory, JointAnswerFactory, RoundFactory

HERE = "/testby/kontor/kvalitet/"


def test_two_themes_three_criteria_two_indicators_are_laid_out_and_typed(centre, client_of, bo):
    browser = client_of(bo)
    page = browser.post(f"{HERE}ny/", {"name": "FriSe", "edition": "2025", "shape": "two-three-two", "every": "24"}, follow=True).content.decode()
    row = Framework.objects.get()
    points = tree(row.points.all())
    assert [sum(each.level == level for each in points) for level in Point.Level.values] == [2, 6, 12]
    assert len(answered(points)) == 12
    assert not any(each.title for each in points)
    assert "Indikator 2.3.2" in page
    browser.post(f"{HERE}{row.pk}/tekster/", {f"p{each.pk}": f"Ord om {each.number}" for each in points})
    page = browser.get(f"{HERE}{row.pk}/").content.decode()
    assert "Ord om 2.3.2" in page
    text = browser.get(f"{HERE}{row.pk}/?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(text) == 21


def test_seventeen_recommendations_follow_or_explain(centre, client_of, bo):
    client_of(bo).post(f"{HERE}ny/", {"name": "God ledelse", "shape": "seventeen"})
    row = Framework.objects.get()
    assert (row.follows, len(answered(row.points.all()))) == (True, 17)


@pytest.mark.parametrize(("wrong", "words"), [({"name": ""}, "påkrævet"), ({"every": "0"}, "større end"), ({"name": "Født 010203-1234"}, "CPR"), ({"shape": "x"}, "gyldig")])
def test_what_is_wrong_stands_beside_its_field(centre, client_of, bo, wrong, words):
    answer = client_of(bo).post(f"{HERE}ny/", {"name": "FriSe", "shape": "two-three-two", **wrong})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Framework.objects.exists()


def test_points_are_added_moved_and_taken_out(centre, client_of, bo):
    criterion = CriterionFactory.create(title="Første")
    other = CriterionFactory.create(framework=criterion.framework, parent=criterion.parent, title="Anden", position=1)
    browser = client_of(bo)
    browser.post(f"{HERE}{criterion.framework_id}/punkt/nyt/?under={criterion.pk}", {"title": "Viser sig ved"})
    assert criterion.below.get().level == Point.Level.INDICATOR
    browser.post(f"{HERE}punkter/{other.pk}/flyt/", {"way": "up"})
    assert [each.title for each in tree(criterion.framework.points.all())] == ["Åbenhed", "Anden", "Første", "Viser sig ved"]
    browser.post(f"{HERE}punkter/{criterion.pk}/", {"act": "remove"})
    assert criterion.framework.points.count() == 2


def test_what_is_answered_stays_and_a_closed_round_settles_the_points(centre, client_of, bo):
    answer = JointAnswerFactory.create()
    point, browser = answer.point, client_of(bo)
    assert "Nogen har besvaret det" in browser.post(f"{HERE}punkter/{point.pk}/", {"act": "remove"}, follow=True).content.decode()
    browser.post(f"{HERE}runder/{answer.round_id}/luk/")
    page = browser.post(f"{HERE}punkter/{point.pk}/", {"title": "Andre ord", "version": point.version}).content.decode()
    assert "en ny udgave" in page.lower()
    assert Point.objects.get(pk=point.pk).title == point.title


def test_a_new_edition_takes_the_points_along_and_retires_the_old(centre, client_of, bo):
    point = CriterionFactory.create(framework__edition="2024")
    client_of(bo).post(f"{HERE}{point.framework_id}/udgave/", {"edition": "2026"})
    made = Framework.objects.get(edition="2026")
    copied = made.points.get(level="criterion")
    assert (copied.title, copied.first_id, made.copied_from_id) == (point.title, point.pk, point.framework_id)
    assert Framework.objects.get(pk=point.framework_id).retired
    again = framing.new_edition(made, "2028", by=bo, now=timezone.now())
    assert again.points.get(level="criterion").origin == point.pk
    assert client_of(bo).post(f"{HERE}{made.pk}/udgave/", {"edition": "2028"}).status_code == 422


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_and_a_framework_ask_the_same_of_one_and_of_three(centre, client_of, bo, n):
    for _each in range(n):
        round_ = RoundFactory.create(framework=FrameworkFactory.create(responsible=bo))
        CriterionFactory.create_batch(n, framework=round_.framework)
    browser, asked = client_of(bo), []
    for url in (HERE, f"{HERE}{round_.framework_id}/"):
        browser.get(url)
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url).status_code == 200
        asked.append(len(found))
    assert asked == [12, 13]
