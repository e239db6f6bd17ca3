"""“The post came, I walked through the rooms with my phone, and the broken lamp stood at the door until it was mended.”"""

from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Organisation
from brobygger.reception.models import Fault, Inspection, Post
from tests.factories import CheckPointFactory, ContactFactory, PremisesFactory, RoomFactory
from tests.journeys.steps import OFFICE, menu


def test_a_morning_at_the_desk(working_centre: Any, carla: Any, erik: Any, page_of: Any, look: Any) -> None:
    elders, scouts = (Organisation.objects.create(name=name, mail=f"post@{name[:3].lower()}.example") for name in ("Zonens ældre", "Zonens spejdere"))
    ContactFactory.create(organisation=elders, person__account=erik, acts_since=timezone.now())
    house = PremisesFactory.create(name="Huset")
    hall = RoomFactory.create(name="Salen", premises=house, open_to="everybody")
    RoomFactory.create(name="Køkkenet", premises=house)
    CheckPointFactory.create(name="Vinduerne er lukket")

    # Given a desk volunteer in the morning: the page of the day.
    desk = page_of(carla)
    desk.goto(f"{OFFICE}/")
    menu(desk, "Foreninger", "Huset i dag").click()
    expect(desk.get_by_role("heading", name="Huset i dag", level=1)).to_be_visible()
    look(desk, "house-today")

    # When the postman has been, then a few letters and Enter are a line; where two fit, one more Enter chooses.
    desk.get_by_role("link", name="Post", exact=True).click()
    expect(desk.locator("[name=who]")).to_be_focused()
    desk.keyboard.type("zonens s")
    desk.keyboard.press("Enter")
    expect(desk.locator("#messages")).to_contain_text("1 brev til Zonens spejdere.")
    expect(desk.locator("[name=who]")).to_be_focused()
    desk.keyboard.type("zo")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Zonens ældre")).to_be_visible()
    look(desk)
    desk.get_by_role("button", name="Zonens ældre").press("Enter")
    expect(desk.locator("#messages")).to_contain_text("1 brev til Zonens ældre.")
    desk.get_by_role("button", name="Skriv til dem nu").click()
    expect(desk.locator("#messages")).to_contain_text("2 foreninger får en mail.")
    assert OutgoingMail.objects.filter(subject__startswith="Der er post til").count() == 2
    look(desk, "post")

    # Then the association sees it, and tells of a lamp that is broken.
    own = page_of(erik, width=360)
    own.goto(f"/testby/forening/{elders.pk}/reception/")
    expect(own.locator("main")).to_contain_text("1 brev venter på jer.")
    look(own)
    own.get_by_role("link", name="Fortæl os, hvad der er i stykker").click()
    own.get_by_label("Lokale").select_option(label="Salen")
    own.get_by_label("Hvad der er galt").fill("Lampen blinker")
    look(own)
    own.get_by_role("button", name="Fortæl det til huset").click()
    expect(own.locator("#messages")).to_contain_text("Tak, fordi du siger det.")

    # When they fetch it, one click hands it out, and one takes that back.
    desk.get_by_role("button", name="Zonens ældre").click()
    expect(desk.locator("#messages")).to_contain_text("Post til Zonens ældre er udleveret.")
    desk.get_by_role("button", name="Fortryd", exact=True).click()
    expect(desk.locator("#messages")).to_contain_text("ligger her igen")
    desk.get_by_role("button", name="Zonens ældre").click()
    assert list(Post.objects.waiting().values_list("organisation", flat=True)) == [scouts.pk]

    # When she walks through the house with her phone, all rooms are seen with one button, but for what she ticks.
    phone = page_of(carla, width=360)
    phone.goto(f"{OFFICE}/reception/tilsyn/")
    phone.locator("summary", has_text="Køkkenet").click()
    phone.locator("details[open]").get_by_label("Vinduerne er lukket").check()
    look(phone, "inspection")
    phone.get_by_role("button", name="Lokalerne er set").click()
    expect(phone.locator("#messages")).to_contain_text("2 lokaler er set. Tak.")
    assert Inspection.objects.filter(amiss__isnull=False).count() == 1

    # When the lamp is said at the room, then everybody reads it there until it is mended.
    phone.get_by_role("link", name="Fejl", exact=True).click()
    phone.get_by_role("link", name="Lampen blinker").click()
    phone.get_by_label("det står på lokalets side").check()
    look(phone)
    phone.get_by_role("button", name="Gem").click()
    public = page_of(None, width=360)
    public.goto(hall.public_url)
    expect(public.locator("main")).to_contain_text("Lampen blinker")
    look(public)
    phone.get_by_role("button", name="Det er lavet").click()
    expect(phone.locator("#messages")).to_contain_text("»Lampen blinker« er lavet.")
    public.reload()
    expect(public.locator("main")).not_to_contain_text("Lampen blinker")
    assert Fault.objects.get().state == "mended"
