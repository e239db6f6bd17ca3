"""Danish words as the index and the questions both see them: folded, cut, stemmed; and which of them say nothing by themselves."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("danish")
_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?:;\n]+\s*")
_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "ü": "u", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"})
_OWN = {"æ", "ø", "å"}


def _set(words: str) -> frozenset[str]:
    return frozenset(_letters(word) for word in words.split())


@lru_cache(maxsize=100_000)
def _letters(word: str) -> str:
    """In small letters, with Danish vowels however they were typed (ae, oe, aa), and no accents."""
    word = word.lower().translate(_LETTERS)
    plain = "".join(letter if letter in _OWN else _plain(letter) for letter in unicodedata.normalize("NFC", word))
    return plain.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare if bare.isalnum() else letter


# Say nothing at all: left out of questions, unless there is nothing else.
STOP = _set("""
    jeg du han hun vi i de mig dig ham hende os jer dem man sig selv min mit mine din dit dine sin sit sine hans hendes vores vor jeres deres
    den det denne dette disse en et er var være været bliver blive blev blevet har have havde haft kan kunne vil ville skal skulle må måtte bør burde
    får få fik fået og eller men at som der hvis når da så for til fra af på i med om ved mod over under efter før gennem mellem
    hos hen derhen hvad hvem hvor hvordan hvornår hvorfor hvilken hvilke hvilket også bare kun lige nu meget lidt mere mest nok jo da dog
    noget nogen nogle alt alle ja nej tak hej gerne lyst brug bruge hjælp hjælpe hjælper søger søge søges leder lede finde finder findes find ønsker ønske
    sted steder tilbud mulighed muligheder information info kontakt dk www nogensinde måske både enten samt end fordi mens sådan slags lignende evt osv fx årig årige
    the and for with a an of to is my me am i'm i'd need help want we you he she it's your our their his us are was were be been has had do does did can could would should will
    in on so this that these those there here where how what who when which some any get got find looking like something place please because about from
""")
# Say something only beside others ("ingen venner", "kan ikke sove"); by themselves they find nothing worth finding.
WEAK = _set("""
    ud ind op ned ingen ikke aldrig uden intet mangler mangle savner savne føler føle føles følelse tror synes svært svær problem problemer besvær dag dage tid gang gange hele hel
    altid hver ny nye nyt folk menneske mennesker person andre anden andet sammen ting by byen område kommune kommer komme kom tager tage tog giver give laver lave
    gør gøre gjort gjorde går gå gået kender kende vide siger sige står stå sidder sidde set se ser bor bo lille lidt stor stort store god godt gode bedre
    dårlig dårligt dårlige værre rigtig rigtigt helt igen længere mange flere rundt hjem hjemme derhjemme hjemmet her væk synd skidt gratis billig billigt starte starter begynde begynder
    prøve prøver møde møder mødes holde holder opleve oplever situation livet liv år timer time uge ugen måned aften eftermiddag formiddag weekend lang langt lange hjælpen
    par sætter sætte passer tænker tænke slet egen eget eksempel voksen voksne
    no not dont wont cant cannot without out up down too much many very feel feels always never new people person other others someone somebody anyone nobody time times day days home free
""")
# Too little to stand for a whole line: "vil dø" is more than that somebody died, "nogen at tale med" more than a talk.
HALF = _set("""
    død dø døde mand mænd kone mor far mødre fædre forældre søn datter barn børn bror søster ven venner kæreste familie gammel gamle ældre ung unge
    tale snakke tal alene syg syge bange penge skole brev møde mad tur følges gå hus slå skrive vin sove bad hverdag bedste vej struktur brænde hænge hængt tynd skære
    forfølge rørte sort grå gråt ringe læge sygehus hospital tandlæge speciallæge følge ansøge brugt tilbyde besøgsven flytte flyttet pige dreng tabe skabe 60 70 stykker sy ro
    skade røre id logge borger sundhed skat pause akut tung økonomisk uddannelse slanke
    die life live hit come go doctor friend friends mother father husband wife child children
