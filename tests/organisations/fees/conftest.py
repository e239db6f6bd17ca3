"""A centre that takes fees: a type by size, a fixed one, one for persons; and the worker at hand."""

from datetime import date

import pytest

from brobygger.core import schedule
from tests.factories import FeeRuleFactory, FeeSettingsFactory, MembershipFactory, MembershipTypeFactory


@pytest.fixture
def how(centre):
    return FeeSettingsFactory.create(pay_text="Konto 1234 567890", account="1010")


@pytest.fixture
def kind(how):
    """An association's membership: 200 kr., from 50 members 400 kr."""
    row = MembershipTypeFactory.create(name="Forening")
    FeeRuleFactory.create(type=row, by="members", steps=[[0, 20000], [50, 40000]])
    return row


@pytest.fixture
def member(kind):
    """``member("Naboerne", 60)``: an association of that size, with a mail of its own."""

    def make(name, size=10, **more):
        return MembershipFactory.create(
            type=kind, organisation__name=name, organisation__member_count=size, organisation__mail=f"{name.split()[0].lower()}@example.org", starts_on=date(2024, 1, 1), **more
        )

    return make


@pytest.fixture
def worker(monkeypatch, django_capture_on_commit_callbacks):
    """The worker's part is done as soon as the page has asked for it: ``with worker():``."""
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))
    return lambda: django_capture_on_commit_callbacks(execute=True)
