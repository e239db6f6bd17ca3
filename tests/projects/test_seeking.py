"""Seeking money: a calendar that comes again each year, applications that go step by step, texts used again, and what is counted."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from brobygger.projects import granting, seeking
from brobygger.projects.models import Annex, ApplicationText, Fund, FundApplication, FundDeadline, Grant
from brobygger.projects.seeking import STEPS, State
from tests.factories import (
    AnnexFactory,
    ApplicationTextFactory,
    ConsultationFactory,
    FundApplicationFactory,
    FundDeadlineFactory,
    FundFactory,
    GrantFactory,
    OrganisationFactory,
    ProjectFactory,
    ThemeFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/ansoegninger/"
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def counted(key, **narrow):
    demand = Demand(key, YEAR, freeze(narrow))
    return count([demand])[demand]


def test_an_application_goes_from_an_idea_to_a_grant_and_each_step_is_undone(centre, client_of, astrid, bo):
    browser = client_of(bo)
    fund = FundFactory.create(name="Fonden for fællesskaber")
    browser.post(f"{HERE}ny/", {"title": "Unge med", "fund": fund.pk, "asked": "350.000"})
    row = FundApplication.objects.get()
    page = browser.post(f"{HERE}{row.pk}/bliver/draft/", follow=True).content.decode()
    assert "»Unge med«: under arbejde nu." in page
    assert f"{HERE}{row.pk}/tilbage/" in page
    browser.post(f"{HERE}{row.pk}/bliver/sent/", {"on": TODAY - timedelta(days=9)})
    browser.post(f"{HERE}{row.pk}/bliver/granted/", {"on": TODAY, "granted": "300.000", "answer": "Held og lykke."})
    row.refresh_from_db()
    assert (row.state, row.sent_on, row.answered_on, row.granted, row.answer) == ("granted", TODAY - timedelta(days=9), TODAY, 300_000_00, "Held og lykke.")
    for was in ("sent", "draft", "idea"):
        browser.post(f"{HERE}{row.pk}/tilbage/")
        row.refresh_from_db()
        assert row.state == was
    assert (row.sent_on, row.answered_on, row.granted, row.answer) == (None, None, None, "")
    assert "der er intet at tage tilbage" in browser.post(f"{HERE}{row.pk}/tilbage/", follow=True).content.decode()


def test_a_grant_is_written_down_of_what_was_granted_once_and_keeps_its_application(centre, client_of, astrid, bo):
    row = FundApplicationFactory.create(state="granted", sent_on=date(2025, 1, 5), answered_on=date(2025, 3, 1), granted=80_000_00, fund__name="Fonden", title="Ture")
    assert "Skriv bevillingen ned" not in client_of(bo).get(row.get_absolute_url()).content.decode()
    browser = client_of(astrid)
    form = browser.get(f"/testby/kontor/bevillinger/ny/?ansoegning={row.pk}").content.decode()
    assert ('value="80000"' in form, 'value="Ture"' in form) == (True, True)
    sent = {"title": "Ture", "amount": "80.000", "granted_on": "2025-03-01", "starts_on": "2025-04-01", "ends_on": "2025-12-31", "fund": row.fund_id}
    browser.post(f"/testby/kontor/bevillinger/ny/?ansoegning={row.pk}", sent)
    grant = Grant.objects.get()
    assert (grant.application, [(each.name, each.amount) for each in grant.payers.all()]) == (row, [("Fonden", 80_000_00)])
    assert "Bevillingen »Ture« står på den." in browser.post(f"{HERE}{row.pk}/tilbage/", follow=True).content.decode()
    browser.post(f"/testby/kontor/bevillinger/ny/?ansoegning={row.pk}", {**sent, "title": "Igen"})
    assert Grant.objects.filter(application=row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_grant_down_at_once_get_one(centre, astrid):
    row = FundApplicationFactory.create(state="granted", sent_on=date(2025, 1, 5), answered_on=date(2025, 3, 1), granted=80_000_00)
    made = [Grant(application=FundApplication.objects.select_related("fund").get(), title=f"{n}", amount=80_000_00, granted_on=date(2025, 3, 1), starts_on=date(2025, 4, 1), ends_on=date(2025, 12, 31)) for n in range(2)]
    results = at_once(centre, [partial(granting.keep, each, by=astrid, now=NOW) for each in made])
    assert sorted(type(each).__name__ for each in results) == ["Grant", "ValidationError"]
    assert Grant.objects.get().application == row


@pytest.mark.parametrize("state", list(State))
def test_from_each_state_only_its_own_steps_are_taken(centre, bo, state):
    days = {"sent_on": date(2025, 2, 1)} if state in {"sent", "granted", "refused"} else {}
    days |= {"answered_on": date(2025, 3, 1)} if state in {"granted", "refused"} else {}
    row = FundApplicationFactory.create(state=state, granted=1_00 if state == "granted" else None, **days)
    for wanted in State:
        if wanted in STEPS[state]:
            continue
        with pytest.raises(ValidationError):
            seeking.step(row, wanted, on=TODAY, granted=1_00, by=bo, now=NOW)
    assert FundApplication.objects.get().state == state


@pytest.mark.parametrize(
    ("step", "sent", "words"),
    [
        ("sent", {"on": TODAY + timedelta(days=1)}, "Den dag er ikke kommet"), ("sent", {"on": ""}, "påkrævet"), ("granted", {"on": TODAY, "granted": "5"}, "Den kan ikke blive »bevilget« derfra."),
    ],
)
def test_a_step_that_cannot_be_says_why(centre, client_of, bo, step, sent, words):
    row = FundApplicationFactory.create()
    answer = client_of(bo).post(f"{HERE}{row.pk}/bliver/{step}/", sent)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_it_is_not_sent_before_it_asks_for_something_nor_answered_before_it_was_sent(centre, client_of, bo):
    row = FundApplicationFactory.create(asked=None)
    assert "Skriv, hvor meget I søger" in client_of(bo).post(f"{HERE}{row.pk}/bliver/sent/", {"on": TODAY}).content.decode()
    FundApplication.objects.filter(pk=row.pk).update(asked=5_00, state="sent", sent_on=TODAY)
    answer = client_of(bo).post(f"{HERE}{row.pk}/bliver/refused/", {"on": TODAY - timedelta(days=1)}).content.decode()
    assert "Den blev først sendt" in answer
    answer = client_of(bo).post(f"{HERE}{row.pk}/ret/", {"title": "Ture", "fund": row.fund_id, "asked": "", "version": FundApplication.objects.get().version})
    assert (answer.status_code, "så den søgte om noget" in answer.content.decode()) == (422, True)


def test_nothing_else_is_a_step(centre, client_of, bo):
    row = FundApplicationFactory.create()
    for state in ("idea", "noget", "1"):
        assert client_of(bo).get(f"{HERE}{row.pk}/bliver/{state}/").status_code == 404


def test_texts_are_taken_over_as_copies_of_their_own(centre, client_of, bo):
    earlier, row = ApplicationTextFactory.create(application__title="Sidste år"), FundApplicationFactory.create()
    ApplicationTextFactory.create(heading="Metode", text="Vi går ture.")
    own = ApplicationTextFactory.create(application=row, heading="Budget")
    browser = client_of(bo)
    assert "Metode" in browser.get(f"{HERE}{row.pk}/genbrug/?q=ture").content.decode()
    browser.post(f"{HERE}{row.pk}/genbrug/", {"text": [earlier.pk, own.pk, "x"]})
    copy = row.texts.get(copied_from=earlier)
    assert (row.texts.count(), copy.text) == (2, "Vi vil hjælpe flere.")
    browser.post(f"{HERE}tekst/{copy.pk}/", {"heading": "Formål", "text": "Endnu flere.", "version": copy.version})
    assert ApplicationText.objects.get(pk=earlier.pk).text == "Vi vil hjælpe flere."
    page = browser.get(row.get_absolute_url()).content.decode()
    assert ("Endnu flere." in page, "hentet fra »Sidste år«" in page) == (True, True)


def test_annexes_are_ticked_and_missing_ones_are_told_before_it_is_sent(centre, client_of, bo):
    row = FundApplicationFactory.create()
    browser = client_of(bo)
    for name in ("Budget", "Vedtægter"):
        browser.post(f"{HERE}{row.pk}/bilag/nyt/", {"name": name})
    first = Annex.objects.get(name="Budget")
    browser.post(f"{HERE}bilag/{first.pk}/klar/", {"ready": "1"})
    assert "1 af 2 klar." in browser.get(row.get_absolute_url()).content.decode()
    assert "1 bilag er ikke klar." in browser.get(f"{HERE}{row.pk}/bliver/sent/").content.decode()
    browser.post(f"{HERE}bilag/{first.pk}/klar/", {"ready": "0"})
    assert Annex.objects.get(pk=first.pk).ready_on is None
    browser.post(f"{HERE}bilag/{first.pk}/", {"act": "remove"})
    assert Annex.objects.count() == 1


def test_help_with_an_association_s_own_counts_as_a_consultation_and_not_here(centre, client_of, bo):
    sind, helped = OrganisationFactory.create(name="SIND"), ConsultationFactory.create(about="fundraising", registration__done_on=date(2025, 4, 1))
    sent = {"title": "Deres ture", "fund": FundFactory.create().pk, "asked": "5000", "consultation": helped.pk}
    answer = client_of(bo).post(f"{HERE}ny/", sent)
    assert (answer.status_code, "Sig, hvis ansøgning det er" in answer.content.decode()) == (422, True)
    client_of(bo).post(f"{HERE}ny/", {**sent, "organisation": sind.pk})
    row = FundApplication.objects.get()
    FundApplication.objects.filter(pk=row.pk).update(state="granted", sent_on=date(2025, 4, 2), answered_on=date(2025, 5, 1), granted=5_000_00)
    assert [counted(key) for key in ("applications_sent", "applications_granted", "amount_granted", "consultations")] == [0, 0, 0, 1]
    assert "Deres ture" not in client_of(bo).get(f"{HERE}?vis=alle").content.decode()
    assert "SIND" in client_of(bo).get(f"{HERE}?vis=hjulpet").content.decode()


def test_what_was_sent_granted_and_how_much_is_counted_as_by_hand(centre):
    theme, project, fund = ThemeFactory.create(), ProjectFactory.create(), FundFactory.create()
    FundApplicationFactory.create(state="sent", sent_on=date(2025, 1, 1), fund=fund)
    FundApplicationFactory.create(state="withdrawn", sent_on=date(2025, 12, 31), theme=theme)
    FundApplicationFactory.create(state="refused", sent_on=date(2024, 12, 31), answered_on=date(2025, 2, 1))
    FundApplicationFactory.create(state="granted", sent_on=date(2024, 11, 1), answered_on=date(2025, 2, 1), granted=10_000_50, theme=theme)
    became = FundApplicationFactory.create(state="granted", sent_on=date(2025, 3, 1), answered_on=date(2025, 6, 1), granted=40_000_00, fund=fund, project=project, theme=theme)
    GrantFactory.create(application=became, amount=40_000_50, granted_on=date(2025, 6, 2), fund=fund, project=project)
    GrantFactory.create(amount=700_000_00, granted_on=date(2025, 1, 1))
    GrantFactory.create(amount=700_000_00, granted_on=date(2024, 12, 31))
    FundApplicationFactory.create(sent_on=None)
    assert [counted(key) for key in ("applications_sent", "applications_granted", "amount_granted")] == [3, 2, 750_001]
    assert [counted(key, fund=[fund.pk]) for key in ("applications_sent", "applications_granted", "amount_granted")] == [2, 1, 40_000]
    assert [counted(key, theme=[theme.pk]) for key in ("applications_sent", "applications_granted", "amount_granted")] == [2, 2, 50_001]
    assert [counted(key, project=[project.plan_id]) for key in ("applications_sent", "applications_granted", "amount_granted")] == [1, 1, 40_000]
    assert counted("amount_granted", project=[None]) == 710_000
    rows = [source.show(row) for source in measures["amount_granted"].sources for row in source.evidence(YEAR, {})]
    assert sorted(each.amount for each in rows) == [10_000, 40_000, 700_000]


def test_the_calendar_comes_again_each_year_and_holds_what_comes_once(centre, client_of, bo):
    FundDeadlineFactory.create(fund__name="Hvert år", on=date(TODAY.year - 3, 3, 1), yearly=True)
    FundDeadlineFactory.create(fund__name="Én gang", on=TODAY + timedelta(days=30))
    FundDeadlineFactory.create(fund__name="Forbi", on=TODAY - timedelta(days=1))
    FundDeadlineFactory.create(fund__name="Glemt", fund__retired=True, on=TODAY + timedelta(days=30))
    assert sorted(due.deadline.fund.name for due in seeking.calendar(TODAY)) == ["Hvert år", "Én gang"]
    page = client_of(bo).get("/testby/kontor/fonde/").content.decode()
    assert ("1. marts: " in page, "Glemt" in page) == (True, False)
    assert "Glemt" in client_of(bo).get("/testby/kontor/fonde/?vis=gamle").content.decode()


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.dates(date(2024, 1, 1), date(2029, 1, 1)))
def test_a_yearly_deadline_comes_once_in_any_year_from_its_first(on, start):
    row = FundDeadline(on=on, yearly=True)
    days = row.within(start, start + timedelta(days=364))
    assert len(days) <= 1
    assert all(day.month == on.month and abs(day.day - on.day) <= 1 for day in days)
    if on <= start and (on.month, on.day) != (2, 29):
        assert len(row.within(start, start + timedelta(days=365))) >= 1


def test_a_fund_is_written_with_its_deadlines_and_leaves_as_a_file(centre, client_of, bo, dorte):
    browser = client_of(bo)
    browser.post("/testby/kontor/fonde/ny/", {"name": "=Fonden", "kind": "foundation", "about": "Ture", "link": "fonden.example"})
    row = Fund.objects.get()
    browser.post(f"/testby/kontor/fonde/{row.pk}/frist/ny/", {"on": "2025-03-01", "yearly": "on"})
    assert browser.post("/testby/kontor/fonde/ny/", {"name": "=Fonden", "kind": "foundation"}).status_code == 422
    page = client_of(dorte).get(row.get_absolute_url()).content.decode()
    assert ("1. marts hvert år" in page, "https://fonden.example" in page) == (True, True)
    text = client_of(dorte).get("/testby/kontor/fonde/?format=csv").content.decode("utf-8-sig").splitlines()
    assert text[1] == "'=Fonden;Privat fond;Ture;https://fonden.example;01.03;0".replace("Privat", "privat")
    browser.post(f"/testby/kontor/fonde/frist/{FundDeadline.objects.get().pk}/", {"act": "remove"})
    assert not FundDeadline.objects.exists()


def test_the_list_sums_up_by_state_and_leaves_as_a_file(centre, client_of, dorte):
    for state, extra in (("idea", {}), ("draft", {}), ("draft", {}), ("granted", {"sent_on": date(2025, 1, 1), "answered_on": date(2025, 2, 1), "granted": 70_000_00})):
        FundApplicationFactory.create(state=state, **extra)
    page = client_of(dorte).get(HERE)
    assert [(state.value, n, asked, granted) for state, n, asked, granted in page.context["states"] if n] == [("idea", 1, 100_000_00, 0), ("draft", 2, 200_000_00, 0), ("granted", 1, 100_000_00, 70_000_00)]
    assert len(page.context["page"].object_list) == 3
    text = client_of(dorte).get(f"{HERE}?vis=granted&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(text) == 2
    assert ";bevilget;100000;70000;" in text[1]


@pytest.mark.parametrize("n", [1, 3])
def test_pages_ask_the_same_of_one_and_of_three(centre, client_of, dorte, n):
    for row in FundApplicationFactory.create_batch(n):
        FundDeadlineFactory.create(fund=row.fund, yearly=True)
        AnnexFactory.create_batch(n, application=row)
        ApplicationTextFactory.create_batch(n, application=row)
    browser, asked = client_of(dorte), []
    for url in (HERE, row.get_absolute_url(), "/testby/kontor/fonde/", row.fund.get_absolute_url()):
        browser.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(url).status_code == 200
        asked.append(len(seen))
    assert asked == [14, 12, 12, 13]
