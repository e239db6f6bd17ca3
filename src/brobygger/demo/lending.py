"""The example centres' equipment, and who has borrowed it."""

from datetime import date, datetime, timedelta
from typing import Any

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.organisations.models import Organisation
from brobygger.rooms import lending
from brobygger.rooms.models import Equipment, Loan

# What is lent out, how many there are, what one should know, whether it stays in the house.
EQUIPMENT = (
    ("Festtelt, 3 × 6 m", 3, "To kasser og en pose med pløkker. Kræver to personer og en stor bil.", False), ("Projektor", 2, "Husk HDMI-kablet. Der ligger en vejledning i tasken.", False),
    ("Kaffemaskine til 40 kopper", 4, "", False), ("Roll-up med frivilligcentrets logo", 2, "", False), ("Højttaler med mikrofon", 1, "Oplades natten over, før den afleveres.", False),
    ("Skrivebord i det åbne kontor", 2, "Med skærm og net. Kaffe på kanden.", True),
)
# Which, how many, which association, days from today it begins, for how many days, how far it has come.
LOANS = (
    ("Festtelt, 3 × 6 m", 2, 0, -9, 4, "out"), ("Projektor", 1, 1, -2, 5, "out"), ("Kaffemaskine til 40 kopper", 2, 2, 0, 3, "aside"), ("Højttaler med mikrofon", 1, 3, 3, 2, "aside"),
    ("Roll-up med frivilligcentrets logo", 1, 1, -30, 6, "back"), ("Projektor", 1, 0, -50, 3, "back"), ("Kaffemaskine til 40 kopper", 1, 4, -20, 2, "back"), ("Skrivebord i det åbne kontor", 1, 2, 1, 1, "aside"),
)


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """What is lent out, each loan at its time: one is late, two wait to be fetched."""
    kinds = {name: lending.keep_kind(Equipment(name=name, stock=stock, text=text, on_site=on_site), before=None, by=by, now=now) for name, stock, text, on_site in EQUIPMENT}
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk")[:5])
    for name, quantity, who, begins, length, state in sorted(LOANS, key=lambda one: one[3]) if civil else ():
        then = now + timedelta(days=min(begins, 0))
        starts_on = today + timedelta(days=begins)
        row = Loan(equipment=kinds[name], quantity=quantity, organisation=civil[who % len(civil)], starts_on=starts_on, due_on=starts_on + timedelta(days=length - 1))
        lending.put_aside(row, by=by, now=then, centre=centre)
        if state != "aside":
            row = lending.hand_out(row, by=by, now=then)
        if state == "back":
            lending.take_back(row, by=by, now=then + timedelta(days=length - 1))
