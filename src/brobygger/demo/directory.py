"""The example centres' offers to citizens, how they were searched for and looked at, those who were shown the way, and a few referrals."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.directory import actions, first_lines, hours, referring, translating, vocabulary
from brobygger.directory.finding import index
from brobygger.directory.models import (
    Confirmation,
    GuidanceContact,
    Meaning,
    Offer,
    OfferTime,
    OfferTranslation,
    Phrase,
    Referral,
    SearchCount,
    ViewCount,
)
from brobygger.organisations.models import Organisation
from brobygger.plan.periods import add_months


class O(NamedTuple):  # noqa: E742 -- one letter, as the shapes beside it: a line is an offer
    """An offer in a line: title, in a sentence, its life situations, its forms, its week, and what else is set."""

    title: str
    short: str
    meanings: str
    forms: str
    week: str = ""
    place: str = ""
    more: dict[str, object] = {}


OFFERS: Final = (
    O("Sorggruppe for voksne", "Otte aftener med andre, der har mistet en ægtefælle, en forælder eller en nær ven.", "sorg selvhjaelp", "is_group", "tirsdag 19-21", "Kirkens Hus", {"access": "call", "anonymous": True, "age_from": 18}),
    O("Sorgcafé", "Kaffe og samtale for dig, der har mistet. Du skal ikke sige noget, hvis du ikke har lyst.", "sorg ensomhed", "is_group activity", "torsdag 14-16", "Biblioteket", {"access": "open_door"}),
    O("Børn, unge og sorg", "Samtalegruppe for børn og unge, der har mistet en forælder eller søskende.", "boern_sorg", "is_group", "onsdag 16-17.30", "Ungehuset", {"access": "call", "age_from": 6, "age_to": 18}),
    O("Besøgsven", "En frivillig kommer hjem til dig en time om ugen til kaffe, kortspil eller en gåtur.", "besoegsven ensomhed aeldre", "one_to_one", "", "", {"access": "call", "whole": True}),
    O("Telefonven", "En fast opringning et par gange om ugen fra en, der glæder sig til at høre din stemme.", "telefonven ensomhed", "one_to_one by_phone", "", "", {"access": "call", "whole": True}),
    O("Tirsdagscaféen", "Et sted at komme, når dagen er lang. Der er kaffe på kanden og altid en ledig stol.", "ensomhed cafe", "activity", "tirsdag 10-13", "Frivilligcentret", {"access": "open_door"}),
    O("Fællesspisning", "Vi laver mad og spiser sammen. Kom alene eller tag børnene med.", "spisning ensomhed mad", "activity", "onsdag 17.30-20", "Beboerhuset", {"access": "sign_up", "free": False, "price": "40 kr., børn 15 kr."}),
    O("Gåhold i skoven", "Vi går fem kilometer i roligt tempo og slutter med kaffe fra kanden.", "motion natur ensomhed", "activity", "lørdag 10-12", "Parkeringspladsen ved skoven", {"access": "open_door"}),
    O("Gældsrådgivning", "Få overblik over din gæld sammen med frivillige jurister og bankfolk. Gratis og fortroligt.", "gaeld penge", "counselling one_to_one", "mandag 16-19", "Frivilligcentret, lokale 3", {"access": "sign_up", "anonymous": True}),
    O("Retshjælp", "Gratis råd om lejemål, skilsmisse, arv og breve, du ikke forstår.", "retshjaelp skilsmisse", "counselling", "torsdag 17-19", "Biblioteket", {"access": "open_door", "anonymous": True}),
    O("Pårørende til misbrug", "Gruppe for voksne børn, partnere og forældre til en, der drikker eller tager stoffer.", "misbrug_familie alkohol stoffer paaroerende", "is_group", "mandag 19-21", "Sundhedshuset", {"access": "call", "anonymous": True}),
    O("Åben rådgivning om alkohol og stoffer", "Kom uden henvisning og tal med en rådgiver om dit eget forbrug.", "alkohol stoffer", "counselling", "man og tors 12-16", "Rusmiddelcentret", {"access": "open_door", "anonymous": True, "public": True}),
    O("Krisecenterets telefon", "Ring, hvis du bliver slået, kontrolleret eller truet af en, du bor med. Døgnet rundt.", "vold", "counselling by_phone", "", "", {"access": "call", "anonymous": True, "whole": True}),
    O("Ordblindecaféen", "Prøv de programmer, der læser højt og retter, sammen med en, der selv er ordblind.", "ordblind", "activity one_to_one", "mandag 15-17", "Biblioteket", {"access": "open_door"}),
    O("It-hjælp for begyndere", "Hjælp til telefon, computer, MitID og Digital Post. Tag dit eget apparat med.", "computer digital_post", "one_to_one", "fredag 10-12", "Biblioteket", {"access": "open_door"}),
    O("Lektiecafé", "Frivillige hjælper med dansk, matematik og engelsk fra 3. til 10. klasse.", "lektier", "activity", "tirs og tors 15-17", "Skolen ved torvet", {"access": "open_door", "age_from": 9, "age_to": 16}),
    O("Mødregruppe for unge mødre", "For dig under 25 med et barn under to år. Vi griner, græder og spiser kage.", "ung_mor foedselsdepression ensomhed", "is_group", "torsdag 10-12", "Sundhedshuset", {"access": "call", "age_from": 15, "age_to": 25}),
    O("Familievenner", "En frivillig, der kommer fast i familien og er en ekstra voksen for børnene.", "familiestoette enlig udsat_familie", "one_to_one", "", "", {"access": "call", "whole": True}),
    O("Sprogcafé", "Øv dansk med dem, der taler det. Alle sprog er velkomne, og børn kan lege imens.", "dansk flygtning ny_i_byen", "activity", "onsdag 16-18", "Biblioteket", {"access": "open_door", "languages": "engelsk, arabisk, ukrainsk"}),
    O("Ny i byen", "Spis med og mød andre, der lige er flyttet hertil.", "ny_i_byen ensomhed spisning", "activity", "søndag 17-19 den første i måneden", "Kulturhuset", {"access": "sign_up"}),
    O("Pårørende til demens", "Andre, der kender det. Vi deler erfaringer og får besøg af demenskonsulenten.", "demens paaroerende", "is_group", "onsdag 13-15", "Plejecentret", {"access": "call"}),
    O("Aflastning i hjemmet", "En frivillig er hos din syge mand eller kone, mens du kommer ud i nogle timer.", "aflastning paaroerende demens", "one_to_one", "", "", {"access": "call", "whole": True}),
    O("Angstgruppe", "Selvhjælpsgruppe for dig, der lever med angst. Ti gange, små hold.", "angst psykisk selvhjaelp", "is_group", "mandag 17-19", "Frivilligcentret", {"access": "call", "anonymous": True, "age_from": 18}),
    O("Værestedet", "Åbent hus for dig med et sindslidende eller sårbart liv. Der er varm mad hver dag.", "psykisk hjemloes mad", "activity", "man-fre 10-15", "Nørregade 4", {"access": "open_door", "anonymous": True}),
    O("Følgeskab til lægen", "En frivillig går med dig til læge, sygehus eller kommune og hjælper dig med at huske, hvad der blev sagt.", "ledsagelse bisidder", "one_to_one", "", "", {"access": "call", "whole": True}),
    O("Cykelværkstedet", "Lær at lappe din egen cykel, eller få en, der er sat i stand.", "cykel reparation", "activity", "onsdag 15-18", "Havnen", {"access": "open_door"}),
    O("Byens kor for alle", "Ingen optagelsesprøve. Vi synger det, vi kan, og drikker kaffe bagefter.", "musik ensomhed", "activity", "torsdag 19-21", "Sognegården", {"access": "open_door", "free": False, "price": "200 kr. for en sæson"}),
    O("Strikkeklub", "Tag dit strikketøj med, eller lån garn og pinde.", "haandarbejde ensomhed", "activity", "mandag 13-15", "Biblioteket", {"access": "open_door"}),
    O("Mænds Mødested", "Værksted, kaffe og fælles ture for mænd, der har tid.", "maend ensomhed praktisk", "activity", "tirs-tors 10-14", "Den gamle brandstation", {"access": "open_door"}),
    O("Julehjælp", "Søg om en kurv eller et gavekort til julen, hvis der ikke er råd.", "jul mad penge", "counselling", "", "", {"access": "sign_up", "whole": True}),
)

# What an offer is about, to the words in the names of those who give it, of whom it is for, and of its theme: the first that the centre has.
GIVEN_BY: Final = {
    "sorg": "Sorggruppen Natkirken", "boern_sorg": "Sorggruppen Børnenes Ungdomsklubben", "paaroerende": "Pårørendeforeningen Demensgruppen", "demens": "Demensgruppen Ældresagen", "besoegsven": "Ældresagen Besøgstjeneste Naboer",
    "telefonven": "Ældresagen Besøgstjeneste Naboer", "lektier": "Lektiecaféen Børnenes Ungdomsklubben", "ung_mor": "Bydelsmødrene Mødrehjælpen", "familiestoette": "Bydelsmødrene Mødrehjælpen", "dansk": "Bydelsmødrene Natkirken",
    "spisning": "Fællesspisning Natkirken Naboer", "musik": "Kulturhuset Natkirken", "haandarbejde": "Kulturhuset Strikkeklubben", "maend": "Fædrefællesskabet Strandlaug", "cykel": "Havnevenner Cykler", "motion": "Spejderne Hjerteforeningen",
    "computer": "Ældresagen Naboer", "angst": "Støtten Natkirken", "jul": "Røde Mødrehjælpen",
}
ANYTHING: Final = "Røde Hjerteforeningen Borgerforening"  # who gives the rest
FOR_WHOM: Final = {
    "boern_sorg": "Børn Unge", "lektier": "Børn Unge", "ung_mor": "Børnefamilier", "familiestoette": "Børnefamilier Børn", "demens": "Pårørende", "paaroerende": "Pårørende", "dansk": "Nye", "psykisk": "Psykisk", "alkohol": "Tidligere",
    "besoegsven": "Ældre ældre", "telefonven": "Ældre ældre", "cafe": "Ældre ældre",
}
ABOUT: Final = {
    "ensomhed": "Ensomhed Naboskab", "sorg": "Sorg", "boern_sorg": "Sorg", "lektier": "Børn Unge", "ung_mor": "Børn Unge", "familiestoette": "Børn", "haandarbejde": "Håndarbejde", "computer": "Digitalt", "ledsagelse": "Følgeskab",
    "dansk": "Nye", "ny_i_byen": "Nye", "paaroerende": "Pårørende", "demens": "Pårørende",
}

# Title, in a sentence, whether it is right, and whether the Danish was changed afterwards.
IN_ENGLISH: Final = {
    "Sprogcafé": ("Language café", "Practise Danish with people who speak it. All languages are welcome, and children can play meanwhile.", True, False),
    "Ny i byen": ("New in town", "Share a meal and meet others who have just moved here.", True, False),
    "It-hjælp for begyndere": ("Help with phone and computer", "Help with your phone, computer, MitID and Digital Post. Bring your own device.", True, False),
    "Retshjælp": ("Free legal advice", "Free advice on renting, divorce, inheritance and letters you do not understand.", True, False),
    "Cykelværkstedet": ("Bicycle workshop", "Learn to mend your own bicycle, or get one that has been put in order.", True, True),
    "Familievenner": ("Family friends", "A volunteer who comes to your family regularly, one more grown-up for the children.", False, False),
}
IN_UKRAINIAN: Final = {
    "Sprogcafé": ("Мовне кафе", "Практикуйте данську з тими, хто нею розмовляє. Усі мови вітаються, а діти можуть погратися.", True, False),
    "Ny i byen": ("Нові в місті", "Повечеряйте разом і познайомтеся з іншими, хто щойно переїхав.", True, False),
}


def _named(rows: Sequence[Any], words_of: Mapping[str, str], each: O) -> list[Any]:
    """For each thing that the offer is about the first of ``rows`` whose name has a word of it."""
    found = [_first(rows, words_of.get(meaning, "")) for meaning in each.meanings.split()]
    return [row for row in dict.fromkeys(found) if row is not None]


def _first(rows: Sequence[Any], words: str) -> Any:
    return next((row for word in words.split() for row in rows if word in row.name), None)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User, referrer: User | None) -> None:
    """Give ``centre``, which is in force, its directory."""
    vocabulary.lay_out()
    first_lines.lay_out()
    known = {row.key: row for row in Meaning.objects.exclude(key="")}
    civil, public = list(Organisation.objects.filter(sector="civil_society").order_by("pk")), list(Organisation.objects.filter(sector="municipality").order_by("pk"))
    themes, places, groups = list(Theme.objects.all()), list(Locality.objects.all()), list(TargetGroup.objects.all())
    made = []
    for number, each in enumerate(OFFERS):
        those = public if "public" in each.more and public else civil
        row = _offer(each, next(iter(_named(those, GIVEN_BY, each)), None) or _first(those, ANYTHING) or those[0], number)
        row.save()
        row.situations.set([known[key] for key in each.meanings.split() if key in known])
        row.themes.set(_named(themes, ABOUT, each))
        row.target_groups.set(_named(groups, FOR_WHOM, each))
        if not row.whole_municipality:
            row.localities.set([places[number % len(places)]])
        OfferTime.objects.bulk_create(OfferTime(offer=row, weekday=hour.weekday, opens=hour.opens, closes=hour.closes, note=hour.note) for hour in hours.read(each.week))
        made.append(row)
    for number, row in enumerate(made):
        if number == len(made) - 1:
            actions.submit(row, by=None, now=now)
            continue
        made[number] = actions.publish(row, by=by, now=now - timedelta(days=chance.randint(5, 140)))
    if centre.key == "slagelse":
        _told_in_other_languages(made, now=now, by=by)
    stale = made[7]
    Offer.objects.filter(pk=stale.pk).update(verified_on=add_months(today, -7), reminders=1, reminded_on=today - timedelta(days=3))
    actions.hide(made[25], by=None, now=now - timedelta(days=4))
    Offer.objects.filter(pk=made[25].pk).update(verified_on=add_months(today, -8), reminders=2, reminded_on=today - timedelta(days=18))
    Confirmation.objects.bulk_create(Confirmation(offer=row, on=add_months(today, -7), way=Confirmation.Way.LINK) for row in made[:12])
    _counts(chance, made=made, known=known, places=places, today=today)
    _guided(chance, themes=themes, places=places, today=today, now=now, by=by)
    _referred(made, centre=centre, now=now, by=referrer or by)


def _offer(each: O, provider: Organisation, number: int) -> Offer:
    more = {key: value for key, value in each.more.items() if key not in {"whole", "public"}}
    row = Offer(
        provider=provider, title=each.title, short=each.short, place=each.place, whole_municipality="whole" in each.more, contact_phone=f"00 00 {number + 10:02} 00",
        contact_mail=f"tilbud{number + 1}@forening.example", **more,
    )
    for name in each.forms.split():
        setattr(row, name, True)
    return row


def _told_in_other_languages(made: list[Offer], *, now: datetime, by: User) -> None:
    translating.choose(["en", "uk"], by=by, now=now)
    by_title = {row.title: row for row in made}
    for language, told in (("en", IN_ENGLISH), ("uk", IN_UKRAINIAN)):
        for danish, (title, short, ready, changed) in told.items():
            row = OfferTranslation(offer=by_title[danish], language=language, title=title, short=short, ready=ready)
            translating.stamp(row, now)
            if changed:
                row.of_short = "Lær at lappe din egen cykel."
            row.save()
    index.put([row.pk for row in made])


def _counts(chance: Random, *, made: list[Offer], known: dict[str, Meaning], places: list[Locality], today: date) -> None:
    """A year of searches and views, more of them towards winter."""
    searched = [(known[key], n) for key, n in (("ensomhed", 9), ("sorg", 4), ("gaeld", 3), ("computer", 3), ("besoegsven", 3), ("angst", 2), ("bolig", 2), ("motion", 1)) if key in known]
    for back in range(0, 360, 6):
        day = today - timedelta(days=back)
        meaning, n = searched[back // 6 % len(searched)]
        found = meaning.key != "bolig"
        SearchCount.objects.create(on=day, meaning=meaning, found=found, slot=f"{meaning.pk}--{int(found)}", n=n + chance.randint(0, 4))
        place = places[back // 6 % len(places)]
        SearchCount.objects.create(on=day, locality=place, found=True, slot=f"-{place.pk}-1", n=chance.randint(1, 3))
        row = made[chance.randrange(len(made) - 1)]
        ViewCount.objects.get_or_create(on=day, offer=row, defaults={"n": chance.randint(1, 9)})
    for text, n in (("akut lejlighed", 7), ("gratis tandlæge", 5), ("padel for begyndere", 3)):
        Phrase.objects.create(month=today.replace(day=1), digest=f"{text:-<64}"[:64], text=text, n=n)


def _guided(chance: Random, *, themes: list[Theme], places: list[Locality], today: date, now: datetime, by: User) -> None:
    channels, outcomes, ages = list(GuidanceContact.Channel), list(GuidanceContact.Outcome), ["", "18-29", "30-59", "60-79", "80-"]
    rows = [
        GuidanceContact(
            on=today - timedelta(days=chance.randint(0, 330)), theme=chance.choice(themes), channel=chance.choice(channels), outcome=outcomes[min(chance.randint(0, 9), len(outcomes) - 1)] if chance.random() < 0.4 else outcomes[0],
            age=chance.choice(ages), locality=chance.choice(places), by=by, created_at=now,
        )
        for _n in range(70)
    ]
    GuidanceContact.objects.bulk_create(rows)
    GuidanceContact.objects.update(created_at=now - timedelta(days=1))


def _referred(made: list[Offer], *, centre: Centre, now: datetime, by: User) -> None:
    """One that has started, one on its way, one by a code alone, one that was declined."""
    for back, offer, states in ((40, made[0], ("accepted", "contacted", "started")), (12, made[3], ("accepted",)), (3, made[22], ()), (30, made[17], ("declined",))):
        then = now - timedelta(days=back)
        anonymous = back == 3
        row = Referral(offer=offer, who="" if anonymous else "Inger", phone="" if anonymous else "00 00 99 00", message="" if anonymous else "Vil gerne ringes op en formiddag.", anonymous=anonymous, consent_on=None if anonymous else timezone.localdate(then), company=back == 12, key=f"demo-{back}")
        row = referring.send(row, centre=centre, by=by, now=then)
        for step, state in enumerate(states):
            row = referring.answer(row, state, reason="Der er ventetid til efter sommer." if state == "declined" else "", centre=centre, now=then + timedelta(days=2 + 6 * step))
