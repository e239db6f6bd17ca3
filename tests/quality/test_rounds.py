"""A round: asked, answered by board and staff, answered jointly with what shows it, closed, compared with the one before, and its improvements in the plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.plan.models import Activity
from brobygger.quality import assessing, framing, improving
from brobygger.quality.models import Answer, Assessor, Evidence, Framework, Improvement, Round, RoundClosed
from brobygger.quality.models.frameworks import answered
from brobygger.quality.seen import seen
from tests.conftest import member
from tests.factories import (
    AssessorFactory,
    CriterionFactory,
    EvidenceFactory,
    GoalFactory,
    GoverningDocumentFactory,
    ImprovementFactory,
    JointAnswerFactory,
    RegistrationFactory,
    RoundFactory,
)

NOW = timezone.now()
HERE = "/testby/kontor/kvalitet/"


def typed(shape: str, by) -> Framework:
    """A framework of ``shape`` with words in all its points."""
    row = framing.begin(Framework(name=f"Ramme {shape}"), shape, by=by, now=NOW)
    for number, point in enumerate(row.points.all()):
        point.title = f"Punkt {number}"
        point.save()
    return row


def test_from_the_first_question_to_a_closed_round(centre, client_of, bo, dorte):
    framework = typed("two-three-two", bo)
    browser = client_of(bo)
    sent = {"starts_on": "2025-01-01", "ends_on": "2025-12-31", "due_on": "2026-02-01", "asked": [bo.pk, dorte.pk]}
    browser.post(f"{HERE}{framework.pk}/runde/ny/", sent)
    row = Round.objects.get()
    assert [(each.user, each.side) for each in row.assessors.all()] == [(dorte, "board"), (bo, "staff")]
    points = answered(framework.points.all())
    board = client_of(dorte)
    assert "Giv dine svar" in board.get(HERE).content.decode()
    board.post(f"{HERE}runder/{row.pk}/mine-svar/", {f"v{points[0].pk}": "2", f"t{points[0].pk}": "Vi er på vej", "act": "later"})
    assert row.assessors.get(user=dorte).answered_at is None
    missing = board.post(f"{HERE}runder/{row.pk}/mine-svar/", {f"v{points[0].pk}": "2"})
    assert (missing.status_code, "Ikke besvaret endnu" in missing.content.decode()) == (422, True)
    board.post(f"{HERE}runder/{row.pk}/mine-svar/", {f"v{each.pk}": "2" for each in points})
    browser.post(f"{HERE}runder/{row.pk}/mine-svar/", {f"v{each.pk}": "4" for each in points})
    assert row.assessors.filter(answered_at=None).count() == 0
    for each in points:
        assert browser.post(f"{HERE}runder/{row.pk}/punkter/{each.pk}/", {"act": "answer", "value": "3", "text": ""}).status_code == 302
    page = browser.get(f"{HERE}runder/{row.pk}/").content.decode()
    assert "12 af 12 fælles svar" in page
    assert "1 begyndt" in page
    assert "1 helt" in page
    browser.post(f"{HERE}runder/{row.pk}/luk/")
    row.refresh_from_db()
    assert row.is_closed
    text = browser.get(f"{HERE}runder/{row.pk}/?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(text) == 13


def test_who_does_not_follow_explains(centre, client_of, bo):
    framework = typed("seventeen", bo)
    row = assessing.begin(Round(framework=framework, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), due_on=date(2026, 2, 1)), [(bo, "staff")], by=bo, now=NOW)
    points = answered(framework.points.all())
    assert len(points) == 17
    url = f"{HERE}runder/{row.pk}/punkter/{points[0].pk}/"
    refused = client_of(bo).post(url, {"act": "answer", "value": "0", "text": " "})
    assert (refused.status_code, "hvad I gør i stedet" in refused.content.decode()) == (422, True)
    client_of(bo).post(url, {"act": "answer", "value": "0", "text": "Formanden vælges for to år, fordi vi er få."})
    client_of(bo).post(f"{HERE}runder/{row.pk}/punkter/{points[1].pk}/", {"act": "answer", "value": "1", "text": ""})
    assert [(each.follows, bool(each.text)) for each in row.answers.all()] == [(False, True), (True, False)]
    with pytest.raises(ValidationError) as missing:
        assessing.close(row, by=bo, now=NOW)
    assert "15" in str(missing.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer(round=row, point=points[2], follows=False).save()


def test_evidence_is_counted_until_the_round_is_closed_and_then_kept(centre, client_of, bo):
    answer = JointAnswerFactory.create(round__starts_on=date(2025, 1, 1), round__ends_on=date(2025, 12, 31))
    row, point = answer.round, answer.point
    document = GoverningDocumentFactory.create(title="Frivilligpolitik")
    RegistrationFactory.create(kind__base="talk", done_on=date(2025, 5, 1))
    url = f"{HERE}runder/{row.pk}/punkter/{point.pk}/"
    client_of(bo).post(url, {"act": "evidence", "e-measure": "consultations"})
    client_of(bo).post(url, {"act": "evidence", "e-thing": f"document:{document.pk}", "e-text": "side 3"})
    assert client_of(bo).post(url, {"act": "evidence"}).status_code == 422
    assert client_of(bo).post(url, {"act": "evidence", "e-thing": "document:999999"}).status_code == 422
    shown = seen(row).leaves[0].evidence
    before = shown[0].figure
    assert (shown[0].url, shown[1].name, shown[1].url) == ("/testby/kontor/planer/tal/consultations/?fra=2025-01-01&til=2025-12-31", "Frivilligpolitik: side 3", f"/testby/kontor/dokumenter/{document.pk}/")
    RegistrationFactory.create(kind__base="consultation", done_on=date(2025, 6, 1))
    assert seen(row).leaves[0].evidence[0].figure == (before or 0) + 1
    assessing.close(row, by=bo, now=NOW)
    RegistrationFactory.create(kind__base="consultation", done_on=date(2025, 6, 2))
    assert seen(Round.objects.get()).leaves[0].evidence[0].figure == (before or 0) + 1


def test_a_closed_round_stands_as_it_was(centre, bo):
    answer = JointAnswerFactory.create()
    evidence, assessor = EvidenceFactory.create(round=answer.round, point=answer.point), AssessorFactory.create(round=answer.round)
    stale = Round.objects.get()
    assessing.close(answer.round, by=bo, now=NOW)
    for row in (answer, evidence, assessor):
        with pytest.raises(RoundClosed):
            row.save()
        with pytest.raises(RoundClosed):
            row.delete()
    for act in (
        lambda: assessing.answer_jointly(stale, answer.point, 1, "", by=bo, now=NOW), lambda: assessing.assess(assessor, {}, whole=False, now=NOW),
        lambda: assessing.show(Evidence(round=stale, point=answer.point, text="mere"), by=bo, now=NOW), lambda: assessing.discard(stale, by=bo, now=NOW),
        lambda: assessing.ask(stale, [(bo, "staff")], by=bo, now=NOW),
    ):
        with pytest.raises(RoundClosed):
            act()
    assert assessing.close(answer.round, by=bo, now=NOW).closed_at == Round.objects.get().closed_at


def test_rounds_of_two_editions_compare_point_by_point(centre, client_of, bo):
    first = JointAnswerFactory.create(score=2, round__starts_on=date(2023, 1, 1), round__ends_on=date(2023, 12, 31))
    assessing.close(first.round, by=bo, now=NOW)
    edition = framing.new_edition(first.point.framework, "2025", by=bo, now=NOW)
    second = RoundFactory.create(framework=edition)
    assessing.answer_jointly(second, edition.points.get(level="criterion"), 4, "", by=bo, now=NOW)
    found = seen(second)
    assert (found.before, found.leaves[0].change) == (first.round, 2)
    page = client_of(bo).get(second.get_absolute_url()).content.decode()
    assert "op med 2" in page


def test_each_improvement_has_its_own_way_into_the_plan(centre, client_of, bo):
    GoalFactory.create_batch(2)
    first = ImprovementFactory.create(text="Skilte på tre sprog")
    page = f"{HERE}runder/{first.round_id}/punkter/{first.point_id}/"
    browser = client_of(bo)
    browser.get(page)
    with CaptureQueriesContext(connection) as alone:
        browser.get(page)
    rows = [first, *ImprovementFactory.create_batch(2, round=first.round, point=first.point)]
    with CaptureQueriesContext(connection) as together:
        shown = browser.get(page).content.decode()
    assert [(shown.count(f'for="id_goal_{row.pk}"'), shown.count(f'id="id_goal_{row.pk}"')) for row in rows] == [(1, 1)] * 3
    assert len(together) == len(alone)


def test_an_improvement_becomes_an_activity_with_one_press_and_is_never_copied(centre, client_of, bo):
    row, goal = ImprovementFactory.create(text="Skilte på tre sprog"), GoalFactory.create()
    for _twice in range(2):
        client_of(bo).post(f"{HERE}forbedringer/{row.pk}/i-planen/", {"goal": goal.pk})
    activity = Activity.objects.get()
    row.refresh_from_db()
    assert (activity.text, activity.goal, row.activity, row.text) == ("Skilte på tre sprog", goal, activity, "")
    activity.text = "Skilte på fire sprog"
    activity.save()
    assert "Skilte på fire sprog" in client_of(bo).get(row.round.get_absolute_url()).content.decode()
    assert f"Kom af: {row.round}" in client_of(bo).get(f"/testby/kontor/planer/aktivitet/{activity.pk}/").content.decode()
    with pytest.raises(ValidationError):
        improving.take_out(row, by=bo, now=NOW)
    closed = GoalFactory.create(area__plan__status="closed")
    other = ImprovementFactory.create(round=row.round, point=row.point)
    client_of(bo).post(f"{HERE}forbedringer/{other.pk}/i-planen/", {"goal": closed.pk})
    assert Improvement.objects.get(pk=other.pk).activity is None


def test_one_who_is_not_asked_has_no_page_and_no_part_in_it(centre, client_of, bo, dorte):
    answer = JointAnswerFactory.create()
    assert client_of(dorte).get(f"{HERE}runder/{answer.round_id}/mine-svar/").status_code == 404
    assert client_of(dorte).post(f"{HERE}runder/{answer.round_id}/punkter/{answer.point_id}/", {"act": "answer", "value": "1"}).status_code == 403


def test_tasks_and_calendar_know_the_rounds(centre, client_of, bo, dorte):
    row = RoundFactory.create(framework__responsible=bo, framework__every=12)
    CriterionFactory.create(framework=row.framework)
    AssessorFactory.create(round=row, user=dorte, side="board")
    assert "Hvor godt gør vi det?" in client_of(dorte).get("/testby/kontor/").content.decode()
    assert "Giv de fælles svar" not in client_of(bo).get("/testby/kontor/").content.decode()
    Assessor.objects.update(answered_at=NOW)
    assert "Giv de fælles svar" in client_of(bo).get("/testby/kontor/").content.decode()
    assessing.answer_jointly(row, row.framework.points.get(level="criterion"), 3, "", by=bo, now=NOW)
    Round.objects.filter(pk=row.pk).update(starts_on=date(NOW.year - 1, 1, 1), ends_on=NOW.date().replace(year=NOW.year - 1, day=1))
    assessing.close(row, by=bo, now=NOW)
    assert "Tid til en ny runde" in client_of(bo).get("/testby/kontor/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_a_round_asks_the_same_of_one_point_and_of_three(centre, client_of, bo, n):
    row = RoundFactory.create()
    for number in range(n):
        point = CriterionFactory.create(framework=row.framework)
        AssessorFactory.create(round=row, user=member(f"Anne{number}", "board", centre))
        JointAnswerFactory.create(round=row, point=point)
        EvidenceFactory.create(round=row, point=point)
        ImprovementFactory.create(round=row, point=point)
    browser = client_of(bo)
    browser.get(row.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        browser.get(row.get_absolute_url())
    assert len(asked) == 16
