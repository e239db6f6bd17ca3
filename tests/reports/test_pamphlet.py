"""A pamphlet has the public offers that were confirmed in time, each where a reader looks for it, with whom to call at once; tagged, in large letters, naming no person."""

import io
from datetime import UTC, date, datetime, timedelta

import pdfplumber
import pypdfium2
import pytest
from django.utils import timezone

from brobygger.centres.scoping import _in_force
from brobygger.directory.models import HelpLine, Offer
from brobygger.reports import pamphlet_made, preparing, views_pamphlet
from brobygger.reports.models import Prepared
from brobygger.reports.pamphlet import compose
from brobygger.reports.pamphlet_offers import About, chosen
from tests.factories import (
    EventFactory,
    HelpLineFactory,
    KindFactory,
    LocalityFactory,
    MeaningFactory,
    OfferFactory,
    OfferTimeFactory,
    StopFactory,
    ThemeFactory,
)
from tests.reports.test_pdf import tags, words_of

PAGE = "/testby/kontor/tilbud/pjece/"
DAY = date(2026, 6, 1)


def offer(title, *places, themes=(), **fields):
    row = OfferFactory.create(title=title, short=f"{title} for alle.", **fields)
    row.localities.set(places)
    row.themes.set(themes)
    return row


def laid_out(about, day=None):
    return [(group.label, [each.title for each in group.offers]) for group in chosen(about, day or timezone.localdate()).groups]


@pytest.fixture
def towns(centre):
    return LocalityFactory.create(name="Korsør", position=1), LocalityFactory.create(name="Dalmose", position=2)


class TestWhatIsInIt:
    def test_of_a_locality_by_theme_with_what_is_everywhere(self, towns):
        korsoer, dalmose = towns
        sorrow, food = ThemeFactory.create(name="Sorg", position=1), ThemeFactory.create(name="Mad", position=2)
        offer("Suppekøkken", korsoer, themes=[food])
        offer("Sorgcafé", korsoer, dalmose, themes=[food, sorrow])
        offer("Bisidder", whole_municipality=True)
        offer("Chat", online=True)
        offer("Langt væk", dalmose, themes=[food])
        offer("Ikke stedfæstet")
        assert laid_out(About(locality=korsoer)) == [("Sorg", ["Sorgcafé"]), ("Mad", ["Suppekøkken"]), ("Flere tilbud", ["Bisidder", "Chat"])]

    def test_about_a_theme_and_a_life_situation_by_place(self, towns):
        korsoer, dalmose = towns
        theme, situation = ThemeFactory.create(name="Sorg"), MeaningFactory.create(name="Mistet en ægtefælle")
        for row in (offer("B", dalmose), offer("A", korsoer), offer("To steder", korsoer, dalmose), offer("Overalt", whole_municipality=True)):
            row.themes.set([theme])
            row.situations.set([situation] if row.title != "B" else [])
        offer("Andet", korsoer)
        everywhere = ("I hele kommunen, online eller på telefon", ["Overalt"])
        assert laid_out(About(theme=theme)) == [("Korsør", ["A"]), ("Dalmose", ["B"]), ("Flere steder", ["To steder"]), everywhere]
        assert laid_out(About(theme=theme, situation=situation, locality=dalmose)) == [("Flere steder", ["To steder"]), everywhere]

    def test_along_a_tour_each_stop_has_its_own(self, towns):
        korsoer, dalmose = towns
        tour = EventFactory.create(registration__title="Fællesskabsbussen", registration__kind=KindFactory.create(base="tour"), starts_at=datetime(2026, 6, 2, 7, tzinfo=UTC), ends_at=datetime(2026, 6, 2, 15, tzinfo=UTC))
        StopFactory.create(event=tour, locality=dalmose, place="Kroen", arrives_at=datetime(2026, 6, 2, 8, tzinfo=UTC))
        StopFactory.create(event=tour, locality=korsoer, place="Havnen", arrives_at=datetime(2026, 6, 2, 10, tzinfo=UTC))
        StopFactory.create(event=tour, locality=dalmose, place="Skolen", arrives_at=datetime(2026, 6, 2, 13, tzinfo=UTC))
        offer("Begge steder", korsoer, dalmose)
        offer("Kun Korsør", korsoer)
        offer("Et tredje sted", LocalityFactory.create(name="Slagelse"))
        offer("Overalt", whole_municipality=True)
        assert laid_out(About(tour=tour)) == [("Dalmose", ["Begge steder"]), ("Korsør", ["Begge steder", "Kun Korsør"]), ("I hele kommunen, online eller på telefon", ["Overalt"])]
        assert chosen(About(tour=tour), DAY).groups[0].note == "2. juni 10.00, Kroen; 2. juni 15.00, Skolen"
        assert pamphlet_made.about_of({"tur": str(tour.pk), "sted": str(korsoer.pk)}) == About(tour=tour)

    def test_an_event_that_is_no_tour_is_none(self, centre):
        assert pamphlet_made.about_of({"tur": str(EventFactory.create().pk), "sted": "999999", "tema": "x"}) == About()

    def test_what_nobody_has_confirmed_in_time_is_left_out_and_told(self, towns):
        korsoer, _dalmose = towns
        today = timezone.localdate()
        offer("Frisk", korsoer)
        offer("Gammel", korsoer, verified_on=today - timedelta(days=400))
        for state in (Offer.State.HIDDEN, Offer.State.ENDED, Offer.State.WAITING):
            offer(f"Ikke {state}", korsoer, state=state)
        found = chosen(About(locality=korsoer), today)
        assert ([each.title for group in found.groups for each in group.offers], found.n, found.late) == (["Frisk"], 1, 1)

    def test_more_than_fit_are_told(self, towns, monkeypatch):
        monkeypatch.setattr("brobygger.reports.pamphlet_offers.MOST", 2)
        for title in "ABC":
            offer(title, towns[0])
        found = chosen(About(locality=towns[0]), timezone.localdate())
        assert (found.n, found.more) == (2, 1)

    def test_what_was_picked_keeps_its_order(self, centre):
        first, second, hidden = offer("Ø"), offer("A"), offer("B", state=Offer.State.HIDDEN)
        assert laid_out(About(picked=(first.pk, hidden.pk, second.pk))) == [("", ["Ø", "A"])]

    def test_another_centres_offers_are_none_of_ours(self, centre, other_centre):
        from brobygger.centres.scoping import centre_in_force

        with centre_in_force(other_centre):
            theirs = offer("Deres", whole_municipality=True)
        assert laid_out(About(picked=(theirs.pk,))) == laid_out(About()) == []

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_the_same_number_of_questions(self, towns, django_assert_num_queries, n):
        for number in range(n):
            OfferTimeFactory.create(offer=offer(f"Nr. {number}", *towns, themes=[ThemeFactory.create()]))
        with django_assert_num_queries(8):
            compose(towns[0].centre, About(), timezone.localdate())


