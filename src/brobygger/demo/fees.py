"""The example centres' fees: what each type costs, this year's round, and who has paid so far."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.organisations.fees import charging, paying
from brobygger.organisations.fees.proposals import proposals
from brobygger.organisations.models import Charge, FeeRule, FeeSettings, MembershipType, Organisation

# By type: how it is reckoned, and the steps in kroner.
COSTS: Final = {
    "Forening": ("members", ((0, 200), (50, 400), (200, 800))), "Stor forening": ("fixed", ((0, 1200),)), "Institution": ("fixed", ((0, 500),)),
    "Firmamedlem": ("fixed", ((0, 1500),)), "Personligt medlem": ("fixed", ((0, 100),)),
}


def fill(chance: Random, *, centre: Centre, starts_on: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its fees, a round early in the year and most of the payments."""
    today = now.date()
    FeeSettings.objects.create(pay_text="Indbetal på reg. 0000, konto 0000 000000, eller MobilePay 00000.", account="1010", reminder_days=21)
    for name, (how, steps) in COSTS.items():
        kind = MembershipType.objects.get(name=name)
        FeeRule.objects.create(type=kind, valid_from=date(starts_on.year - 1, 1, 1), by=how, steps=[[start, kroner * 100] for start, kroner in steps])
    for number, organisation in enumerate(Organisation.objects.filter(sector="civil_society", mail="").order_by("pk")):
        if number % 4:
            organisation.mail = f"forening{organisation.pk}@forening.example"
            organisation.save()
    own = FeeSettings.objects.get()
    sent = max(date(today.year, 1, 15), today - timedelta(days=120))
    if sent > today:
        return
    for each in proposals(own, today.year, today=today):
        if each.fee is None or each.already is not None:
            continue
        row = charging.charge_one(each.membership, year=today.year, centre=centre, by=by, now=now)
        # The action stamps today; an example that has run for months must not look as if it began this morning.
        Charge.objects.filter(pk=row.pk).update(charged_on=sent, due_on=sent + timedelta(days=30), mailed_on=row.mailed_on and sent)
        part = chance.random()
        on = min(sent + timedelta(days=chance.randrange(2, 40)), today)
        if part < 0.7 and row.amount:
            paying.settle(row, on=on, by=by)
        elif part < 0.8 and row.amount > 10000:
            paying.pay(row, amount=row.amount // 2, on=on, note="Resten kommer efter generalforsamlingen", by=by)
