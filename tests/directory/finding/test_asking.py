"""What the directory answers: by words and without, near by, with filters, with reasons, and with a way out where there is nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.directory.finding import index
from brobygger.directory.finding.asking import Found, Wanted, find
from brobygger.directory.models import KnownWord, Meaning, Offer
from tests.directory.finding import example
from tests.factories import MeaningFactory, OfferFactory, OfferTimeFactory

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 11, 25, 11, 0))  # a Wednesday


@pytest.fixture
def made(centre: Any) -> dict[str, int]:
    return example.fill()


def ask(words: str = "", **filters: Any) -> Found:
    return find(Wanted(words=words, **filters), now=NOW)


def titles(found: Found) -> list[str]:
    return [hit.offer.title for hit in found.hits]


def place(name: str) -> int:
    return Locality.objects.get(name=name).pk


def test_somebody_who_has_lost_her_husband_is_understood(made: dict[str, int]) -> None:
    found = ask("min mand er død")

    assert [each.name for each in found.meant] == ["Sorg og tab"]
    assert found.sensitive
    assert "Sorggruppe for voksne" in titles(found)[:3]
    with translation.override("en"):
        assert "For “mand død”: Sorg og tab" in ask("min mand er død").hits[0].reasons


@pytest.mark.parametrize(
    ("words", "meant", "first"),
    [
        ("min søn vil tage livet af sig", "Selvmordstanker", "livslinien"), ("jeg er træt af livet", "Selvmordstanker", "livslinien"), ("afsked med livet", "Selvmordstanker", "livslinien"),
        ("kan ikke holde det ud længere", "Depression og tristhed", "depression-gruppe"), ("min datter skader sig selv", "Selvskade", ""), ("min far rører ved mig", "Seksuelle overgreb", "overgreb"),
        ("jeg er blevet voldtaget", "Seksuelle overgreb", "overgreb"), ("min onkel har misbrugt mig da jeg var barn", "Seksuelle overgreb", "overgreb"), ("jeg er bange for at gøre mit barn ondt", "Vold i hjemmet", "krisecenter"),
        ("my husband hits me", "Vold i hjemmet", "krisecenter"), ("en voksen har gjort noget ved mig", "Seksuelle overgreb", "overgreb"),
        ("min kæreste deler billeder af mig", "Seksuelle overgreb", "overgreb"), ("jeg må ikke tale med andre mænd", "Vold i hjemmet", "krisecenter"), ("vi bliver sat ud af lejligheden", "Hjemløs", "varmested"), ("jeg har intet sted at bo", "Hjemløs", "varmested"),
    ],
)
def test_where_it_hurts_most_it_is_understood_and_nothing_beside_the_point_is_shown(made: dict[str, int], words: str, meant: str, first: str) -> None:
    found = ask(words)

    assert found.sensitive
    assert meant in [each.name for each in found.meant]
    assert found.total <= 3
    assert not first or found.hits[0].offer.pk == made[first]


def test_where_nothing_is_said_but_for_whom_what_is_for_that_age_is_shown(made: dict[str, int]) -> None:
    found = ask("noget til min søn på 14")

    assert (found.age, found.total > 0) == (14, True)
    assert all((hit.offer.age_from or 0) <= 14 <= (hit.offer.age_to or 110) for hit in found.hits)


def test_a_word_that_says_little_still_counts_where_nothing_sensitive_was_said(made: dict[str, int]) -> None:
    assert ask("kender ingen i byen").hits[0].offer.pk == made["ny-i-byen"]
    assert "Motion og bevægelse" in [each.name for each in ask("jeg vil gerne røre mig noget mere").meant]
    assert not ask("jeg har ondt i knæet efter en skade").sensitive


def test_whom_it_is_about_is_not_what_is_looked_for(centre: Any) -> None:
    meaning = MeaningFactory(name="Ensomhed", words="alene\nensom")
    mothers, visits = OfferFactory.create(title="Mødregruppe for unge mødre"), OfferFactory.create(title="Besøgsven", text="En, der kommer hjem til dig.")
    for row in (mothers, visits):
        row.situations.set([meaning])
    index.put([mothers.pk, visits.pk])

    assert [hit.offer for hit in ask("min mor er alene hjemme").hits] == [visits, mothers]
    assert ask("en gruppe for mødre").hits[0].offer == mothers


def test_the_title_outweighs_the_text_and_says_so(centre: Any) -> None:
    beside = OfferFactory.create(title="Klubaften", text="Vi laver somme tider keramik.")
    named = OfferFactory.create(title="Keramik for alle")
    index.put([beside.pk, named.pk])

    found = ask("keramik")

    assert [hit.offer for hit in found.hits] == [named, beside]
    assert found.hits[0].reasons == ["Nævnt i titlen"]
    assert found.hits[1].reasons == ["Teksten siger »keramik«"]


def test_an_offer_with_all_the_words_comes_before_one_with_some(centre: Any) -> None:
    some = OfferFactory.create(title="Keramik")
    both = OfferFactory.create(title="Værkstedet", text="Her er keramik og rytmik.")
    index.put([some.pk, both.pk])

    assert [hit.offer for hit in ask("keramik rytmik").hits] == [both, some]


def test_compounds_are_found_from_both_ends_and_put_together(made: dict[str, int]) -> None:
    assert "Sorggruppe for voksne" in titles(ask("gruppe"))
    assert titles(ask("sorg gruppe"))[0] == "Sorggruppe for voksne"
    assert "Selvhjælpsgruppe om angst" in titles(ask("selvhjælp"))
    assert "Lektiecafé på biblioteket" in titles(ask("lektier"))


def test_typing_errors_are_put_right_and_told(made: dict[str, int]) -> None:
    found = ask("bessøgsven")

    assert titles(found)[0] == "Besøgsven"
    assert found.corrected == [("bessøgsven", "besøgsven")]
    assert ask("besøgsven").corrected == []


def test_an_unfinished_word_is_gone_on_with(made: dict[str, int]) -> None:
    assert titles(ask("hørea"))[0] == "Høreapparat-caféen"


def test_the_centres_own_words_are_understood_at_once(centre: Any) -> None:
    meaning = MeaningFactory.create(name="Fugleinteresse", words="ornitolog\nkigge på stære")
    tagged = OfferFactory.create(title="Søndagsklubben")
    tagged.situations.add(meaning)
    index.put([tagged.pk])
    assert titles(ask("ornitolog")) == ["Søndagsklubben"]

    meaning.words += "\nspurvevæsen"
    meaning.save()

    assert titles(ask("spurvevæsen")) == ["Søndagsklubben"]
    said = OfferFactory.create(title="Vi kigger på sorte stære")
    index.put([said.pk])
    assert set(titles(ask("ornitolog"))) == {"Søndagsklubben", "Vi kigger på sorte stære"}


def test_a_changed_vocabulary_reaches_what_offers_say_when_the_index_is_mended(centre: Any) -> None:
    offer = OfferFactory.create(title="Om gråspurve")
    index.put([offer.pk])
    assert titles(ask("fjerkræ")) == []
    MeaningFactory.create(name="Fugle", words="fjerkræ\ngråspurve")

    assert index.mend() == 1

    assert titles(ask("fjerkræ")) == ["Om gråspurve"]
    assert index.mend() == 0


def test_a_changed_offer_is_found_by_its_new_words_alone(centre: Any) -> None:
    offer = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    offer.title = "Skakklub"
    offer.save()
    index.put([offer.pk])

    assert titles(ask("skakklub")) == ["Skakklub"]
    assert titles(ask("strikkeklub")) == []


def test_what_is_not_public_is_never_shown(centre: Any) -> None:
    offer = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    Offer.objects.filter(pk=offer.pk).update(state=Offer.State.HIDDEN)
    assert ask("strikkeklub").hits == []  # even before the index knows

    index.put([offer.pk])

    assert ask("strikkeklub").total == 0
    assert ask().total == 0


def test_without_words_all_are_there_in_danish_order(centre: Any) -> None:
    index.put(OfferFactory.create(title=title).pk for title in ("Ålaug", "Øllaug", "æbleklub", "Zumba", "Aftensang"))

    assert titles(ask()) == ["Aftensang", "Zumba", "æbleklub", "Øllaug", "Ålaug"]


def test_pages_follow_one_another(made: dict[str, int]) -> None:
    for wanted in (Wanted(), Wanted(words="gruppe"), Wanted(postal_code="4220")):
        whole = [hit.offer.pk for hit in find(wanted, now=NOW, limit=100).hits]
        pages = [hit.offer.pk for offset in range(0, len(whole), 7) for hit in find(wanted, now=NOW, limit=7, offset=offset).hits]
        assert pages == whole
        assert len(set(whole)) == len(whole)
        assert find(wanted, now=NOW, limit=7).total == len(whole)


@pytest.mark.parametrize("pool", [3, 10])
def test_pages_follow_one_another_beyond_what_is_ranked(made: dict[str, int], monkeypatch: pytest.MonkeyPatch, pool: int) -> None:
    monkeypatch.setattr("brobygger.directory.finding.search.POOL", pool)
    wanted = Wanted(words="gruppe")
    total = find(wanted, now=NOW).total
    assert total > pool
    pages = [hit.offer.pk for offset in range(0, total, 4) for hit in find(wanted, now=NOW, limit=4, offset=offset).hits]

    assert len(pages) == len(set(pages)) == total


def test_near_is_here_first_then_everywhere_then_further_and_further(made: dict[str, int]) -> None:
    found = ask(postal_code="4220")

    assert found.near
    places = [({each.name for each in hit.offer.localities.all()}, hit.offer.whole_municipality) for hit in found.hits]
    steps = [0 if "Korsør" in names else 1 if everywhere else 2 for names, everywhere in places]
    assert steps == sorted(steps)
    assert {0, 1} <= set(steps)
    assert found.total == len(example.described())
    assert ask(postal_code="4220").hits[0].reasons == ["I Korsør"]


def test_a_locality_or_postal_code_among_the_words_is_where_somebody_is(made: dict[str, int]) -> None:
    for words in ("fællesspisning korsør", "fællesspisning 4220"):
        found = ask(words)
        assert found.near
        assert titles(found)[0] == "Fællesspisning i Korsør"
    assert titles(ask("kaffe i Korsør"))[0] == "Kaffe for enker og enkemænd"
    assert "I Korsør" in ask("korsør").hits[0].reasons


def test_a_postal_code_that_no_locality_has_is_taken_as_its_neighbour(made: dict[str, int]) -> None:
    assert ask(postal_code="4221").near
    assert "I Korsør" in ask(postal_code="4221").hits[0].reasons
    assert not ask(postal_code="9990").near


def test_a_locality_has_what_is_everywhere_too(made: dict[str, int]) -> None:
    found = ask("besøgsven", locality=place("Korsør"))
    assert titles(found)[0] == "Besøgsven"


def test_filters_narrow(made: dict[str, int]) -> None:
    theme, group = Theme.objects.get(name="Integration"), TargetGroup.objects.get(name="Ældre")
    for filters, holds in (
        ({"theme": theme.pk}, lambda offer: theme in offer.themes.all()),
        ({"target_group": group.pk}, lambda offer: group in offer.target_groups.all()),
        ({"form": "is_group"}, lambda offer: offer.is_group),
        ({"access": "open_door"}, lambda offer: offer.access == "open_door"),
        ({"free": True}, lambda offer: offer.free),
        ({"anonymous": True}, lambda offer: offer.anonymous),
        ({"step_free": True}, lambda offer: offer.step_free),
        ({"free": True, "form": "counselling", "anonymous": True}, lambda offer: offer.free and offer.counselling and offer.anonymous),
    ):
        found = find(Wanted(**filters), now=NOW, limit=100)
        assert {hit.offer.pk for hit in found.hits} == {offer.pk for offer in Offer.objects.all() if holds(offer)}, filters
        assert found.total == len(found.hits) > 0


def test_a_filter_that_nobody_offers_is_no_filter(made: dict[str, int]) -> None:
    assert ask(form="state").total == ask(access="'; drop").total == ask().total


def test_open_now_reads_the_hours(made: dict[str, int]) -> None:
    offer = Offer.objects.get(title="Café Stjernen")
    OfferTimeFactory.create(offer=offer, weekday=2, opens="10:00", closes="12:00")

    assert titles(ask(open_now=True)) == ["Café Stjernen"]
    assert titles(ask("alene", open_now=True)) == ["Café Stjernen"]
    assert find(Wanted(open_now=True), now=NOW + timedelta(hours=2)).total == 0
    assert find(Wanted(open_now=True), now=NOW + timedelta(days=1)).total == 0


def test_nothing_found_is_never_a_blind_alley(made: dict[str, int]) -> None:
    found = ask("sorg", locality=place("Dalmose"), free=True)
    assert found.total == 0
    changes = [way.changes for way in found.ways_out]
    assert {"locality": ""} in changes
    assert {"locality": str(place("Slagelse"))} in changes
    with translation.override("en"):
        labels = [way.label for way in ask("sorg", locality=place("Dalmose"), free=True).ways_out]
    assert any(label.startswith("Without “Dalmose”: ") for label in labels)

    found = ask("qqqqqqqq wwwwwwww")
    assert found.total == 0
    assert [way.changes for way in found.ways_out] == [{"words": ""}]


@pytest.mark.parametrize("words", [asked for asked, _expected in example.queries()[::15]])
def test_each_way_out_gives_what_its_label_says(made: dict[str, int], words: str) -> None:
    wanted = {"words": words, "locality": place("Dalmose"), "form": "online", "anonymous": True, "step_free": True, "open_now": True}
    found = ask(**wanted)
    assert found.total < 3
    assert found.ways_out
    for way in found.ways_out:
        changed = {**wanted, **{name: int(value) if name == "locality" and value else value or Wanted.__dataclass_fields__[name].default for name, value in way.changes.items()}}
        total = find(Wanted(**changed), now=NOW).total
        assert total > found.total
        assert f": {total} " in way.label


def test_strange_input_finds_nothing_and_breaks_nothing(made: dict[str, int]) -> None:
    for words in ('"', "' OR 1=1 --", "NEAR(a b)", "*", "a AND NOT", "ø" * 500, "شكرا", "%s %(x)s", "jeg", "1", "0101701234", "(((", "∞ ½", " \t", "og eller men " * 100):
        assert ask(words).total >= 0
    assert ask(postal_code="abcd").total == ask(postal_code="٤٢٢٠").total == ask().total


def test_questions_to_the_database_do_not_grow_with_the_hits(made: dict[str, int]) -> None:
    def many(limit: int) -> int:
        with CaptureQueriesContext(connection ) as asked:
            assert len(find(Wanted(words="gruppe", postal_code="4200"), now=NOW, limit=limit).hits) == limit
        return len(asked)

    many(1)
    assert many(1) == many(3) == 8


def test_a_retired_life_situation_is_not_meant(centre: Any) -> None:
    offer = OfferFactory.create(title="Søndagsklubben")
    meaning = MeaningFactory.create(name="Fugleinteresse", words="ornitolog")
    offer.situations.add(meaning)
    index.put([offer.pk])
    Meaning.objects.update(retired=True, version=2)

    assert ask("ornitolog").meant == []


def test_the_night_catches_what_was_written_elsewhere(centre: Any) -> None:
    offer = OfferFactory.create(title="Søndagsklubben", provider__name="Gammelt Navn")
    index.put([offer.pk])
    offer.provider.name = "Kvistfletternes Laug"
    offer.provider.save()
    assert titles(ask("kvistfletternes")) == []

    index.mend_everywhere()

    assert titles(ask("kvistfletternes")) == ["Søndagsklubben"]


def test_words_that_no_offer_uses_any_more_are_forgotten(centre: Any) -> None:
    offer = OfferFactory.create(title="Kvistfletning")
    index.put([offer.pk])
    assert KnownWord.objects.filter(word="kvistfletning").exists()
    offer.title = "Skak"
    offer.save()

    index.build()

    assert not KnownWord.objects.filter(word="kvistfletning").exists()
    assert ask("kvistfletnin").corrected == []


class TestAnAgeInTheWords:
    """Puts first what says it is for that age, with the reason, and leaves nothing out; it can be taken away, or made a filter."""

    @pytest.fixture
    def talks(self, centre: Any) -> None:
        for title, low, high in (("Samtaler for voksne", 18, None), ("Samtaler for alle", None, None), ("Samtaler for unge", 13, 20)):
            index.put([OfferFactory(title=title, age_from=low, age_to=high).pk])

    def test_it_comes_first_and_says_why(self, talks: None) -> None:
        found = ask("samtaler på 16 år")
        assert (found.age, titles(found)) == (16, ["Samtaler for unge", "Samtaler for alle", "Samtaler for voksne"])
        with translation.override("en"):
            assert ["For one of 16" in hit.reasons for hit in ask("samtaler på 16 år").hits] == [True, False, False]
        assert titles(ask("samtaler til min mor på 82"))[0] == "Samtaler for voksne"

    def test_by_itself_it_narrows(self, talks: None) -> None:
        assert titles(ask("70-årig")) == ["Samtaler for alle", "Samtaler for voksne"]
        assert ask("70-årig").age == 70

    def test_chosen_as_a_filter_it_narrows_and_is_told_once(self, talks: None) -> None:
        found = ask("samtaler på 16 år", age=40)
        assert (found.age, sorted(titles(found))) == (None, ["Samtaler for alle", "Samtaler for voksne"])

    def test_taken_away_the_words_are_as_typed(self, talks: None) -> None:
        found = ask("samtaler 16 år", as_typed=True)
        assert (found.age, {reason for hit in found.hits for reason in hit.reasons if "16" in reason}) == (None, set())

    def test_the_page_says_so_and_leads_both_ways(self, talks: None, client: Any) -> None:
        page = client.get("/testby/tilbud/?q=samtaler+på+16+år").content.decode()
        assert "Forstået som alderen: <b>16 år</b>" in page
        for also in ("uden=alder", "alder=16"):
            assert also in page
        assert "Forstået som alderen" not in client.get("/testby/tilbud/?q=samtaler+på+16+år&uden=alder").content.decode()
        narrowed = client.get("/testby/tilbud/?q=samtaler+på+16+år&alder=16").content.decode()
        assert ("Samtaler for unge" in narrowed, "Samtaler for voksne" in narrowed) == (True, False)

    def test_it_asks_one_question_more_however_many_there_are(self, talks: None) -> None:
        def asked(words: str) -> int:
            with CaptureQueriesContext(connection) as found:
                ask(words)
            return len(found)

        ask("samtaler")
        assert asked("samtaler på 16 år") == asked("samtaler") + 1
        for n in range(3):
            index.put([OfferFactory(title=f"Samtaler nr. {n}", age_from=10).pk])
        assert asked("samtaler på 16 år") == asked("samtaler") + 1
