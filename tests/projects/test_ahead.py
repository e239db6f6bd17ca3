"""What money asks for ahead of its dates: on the start page of those it concerns, in the calendar, in the search, on an association's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import Role
from brobygger.core.coming import what_comes
from brobygger.core.tasks import tasks
from brobygger.organisations.timeline import what_happened
from brobygger.projects import warnings
from tests.factories import (
    BudgetLineFactory,
    ExpenseFactory,
    FundApplicationFactory,
    FundDeadlineFactory,
    GrantFactory,
    InstalmentFactory,
    OrganisationFactory,
    PartnerFactory,
    ReportDateFactory,
)

TODAY = timezone.localdate()


def in_days(n):
    return TODAY + timedelta(days=n)


def access_of(user, centre, role):
    return Access.of(user, centre, frozenset({role}))


def asked_of(user, centre, role, rf):
    request = rf.get("/")
    request.access = access_of(user, centre, role)
    return [each.text for each in tasks["projects"](request)]


def running(**more):
    return GrantFactory.create(**{"starts_on": in_days(-100), "ends_on": in_days(400), "title": "Bevillingen", **more})


def test_reports_are_asked_for_ahead_of_the_leader_and_of_whoever_is_responsible(centre, astrid, bo, dorte, rf):
    ReportDateFactory.create(grant=running(), what="Regnskab", due_on=in_days(45))
    ReportDateFactory.create(grant=running(responsible=bo), what="Evaluering", due_on=in_days(-3))
    ReportDateFactory.create(grant=running(), what="Siden", due_on=in_days(46))
    ReportDateFactory.create(grant=running(), what="Afleveret", due_on=in_days(5), handed_in_on=TODAY)
    assert asked_of(astrid, centre, Role.LEADER, rf) == ["Aflever: Evaluering", "Aflever: Regnskab"]
    assert asked_of(bo, centre, Role.STAFF, rf) == ["Aflever: Evaluering"]
    assert asked_of(dorte, centre, Role.BOARD, rf) == []


def test_money_that_has_not_come_is_asked_after_from_its_day(centre, astrid, rf):
    grant = running()
    for days, amount, received in ((0, 175_000_00, None), (1, 1_00, None), (-30, 2_00, TODAY)):
        InstalmentFactory.create(grant=grant, due_on=in_days(days), amount=amount, received_on=received)
    assert asked_of(astrid, centre, Role.LEADER, rf) == ["Er raten på 175.000 kr. kommet?"]
    assert warnings.late_instalments(in_days(1)).count() == 2


@pytest.mark.parametrize(
    ("ends", "carried", "back", "said"),
    [(60, None, None, True), (61, None, None, False), (-10, 50, None, True), (-10, 61, None, False), (-120, None, None, True), (-121, None, None, False), (5, None, 400_000_00, False)],
)
def test_a_grant_that_ends_with_money_left_says_so(centre, astrid, rf, ends, carried, back, said):
    grant = running(starts_on=in_days(-300), ends_on=in_days(ends), carried_until=in_days(carried) if carried else None, carried_agreed="Fonden" if carried else "", paid_back=back, paid_back_on=TODAY if back else None)
    ExpenseFactory.create(line=BudgetLineFactory.create(grant=grant), amount=100_000_00, on=in_days(-200))
    left = "400.000" if back is None else ""
    assert asked_of(astrid, centre, Role.LEADER, rf) == ([f"{left} kr. af »Bevillingen« er ikke brugt"] if said else [])


def test_a_line_overdrawn_is_told_at_once(centre, astrid, rf):
    line = BudgetLineFactory.create(grant=running(), name="Ture")
    ExpenseFactory.create(line=line, amount=100_000_50, on=TODAY)
    assert asked_of(astrid, centre, Role.LEADER, rf) == ["»Ture« er overskredet med 0,50 kr."]
    assert [now.grant for now in warnings.overdrawn([line.grant])] == [line.grant]


def test_applications_are_to_be_sent_and_answered_by_whoever_is_responsible(centre, bo, astrid, rf):
    FundApplicationFactory.create(title="Min", responsible=bo, deadline=in_days(21))
    FundApplicationFactory.create(title="Ingens", deadline=in_days(2))
    FundApplicationFactory.create(title="Hendes", responsible=astrid, deadline=in_days(2))
    FundApplicationFactory.create(title="Siden", responsible=bo, deadline=in_days(22))
    FundApplicationFactory.create(title="Venter", responsible=bo, state="sent", sent_on=in_days(-90), answer_by=in_days(-1))
    FundApplicationFactory.create(title="Venter lidt", responsible=bo, state="sent", sent_on=in_days(-90), answer_by=TODAY)
    assert asked_of(bo, centre, Role.STAFF, rf) == ["Send ansøgningen »Ingens«", "Send ansøgningen »Min«", "Er der svar på »Venter«?"]


def test_a_fund_s_deadline_is_asked_about_unless_something_is_under_way(centre, bo, rf):
    FundDeadlineFactory.create(fund__name="Fonden", on=in_days(10 - 366), yearly=False)
    FundDeadlineFactory.create(fund__name="Puljen", on=in_days(10))
    busy = FundDeadlineFactory.create(fund__name="Søgt", on=in_days(10))
    FundApplicationFactory.create(fund=busy.fund, state="idea")
    assert asked_of(bo, centre, Role.STAFF, rf) == ["Søger vi Puljen denne gang?"]


def test_the_calendar_holds_all_dates_that_are_to_come(centre, astrid, carla):
    grant = running(ends_on=in_days(20))
    InstalmentFactory.create(grant=grant, due_on=in_days(1))
    ReportDateFactory.create(grant=grant, due_on=in_days(2))
    FundDeadlineFactory.create(fund__name="Puljen", on=in_days(3))
    FundApplicationFactory.create(title="Ture", deadline=in_days(4))
    FundApplicationFactory.create(title="Bus", state="sent", sent_on=in_days(-5), answer_by=in_days(5))
    found = what_comes(access_of(astrid, centre, Role.LEADER), TODAY, in_days(30))
    assert [(each.on, each.text) for each in found] == [
        (in_days(1), "100.000 kr. fra »Bevillingen«"), (in_days(2), "Regnskab: Bevillingen"), (in_days(3), "Puljen"), (in_days(4), "Ture"), (in_days(5), "Bus"), (in_days(20), "Bevillingen"),
    ]
    assert len({each.key for each in found}) == 6
    assert what_comes(access_of(carla, centre, Role.DESK), TODAY, in_days(30)) == []


def test_everything_is_found_by_its_words_by_those_who_may(centre, client_of, bo, carla):
    GrantFactory.create(title="Havebevilling")
    PartnerFactory.create(project__plan__title="Haveprojekt")
    FundApplicationFactory.create(title="Haveredskaber", fund__name="Havefonden")
    page = client_of(bo).get("/testby/kontor/soeg/?q=have").content.decode()
    for words in ("Havebevilling", "Haveprojekt", "Haveredskaber", "Havefonden"):
        assert (words in page, words in client_of(carla).get("/testby/kontor/soeg/?q=have").content.decode()) == (True, False), words


def test_an_association_s_page_says_which_projects_it_is_in(centre, astrid, carla):
    sind = OrganisationFactory.create(name="SIND")
    PartnerFactory.create(organisation=sind, project__plan__title="Unge med")
    FundApplicationFactory.create(organisation=sind, title="Deres ture", state="sent", sent_on=TODAY)
    said = [each.text for each in what_happened(access_of(astrid, centre, Role.LEADER), sind)]
    assert said == ["Deres ture", "Partner i »Unge med«"]
    assert what_happened(access_of(carla, centre, Role.DESK), sind) == []


@pytest.mark.parametrize("n", [1, 3])
def test_what_is_asked_for_takes_the_same_number_of_questions(centre, astrid, rf, n):
    for number in range(n):
        grant = running(ends_on=in_days(30))
        ExpenseFactory.create(line=BudgetLineFactory.create(grant=grant), amount=200_000_00, on=TODAY)
        InstalmentFactory.create(grant=grant, due_on=TODAY)
        ReportDateFactory.create(grant=grant, due_on=TODAY)
        FundApplicationFactory.create(deadline=TODAY)
        FundApplicationFactory.create(state="sent", sent_on=in_days(-9), answer_by=in_days(-1))
        FundDeadlineFactory.create(fund__name=f"Pulje {number}", on=in_days(4))
    with CaptureQueriesContext(connection) as asked:
        said = asked_of(astrid, centre, Role.LEADER, rf)
    assert (len(said), len(asked)) == (7 * n, 13)
