"""The search over a hundred thousand offers of one centre: whole searches over the bare index's answer, what is offered while typing, and one offer changed."""

from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from brobygger.bench import load
from brobygger.bench.timing import Row, ms, say, timed
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_id_in_force, centre_in_force
from brobygger.directory import vocabulary
from brobygger.directory.finding import index, marks
from brobygger.directory.finding.asking import Wanted, find
from brobygger.directory.finding.marks import term
from brobygger.directory.finding.table import FTS5, ROWS
from brobygger.directory.finding.terms import Term, either
from brobygger.directory.finding.typing import suggest
from brobygger.directory.finding.words import STOP, stem, words
from brobygger.directory.models import Indexed, Meaning, Offer
from brobygger.organisations.models import Organisation

COPIES = 5  # offers with the same text: the index is as large as with texts of their own, and made in a fifth of the time
TITLES = ("Gruppe om {}", "Café for {}", "Samtaler om {}", "{}: kom og vær med", "Netværk for {}", "Hjælp til {}", "Åbent hus: {}", "En ven til {}", "Kursus i {}", "{} i {}")
SENTENCES = (
    "Vi mødes hver {day} og taler om {what}.", "Du kan komme, som du er, og tage en ven med.", "En frivillig ringer til dig, før du kommer første gang.", "Har du erfaring med {what}, er du velkommen.",
    "Vi drikker kaffe og hører om {what}.", "Gruppen er for dig, der kender til {what}.", "Det koster ikke noget, og du kan være anonym.", "Vi hjælper også med {what}.", "Mange kommer for at snakke om {what}.",
    "Ring eller skriv, så finder vi en tid.", "Der er plads til ti i {place}.", "Børnene kan komme med.", "Bagefter spiser vi sammen.",
)
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag")
QUERIES = (
    "jeg er alene", "min mand er død", "ordblind", "stofmisbrug i familien", "gruppe", "selvhjælpsgruppe", "gæld", "besøgsven", "bessøgsven", "café", "hjælp til mitid", "skilsmisse", "ny i byen",
    "noget for unge", "strikke", "kor", "sorg gruppe", "angst", "depresion", "min far drikker", "mangler nogen at tale med", "børn", "lektiehjælp", "cykel", "julehjælp", "pårørende til demens", "demens", "stress",
    "kan ikke sove", "vold i hjemmet", "mad", "gratis mad", "gåtur", "motion for ældre", "samtale", "netværk", "kursus i dansk", "flygtning", "job", "ung mor", "brætspil", "hund", "klage over kommunen",
    "retshjælp", "kræft", "kaffe med andre", "mentor", "frivillig", "høreapparat", "hjemløs",
)


