"""“I say once what counts, show what is done, and see what is coming.”"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from brobygger.board.models import GoverningDocument, Meeting
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.plan.models import Activity, Area, Goal, Marker, Plan, Proof, Target, Team

TODAY = date.today()
YEAR = TODAY.year


@pytest.fixture
def plan(centre):
    plan = Plan.objects.create(
        title=f"Aktivitetsplan {YEAR}", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31), status="adopted", adopted_on=date(YEAR, 1, 1)
    )
    team = Team.objects.create(name="Foreningsservice", since=date(YEAR, 1, 1))
    marker = Marker.objects.create(code="17", name="Partnerskaber")
    goal = Goal.objects.create(area=Area.objects.create(plan=plan, title="Service til foreninger"), title="Foreninger finder nye kræfter", team=team)
    goal.markers.add(marker)
    Activity.objects.create(goal=goal, text="Mindst to workshops om året", ends_on=TODAY + timedelta(days=20))
    described = Activity.objects.create(goal=goal, text="Metoden beskrives", position=1)
    Target.objects.create(activity=described, evidenced=True)
    workshop = Kind.objects.create(name="Workshop", base=BaseKind.WORKSHOP)
    for place in ("Korsby", "Dalby"):
        Registration.objects.create(kind=workshop, title=f"Workshop i {place}", done_on=TODAY, persons=8)
    return plan


@pytest.mark.parametrize("width", [360, 1280])
def test_say_what_counts_and_see_at_once_what_it_makes(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    activity = Activity.objects.get(text__startswith="Mindst")
    page.goto(f"/testby/kontor/planer/aktivitet/{activity.pk}/maaltal/")
    look(page)
    # The words of the activity promise a target: she takes it over, and the preview says what it would count now.
    page.get_by_role("link", name="brug").first.click()
    look(page, "target-guess")
    page.get_by_role("button", name="Gem").last.click()
    target = Target.objects.get(evidenced=False)
    assert (target.measure, target.minimum, target.per) == ("events_held", 2, "year")
    page.goto(f"/testby/kontor/planer/maaltal/{target.pk}/")
    expect(page.locator("#rows b")).to_have_text("2")
    look(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_proof_is_given_and_accepted(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    target = Target.objects.get(evidenced=True)
    page.goto(f"/testby/kontor/planer/maaltal/{target.pk}/")
    look(page)
    page.locator("textarea[name=text]").fill("Metoden står på hjemmesiden.")
    page.get_by_role("button", name="Tilføj beviset").click()
    look(page)
    page.get_by_role("button", name="Godkend som bevis").click()
    expect(page.locator("main [data-light=green]").first).to_be_visible()
    assert Proof.objects.get().accepted_on == TODAY


@pytest.mark.parametrize("width", [360, 1280])
def test_an_activity_is_moved_with_a_reason_and_then_done(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    activity = Activity.objects.get(text__startswith="Mindst")
    page.goto(f"/testby/kontor/planer/aktivitet/{activity.pk}/")
    look(page)
    to = TODAY + timedelta(days=60)
    page.get_by_label("Ny planlagt slutdato").fill(to.isoformat())
    page.get_by_label("Hvorfor den blev flyttet").fill("Salen var optaget")
    page.get_by_role("button", name="Flyt den").click()
    activity.refresh_from_db()
    assert (activity.ends_on, activity.moves.get().reason) == (to, "Salen var optaget")
    look(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_calendar_shows_what_is_coming(plan, astrid, page_of, look, width):
    Meeting.objects.create(held_on=TODAY + timedelta(days=30), place="Salen")
    GoverningDocument.objects.create(title="Samarbejdsaftale", kind="agreement", review_by=TODAY + timedelta(days=90))
    page = page_of(astrid, width=width)
    page.goto("/testby/kontor/")
    page.get_by_role("link", name="Hele kalenderen").click()
    expect(page.locator(".timeline li")).to_have_count(3)
    page.get_by_text("Se det i dit eget kalenderprogram").click()
    look(page, "calendar")
    document = GoverningDocument.objects.get()
    page.goto(f"/testby/kontor/dokumenter/{document.pk}/forpligtelser/")
    look(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Gem").click()
    look(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_lists_around_the_plan(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    for address in ("planer/", "planer/teams/", "planer/pejlemaerker/", "planer/ny/"):
        page.goto(f"/testby/kontor/{address}")
        look(page)
    team = Team.objects.get()
    page.goto(f"/testby/kontor/planer/teams/{team.pk}/")
    look(page)
    page.goto(f"/testby/kontor/planer/{plan.pk}/uden-optaelling/")
    look(page)
