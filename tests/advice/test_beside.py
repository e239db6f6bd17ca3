"""What advice shows elsewhere: on an organisation's page, in the search; and the shelf by theme."""

from django.utils import timezone

from brobygger.advice import actions
from brobygger.advice.models import Consultation
from brobygger.core.models import OutgoingMail
from tests.factories import (
    ConsultationFactory,
    InitiativeFactory,
    OrganisationFactory,
    ParticipationFactory,
    RequestFactory,
    ServiceFactory,
    ShelfItemFactory,
    ThemeFactory,
)

OFFICE = "/testby/kontor/sparring/"


def test_an_organisations_page_leads_to_a_consultation_and_shows_what_is_open(client_of, bo, centre):
    sind = OrganisationFactory.create(name="SIND")
    for name, organisation in (("Ring til dem", sind), ("Ring til andre", OrganisationFactory.create())):
        row = ConsultationFactory.create(next_step=name)
        ParticipationFactory.create(registration=row.registration, organisation=organisation, label="")
    RequestFactory.create(organisation=sind, service__title="Hjælp til ansøgning")
    RequestFactory.create(organisation=sind, service__title="Gammel", state="declined", answered_at=timezone.now())
    InitiativeFactory.create(organisation=sind, name="Strikkecafé")
    InitiativeFactory.create(organisation=sind, name="Slut", begun_on="2026-01-01", ended_on="2026-02-01")
    browser = client_of(bo)
    page = browser.get(f"/testby/kontor/organisationer/{sind.pk}/").content.decode()
    assert [each in page for each in ("Ring til dem", "Ring til andre", "Hjælp til ansøgning", "Gammel", "Strikkecafé", "Slut")] == [True, False, True, False, True, False]
    assert f"/testby/kontor/sparring/ny/?organisation={sind.pk}" in page
    assert browser.get(f"{OFFICE}ny/?organisation={sind.pk}").context["form"]["whom"].value() == "SIND"


def test_notes_initiatives_services_and_the_shelf_are_found(client_of, bo, centre):
    ConsultationFactory.create(notes="Om halmbolde", registration__title="En snak")
    InitiativeFactory.create(name="Byg med halmbolde")
    ServiceFactory.create(title="Halmbolde til låns")
    ShelfItemFactory.create(title="Guide til halmbolde")
    page = client_of(bo).get("/testby/kontor/soeg/?q=halmbolde").content.decode()
    assert [each in page for each in ("En snak", "Byg med halmbolde", "Halmbolde til låns", "Guide til halmbolde")] == [True] * 4


class TestShelfByTheme:
    def test_those_of_the_talks_theme_come_first(self, client_of, bo, centre):
        theme = ThemeFactory.create()
        ShelfItemFactory.create(title="A anden")
        ShelfItemFactory.create(title="Å netop den").themes.add(theme)
        row = ConsultationFactory.create(registration__theme=theme)
        form = client_of(bo).get(f"{OFFICE}{row.pk}/svar/").context["form"]
        assert [each.title for each in form.fields["items"].queryset] == ["Å netop den", "A anden"]

    def test_both_shelves_go_by_theme(self, client_of, bo, centre, client):
        theme = ThemeFactory.create(name="Natur")
        ShelfItemFactory.create(title="Om træer").themes.add(theme)
        ShelfItemFactory.create(title="Om alt")
        assert [(name, [each.title for each in rows]) for name, rows in client.get("/testby/viden/").context["groups"]] == [("Natur", ["Om træer"]), ("Andet", ["Om alt"])]
        assert [each.title for each in client_of(bo).get(f"{OFFICE}hylde/?tema={theme.pk}").context["items"]] == ["Om træer"]


def test_what_is_written_back_comes_to_whoever_wrote(centre, bo):
    ConsultationFactory.create()
    actions.answer(Consultation.objects.get(), to="x@x.dk", subject="Tak", text="Tak", items=[], key="k", centre=centre, by=bo, now=timezone.now())
    assert OutgoingMail.objects.get().headers == {"Reply-To": bo.email}
