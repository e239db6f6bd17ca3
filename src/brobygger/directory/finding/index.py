"""The index of the centre's public offers: written in the transaction that changes an offer, so that it is found, or gone, at once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_id_in_force, centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.directory.finding import marks
from brobygger.directory.finding.known import Known, known
from brobygger.directory.finding.marks import mark
from brobygger.directory.finding.words import STOP, sentences, stem, words
from brobygger.directory.models import Indexed, KnownWord, Offer, OfferTranslation

JOB = "directory.index"
TOGETHER = 500  # offers read and written at a time
AT_ONCE = 1000  # offers that somebody who changes the vocabulary waits for
SHORTEST_WORD, LONGEST_WORD = 3, 60
_SAID = ("title", "short", "text", "place", "when", "how", "accessibility", "languages", "address")
_READ = ("centre_id", "state", "provider__name", "postal_code", "access", "free", "anonymous", "step_free", "whole_municipality", *Offer.FORMS, *_SAID)
# Letters and digits alone, which every collation puts in the same order; the three last letters come after z.
_ORDER = str.maketrans({"z": "za", "æ": "zb", "ø": "zc", "å": "zd"})


def put(pks: Iterable[int]) -> None:
    """Index these offers anew, in the transaction there is. Those that are not public are taken out."""
    _put_all(sorted(set(pks)))


def drop(pks: Iterable[int]) -> None:
    Indexed.objects.filter(pk__in=list(pks)).delete()


def build() -> None:
    """All of the centre anew, and its words."""
    Indexed.objects.exclude(pk__in=Offer.objects.public().values("pk")).delete()
    used = _put_all(list(Offer.objects.public().order_by("pk").values_list("pk", flat=True)))
    gone = [pk for pk, word in KnownWord.objects.values_list("pk", "word") if word not in used]
    for start in range(0, len(gone), TOGETHER):
        KnownWord.objects.filter(pk__in=gone[start : start + TOGETHER]).delete()


def mend() -> int:
    """Index what was indexed by other words or another way of reading, or not at all, and take out what is not public. How many were."""
    public = Offer.objects.public()
    drop(Indexed.objects.exclude(pk__in=public.values("pk")).values_list("pk", flat=True))
    right = Indexed.objects.filter(made_by=known().made_by)
    stale = list(public.exclude(pk__in=right.values("pk")).order_by("pk").values_list("pk", flat=True))
    _put_all(stale)
    return len(stale)


def reworded() -> None:
    """The vocabulary was changed: let the index follow, at once where the centre's offers are few."""
    many = Offer.objects.public().count()
    if 0 < many <= AT_ONCE:
        mend()
    elif many:
        hand_over(JOB, centre_id_in_force())


def mend_everywhere(*centres: int) -> None:
    """The job: these centres after a change of their vocabulary; or, at night, all.

    At night a centre of ordinary size is indexed anew, which also catches what is written elsewhere: a provider's new name, a locality's new postal code.
    """
    for pk in centres or Centre.objects.values_list("pk", flat=True):
        with centre_in_force(pk):
            if centres or Offer.objects.public().count() > AT_ONCE:
                mend()
            else:
                build()


def _put_all(pks: list[int]) -> set[str]:
    """The words that they use."""
    used: set[str] = set()
    for start in range(0, len(pks), TOGETHER):
        with transaction.atomic():
            used |= _put(pks[start : start + TOGETHER])
    return used


def _put(pks: list[int]) -> set[str]:
    # Locked, so that of two who change an offer at once the later writes the marks; the words after it in one order, so that nobody waits in a ring.
    rows = Offer.objects.filter(pk__in=pks).select_for_update(of=("self",)).order_by("pk").select_related("provider").only(*_READ)
    offers = [offer for offer in rows if offer.state == Offer.State.PUBLISHED]
    drop(pks)
    now = known()
    told = _told([offer.pk for offer in offers])
    used = {word for offer in offers for word in words("\n".join((offer.title, offer.short, offer.text, *(said for each in told[offer.pk] for said in each))))}
    used = {word for word in used if word.isalpha() and SHORTEST_WORD <= len(word) <= LONGEST_WORD and word not in STOP}
    new = sorted(used - now.lexicon.used)
    if new:
        KnownWord.objects.bulk_create((KnownWord(word=word) for word in new), ignore_conflicts=True)
        now.lexicon.learn(new)
    ties = _ties([offer.pk for offer in offers], now)
    Indexed.objects.bulk_create(
        Indexed(offer=offer, marks=" ".join(sorted(marks_of(offer, now, told[offer.pk]) | ties[offer.pk])), order=order(offer.title), made_by=now.made_by) for offer in offers
    )
    return used


