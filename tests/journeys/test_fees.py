"""“We say what it costs, the members get a mail, the bank's file says who has paid, and I see who has not.”"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.core import schedule
from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Charge, Membership, MembershipType, Organisation
from tests.journeys.steps import OFFICE


def test_from_the_round_to_the_money(known_around: None, astrid: Any, page_of: Any, look: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))  # the worker's part, done at once
    today = timezone.localdate()
    kind = MembershipType.objects.create(name="Forening")
    for row in Organisation.objects.all():
        row.mail, row.member_count = f"kasserer{row.pk}@forening.example", 60 if row.name == "SIND" else 20
        row.save()
        Membership.objects.create(organisation=row, type=kind, starts_on=date(2020, 1, 1))
    page = page_of(astrid)

    # Given no fees, when the leader opens them, then the first step is offered: what it costs and how to pay.
    page.goto(f"{OFFICE}/medlemmer/")
    page.get_by_role("link", name="Kontingenter").click()
    look(page)
    page.get_by_role("link", name="Skriv, hvad det koster").click()
    page.get_by_label("Hvordan der betales").fill("Indbetal på reg. 0000, konto 0000 000000.")
    look(page, "fee-settings")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name=re.compile("Ret.*Forening")).click()
    look(page)
    page.get_by_role("link", name="Skriv, hvad det koster").click()
    page.get_by_label("Hvordan den regnes").select_option("members")
    page.locator("#id_amount_0").fill("200")
    page.locator("#id_from_1").fill("50")
    page.locator("#id_amount_1").fill("gratis")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".ds-error-summary")).to_contain_text("»gratis« er ikke et beløb")
    look(page)
    page.locator("#id_amount_1").fill("1.400,50")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("main")).to_contain_text("fra 50: 1.400,50 kr.")
    look(page)

    # When the round is looked at, then it says who pays what and why; sent, each has a mail with a reference.
    page.goto(f"{OFFICE}/kontingent/opkraev/")
    expect(page.locator("main")).to_contain_text("Forening med 60 medlemmer (trinnet fra 50).")
    look(page, "fee-round")
    # Given one who is not to pay this year, when it is ticked and the reason written, then it stands apart until it is taken in again.
    page.get_by_label("Udelad Røde Kors").check()
    page.get_by_text("Udelad nogen").click()
    page.get_by_label("Hvorfor").fill("Låner os lokaler")
    page.get_by_role("button", name="Udelad dem").click()
    expect(page.locator("main")).to_contain_text("1 medlem har I udeladt")
    look(page)
    page.get_by_role("button", name=re.compile("Tag med igen.*Røde Kors")).click()
    page.get_by_role("button", name="Opkræv 2 medlemmer").click()
    expect(page.locator("main")).to_contain_text("Runden er færdig")
    look(page)
    sind = Charge.objects.get(membership__organisation__name="SIND")
    assert sind.reference in OutgoingMail.objects.get(to=f"kasserer{sind.membership.organisation_id}@forening.example").text

    # When the bank's file is read in, then each line says what it pays, and nothing is written before it is said.
    file = tmp_path / "posteringer.csv"
    yesterday = f"{today - timedelta(days=1):%d.%m.%Y}"
    file.write_bytes(f"Bogføringsdato;Tekst;Beløb;Saldo\n{yesterday};Kontingent {sind.reference};1.400,50;9.000,00\n{yesterday};Husleje;-7.000,00;7.599,50\n{yesterday};Fra en ven;50,00;50,00\n".encode("cp1252"))
    page.goto(f"{OFFICE}/kontingent/bank/")
    look(page)
    page.get_by_label("Filen fra banken").set_input_files(file)
    page.get_by_role("button", name="Se filen igennem").click()
    expect(page.locator("main")).to_contain_text("reference og beløb passer")
    look(page, "fee-bank")
    page.get_by_role("button", name="Skriv betalingerne ind").click()
    expect(page.locator("main")).to_contain_text("Filen er læst ind")
    look(page)

    # Then the list shows who has paid; the other is ticked by hand, undone, and has its own page.
    page.get_by_role("link", name="Se betalingerne").click()
    look(page, "fees")
    page.get_by_role("button", name=re.compile("Har betalt.*Røde Kors")).click()
    expect(page.locator("#messages")).to_contain_text("Røde Kors har betalt.")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator("#messages")).to_contain_text("Betalingen er tilbageført")
    look(page)
    page.goto(f"{OFFICE}/kontingent/bogfoering/")
    look(page)
    page.goto(f"{OFFICE}/medlemmer/{sind.membership_id}/")
    expect(page.locator("main")).to_contain_text("1.400,50 kr.")
    look(page)
