"""Small words that carry a quantity: numbers, limits, determiners, and the verbs that say what becomes of the things counted."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


_ONES: Final = (
    "nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten",
    "sytten", "atten", "nitten",
)  # fmt: skip
_TENS: Final = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "fyrretyve": 40, "halvtreds": 50, "halvtredsindstyve": 50, "tres": 60, "tresindstyve": 60,
    "halvfjerds": 70, "firs": 80, "halvfems": 90, "hundrede": 100, "hundred": 100, "tusind": 1000, "tusinde": 1000,
}  # fmt: skip
NUMBERS: Final[dict[str, int]] = (
    {word: value for value, word in enumerate(_ONES) if value > 0}
    | _TENS
    | {
        one + "og" + ten: value + tens
        for value, one in enumerate(_ONES[:10])
        if value
        for ten, tens in _TENS.items()
        if tens < 100
    }
    | {
        one + hundred: value * 100
        for value, one in enumerate(_ONES[:10])
        if value
        for hundred in ("hundrede", "hundred")
    }
    | {"et": 1, "én": 1, "ét": 1, "éen": 1, "éet": 1, "een": 1, "eet": 1, "èn": 1, "èt": 1, "ên": 1, "dusin": 12}
)
ARTICLES: Final = frozenset({"en", "et"})
ACCENTED: Final = frozenset({"én", "ét", "éen", "éet", "een", "eet", "èn", "èt", "ên"})

AT_LEAST: Final = frozenset({"min", "minimum", "mindst", "minimalt", "mindste", "minumum", "minimun", "mindstens"})
AT_MOST: Final = frozenset(
    {"maks", "max", "maksimalt", "maximalt", "højst", "højest", "maksimum", "maximum", "maksimal"}
)
ABOUT: Final = frozenset({"ca", "cirka", "circa", "omkring", "omtrent", "omtrentlig", "omtrentligt", "ca."})
PREPOSITIONS: Final = word_set(
    "af i om på til for med ved hos fra efter under over mod uden mellem blandt omkring gennem igennem via inden langs siden før rundt ift ifm mht "
    "mhp vedr jf jfr pr per ml bag foran ud ind op ned hen som"
)
CONJUNCTIONS: Final = frozenset({"og", "eller", "samt", "&", "og/eller"})
DEFINITES: Final = word_set(
    "de den det disse denne dette vores vore deres dets dens begge samme alle samtlige mine sine hans hendes jeres"
)
# Words at which a noun phrase ends, whatever their class.
STOPS: Final = PREPOSITIONS | word_set("men der som hvor hvis når at så vi man jeg du i de den det hvad hvilke hvilken fx f eks bl inkl evt herunder både enten hvert hver ikke "
    "er var bliver blev skal vil kan har havde være have blive bør må får få har skulle ville kunne blevet været haft alt også hvoraf heraf deraf "
    "altid mindst min minimum maks max højst ca cirka mere mindre løbende efter samlet hvorved "
    "m bl.a mv osv dvs gerne desuden således derfor derudover dermed fordi mens mfl selv nemlig fordelt gange x")  # fmt: skip


class Tense(StrEnum):
    NOW = "now"
    PAST = "past"
    DONE = "done"  # the participle: arrangeret
    NOMINAL = "nominal"  # the noun of the verb: afholdelse


@dataclass(frozen=True, slots=True)
class Verb:
    mode: str | None
    tense: Tense
    stem: str
    passive: bool = False


# mode (or -), stem as before -e/-er/-es, past, participle, nominal. A dot stands for a form that does not exist.
_VERBS: Final = """
held afhold afholdt afholdt afholdelse
held hold holdt holdt .
held arranger arrangerede arrangeret arrangering
held gennemfør gennemførte gennemført gennemførelse
held gennemfør gennemførte gennemført gennemføring
held faciliter faciliterede faciliteret facilitering
held organiser organiserede organiseret organisering
held planlægg planlagde planlagt planlægning
held tilrettelægg tilrettelagde tilrettelagt tilrettelæggelse
held afvikl afviklede afviklet afvikling
held koordiner koordinerede koordineret koordinering
held lav lavede lavet .
held inviter inviterede inviteret .
offered tilbyd tilbød tilbudt .
offered udbyd udbød udbudt udbydelse
joined deltag deltog deltaget deltagelse
joined delta . . .
joined medvirk medvirkede medvirket medvirken
joined bidrag bidrog bidraget .
joined overvær overværede overværet .
- besøg besøgte besøgt .
- etabler etablerede etableret etablering
- igangsætt igangsatte igangsat igangsættelse
- igangsætt igangsatte igangsat igangsætning
- iværksætt iværksatte iværksat iværksættelse
- opstart opstartede opstartet opstart
- start startede startet start
- udvikl udviklede udviklet udvikling
- udarbejd udarbejdede udarbejdet udarbejdelse
- producer producerede produceret produktion
- skab skabte skabt .
- opret oprettede oprettet oprettelse
- oprett oprettede oprettet .
- udgiv udgav udgivet udgivelse
- udsend udsendte udsendt udsendelse
- send sendte sendt .
- skriv skrev skrevet .
- publicer publicerede publiceret publicering
- offentliggør offentliggjorde offentliggjort offentliggørelse
- rekrutter rekrutterede rekrutteret rekruttering
- formidl formidlede formidlet .
- match matchede matchet .
- indgå indgik indgået indgåelse
- underskriv underskrev underskrevet underskrivelse
- vedtag vedtog vedtaget vedtagelse
- revider reviderede revideret revidering
- evaluer evaluerede evalueret .
- opdater opdaterede opdateret opdatering
- gentag gentog gentaget gentagelse
- mød mødtes mødt .
- saml samlede samlet .
- uddann uddannede uddannet .
- hverv hvervede hvervet hvervning
- lever leverede leveret levering
- yd ydede ydet .
- opnå opnåede opnået opnåelse
- sikr sikrede sikret .
- kontakt kontaktede kontaktet .
- opsøg opsøgte opsøgt .
- vejled vejledte vejledt .
- rådgiv rådgav rådgivet .
- støtt støttede støttet .
- hjælp hjalp hjulpet .
- gennemgå gennemgik gennemgået .
- søg søgte søgt .
- ansøg ansøgte ansøgt .
- lancer lancerede lanceret lancering
- synliggør synliggjorde synliggjort .
- foretag foretog foretaget .
- løs løste løst løsning
- realiser realiserede realiseret realisering
- før førte ført .
- øg øgede øget .
- nå nåede nået .
- få fik fået .
- tiltrækk tiltrak tiltrukket .
- indkald indkaldte indkaldt indkaldelse
- udfør udførte udført udførelse
- udbygg udbyggede udbygget udbygning
- understøtt understøttede understøttet .
- afslutt afsluttede afsluttet .
- afprøv afprøvede afprøvet afprøvning
- bygg byggede bygget .
- byd bød budt .
- præsenter præsenterede præsenteret .
- tag tog taget .
- vis viste vist .
- åbn åbnede åbnet åbning
- knytt knyttede knyttet .
- tilknytt tilknyttede tilknyttet .
- indled indledte indledt .
- forny fornyede fornyet .
- forhandl forhandlede forhandlet .
- genforhandl genforhandlede genforhandlet .
- marker markerede markeret markering
- inddrag inddrog inddraget inddragelse
- involver involverede involveret involvering
- engager engagerede engageret .
- fasthold fastholdt fastholdt fastholdelse
- brobygg brobyggede brobygget .
- forvent forventede forventet .
- styrk styrkede styrket styrkelse
- ledsag ledsagede ledsaget ledsagelse
- uddel uddelte uddelt uddeling
- book bookede booket .
- kør kørte kørt .
- udkomm udkom udkommet .
- post postede postet .
- besvar besvarede besvaret .
- godkend godkendte godkendt godkendelse
- implementer implementerede implementeret implementering
- foregå foregik foregået .
- find fandt fundet .
- ansæt ansatte ansat ansættelse
- modtag modtog modtaget .
- gå gik gået .
- giv gav givet .
"""
_AUXILIARY_PAST: Final = frozenset({"blev", "var", "havde", "kom", "kunne", "fik", "nåede", "gik", "talte"})
_AUXILIARY_FUTURE: Final = frozenset({"skal", "vil", "bliver", "forventes", "planlægges", "kan", "ønsker", "bør", "må"})


def _build() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for line in _VERBS.strip().splitlines():
        written, stem, past, participle, nominal = line.split()
        mode = None if written == "-" else written
        ends_in_vowel = stem[-1] in "åæøeiouy"
        infinitive = stem if ends_in_vowel else stem + "e"
        verbs[infinitive] = verbs[infinitive + "r"] = Verb(mode, Tense.NOW, stem)
        verbs[infinitive + "s"] = verbs[stem + "s"] = Verb(mode, Tense.NOW, stem, passive=True)
        if past != ".":
            verbs.setdefault(past, Verb(mode, Tense.PAST, stem))
            verbs.setdefault(past + "s", Verb(mode, Tense.PAST, stem, passive=True))
        if participle not in {".", past}:
            verbs.setdefault(participle, Verb(mode, Tense.DONE, stem))
        if nominal != ".":
            for form in (nominal, nominal + "n", nominal + "en", nominal + "r"):
                verbs.setdefault(form, Verb(mode, Tense.NOMINAL, stem))
    for form in ("tilbud",):
        verbs[form] = Verb("offered", Tense.NOMINAL, "tilbyd")
    for form in ("afholdt", "holdt"):
        verbs[form] = Verb("held", Tense.PAST, form[:-1])
    # Nouns and adjectives that are spelt like a form of a verb; the verb is not what plans mean.
    for form in ("møde", "møder", "hold", "besøg", "samlet", "samler", "åbne", "kontakt"):
        verbs.pop(form, None)
    return verbs


VERBS: Final = _build()


_NO_PASSIVES: Final = word_set("fælles indbyrdes særdeles ligeledes således samtides")


@lru_cache(maxsize=4096)
def is_passive(word: str) -> bool:
    """Whether an unknown ``word`` has the ending of a Danish passive (drøftes, annonceres)."""
    return (
        len(word) >= 6
        and word.endswith("es")
        and word not in _NO_PASSIVES
        and not word.endswith(("ernes", "enes", "sses"))
    )


def is_past(word: str) -> bool:
    """Whether ``word`` alone tells that something has been (blev, deltog)."""
    return word in _AUXILIARY_PAST


def is_future(word: str) -> bool:
    """Whether ``word`` turns its clause to what is still to come (skal, bliver, forventes)."""
    return word in _AUXILIARY_FUTURE


def is_genitive(word: str) -> bool:
    """Whether ``word`` owns what follows: kommunens, husets, foreningernes, FN's."""
    return (word.endswith(("ens", "ets", "rnes", "'s")) or word in {"årets", "centrets"}) and word not in {
        "mens",
        "dens",
        "imens",
        "tilsammens",
    }