def measure(centre: Centre, turns: int, offers: int) -> list[Row]:
    with centre_in_force(centre):
        say(f"{offers:,} offers")
        texts = max(offers // COPIES, 1)
        with load.without_triggers():
            _offers(texts)
            indexed = timed(index.build)
            for number in range(1, COPIES):
                _copied(texts, number * texts)
        load.let_the_planner_look()
        rows: list[Row] = [("indexing of an offer", ms(indexed / texts), "", f"{texts:,} texts, each at {COPIES} of {Offer.objects.count():,} offers")]
        say("searching them")
        rows += _searches(max(2, turns // 10))
        rows.append(_typing())
        rows.append(_changed())
    return rows


def _offers(many: int) -> None:
    chance = Random(4)  # noqa: S311 -- the same data each run
    vocabulary.lay_out()
    meanings, themes, places, providers = list(Meaning.objects.all()), list(Theme.objects.all()), list(Locality.objects.all()), list(Organisation.objects.all())
    groups = [TargetGroup.objects.create(name=name) for name in ("Ældre", "Børn", "Unge", "Familier", "Pårørende", "Nydanskere")]
    now, today = timezone.now(), timezone.localdate()
    for start in range(0, many, 5000):
        rows, about = [], []
        for _number in range(start, min(start + 5000, many)):
            # A few subjects are common, most are rare, as in life.
            meant = [meanings[min(int(chance.paretovariate(0.8)) - 1 + chance.randrange(20), len(meanings) - 1)] for _each in range(2)]
            said = [chance.choice(each.lines) for each in meant for _each in range(2)]
            title = chance.choice(TITLES).format(said[0], chance.choice(places).name)
            text = " ".join(chance.choice(SENTENCES).format(day=chance.choice(DAYS), what=chance.choice(said), place=chance.choice(places).name) for _each in range(8))
            rows.append(Offer(
                provider=chance.choice(providers), title=title[0].upper() + title[1:120], short=f"For dig og {said[1]}"[:250], text=text, free=chance.random() < 0.8, anonymous=chance.random() < 0.3,
                step_free=chance.random() < 0.5, whole_municipality=chance.random() < 0.1, is_group=chance.random() < 0.5, counselling=chance.random() < 0.2, postal_code="",
                access=chance.choice(Offer.Access.values), state=Offer.State.PUBLISHED, published_at=now, verified_on=today, edited_on=today,
            ))
            about.append(meant)
        Offer.objects.bulk_create(rows, batch_size=1000)
        _tied(Offer.situations, ((row.pk, each.pk) for row, meant in zip(rows, about, strict=True) if row.pk % 2 for each in {one.pk: one for one in meant}.values()), "meaning_id")
        _tied(Offer.themes, ((row.pk, chance.choice(themes).pk) for row in rows), "theme_id")
        _tied(Offer.target_groups, ((row.pk, chance.choice(groups).pk) for row in rows), "targetgroup_id")
        _tied(Offer.localities, ((row.pk, chance.choice(places).pk) for row in rows), "locality_id")


def _tied(relation: Any, pairs: Any, column: str) -> None:
    through = relation.through
    through.objects.bulk_create((through(offer_id=offer, **{column: other}) for offer, other in pairs), batch_size=1000)


def _copied(texts: int, beyond: int) -> None:
    """The first offers once more, with what is tied to them and what the index holds of them; their numbers moved by ``beyond``."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT min(id) FROM "{Offer._meta.db_table}"')  # noqa: S608 -- models' tables and columns, here and below
        first = cursor.fetchone()[0]
        for model, key in ((Offer, "id"), *((each.through, "offer_id") for each in (Offer.situations, Offer.themes, Offer.target_groups, Offer.localities)), (Indexed, "offer_id")):
            columns = [str(field.column) for field in model._meta.concrete_fields if not (field.primary_key and field.column != key)]
            values = [f'"{column}" + {beyond}' if column == key else f'"{column}"' for column in columns]
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(values)} FROM "{model._meta.db_table}" WHERE "{key}" < {first + texts}')  # noqa: S608


def _searches(turns: int) -> list[Row]:
    now = timezone.now()
    whole, bare = [], []
    for words_asked in QUERIES:
        find(Wanted(words=words_asked), now=now)  # what a server that runs has in memory
    for _turn in range(turns):
        for words_asked in QUERIES:
            whole.append(timed(lambda words_asked=words_asked: find(Wanted(words=words_asked), now=now)))  # type: ignore[misc]  # bound now
            bare.append(timed(lambda words_asked=words_asked: _bare(words_asked)))  # type: ignore[misc]  # bound now
    filtered = [timed(lambda words_asked=words_asked: find(Wanted(words=words_asked, free=True, anonymous=True), now=now)) for words_asked in QUERIES]  # type: ignore[misc]  # bound now
    slow, least = _p95(whole), _p95(bare)
    return [
        ("a search over the index's bare answer, p95", f"{slow / least:.2f} ×", "≤ 3 ×", f"{ms(slow)} over {ms(least)}; median {ms(sorted(whole)[len(whole) // 2])} over {ms(sorted(bare)[len(bare) // 2])}"),
        ("… with two filters, p95", ms(_p95(filtered)), "", f"{len(QUERIES)} searches in people's words"),
    ]


def _bare(asked: str) -> None:
    """What the index answers by itself: the stems that were asked for, any of them, by its own measure of fit, thirty offers and their number."""
    centre = centre_id_in_force()
    query: Term = either(term(centre, marks.WORD, stem(word)) for word in words(asked) if word not in STOP)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'SELECT rowid FROM "{FTS5}" WHERE "{FTS5}" MATCH %s ORDER BY rank LIMIT 30', [query.fts5()])  # noqa: S608 -- our own names, here and below
            cursor.fetchall()
            cursor.execute(f'SELECT count(*) FROM "{FTS5}" WHERE "{FTS5}" MATCH %s', [query.fts5()])  # noqa: S608
        else:
            cursor.execute(f'SELECT offer_id FROM "{ROWS}" WHERE vector @@ %s::tsquery ORDER BY ts_rank(vector, %s::tsquery) DESC LIMIT 30', [query.tsquery()] * 2)  # noqa: S608
            cursor.fetchall()
            cursor.execute(f'SELECT count(*) FROM "{ROWS}" WHERE vector @@ %s::tsquery', [query.tsquery()])  # noqa: S608
        cursor.fetchall()


def _typing() -> Row:
    taken = []
    for typed in QUERIES:
        for end in range(2, len(typed) + 1):
            taken.append(timed(lambda typed=typed, end=end: suggest(typed[:end])))  # type: ignore[misc]  # bound now
    return ("what is offered while typing, p95", ms(_p95(taken)), "< 30 ms", f"after each of {len(taken)} letters; at most {ms(max(taken))}")


def _changed() -> Row:
    """From a new text to the offer being found by it."""
    offer = Offer.objects.order_by("pk").first()
    if offer is None:
        raise RuntimeError("no offers")
    offer.title = "Kvistfletning for nybegyndere"

    def act() -> None:
        with transaction.atomic():
            offer.save()
            index.put([offer.pk])
        found = find(Wanted(words="kvistfletning"), now=timezone.now())
        if [hit.offer.pk for hit in found.hits] != [offer.pk]:
            raise RuntimeError("the changed offer is not found")

    return ("an offer changed and found", ms(timed(act)), "at once", "saved, indexed and searched for")


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