class TestThePaper:
    @pytest.fixture
    def content(self, client_of, carla, centre, towns):
        """As the desk fetches it."""
        centre.phone, centre.mail, centre.opening_hours = "58 52 00 00", "post@testby.example", "mandag 10-14\ntorsdag 12-17"
        centre.save()
        HelpLine.objects.all().delete()
        HelpLineFactory.create(name="Livslinien", phone="70 201 201", about="Når det hele er for svært", when="")
        row = offer("Sorgcafé", towns[0], themes=[ThemeFactory.create(name="Sorg")], contact_name="Zenobia Krag", contact_phone="11 22 33 44", access="open_door", place="Huset", verified_on=timezone.localdate())
        OfferTimeFactory.create(offer=row)
        browser = client_of(carla)
        page = browser.get(PAGE, {"sted": towns[0].pk})
        answer = browser.get(page.context["file"])
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="pjece-hjaelp-og-faellesskab-i-korsoer-testby.pdf"'
        return answer.content

    def test_it_says_what_one_needs_and_names_nobody(self, content):
        text = words_of(content)
        for said in ("Hjælp og fællesskab i Korsør", "Livslinien: 70 201 201", "Når det hele er for svært", "Sorgcafé for alle.", "Hvor: Huset", "mandag 10.00–12.00", "Telefon: 11 22 33 44", "58 52 00 00", "mandag 10-14, torsdag 12-17", "Udskrevet den"):
            assert said in text
        assert "Zenobia" not in text

    def test_it_is_tagged_with_its_language_and_every_picture_told(self, content):
        opened = pdfplumber.open(io.BytesIO(content))
        assert (opened.doc.catalog["Lang"], opened.doc.catalog["MarkInfo"]["Marked"]) == (b"da-DK", True)
        found = tags(opened)
        kinds = [tag["type"] for tag in found]
        assert [kinds.count(kind) for kind in ("H1", "H2")] == [4, 1]  # help at once, the theme, ask us, on the telephone; the offer
        assert "/testby/tilbud/?sted=" in next(tag["alt_text"] for tag in found if tag["type"] == "Figure")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content

    def test_its_letters_are_large(self, content):
        sizes = [sign["size"] for page in pdfplumber.open(io.BytesIO(content)).pages for sign in page.chars if sign["text"].isalpha()]
        assert sorted(sizes)[len(sizes) // 2] == pytest.approx(13)

    def test_the_square_leads_to_the_public_page(self, content):
        links = [link.get("uri") for page in pdfplumber.open(io.BytesIO(content)).pages for link in page.hyperlinks]
        assert any(link and "/testby/tilbud/?sted=" in link for link in links)
        assert "tel:70201201" in links

    def test_markup_and_endless_words_break_nothing(self, centre):
        offer("#let x = $a$ <b>" + "x" * 100, whole_municipality=True, text="*fed* " + "æ" * 500)
        from brobygger.reports import pdf

        assert pdf.render(compose(centre, About(), DAY).document).startswith(b"%PDF-")


class TestTheOfficesPage:
    def test_nothing_is_made_before_something_is_asked_for(self, client_of, carla, centre):
        page = client_of(carla).get(PAGE)
        assert "content" not in page.context
        assert page.status_code == 200

    def test_it_shows_what_will_be_printed_and_what_is_left_out(self, client_of, bo, towns):
        offer("Frisk", towns[0])
        offer("Gammel", towns[0], verified_on=timezone.localdate() - timedelta(days=400))
        page = client_of(bo).get(PAGE, {"sted": towns[0].pk}).content.decode()
        assert "Frisk for alle." in page
        assert "Gammel" not in page
        assert "1 tilbud er udeladt" in page

    def test_the_list_of_offers_leads_there_with_what_it_is_narrowed_to(self, client_of, carla, towns):
        offer("Frisk", towns[0])
        page = client_of(carla).get("/testby/kontor/tilbud/", {"sted": towns[0].pk}).content.decode()
        assert f"{PAGE}?sted={towns[0].pk}" in page

    def test_a_tours_stops_lead_there_and_other_events_do_not(self, client_of, bo, rie, centre):
        tour = EventFactory.create(registration__kind=KindFactory.create(base="tour"))
        assert f"{PAGE}?tur={tour.pk}" in client_of(bo).get(f"/testby/kontor/arrangementer/{tour.pk}/stop/").content.decode()

    def test_a_long_one_is_made_by_the_worker(self, client_of, carla, bo, dorte, towns, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        handed = []
        monkeypatch.setattr(preparing, "hand_over", lambda *job: handed.append(job))
        monkeypatch.setattr(pamphlet_made, "LONG", 1)
        offer("Første", towns[0])
        offer("Anden", towns[0])
        desk = client_of(carla)
        where = desk.get(f"{PAGE}fil.pdf", {"sted": towns[0].pk}).url
        again = desk.get(f"{PAGE}fil.pdf", {"sted": towns[0].pk}).url
        assert (where, len(handed)) == (again, 1)
        assert "Siderne er ved at blive sat op" in desk.get(where).content.decode()
        token = _in_force.set(None)
        try:
            preparing.prepare(*handed[0][1:])
        finally:
            _in_force.reset(token)
        answer = desk.get(f"{where}hent/")
        assert {"Første", "Anden"} <= set(words_of(b"".join(answer.streaming_content)).split())
        assert client_of(bo).get(where).status_code == 404  # another's file
        Prepared.objects.update(asked_by=dorte)
        assert client_of(dorte).get(where).status_code == 403  # who does not see offers
        assert client_of(dorte).get(f"/testby/kontor/rapporter/filer/{Prepared.objects.get().pk}/hent/").status_code == 404  # nor by the address of reports


class TestAPickedList:
    def test_anybody_fetches_it_and_nothing_is_kept(self, client, centre):
        row = offer("Sorgcafé")
        page = client.get("/testby/tilbud/liste/", {"v": str(row.pk)}).content.decode()
        assert f"/testby/tilbud/liste.pdf?v={row.pk}" in page
        answer = client.get("/testby/tilbud/liste.pdf", {"v": str(row.pk)})
        assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
        assert "Sorgcafé" in " ".join(each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(answer.content))
        assert not answer.cookies

    @pytest.mark.parametrize("said", ["", "x", "999999"])
    def test_an_empty_one_leads_back_to_its_page(self, client, centre, said):
        assert client.get("/testby/tilbud/liste.pdf", {"v": said}).url.startswith("/testby/tilbud/liste/?v=")

    def test_too_many_at_once_are_led_to_the_page_that_prints_too(self, client, centre, monkeypatch):
        monkeypatch.setattr(views_pamphlet, "A_MINUTE", 1)
        row = offer("Sorgcafé")
        kinds = [client.get("/testby/tilbud/liste.pdf", {"v": str(row.pk)}).status_code for _turn in range(2)]
        assert kinds == [200, 302]
