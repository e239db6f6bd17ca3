"""The words by which plan documents name their own parts, in column headings, headings and labels: "Mål for indsatsen", "Sådan måler vi".

A text is a label when *all* its words are label words or words that commonly stand between them; "Afholdelse af aktiviteter" is
no label. Spelling slips and lost letters are forgiven.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process


class Role(StrEnum):
    """What a column, a heading or a label holds. ``PURPOSE`` is a goal where nothing else is; ``INDICATOR`` is documentation that
    states the numbers; ``INITIATIVE`` is an activity that may head a sheet of its own; ``NOTE`` is everything else.
    """

    AREA = "area"
    GOAL = "goal"
    PURPOSE = "purpose"
    INITIATIVE = "initiative"
    ACTIVITY = "activity"
    MEANS = "means"
    INDICATOR = "indicator"
    STATUS = "status"
    RESULT = "result"
    SCHEDULE = "schedule"
    OWNER = "owner"
    DEADLINE = "deadline"
    PERIOD = "period"
    NUMBER = "number"
    NOTE = "note"


_WORDS: Final[dict[Role, str]] = {
    Role.AREA: (
        "indsatsområde indsatsområder indsatsområdet indsatsområderne fokusområde fokusområder fokusområdet kerneydelse kerneydelser kerneydelsen "
        "kerneopgave kerneopgaver hovedområde hovedområder temaområde temaområder målområde målområder område områder tema temaer spor pejlemærke "
        "pejlemærker søjle søjler ydelsesområde ydelse ydelser emne emner kategori arbejdsområde arbejdsområder strategispor udviklingsområde "
        "udviklingsområder virkefelt hovedopgave hovedopgaver hovedtema satsning satsninger satsningsområde satsningsområder"
    ),
    Role.GOAL: (
        "mål målet målene målsætning målsætninger målsætningen målsætningerne delmål delmålene hovedmål effektmål udviklingsmål strategimål årsmål "
        "visionsmål ambition ambitioner ambitionen indsatsmålsætning procesmål projektmål opnå virkning"
    ),
    Role.PURPOSE: "formål formålet hensigt idégrundlag udfordring udfordringen udfordringer behov hvorfor problemstilling",
    Role.INITIATIVE: (
        "initiativ initiativer initiativet initiativerne tiltag tiltaget tiltagene projekt projekter projektet projektnavn titel initiativnavn"
    ),
    Role.ACTIVITY: (
        "aktivitet aktiviteter aktiviteten aktiviteterne delaktivitet delaktiviteter handling handlinger handlingen handlingerne handleplan handlingsplan indsats indsatser "
        "indsatsen indsatserne opgave opgaver opgaverne arbejdsopgave arbejdsopgaver indsatsmål metode metoder fremgangsmåde udmøntning "
        "handlemål konkretisering aktivitetsbeskrivelse aktivitetsmål gøremål idé ide ideen idéen skridt arrangement arrangementer indhold"
    ),
    Role.MEANS: (
        "dokumentation dokumentationen dokumentationsform dokumenteres måling målinger målemetode målemetoder målepunkt målepunkter evidens evaluering evalueringsmetode "
        "resultatdokumentation dokumentationsmetode effektmåling opgørelse opgørelsesmetode registrering målbarhed tegn kendetegn måleredskab måleredskaber måles datakilde datakilder"
    ),
    Role.INDICATOR: (
        "indikator indikatorer indikatoren indikatorerne succeskriterie succeskriterier succeskriterium succeskriteriet succeskriterierne kriterie kriterium kriterier måltal måltallet nøgletal kpi kpier "
        "resultatmål milepæl milepæle succesmål succesindikator succesindikatorer outputmål kvantitative måltallene resultatkrav output"
    ),
    Role.STATUS: (
        "status statusbeskrivelse statusnotat opfølgning opfølgningen fremdrift resultat resultater resultaterne resultatet opnået gennemført realiseret målopfyldelse "
        "afrapportering statusrapport vurdering udført"
    ),
    Role.RESULT: "trafiklys lys farve smiley resultatlys",
    Role.OWNER: (
        "ansvarlig ansvarlige ansvar ansvarshavende tovholder tovholdere hvem projektleder projektansvarlig hovedansvarlig kontaktperson team ansv ansvarsområde ejer udfører "
        "opgaveansvarlig initiativtager"
    ),
    Role.DEADLINE: (
        "tidsplan tid hvornår deadline deadlines frist frister tidspunkt tidsramme tidsfrist termin dato slutdato tidshorisont senest tidsperspektiv færdig afsluttes "
        "forfald sluttidspunkt måned"
    ),
    Role.PERIOD: "periode perioden år årstal startdato start planperiode gyldighedsperiode gældende gælder",
    Role.NUMBER: "nr nummer # id løbenr målnr pkt punkt",
    Role.NOTE: (
        "bemærkning bemærkninger kommentar kommentarer note noter målgruppe målgrupper målgruppen samarbejdspartner samarbejdspartnere partner partnere samarbejde ressourcer ressource "
        "økonomi budget timer sted lokation deltagere baggrund beskrivelse involverede kobling verdensmål forudsætninger forudsætning risici risiko risikovurdering "
        "rammer proces organisationer aktører deltagende kontakt finansiering perspektiver læring erfaringer økonomisk"
    ),
}
_ROLES: Final = {word: role for role, words in _WORDS.items() for word in words.split()}
LABEL_WORDS: Final = frozenset(_ROLES)
_LONG_WORDS: Final = [word for word, role in _ROLES.items() if len(word) >= 6 and role is not Role.NOTE]
# Words that may stand in a label without saying what it labels.
_BETWEEN: Final = frozenset(
    ["konkrete", "konkret", "centrale", "central", "centralt", "overordnede", "overordnet", "vores", "årets", "følgende", "strategiske", "strategisk", "vigtigste", "planlagte", "planlagt", "og", "de", "det", "den", "vi", "som", "sikrer", "målopfyldelse", "at", "nå", "der", "skal", "vil", "kan", "gør", "nye", "kommende", "øvrige", "særlige", "særligt", "smart", "primære", "primært", "sekundære", "hvilke", "udvalgte", "mulige", "forslag", "eksempler", "herunder", "samt", "daglige", "faste", "målbare", "målbart", "forventede", "forventet", "ønskede", "ønsket", "kvalitative", "kvantitative", "eller", "enkelte", "egne", "egen", "vor", "hele", "kort", "korte", "langsigtede", "langsigtet", "kortsigtede", "eventuelle", "evt", "opstillede", "opfyldes", "prioriterede", "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december", "forår", "foråret", "efterår", "efteråret", "sommer", "vinter", "ultimo", "primo", "medio", "væsentligste", "specifikke", "specifikt", "operationelle", "praktiske", "tilknyttede", "relaterede", "fælles", "her", "er", "har", "vores", "andet", "andre", "samlet", "samlede", "kvalitativ"]
)
# After one of these a label only says what it is about: "mål *for* indsatsen".
_ABOUT: Final = frozenset(["for", "i", "til", "under", "vedr", "vedrørende", "på", "af", "pr", "per", "fra", "ved", "med"])
_ABOUT_WORDS: Final = frozenset(
    ["indsatsen", "indsats", "indsatser", "indsatserne", "området", "områder", "året", "perioden", "planen", "målet", "mål", "aktiviteten", "aktiviteter", "arbejdet", "projektet", "centret", "frivilligcentret", "indsatsområde", "indsatsområdet", "indsatsområder", "fokusområde", "fokusområdet", "kerneydelsen", "pejlemærke", "tema", "temaet", "denne", "dette", "målopfyldelse", "opnå", "kommende", "kommunen", "initiativet", "initiativ", "effekt", "effekten", "år", "sigt", "lang", "kort", "resultat", "resultatet", "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december", "aftalt", "udløb", "slut", "start", "kvartal", "halvår", "indsatsmål", "handlinger", "måling", "delmål", "tiltag", "dato"]
)
_PHRASES: Final[tuple[tuple[Role, str], ...]] = (
    (Role.STATUS, r"hvad er der (?:sket|gjort|nået)|hvor langt\b|hvor er vi\b|hvordan (?:går|gik)|hvad (?:har|blev|nåede|nåde)\b|hvad så nu|hvad nu$"),
    (Role.MEANS, r"hvordan (?:kan|skal|vil) (?:vi|i|man|andre) (?:se|vide|mærke|måle|dokumentere)\b|(?:hvordan|sådan|hvorledes|hvad|det) (?:kan |vil |skal )?(?:vi )?(?:måle|ser|ved|dokument|følge|evaluer|opgør|tæller|registrer)|hvornår er (?:vi|målet|det)|hvornår har vi|tegn på|det måles|måles|(?:(?:og )?(?:det|dette) )?(?:kan |vil |skal )(?:det )?(?:ses|mærkes|måles|aflæses)(?: på| ved)?$|(?:vi (?:kan |ved )?(?:se|ser|mærke|mærker|ved),? )?(?:at )?(?:det|vi|målet) (?:er )?(?:lykke\w*|i mål|nået|opfyldt)\b.*når$"),
    (Role.GOAL, r"hvad drømmer vi om|(?:vores )?drøm(?:men|me)?$|(?:hvad|det|dette) (?:vil|ønsker|skal)(?: vi)?(?: gerne)? (?:opnå|nå|have|frem)|hvad er målet|hvor (?:vil|skal) vi hen|det vil vi$|vi vil$|hvad vil vi$|vi ønsker$|ønsket (?:effekt|resultat|virkning)|forventede? (?:effekt|virkning)"),
    (Role.PURPOSE, r"hvorfor|hvad er formålet"),
    (Role.ACTIVITY, r"(?:hvad|hvordan|sådan|det|dette|derfor) (?:gør|vil|skal|arbejder|når)(?: vi| der)?\b|hvordan$|hvad$|vi (?:gør|arbejder)\b|sådan$|samskabt idé"),
    (Role.INDICATOR, r"(?:det er en )?succes(?:en)?(?: er|,? når)\b|forventede? (?:resultat|output)|ønskede? resultat"),
    (Role.OWNER, r"hvem\b"),
    (Role.DEADLINE, r"hvornår\b"),
    (Role.NOTE, r"hvor$|for hvem|til hvem|med hvem|sammen med|hvad næste|det videre"),
)  # fmt: skip
_PHRASE_RES: Final = tuple((role, re.compile(pattern)) for role, pattern in _PHRASES)
_TOKEN: Final = re.compile(r"[^\W\d_][\w\ufffd]*|\ufffd\w+|#|\d+(?:\.\d+)*")
_LONGEST: Final = 9
_PLANNED: Final = frozenset(["plan", "planen", "planlagt", "det planlagte", "aftalt", "aftale"])  # beside "Status:"


@dataclass(frozen=True, slots=True)
class Label:
    """``roles`` in the order of their words (the first is what it mostly says); ``number`` as in "Mål 2.1"; ``about`` when it
    refers to a numbered part ("for indsatsområde 2"); ``rest`` is the text behind the label.
    """

    roles: tuple[Role, ...]
    number: str = ""
    about: str = ""
    rest: str = ""

    @property
    def role(self) -> Role:
        return self.roles[0]

    @property
    def mixed(self) -> bool:
        """Names several levels at once ("Mål og aktiviteter"): the heading of a whole part, not of one level."""
        levels = {Role.GOAL if role is Role.PURPOSE else role for role in self.roles}
        return len(levels & {Role.AREA, Role.GOAL, Role.ACTIVITY, Role.MEANS, Role.INDICATOR}) > 1


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


_ASKING: Final = frozenset(["hvilket", "hvilke", "hvilken", "hvad", "hvordan", "hvem", "hvornår"])
# How it is seen, told as a sentence: "Det måler vi ved …", "Vi holder øje med det ved at …".
_TOLD_MEANS: Final = re.compile(
    r"^(?:og )?(?:(?:det|dette) (?:måler|ser|følger|dokumenterer|registrerer|opgør) vi|vi (?:måler|ser|følger|dokumenterer|registrerer|opgør|holder øje med) (?:det|dette|om det lykkes)) (?:ved(?: at)?|på|gennem|med|i)\s", re.IGNORECASE
)
_CONJUNCTION: Final = re.compile(r"^(?:så|og|men|altså)\s+(?=\w+\s+\w)")


@lru_cache(maxsize=4096)
def whole_label(text: str) -> Label | None:
    """``text`` as a label, when it is nothing else: "Aktiviteter", "4 centrale mål i 2021:"."""
    bare = _CONJUNCTION.sub("", plain(text).strip().strip(":.–-?/ \t*_|"))
    if not bare or len(bare) > 90:
        return None
    if re.search(r":\s*\S", bare):
        return None  # "Fokusområde 2: Nye i kommunen" says something behind its label
    tokens = _TOKEN.findall(bare.replace("/", " ").replace("-", " "))
    if not tokens or len(tokens) > _LONGEST:
        return None
    for role, pattern in _PHRASE_RES:
        if pattern.match(bare) and len(tokens) <= 8 and not re.search(r"[.;]\s" if bare.endswith(" når") or bare.startswith("hvordan ") else r"[.;,]\s", bare):
            return Label((role,))
    found = _by_words(tokens)
    if found is None and text.strip().endswith("?"):
        found = _asked_for(tokens)
    return found


def _asked_for(tokens: list[str]) -> Label | None:
    """A form asks for a level by its name: "Hvilket mål arbejder I med?"."""
    role = next((_ROLES[token] for token in tokens[1:4] if token in _ROLES and _ROLES[token] is not Role.NOTE), None)
    return Label((role,)) if role is not None and tokens[0] in _ASKING else None


def _by_words(tokens: list[str]) -> Label | None:
    roles: list[Role] = []
    number = about = ""
    behind = False
    for token in tokens:
        if token[0].isdigit():
            if behind:
                about = token if len(token) < 4 else about  # "Mål for 2026" is no part numbered 2026
            elif not roles:
                pass  # "4 centrale mål": how many there are
            else:
                number = token
            continue
        if token in _ABOUT and roles:
            behind = True
            continue
        if behind and (token in _ABOUT_WORDS or token in _BETWEEN or _role_of(token)):
            continue
        role = _role_of(token)
        if role is not None:
            if role not in roles:
                roles.append(role)
            continue
        if token not in _BETWEEN and not (token in _ABOUT and not roles):
            return None
    if roles == [Role.NOTE] and "vi" in tokens:
        return None  # "Vi samarbejder"
    return Label(tuple(roles), number, about) if roles else None


def level_word(text: str, wanted: frozenset[Role]) -> str:
    """The word in a label by which a document names one part of a level: "Kerneydelse" of "Vores kerneydelser"."""
    for token in _TOKEN.findall(plain(text).replace("/", " ").replace("-", " ")):
        if _ROLES.get(token) in wanted:
            bare: str = next((token[:-cut] for cut in (2, 1, 4, 3) if len(token) > 7 and token.endswith(_PLURAL) and token[:-cut] in _ROLES), token)
            return bare.capitalize()
    return ""


_PLURAL: Final = ("er", "erne", "ne", "en", "et")


@lru_cache(maxsize=8192)
def _role_of(word: str) -> Role | None:
    if word in _ROLES:
        return _ROLES[word]
    if "\ufffd" in word:
        lost = re.compile(re.escape(word).replace("\ufffd", ".") + "$")
        return next((role for known, role in _ROLES.items() if lost.match(known)), None)
    if len(word) < 6:
        return None
    found = process.extractOne(word, _LONG_WORDS, scorer=fuzz.ratio, score_cutoff=88)
    return _ROLES[found[0]] if found and found[0][0] == word[0] else None


_WITH_COLON: Final = re.compile(r"^([^:]{2,70}?)\s*:\s*(\S.*)$", re.DOTALL)
_QUESTION: Final = re.compile(r"^([^:?]{4,60}\?)\s+(\S.*)$", re.DOTALL)  # "Hvorfor? Fordi …"
_WITH_NUMBER: Final = re.compile(r"^([^\W\d_][\w\ufffd-]*(?:\s[^\W\d_][\w-]*){0,2})\s+((?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z])(?![\w-]))\s*[.:)–/|·•—-]*\s+(\S.*)$", re.DOTALL)


@lru_cache(maxsize=4096)
def leading_label(text: str) -> Label | None:
    """The label that ``text`` begins with, the rest behind it: "Mål 1.2 Flere frivillige", "Ansvarlig: Bo"."""
    numbered = _WITH_NUMBER.match(text.strip())
    if numbered:
        label = whole_label(numbered[1])
        if label and not label.mixed and label.role in {Role.AREA, Role.GOAL, Role.ACTIVITY, Role.INITIATIVE, Role.INDICATOR, Role.MEANS}:
            rest = numbered[3]
            if not re.match(r"(?:[-–]|\d|gange?\b|pr\b|per\b|om\b|i\b|og\b|til\b)", rest):
                return Label(label.roles, numbered[2], "", rest)
    colon = _WITH_COLON.match(text.strip())
    if colon and plain(colon[1]) in _PLANNED:
        return Label((Role.ACTIVITY,), "", "", colon[2].strip())
    if colon:
        label = whole_label(colon[1])
        if label and not label.about:
            return Label(label.roles, label.number, "", colon[2].strip())
    if _TOLD_MEANS.match(text.strip()):
        return Label((Role.MEANS,), "", "", text.strip())
    asked = _QUESTION.match(text.strip())
    if asked:
        label = whole_label(asked[1])
        if label and not label.mixed:
            return Label(label.roles, "", "", asked[2].strip())
    return None
