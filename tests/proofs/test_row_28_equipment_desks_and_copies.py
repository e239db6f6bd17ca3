"""Equipment with a due date and a reminder, two desks that three cannot have, and a log of copies with the sums of a month."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.reception import copying
from brobygger.reception.models import Copying
from brobygger.rooms import jobs, lending
from brobygger.rooms.models import Loan
from tests.factories import EquipmentFactory, OrganisationFactory, SheetPriceFactory

NOW, TODAY = timezone.now(), timezone.localdate()


def test_a_loan_has_a_due_date_and_the_late_are_reminded(centre, bo):
    row = lending.put_aside(Loan(equipment=EquipmentFactory.create(name="Festtelt"), name="Kim", mail="kim@unge.example", starts_on=TODAY, due_on=TODAY), by=bo, now=NOW, centre=centre)
    lending.hand_out(row, by=bo, now=NOW)
    jobs.look_after_loans(NOW)
    assert not OutgoingMail.objects.filter(subject__contains="glemt").exists()
    jobs.look_after_loans(NOW + timedelta(days=1))
    assert OutgoingMail.objects.get(subject__contains="glemt").to == "kim@unge.example"


def test_two_desks_are_never_booked_by_three(centre, bo):
    desks = EquipmentFactory.create(stock=2, on_site=True)
    for name in ("Anna", "Bent"):
        lending.put_aside(Loan(equipment=desks, name=name, starts_on=TODAY, due_on=TODAY), by=bo, now=NOW, centre=centre)
    with pytest.raises(ValidationError):
        lending.put_aside(Loan(equipment=desks, name="Clara", starts_on=TODAY, due_on=TODAY), by=bo, now=NOW, centre=centre)


def test_copies_are_logged_at_their_price_and_add_up_in_a_month(centre, bo):
    own, black, colour = OrganisationFactory.create(name="SIND"), SheetPriceFactory.create(each=Decimal("0.50")), SheetPriceFactory.create(each=Decimal(2), colour=True)
    for sheets, price, on in ((100, black, date(2025, 5, 1)), (20, colour, date(2025, 5, 31)), (7, black, date(2025, 6, 1))):
        copying.write_down(Copying(organisation=own, sheets=sheets, price=price, on=on), by=bo, now=NOW)
    found = copying.accounts(copying.lines(*copying.month_of(date(2025, 5, 9))))
    assert [(each.who, each.black, each.colour, each.amount) for each in found] == [("SIND", 100, 20, Decimal(90))]
