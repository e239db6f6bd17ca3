"""“The youth group borrowed our tents. I handed them out with one tap, and got them back with another.”"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Organisation
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from brobygger.rooms import jobs
from brobygger.rooms.models import Equipment, Loan
from tests.factories import ContactFactory
from tests.journeys.steps import OFFICE, menu


def _counted() -> int:
    demand = Demand("equipment_loans", Period.year(timezone.localdate().year))
    return count([demand])[demand]


def test_equipment_goes_out_and_comes_back(working_centre: Any, erik: Any, bo: Any, page_of: Any, look: Any) -> None:
    today = timezone.localdate()
    own = Organisation.objects.create(name="Ungdomsgruppen")
    ContactFactory.create(organisation=own, person__account=erik, acts_since=timezone.now())

    # Given a centre that writes down what it lends out, on a phone.
    desk = page_of(bo, width=360)
    desk.goto(f"{OFFICE}/")
    menu(desk, "Foreninger", "Lokaler").click()
    desk.get_by_role("link", name="Udstyr", exact=True).click()
    look(desk)
    desk.get_by_role("link", name="Skriv det første ned").click()
    desk.get_by_label("Navn").fill("Festtelt")
    desk.get_by_label("Hvor mange der er").fill("2")
    look(desk)
    desk.get_by_role("button", name="Gem").click()
    expect(desk.locator("main")).to_contain_text("2 af 2 er ledige i dag")
    look(desk, "equipment")

    # When the youth group asks for three, then it is told how many there are; when it asks for two, they are put aside.
    group = page_of(erik, width=360)
    group.goto(f"/testby/forening/{own.pk}/udstyr/")
    look(group, "own-equipment")
    group.get_by_role("link", name="Festtelt").click()
    group.get_by_label("Hvor mange").fill("3")
    group.get_by_label("Fra", exact=True).fill(today.isoformat())
    group.get_by_label("Tilbage den").fill((today + timedelta(days=2)).isoformat())
    group.get_by_role("button", name="Sæt det til side til os").click()
    expect(group.locator("main")).to_contain_text("Kun 2 er ledige de dage.")
    look(group)
    group.get_by_label("Hvor mange").fill("2")
    group.get_by_role("button", name="Sæt det til side til os").click()
    expect(group.locator("#messages")).to_contain_text("2 × Festtelt er sat til side til jer.")
    look(group)

    # When they come, one tap hands the tents out, and now it counts.
    desk.goto(f"{OFFICE}/lokaler/udlaan/")
    look(desk, "loans")
    assert _counted() == 0
    desk.get_by_role("button", name="Udlevér").click()
    expect(desk.locator("#messages")).to_contain_text("2 × Festtelt er udlånt til Ungdomsgruppen.")
    assert _counted() == 1

    # When they do not bring them back, then they get a mail and the desk a to-do.
    Loan.objects.update(starts_on=today - timedelta(days=5), due_on=today - timedelta(days=2))
    jobs.look_after_loans()
    assert OutgoingMail.objects.filter(to=erik.email, subject__startswith="Har I glemt det?").count() == 1
    desk.goto(f"{OFFICE}/")
    desk.get_by_role("link", name="Få 2 × Festtelt tilbage fra Ungdomsgruppen").click()
    look(desk, "loan")

    # When they come back, one tap more, and both are in the house again.
    desk.get_by_role("button", name="Det er tilbage, helt og komplet").click()
    expect(desk.locator("main")).to_contain_text("Alt er hjemme.")
    look(desk)
    assert (Loan.objects.get().condition, Equipment.objects.get().stock, _counted()) == ("whole", 2, 1)
