"""A co-operation agreement: its obligations are targets, it asks for a yearly dialogue meeting and an evaluation; calendar and report show it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from brobygger.board.models import DocumentVersion, GoverningDocument
from brobygger.board.obligations import obligations_of
from brobygger.centres.models import Change
from brobygger.journal.base_kinds import BaseKind
from brobygger.organisations.models import Organisation, Sector
from brobygger.reports import board_pack, followup
from brobygger.reports.document import Table
from brobygger.reports.standing import standing
from tests.board.growing import a_meeting
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work

TODAY = timezone.localdate()
REVIEW = TODAY + timedelta(days=40)


@pytest.fixture
def plan(centre):
    return a_plan(starts_on=date(TODAY.year, 1, 1), ends_on=date(TODAY.year + 1, 12, 31), adopted_on=date(TODAY.year, 1, 1))


@pytest.fixture
def dialogue(plan):
    activity = an_activity(a_goal(an_area(plan), title="Et levende samarbejde"), text="Et årligt dialogmøde med kommunen")
    return a_target(activity, narrow={"base": ["dialogue_meeting"]}, minimum=1, maximum=1, per="year")


@pytest.fixture
def agreement(dialogue):
    municipality = Organisation.objects.create(name="Kommunen", sector=Sector.MUNICIPALITY)
    row = GoverningDocument.objects.create(
        title="Samarbejdsaftale med kommunen", kind="agreement", partner=municipality, review_by=REVIEW
    )
    DocumentVersion.objects.create(document=row, number=1, adopted_on=date(TODAY.year, 1, 1), reviewed_on=date(TODAY.year, 1, 1))
    return row


def tables(document):
    return {block.caption or block.name: block for block in document.blocks if isinstance(block, Table)}


def test_obligations_are_chosen_among_the_plans_targets_and_kept_in_the_history(client_of, astrid, agreement, dialogue):
    browser = client_of(astrid)
    page = f"/testby/kontor/dokumenter/{agreement.pk}/"
    assert "Et årligt dialogmøde" in browser.get(f"{page}forpligtelser/").content.decode()
    assert browser.post(f"{page}forpligtelser/", {"obligations": [dialogue.pk], "version": agreement.version}).status_code == 302
    (obligation,) = browser.get(page).context["obligations"]
    assert (obligation.state.count, obligation.due, obligation.met) == (0, date(TODAY.year, 12, 31), False)
    change = Change.objects.filter(model=GoverningDocument._meta.label, row=agreement.pk).latest("pk")
    assert (change.by, len(change.fields["obligations"][1])) == (astrid, 1)


def test_it_stands_in_the_calendar_until_it_is_met_and_comes_back_the_year_after(client_of, astrid, agreement, dialogue):
    agreement.obligations.add(dialogue)
    browser = client_of(astrid)

    def said():
        found = [row for _month, rows in browser.get("/testby/kontor/kalender/").context["months"] for row in rows]
        return [(row.on, row.key.partition("-")[0]) for row in found if row.key.startswith(("document", "obligation"))]

    year_end = date(TODAY.year, 12, 31)
    assert sorted(said()) == sorted([(REVIEW, "document"), (year_end, "obligation")])
    work(TODAY, BaseKind.DIALOGUE_MEETING)
    assert said() == [(REVIEW, "document")]
    (next_year,) = obligations_of(GoverningDocument.objects.all(), date(TODAY.year + 1, 2, 1))
    assert (next_year.due, next_year.met) == (date(TODAY.year + 1, 12, 31), False)


def test_the_board_pack_and_the_follow_up_say_the_same_of_it(centre, agreement, dialogue, plan):
    agreement.obligations.add(dialogue)
    work(TODAY, BaseKind.DIALOGUE_MEETING)
    with translation.override("en"):
        found = standing(centre, [plan], TODAY, meeting=a_meeting(plan, TODAY))
        for paper in (followup.paper(found), board_pack.compose(found)):
            said = tables(paper)
            first = date(TODAY.year, 1, 1)
            assert said["Co-operation agreements"].rows == ((agreement.title, "Kommunen", first, first, REVIEW),)
            (group,) = said["What they oblige to"].groups
            ((what, asked, counted, light, by),) = group.rows
            assert (group.label, what, counted, light.colour, by) == (
                agreement.title, "Et årligt dialogmøde med kommunen", 1, "green", date(TODAY.year, 12, 31),
            )
            assert asked == str(dialogue)


def test_an_evaluation_is_counted_when_it_has_been_held(plan, agreement):
    evaluated = a_target(
        an_activity(a_goal(an_area(plan))), measure="documents_reviewed", narrow={"document": ["agreement"]}, minimum=1, per="year"
    )
    agreement.obligations.add(evaluated)
    (obligation,) = obligations_of(GoverningDocument.objects.all(), TODAY)
    assert (obligation.state.count, obligation.met) == (1, True)


def test_what_was_chosen_in_an_earlier_plan_does_not_slip_when_the_form_is_saved(client_of, astrid, agreement, dialogue):
    old = a_target(an_activity(a_goal(an_area(a_plan(starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31), status="closed")))))
    agreement.obligations.add(old)
    browser = client_of(astrid)
    page = f"/testby/kontor/dokumenter/{agreement.pk}/forpligtelser/"
    ticked = [str(each) for each in browser.get(page).context["form"]["obligations"].value()]
    browser.post(page, {"obligations": [*ticked, dialogue.pk], "version": agreement.version})
    assert set(agreement.obligations.values_list("pk", flat=True)) == {old.pk, dialogue.pk}
