"""Editing a plan in steps: what each does to the tree, what it leaves in the trail, and the way back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from brobygger.centres.models import Change
from brobygger.core.versions import Stale
from brobygger.plan import edits
from brobygger.plan.actions import Closed
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, PlanEdit, Target
from brobygger.plan.tree import load
from tests.factories import MarkerFactory, MeansOfVerificationFactory, TeamFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shape(plan):
    """The plan as nested words: areas, goals, and under each goal its activities with their numbers of targets, and means."""
    return {
        area.area.title: {
            goal.goal.title: [(each.activity.text, len(each.targets)) for each in goal.activities] + [means.text for means in goal.means]
            for goal in area.goals
        }
        for area in load(plan).areas
    }


@pytest.fixture
def plan(centre):
    """Two areas; the first with two goals, the first of which has two activities and a documentation."""
    found = a_plan()
    first, second = an_area(found, title="Foreninger"), an_area(found, title="Frivillige", position=1)
    goal = a_goal(first, title="Stærkere foreninger")
    a_goal(first, title="Flere foreninger", position=1)
    a_goal(second, title="Flere frivillige")
    activity = an_activity(goal, text="Workshops. Kurser")
    a_target(activity)
    a_target(activity, minimum=9)
    an_activity(goal, text="Sparring", position=1)
    MeansOfVerificationFactory.create(goal=goal, text="Tælling")
    return found


def part(model, words):
    return next(row for row in model.objects.filter(removed=False) if str(row) == words)


def test_a_new_part_comes_last_among_its_siblings(plan, bo):
    edits.add(Goal(area=part(Area, "Foreninger"), title="Nye foreninger"), by=bo, now=NOW)
    assert list(shape(plan)["Foreninger"]) == ["Stærkere foreninger", "Flere foreninger", "Nye foreninger"]


def test_up_and_down_among_siblings_as_they_stand(plan, bo):
    goal = part(Goal, "Flere foreninger")
    edits.move(goal, -1, by=bo, now=NOW)
    assert list(shape(plan)["Foreninger"]) == ["Flere foreninger", "Stærkere foreninger"]
    edits.move(goal, -1, by=bo, now=NOW)  # at the end nothing happens
    assert PlanEdit.objects.count() == 1
    edits.move(goal, 1, by=bo, now=NOW)
    assert list(shape(plan)["Foreninger"]) == ["Stærkere foreninger", "Flere foreninger"]


def test_siblings_that_share_a_place_are_numbered_first(plan, bo):
    area = part(Area, "Frivillige")
    for title in ("Andet", "Tredje"):
        a_goal(area, title=title)
    edits.move(part(Goal, "Tredje"), -1, by=bo, now=NOW)
    assert list(shape(plan)["Frivillige"]) == ["Flere frivillige", "Tredje", "Andet"]


def test_removing_takes_all_below_along_and_undo_brings_it_back(plan, bo):
    before = shape(plan)
    area = part(Area, "Foreninger")
    edits.remove(area, version=area.version, by=bo, now=NOW)
    assert list(shape(plan)) == ["Frivillige"]
    edits.undo(PlanEdit.objects.get(), by=bo, now=NOW)
    assert shape(plan) == before


def test_moving_under_another_parent(plan, bo):
    goal = part(Goal, "Stærkere foreninger")
    edits.move_to(goal, part(Area, "Frivillige"), version=goal.version, by=bo, now=NOW)
    assert {area: list(goals) for area, goals in shape(plan).items()} == {
        "Foreninger": ["Flere foreninger"], "Frivillige": ["Flere frivillige", "Stærkere foreninger"],
    }


def test_nothing_moves_into_another_plan_or_under_what_was_taken_out(plan, bo):
    goal = part(Goal, "Stærkere foreninger")
    elsewhere = an_area(a_plan(title="En anden plan"), title="Andetsteds")
    gone = an_area(plan, title="Væk", removed=True)
    for parent, sentence in ((elsewhere, "That is in another plan."), (gone, "That has been taken out of the plan.")):
        with pytest.raises(ValidationError) as refusal:
            edits.move_to(goal, parent, version=None, by=bo, now=NOW)
        assert refusal.value.messages == [sentence]
    assert PlanEdit.objects.count() == 0


def test_splitting_an_activity_in_two(plan, bo):
    activity = part(Activity, "Workshops. Kurser")
    second = activity.targets.get(minimum=9)
    edits.split(
        activity, first="Workshops", second="Kurser", carried={"target": [second.pk]}, version=activity.version, by=bo, now=NOW
    )
    assert shape(plan)["Foreninger"]["Stærkere foreninger"] == [("Workshops", 1), ("Kurser", 1), ("Sparring", 0), "Tælling"]


def test_splitting_a_goal_carries_its_team_owner_and_markers(plan, bo):
    goal = part(Goal, "Stærkere foreninger")
    goal.team, goal.owner = TeamFactory.create(), bo
    goal.save()
    goal.markers.add(MarkerFactory.create())
    sparring, means = part(Activity, "Sparring"), part(MeansOfVerification, "Tælling")
    new = edits.split(
        goal, first="Stærkere", second="Foreninger", carried={"activity": [sparring.pk], "means": [means.pk]},
        version=goal.version, by=bo, now=NOW,
    )
    assert shape(plan)["Foreninger"] == {
        "Stærkere": [("Workshops. Kurser", 2)], "Foreninger": [("Sparring", 0), "Tælling"], "Flere foreninger": [],
    }
    assert (new.team, new.owner, list(new.markers.all())) == (goal.team, bo, list(goal.markers.all()))


def test_both_halves_need_words(plan, bo):
    with pytest.raises(ValidationError) as refusal:
        edits.split(part(Activity, "Sparring"), first="Sparring", second="  ", carried={}, version=None, by=bo, now=NOW)
    assert refusal.value.messages == ["Both halves need words."]


def test_joining_a_goal_to_the_one_above(plan, bo):
    goal = part(Goal, "Flere foreninger")
    an_activity(goal, text="Opsøgende arbejde")
    goal.markers.add(MarkerFactory.create(name="Sundhed"))
    above = edits.merge_up(goal, version=goal.version, by=bo, now=NOW)
    assert shape(plan)["Foreninger"] == {
        "Stærkere foreninger Flere foreninger": [("Workshops. Kurser", 2), ("Sparring", 0), ("Opsøgende arbejde", 0), "Tælling"]
    }
    assert [marker.name for marker in above.markers.all()] == ["Sundhed"]


def test_there_must_be_something_above_to_join(plan, bo):
    with pytest.raises(ValidationError) as refusal:
        edits.merge_up(part(Goal, "Stærkere foreninger"), version=None, by=bo, now=NOW)
    assert refusal.value.messages == ["There is nothing above to join it to."]


STEPS = {
    "add": lambda plan, by: edits.add(Activity(goal=part(Goal, "Flere frivillige"), text="Frivilligbørs"), by=by, now=NOW),
    "move": lambda plan, by: edits.move(part(Area, "Frivillige"), -1, by=by, now=NOW),
    "remove": lambda plan, by: edits.remove(part(Activity, "Sparring"), version=None, by=by, now=NOW),
    "move_to": lambda plan, by: edits.move_to(part(Activity, "Sparring"), part(Goal, "Flere frivillige"), version=None, by=by, now=NOW),
    "merge": lambda plan, by: edits.merge_up(part(Goal, "Flere foreninger"), version=None, by=by, now=NOW),
    "merge areas": lambda plan, by: edits.merge_up(part(Area, "Frivillige"), version=None, by=by, now=NOW),
    "split": lambda plan, by: edits.split(
        part(Goal, "Stærkere foreninger"), first="A", second="B", carried={"activity": [part(Activity, "Sparring").pk]},
        version=None, by=by, now=NOW,
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_undone_and_done_again(plan, bo, step):
    # as text, because dictionaries are equal in any order
    before = repr(shape(plan))
    STEPS[step](plan, bo)
    after = repr(shape(plan))
    assert after != before
    edits.undo(PlanEdit.objects.first(), by=bo, now=NOW)
    assert repr(shape(plan)) == before
    edits.undo(PlanEdit.objects.first(), by=bo, now=NOW)
    assert repr(shape(plan)) == after


def test_a_step_cannot_be_undone_twice(plan, bo):
    edits.remove(part(Activity, "Sparring"), version=None, by=bo, now=NOW)
    edit = PlanEdit.objects.get()
    edits.undo(edit, by=bo, now=NOW)
    with pytest.raises(edits.WentOn) as refusal:
        edits.undo(edit, by=bo, now=NOW)
    assert str(refusal.value) == "This step has been undone already."


def test_undo_refuses_where_somebody_went_on_and_names_them(plan, astrid, bo):
    goal = part(Goal, "Flere foreninger")
    goal.title = "Mange flere foreninger"
    edits.change(goal, by=bo, now=NOW)
    goal.title = "Endnu flere foreninger"
    edits.change(goal, by=astrid, now=NOW)
    first = PlanEdit.objects.order_by("pk").first()
    with pytest.raises(edits.WentOn) as refusal:
        edits.undo(first, by=bo, now=NOW)
    assert str(refusal.value) == "Astrid has changed “Endnu flere foreninger” since. Undo that step first."
    assert part(Goal, "Endnu flere foreninger").pk == goal.pk
    edits.undo(PlanEdit.objects.first(), by=bo, now=NOW)
    edits.undo(first, by=bo, now=NOW)
    assert part(Goal, "Flere foreninger").pk == goal.pk


def test_what_another_changed_in_another_field_stands_in_no_ones_way(plan, astrid, bo):
    goal = part(Goal, "Flere foreninger")
    goal.title = "Mange flere foreninger"
    edits.change(goal, by=bo, now=NOW)
    goal.note = "Husk byrådet."
    edits.change(goal, by=astrid, now=NOW)
    edits.undo(PlanEdit.objects.order_by("pk").first(), by=bo, now=NOW)
    goal.refresh_from_db()
    assert (goal.title, goal.note) == ("Flere foreninger", "Husk byrådet.")


def test_a_new_part_that_others_have_built_on_stays(plan, astrid, bo):
    goal = edits.add(Goal(area=part(Area, "Frivillige"), title="Nyt mål"), by=bo, now=NOW)
    edits.add(Activity(goal=goal, text="Ny aktivitet"), by=astrid, now=NOW)
    with pytest.raises(edits.WentOn) as refusal:
        edits.undo(PlanEdit.objects.order_by("pk").first(), by=bo, now=NOW)
    assert str(refusal.value) == "“Nyt mål” has got parts of its own since."


def test_undo_puts_markers_back(plan, bo):
    goal, marker = part(Goal, "Flere foreninger"), MarkerFactory.create()
    edits.change(goal, markers=[marker], by=bo, now=NOW)
    assert list(goal.markers.all()) == [marker]
    edits.undo(PlanEdit.objects.get(), by=bo, now=NOW)
    assert list(goal.markers.all()) == []


def test_undo_is_refused_when_what_it_refers_to_is_gone(plan, bo):
    goal = part(Goal, "Flere foreninger")
    team = TeamFactory.create()
    goal.team = team
    goal.save()
    goal.team = None
    edits.change(goal, by=bo, now=NOW)
    team.delete()
    with pytest.raises(edits.WentOn):
        edits.undo(PlanEdit.objects.get(), by=bo, now=NOW)
    goal.refresh_from_db()
    assert (goal.team, PlanEdit.objects.get().undone_at) == (None, None)


def test_a_stale_copy_is_refused_and_nothing_is_written(plan, astrid, bo):
    mine, theirs = part(Goal, "Flere foreninger"), part(Goal, "Flere foreninger")
    theirs.title = "Deres ord"
    edits.change(theirs, by=astrid, now=NOW)
    mine.title = "Mine ord"
    with pytest.raises(Stale):
        edits.change(mine, by=bo, now=NOW)
    for act in (edits.remove, edits.merge_up):
        with pytest.raises(Stale):
            act(mine, version=1, by=bo, now=NOW)
    assert (PlanEdit.objects.count(), part(Goal, "Deres ord").version) == (1, 2)


def test_a_closed_plan_is_history(plan, bo):
    plan.status = "closed"
    plan.save()
    with pytest.raises(Closed):
        edits.move(part(Goal, "Flere foreninger"), -1, by=bo, now=NOW)
    with pytest.raises(Closed):
        edits.add(Area(plan=plan, title="Nyt"), by=bo, now=NOW)


def test_each_step_leaves_its_lines_in_the_trail(plan, bo):
    goal = part(Goal, "Flere foreninger")
    goal.title = "Mange flere foreninger"
    edits.change(goal, by=bo, now=NOW)
    change = Change.objects.get()
    assert (change.verb, change.model, change.row, change.by, change.fields) == (
        "edited", "plan.Goal", goal.pk, bo, {"title": ["Flere foreninger", "Mange flere foreninger"]},
    )


def test_the_trail_and_the_step_stand_or_fall_with_the_change(plan, bo):
    goal = part(Goal, "Flere foreninger")
    goal.starts_on, goal.ends_on = date(2026, 6, 1), date(2026, 5, 1)
    with pytest.raises(ValidationError):
        edits.change(goal, by=bo, now=NOW)
    assert (Change.objects.count(), PlanEdit.objects.count()) == (0, 0)


def test_a_change_of_nothing_is_no_step(plan, bo):
    edits.change(part(Goal, "Flere foreninger"), by=bo, now=NOW)
    assert (Change.objects.count(), PlanEdit.objects.count()) == (0, 0)


def test_a_target_moves_to_another_activity_and_back(plan, bo):
    target = Target.objects.get(minimum=9)
    sparring = part(Activity, "Sparring")
    edits.move_to(target, sparring, version=target.version, by=bo, now=NOW)
    assert list(sparring.targets.values_list("minimum", flat=True)) == [9]
    edits.undo(PlanEdit.objects.get(), by=bo, now=NOW)
    assert list(sparring.targets.all()) == []