def _ties(pks: list[int], now: Known) -> dict[int, set[str]]:
    """For each offer the marks of the rows it is tied to."""
    found: dict[int, set[str]] = {pk: set() for pk in pks}
    for relation, column, kind in ((Offer.situations, "meaning", marks.MEANT), (Offer.themes, "theme", marks.THEME), (Offer.target_groups, "targetgroup", marks.GROUP), (Offer.localities, "locality", marks.LOCALITY)):
        through: Any = relation.through
        for offer, other in through.objects.filter(offer__in=pks).values_list("offer", column):
            found[offer].add(mark(now.centre, kind, other))
    return found


def _told(pks: list[int]) -> dict[int, list[tuple[str, ...]]]:
    """For each offer what it says in further languages: title first."""
    found: dict[int, list[tuple[str, ...]]] = {pk: [] for pk in pks}
    for offer, *said in OfferTranslation.objects.shown().filter(offer__in=pks).values_list("offer", *OfferTranslation.SAID):
        found[offer].append(tuple(said))
    return found


def order(title: str) -> str:
    """Where the title stands in Danish order."""
    return "0".join(words(title)).translate(_ORDER)[:80]


def marks_of(offer: Offer, now: Known, told: Iterable[tuple[str, ...]] = ()) -> set[str]:
    """All that a question can ask for of this offer's own row, and of what it is ``told`` in further languages."""
    centre, found = now.centre, _plain(offer, now)
    said = (
        (offer.title, (marks.WORD, marks.TITLE), (marks.PART, marks.TITLE_PART), marks.IMPLIED), (offer.short, (marks.WORD, marks.SHORT), (marks.PART,), marks.IMPLIED),
        *((text, (marks.WORD, marks.SHORT), (marks.PART,), "") for text in (offer.provider.name, offer.place)), (offer.text, (marks.WORD,), (marks.PART,), marks.TOUCHED),
        *((text, (marks.WORD,), (marks.PART,), "") for text in (offer.when, offer.how, offer.accessibility, offer.languages, offer.address)),
        *((text, (marks.WORD, marks.SHORT) if place else (marks.WORD, marks.TITLE), (), "") for each in told for place, text in enumerate(each)),
    )
    meant: dict[str, str] = {}
    for text, whole, part, speaks in said:
        stems: set[str] = set()
        parts: set[str] = set()
        for sentence in sentences(text):
            spoken = words(sentence)
            for word in spoken:
                if word not in STOP:
                    stems.add(stem(word))
                    parts |= now.lexicon.parts(word)[0]
            if speaks:
                for what in now.lexicon.meant_by(spoken):
                    meant.setdefault(what, speaks)
        found.update(f"{centre}{kind}{each}" for kinds, those in ((whole, stems), (part, parts)) for kind in kinds for each in those)
    beginning = mark(centre, marks.MEANT)
    found.update(mark(centre, kind, what[len(beginning) :]) for what, kind in meant.items() if what.startswith(beginning))
    return found


def _plain(offer: Offer, now: Known) -> set[str]:
    """What filters ask for, of the offer's own row."""
    centre = now.centre
    found = {mark(centre, marks.OFFER)} | {mark(centre, marks.FORM, name) for name in Offer.FORMS if getattr(offer, name)}
    found.add(mark(centre, marks.ACCESS, offer.access))
    if offer.postal_code:
        found.add(mark(centre, marks.POSTAL, offer.postal_code))
        found |= {mark(centre, marks.LOCALITY, place.pk) for place in now.places.values() if offer.postal_code in place.codes}
    flags = ((marks.EVERYWHERE, offer.whole_municipality), (marks.FREE, offer.free), (marks.ANONYMOUS, offer.anonymous), (marks.STEP_FREE, offer.step_free))
    return found | {mark(centre, kind) for kind, holds in flags if holds}
