"""Two at once: no member is charged twice, no line is read in twice, no fee is paid twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.organisations.fees import charging, paying, reminding
from brobygger.organisations.fees.bank import keeping
from brobygger.organisations.models import Charge, Payment, Reminder
from tests.factories import (
    BankFileFactory,
    CentreFactory,
    ChargeFactory,
    FeeRoundFactory,
    FeeRuleFactory,
    MembershipFactory,
    MembershipTypeFactory,
    UserFactory,
)
from tests.together import at_once

TODAY = timezone.localdate()


@pytest.fixture
def shared(transactional_db):
    made = CentreFactory.create(key="testby")
    with centre_in_force(made):
        yield made


def test_two_send_the_same_round(shared):
    kind = MembershipTypeFactory.create()
    FeeRuleFactory.create(type=kind)
    for number in range(12):
        MembershipFactory.create(type=kind, organisation__mail=f"m{number}@example.org")
    rounds = [FeeRoundFactory.create(year=TODAY.year, due_on=TODAY + timedelta(days=30)) for _number in range(2)]
    ends = at_once(shared, [lambda row=row: charging.carry_out(shared.pk, row.pk) for row in [*rounds, rounds[0]]])
    assert ends == [None] * 3
    assert (Charge.objects.count(), OutgoingMail.objects.count()) == (12, 12)


def test_two_read_the_same_file_in(shared):
    by, row = UserFactory.create(), ChargeFactory.create(amount=20000)
    day = TODAY.isoformat()
    files = [BankFileFactory.create(rows=[[day, "100,00", row.reference], [day, "100,00", row.reference]]) for _number in range(2)]
    lines = keeping.look(files[0], today=TODAY).matches
    approved = {each.line.fingerprint: (row.reference,) for each in lines}
    ends = at_once(shared, [lambda file=file: keeping.keep(file, approved, by=by, now=timezone.now()) for file in [*files, files[0]]])
    assert sorted(each["written"] for each in ends) in ([0, 2, 2], [0, 0, 2])  # the same file twice gives its own answer again
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [10000, 10000]


def test_two_tick_the_same_as_paid_and_take_it_back(shared):
    by, row = UserFactory.create(), ChargeFactory.create()
    ends = at_once(shared, [lambda: paying.settle(row, on=TODAY, by=by)] * 3)
    assert sorted(type(each).__name__ for each in ends) == ["Payment", "ValidationError", "ValidationError"]
    payment = Payment.objects.get()
    ends = at_once(shared, [lambda: paying.undo(payment, on=TODAY, by=by)] * 3)
    assert sum(isinstance(each, ValidationError) for each in ends) == 2
    assert charging.again(row).paid == 0


def test_two_workers_remind_once(shared):
    for _number in range(5):
        ChargeFactory.create(membership__organisation__mail="m@example.org", due_on=date(2026, 3, 1))
    ends = at_once(shared, [lambda: reminding.remind(shared, date(2026, 3, 20))] * 3)
    assert sorted(ends) == [0, 0, 5]
    assert (Reminder.objects.count(), OutgoingMail.objects.count()) == (5, 5)
