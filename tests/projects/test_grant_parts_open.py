"""The page of a grant's part opens as it stands: nothing is wrong before anything has been sent."""

import pytest

from tests.factories import (
    AllocationChangeFactory,
    BudgetLineFactory,
    InstalmentFactory,
    PaidHoursFactory,
    PayerFactory,
    ReportDateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("factory", "where"), [
    (PayerFactory, "tilskudsgiver"), (BudgetLineFactory, "budgetpost"), (AllocationChangeFactory, "aendring"), (InstalmentFactory, "rate"), (ReportDateFactory, "afrapportering"), (PaidHoursFactory, "timer"),
])
def test_a_part_opens_as_it_stands(centre, client_of, astrid, factory, where):
    answer = client_of(astrid).get(f"/testby/kontor/bevillinger/{where}/{factory.create().pk}/")
    assert answer.status_code == 200
    assert 'role="alert"' not in answer.content.decode()