""")
# Whom it is about, where something else is said of them: "min mor er alene" asks for nothing with mothers in its title.
WHOM = _set("mand kone mor far søn datter bror søster kæreste ægtefælle nabo veninde onkel tante")
YOUNG = _set("barn børn dreng drenge pige piger knægt tøs teenager barnebarn børnebarn tvillinger baby")
_IRREGULAR = {
    _letters(form): _letters(word)
    for word, forms in {
        "barn": "børn børnene børns børnenes unger ungerne ungers", "mand": "mænd mændene mænds", "bog": "bøger bøgerne", "far": "fædre fader faderen fars", "mor": "mødre moder moderen mødrene mors",
        "bror": "brødre broder", "søster": "søstre søsters", "datter": "døtre døtrene datters", "forælder": "forældre forældrene forældres forældrenes", "gammel": "ældre ældst ældste gamle gammelt",
        "hånd": "hænder hænderne", "fod": "fødder", "tand": "tænder", "nat": "nætter", "unge": "yngre", "lille": "små", "gå": "går gik gået gående", "død": "dø dør døde døende dødt",
        "drikke": "drak drukket drukken drikkende", "slå": "slår slog slået slås", "se": "ser set", "bo": "bor boet", "komme": "kom kommet kommer", "tage": "tager tog taget",
        "skære": "skar skåret skærer", "synge": "sang sange sangen sangene sunget sungne", "skrive": "skrev skrevet", "finde": "fandt fundet", "stjæle": "stjal stjålet", "sove": "sov sovet sover",
        "læse": "læsning læste læst læsningen", "spise": "spisning spist spiste", "træne": "træning træningen", "strikke": "strikning strikket", "svømme": "svømning", "syg": "sygdom sygdomme sygdommen",
        "fattig": "fattigdom", "sy": "syning syr syet", "køre": "kørsel kørslen", "hjælp": "hjælpen", "flygte": "flugt", "ny": "nye nyt nyere", "ensom": "ensomhed ensomheden",
        "angst": "angste angstens", "besøge": "besøg besøget besøgende", "demens": "demens", "dement": "dement demente", "ordblind": "ordblindhed", "autist": "autisme autistisk", "kræft": "kræften",
        "hjemløs": "hjemløshed hjemløse", "arbejdsløs": "arbejdsløshed", "handicap": "handicappet handicappede", "stress": "stresset stressede", "depression": "deprimeret depressiv depressionen",
        "enke": "enker enken", "forvolde": "volde volder voldte", "hustru": "hustruer hustruen hustrus", "tale": "talt talte", "ringe": "ringer ringede", "frivillig": "frivilligt frivillige frivillighed", "voldelig": "voldelige voldeligt", "kedsomhed": "keder kede", "krænke": "misbrugt misbrugte", "nabo": "naboer naboen naboerne naboens naboers",
    }.items()
    for form in forms.split()
}
# The stemmer would make *bil* of billig and *ven* of venlig.
_SHORT = re.compile(r"^(\w{2,4}?l?ig)(?:e|t|ere|est|en|er|erne|hed|heden|heder|hederne)?$")
_SYNCOPE = re.compile(r"([^aeiouyæøå\d])\1?el$")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: *børn* is barn, *grupperne* is grup, *cykel* and *cykler* are one."""
    word = _IRREGULAR.get(word, word)
    if short := _SHORT.match(word):
        return short[1]
    regular: str = _STEMMER.stemWord(word)
    return _SYNCOPE.sub(r"\1l", regular) or word


def pairs(text: str) -> list[tuple[str, str]]:
    """The words of ``text`` as they stand there, each with its folded form. What a hyphen joins is cut, unless it leaves a lone letter:
    *it-hjælp* is two, *e-boks* one.
    """
    found: list[tuple[str, str]] = []
    for match in _WORD.findall(text):
        if match.isalnum():
            found.append((match, _letters(match)))
            continue
        parts = re.split(r"[-'’./]", match)
        if min(map(len, parts)) < 2:
            found.append((match, _letters("".join(parts))))
        else:
            found += [(part, _letters(part)) for part in parts]
    return [(typed, folded) for typed, folded in found if folded]


def words(text: str) -> list[str]:
    """The words of ``text``, folded."""
    return [folded for _typed, folded in pairs(text)]


def sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE.split(text) if each.strip()]


def content(said: list[str]) -> list[str]:
    """Without the words that say nothing; all of them where nothing else is left."""
    return [word for word in said if word not in STOP and (len(word) > 1 or word.isdigit())] or said


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The stems of everyday words, which are no misspelling of others."""
    lines = (Path(__file__).parents[1] / "vocabulary" / "common_da.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for text in lines if not text.startswith("#") for word in words(text))


def stems_of(text: str) -> list[str]:
    """The stems of what ``text`` says."""
    return [stem(word) for word in content(words(text))]
