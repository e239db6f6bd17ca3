"""“The association we have talked with for years becomes a member, and the plan's target on members moves by itself.”"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from brobygger.centres.models import Locality
from brobygger.core import schedule
from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Membership, MembershipType, Organisation
from tests.journeys.steps import OFFICE, menu
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area


def test_an_association_becomes_a_member_and_the_target_moves(known_around: None, astrid: Any, page_of: Any, look: Any) -> None:
    today = timezone.localdate()
    Locality.objects.create(name="Havnen", position=2)
    plan = a_plan(starts_on=date(today.year, 1, 1), ends_on=date(today.year, 12, 31), adopted_on=date(today.year, 1, 1))
    target = a_target(an_activity(a_goal(an_area(plan)), text="Vi får nye medlemmer"), measure="new_members", minimum=1, per="plan")
    page = page_of(astrid)

    # Given no types of membership, when the leader opens the members, then the first step is offered.
    page.goto(f"{OFFICE}/medlemmer/")
    look(page)
    page.get_by_role("link", name="Giv først jeres medlemstyper navne").click()
    page.get_by_label("Navn").fill("Forening")
    look(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#messages")).to_contain_text("»Forening« er gemt")

    # When an organisation gets its particulars, a contact and a note, then its page shows them.
    menu(page, "Foreningerne", "Organisationer").click()
    page.get_by_role("link", name="SIND").click()
    look(page)
    page.get_by_role("link", name="Ret", exact=True).click()
    page.get_by_label("CVR-nummer").fill("12345678")
    page.get_by_label("Lokalområde").select_option("Testby")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".ds-error-summary")).to_contain_text("Det er ikke et CVR-nummer")
    look(page)
    page.get_by_label("CVR-nummer").fill("20 92 18 97")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Tilføj en kontakt").click()
    page.get_by_label("Navn").fill("Inge Holm")
    page.get_by_label("Mail").fill("inge@sind.example")
    look(page)
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("textbox", name="Note").fill("Vil gerne ringes op efter klokken 16.")
    page.get_by_role("button", name="Gem noten").click()
    expect(page.locator(".note")).to_contain_text("efter klokken 16")

    # When it is made a member, then the target counts it and says whom.
    page.get_by_role("link", name="Gør til medlem").click()
    page.get_by_label("Medlem fra").fill((today - timedelta(days=1)).isoformat())
    look(page)
    page.get_by_role("button", name="Gem").click()
    look(page, "organisation")
    page.goto(f"{OFFICE}/planer/maaltal/{target.pk}/")
    expect(page.locator("main")).to_contain_text("SIND")

    # When it moves, then it is a member at both places, each in its time.
    page.goto(f"{OFFICE}/medlemmer/")
    look(page, "members")
    page.get_by_role("table").last.get_by_role("link").last.click()
    page.get_by_label("Fra", exact=True).fill(today.isoformat())
    page.get_by_label("Lokalområde").select_option("Havnen")
    look(page)
    page.get_by_role("button", name="Fortsæt sådan").click()
    expect(page.locator(".timeline")).to_contain_text("Testby")
    look(page)
    assert [str(row.locality) for row in Membership.objects.order_by("starts_on")] == ["Testby", "Havnen"]
    assert Organisation.objects.get(name="SIND").cvr == "20921897"

    # And what is agreed with it is written down from its own page.
    page.goto(f"{OFFICE}/organisationer/{Organisation.objects.get(name='SIND').pk}/")
    page.get_by_role("link", name="Skriv et samarbejde ned").click()
    page.get_by_role("textbox", name="Titel").fill("Fælles samtalegrupper")
    look(page)
    page.get_by_role("button", name="Gem").click()
    look(page)
    expect(page.locator("table")).to_contain_text("SIND")


def test_the_list_of_members_is_read_in(known_around: None, bo: Any, page_of: Any, look: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))  # the worker's part
    MembershipType.objects.create(name="Forening")
    page = page_of(bo)
    page.goto(f"{OFFICE}/organisationer/")
    page.get_by_role("link", name="Indlæs en liste").click()
    look(page)

    # Given a row that is wrong, then nothing can be read in, and the row says why.
    rows = "Navn;By;Medlemstype;Indmeldt;Kontaktperson;Hvad vi synes\nNaboerne;Testby;Forening;1/3/2024;Inge Holm;gode\nSIND;Månen;Forening;1/1/2025;;fine\n"
    page.get_by_label("Jeres liste").set_input_files({"name": "medlemmer.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Gennemgå listen").click()
    expect(page.locator("main")).to_contain_text("»Månen« står ikke på jeres liste")
    expect(page.get_by_role("button", name="Indlæs 2")).to_have_count(0)
    look(page, "list")

    # When the column is left out, then both rows can be read in, and are.
    page.get_by_label("By", exact=True).select_option("")
    page.get_by_role("button", name="Kontrollér rækkerne igen").click()
    page.get_by_role("button", name="Indlæs 2").click()
    expect(page.locator(".figures")).to_contain_text("1nye rækker")
    look(page)
    assert sorted(str(row.organisation) for row in Membership.objects.all()) == ["Naboerne", "SIND"]


def test_an_association_written_twice_is_made_one_and_parted_again(known_around: None, bo: Any, page_of: Any, look: Any) -> None:
    Organisation.objects.create(name="SIND, lokalafdeling", mail="sind@example.org")
    page = page_of(bo)
    page.goto(f"{OFFICE}/organisationer/")
    page.get_by_role("link", name="Står der to gange?").click()
    look(page)
    page.get_by_role("link", name="Se på dem").click()
    look(page)
    page.get_by_label("SIND", exact=True).check()
    page.get_by_role("button", name="Saml dem til én").click()
    expect(page.locator("#messages")).to_contain_text("»SIND, lokalafdeling« er nu »SIND«")
    expect(page.locator("main")).to_contain_text("sind@example.org")
    page.goto(f"{OFFICE}/organisationer/dubletter/")
    look(page)
    page.get_by_role("button", name="Skil dem ad igen").click()
    expect(page.locator("h1")).to_contain_text("SIND, lokalafdeling")


def test_an_association_applies_and_is_welcomed(known_around: None, astrid: Any, page_of: Any, look: Any) -> None:
    MembershipType.objects.create(name="Forening", public=True)
    hers = page_of(None, width=360)
    hers.goto("/testby/")
    look(hers)
    hers.get_by_role("link", name="Bliv medlem").click()
    hers.get_by_label("Foreningens navn").fill("Syng sammen på Torvet")
    hers.get_by_label("Formål").fill("Vi synger sammen hver torsdag.")
    hers.get_by_label("Dit navn").fill("Vibeke Lund")
    hers.get_by_label("Din mail").fill("vibeke@syng.example")
    look(hers, "apply")
    hers.get_by_role("button", name="Send ansøgningen").click()
    expect(hers.locator("main")).to_contain_text("Ansøgningen er kommet frem")
    look(hers)

    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    page.get_by_role("link", name="Svar på ansøgningen fra Syng sammen på Torvet").click()
    look(page)
    page.get_by_label("Et par ord til ansøgeren").fill("Kig forbi til kaffe.")
    page.get_by_role("button", name="Gør den til medlem").click()
    expect(page.locator("main")).to_contain_text("godkendt")
    look(page)
    assert Membership.objects.get().organisation == Organisation.objects.get(name="Syng sammen på Torvet")
    assert OutgoingMail.objects.filter(to="vibeke@syng.example").count() == 2
