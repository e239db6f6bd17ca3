"""“First edition drawn up” is a deliverable of the plan: met by itself when version 1 of the governing document is adopted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.board.models import DocumentVersion, GoverningDocument
from brobygger.plan.evaluation import evaluate, evaluate_target
from brobygger.plan.models import Target
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

TODAY = timezone.localdate()


@pytest.fixture
def goal(centre):
    plan = a_plan(title="Årets plan", starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year, 12, 31), adopted_on=date(TODAY.year, 1, 1))
    return a_goal(an_area(plan))


@pytest.fixture
def target(goal):
    return a_target(
        an_activity(goal, text="1. udgave af frivilligpolitikken udarbejdes"), measure="documents_adopted",
        narrow={"document": ["volunteer_policy"]}, minimum=1, maximum=1,
    )


def test_from_draft_to_adopted_with_who_took_part(client_of, astrid, goal, target):
    browser = client_of(astrid)
    browser.post("/testby/kontor/dokumenter/nyt/", {"title": "Frivilligpolitik", "kind": "volunteer_policy", "review_by": ""})
    document = GoverningDocument.objects.get()
    browser.post(f"/testby/kontor/dokumenter/{document.pk}/version/", {"number": "1", "text": "Skrevet af Bo og tre frivillige."})
    assert evaluate_target(target, TODAY).count == 0
    version = DocumentVersion.objects.get()
    said = {"number": "1", "text": version.text, "adopted_on": TODAY.isoformat(), "version": version.version}
    browser.post(f"/testby/kontor/dokumenter/versioner/{version.pk}/", said)
    state = evaluate_target(Target.objects.get(), TODAY)
    assert (state.count, state.light.colour) == (1, "green")
    (goal_state,) = evaluate(goal.area.plan, TODAY).goals()
    assert goal_state.result.colour == "green"
    page = browser.get(f"/testby/kontor/planer/maaltal/{target.pk}/").content.decode()
    assert f"/testby/kontor/dokumenter/{document.pk}/" in page
    assert "Skrevet af Bo og tre frivillige." in browser.get(f"/testby/kontor/dokumenter/{document.pk}/").content.decode()


def test_the_second_edition_and_another_policy_are_not_the_first(target):
    statutes = GoverningDocument.objects.create(title="Vedtægter", kind="statutes")
    DocumentVersion.objects.create(document=statutes, number=1, adopted_on=TODAY)
    assert evaluate_target(target, TODAY).count == 0


def test_a_document_looked_over_again_counts_as_evaluated(goal):
    reviewed = a_target(an_activity(goal), measure="documents_reviewed", minimum=1)
    policy = GoverningDocument.objects.create(title="Personalepolitik", kind="staff_policy")
    DocumentVersion.objects.create(document=policy, number=1, adopted_on=TODAY - timedelta(days=1), reviewed_on=TODAY)
    assert evaluate_target(reviewed, TODAY).count == 1
