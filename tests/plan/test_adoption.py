from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.plan import adoption
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, PlanDraft, Target
from tests.factories import CentreFactory, UserFactory
from tests.plan.test_outline import a_plan

NOW = datetime(2025, 1, 15, 10, tzinfo=UTC)


def a_draft(**changes):
    return PlanDraft.objects.create(filename="plan.docx", uploaded_at=NOW, outline={**a_plan(), **changes}, source=[])


def test_adopting_writes_the_whole_plan(astrid):
    plan = adoption.adopt(a_draft(), by=astrid, now=NOW)
    assert (plan.title, plan.status, plan.adopted_on, plan.starts_on) == ("Plan 2025", "adopted", date(2025, 1, 15), date(2025, 1, 1))
    assert list(Area.objects.values_list("title", flat=True)) == ["Netværk", "Huset"]
    assert list(Goal.objects.order_by("position").values_list("title", flat=True)) == ["Netværkene mødes", "Alle kan være med"]
    assert list(Activity.objects.order_by("pk").values_list("text", "continuous")) == [
        ("Holde 2-4 netværksmøder per netværk om året", False), ("Starte netværk efter behov", True), ("Beskrive en metode", False),
    ]
    assert list(Target.objects.order_by("pk").values_list("measure", "minimum", "maximum", "per", "for_each", "evidenced")) == [
        ("network_meetings", 2, 4, "year", "network", False), ("", None, None, "plan", "", True),
    ]
    assert MeansOfVerification.objects.get(text="Mødeindkaldelser").measures == ["network_meetings_with_agenda"]
    assert Change.objects.get(verb="imported").by == astrid


def test_without_a_period_nothing_is_written(astrid):
    draft = a_draft(period=None)
    with pytest.raises(ValidationError):
        adoption.adopt(draft, by=astrid, now=NOW)
    assert (Plan.objects.count(), Area.objects.count(), Change.objects.count()) == (0, 0, 0)


def test_a_fault_half_way_leaves_nothing(astrid):
    outline = a_plan()
    outline["areas"][0]["goals"][1]["activities"][0]["text"] = "Ring til 010190-1234"
    draft = PlanDraft(filename="plan.docx", uploaded_at=NOW, outline=outline, source=[])
    draft.save()
    with pytest.raises(ValidationError):
        adoption.adopt(draft, by=astrid, now=NOW)
    assert (Plan.objects.count(), Goal.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_many_clicks_adopt_once():
    centre = CentreFactory.create(key="klikby")
    with centre_in_force(centre):
        user, draft = UserFactory.create(), a_draft()

    def click(_number):
        try:
            with centre_in_force(centre):
                return adoption.adopt(draft, by=user, now=NOW).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        made = set(hands.map(click, range(6)))
    with centre_in_force(centre):
        assert len(made) == 1
        assert (Plan.objects.count(), Goal.objects.count()) == (1, 2)
