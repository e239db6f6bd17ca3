"""The questionnaires a centre can begin with, as Danish data: to be copied, and made its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from brobygger.surveys.models import About
from brobygger.surveys.structure import Ask, new_key

AGREE: Final = ("Helt enig", "Enig", "Hverken enig eller uenig", "Uenig", "Helt uenig")
HOW_OFTEN: Final = ("Hver uge", "Hver måned", "Nogle gange om året", "Sjældnere", "Aldrig")


@dataclass(frozen=True, slots=True)
class First:
    """One of them: what it is called, when it is of use, and what it asks."""

    about: About
    title: str
    use: str
    intro: str
    thanks: str
    items: tuple[dict[str, Any], ...] = field(default=())


def _choice(text: str, *options: str, kind: str = Ask.CHOICE, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "options": options, **more}


def _scale(text: str, low: str, high: str, **more: Any) -> dict[str, Any]:
    return {"kind": Ask.SCALE, "text": text, "low": low, "high": high, "steps": 5, "scores": True, "required": True, **more}


def _matrix(text: str, *rows: str, **more: Any) -> dict[str, Any]:
    return {"kind": Ask.MATRIX, "text": text, "rows": rows, "options": AGREE, **more}


def _text(text: str, help_: str = "", **more: Any) -> dict[str, Any]:
    return {"kind": Ask.TEXT, "text": text, "help": help_, **more}


def _page(text: str) -> dict[str, Any]:
    return {"kind": Ask.PAGE, "text": text}


NOBODY_BY_NAME: Final = "Skriv ikke andres navne, tak."
_USEFUL: Final = _scale("Hvor meget fik du ud af det?", "slet ikke noget", "rigtig meget")
_BETTER: Final = _text("Hvad kan vi gøre bedre?", NOBODY_BY_NAME)
_THANKS: Final = "Tusind tak. Vi læser alle svar, og de er med til at gøre det bedre næste gang."

FIRST: Final[tuple[First, ...]] = (
    First(
        About.MEMBERS, "Medlemsundersøgelse", "Hvordan det er at være medlem, og hvad foreningerne har brug for. God hvert eller hvert andet år.",
        "Vi vil gerne være til nytte for dig og din forening. Det tager omkring fem minutter at svare.", _THANKS,
        (
            _choice("Hvilken slags forening svarer du for?", "Social eller sundhed", "Kultur og fritid", "Idræt og bevægelse", "Ældre", "Børn og unge", "Bolig og nærmiljø", "Andet"),
            _choice("Hvor længe har I været medlem?", "Under et år", "1–3 år", "Mere end 3 år", "Det ved jeg ikke"),
            _scale("Hvor tilfreds er du alt i alt med frivilligcentret?", "slet ikke", "meget", key="tilfreds"),
            _page("Det, I bruger os til"),
            _choice("Hvad har I brugt det seneste år?", "Kurser og temamøder", "Netværk", "Rådgivning og sparring", "Lokaler og udstyr", "Hjælp til at finde frivillige", "Hjælp til ansøgninger", "Intet af det", kind=Ask.SEVERAL),
            _choice("Hvor ofte har I kontakt med os?", *HOW_OFTEN),
            _matrix("Hvor enig er du?", "Det er let at få fat i jer", "I kender vores vilkår", "I gør os bedre til det, vi gør", "Vi lærer andre foreninger at kende gennem jer"),
            _page("Og fremover"),
            _text("Hvad har I mest brug for det kommende år?", NOBODY_BY_NAME),
            _BETTER,
        ),
    ),
    First(
        About.WELCOME, "Modtagelse af udsatte frivillige", "Til foreninger: hvor klar er I til at tage imod frivillige, der har brug for lidt ekstra?",
        "Mange vil gerne være frivillige og har brug for lidt ekstra for at komme godt i gang. Fortæl os, hvordan I tager imod.", _THANKS,
        (
            _choice("Har I frivillige, der har brug for ekstra støtte?", "Ja", "Nej", "Det ved jeg ikke", required=True, key="har"),
            _choice("Hvad gør I allerede?", "En fast kontaktperson", "En samtale før start", "Opgaver, der kan tilpasses", "Følgeskab de første gange", "Noget andet", kind=Ask.SEVERAL, when="har", values=("Ja",)),
            _scale("Hvor klar er I til at tage imod?", "slet ikke klar", "helt klar"),
            _choice("Hvad ville hjælpe jer mest?", "Viden og kurser", "En at ringe til", "Hjælp til at beskrive opgaver", "Erfaringer fra andre foreninger", "Intet lige nu", kind=Ask.SEVERAL),
            _text("Fortæl om en gang, det gik godt", NOBODY_BY_NAME),
        ),
    ),
    First(
        About.EVENT, "Evaluering af et arrangement", "Efter et kursus, et temamøde eller en workshop. De tre hurtige spørgsmål findes allerede på arrangementet; det her er den længere.",
        "Tak, fordi du var med. Det tager to minutter at svare.", _THANKS,
        (
            _USEFUL, _scale("Hvordan var indholdet?", "slet ikke godt", "rigtig godt"), _scale("Hvordan var rammerne: sted, tid og forplejning?", "slet ikke gode", "rigtig gode", scores=False),
            _choice("Vil du bruge noget af det?", "Ja, det er jeg i gang med", "Ja, det har jeg tænkt mig", "Måske", "Nej"), _text("Hvad var det bedste?"), _BETTER,
            _choice("Hvordan hørte du om det?", "Mail eller nyhedsbrev", "Hjemmesiden", "Sociale medier", "En, jeg kender", "Andet"),
        ),
    ),
    First(
        About.NETWORK, "Evaluering af et netværk", "En gang om året: hvad får de, der er med, ud af det?", "Vi vil gerne vide, om netværket er din tid værd.", _THANKS,
        (
            _USEFUL, _matrix("Hvor enig er du?", "Jeg har lært nogen at kende, som jeg kan bruge", "Jeg har fået viden, jeg har brugt", "Vi har gjort noget sammen, som ingen af os kunne alene", "Møderne ligger på gode tidspunkter"),
            _choice("Hvor ofte skal vi mødes?", "Oftere", "Som nu", "Sjældnere"), _text("Hvad skal vi tage op?"), _BETTER,
        ),
    ),
    First(
        About.GROUP, "Evaluering af en gruppe", "Når en selvhjælpsgruppe eller et fællesskab slutter.", "Dine svar hjælper de næste. Fortæl kun det, du har lyst til.", "Tak, fordi du delte det med os.",
        (
            _scale("Hvordan var det for dig at være med i gruppen?", "ikke godt", "rigtig godt"),
            _matrix("Hvor enig er du?", "Jeg følte mig velkommen", "Jeg kunne sige det, jeg havde brug for", "Jeg har det bedre, end da vi begyndte", "Jeg har fået nogen at ses med"),
            _text("Hvad fik du ud af det?", NOBODY_BY_NAME), _text("Hvad kunne have været anderledes?", NOBODY_BY_NAME),
        ),
    ),
    First(
        About.CONSULTATION, "Evaluering af rådgivning", "Efter sparring, vejledning eller hjælp til en ansøgning.", "Du har fået sparring hos os. Var den til at bruge?", _THANKS,
        (
            _scale("Hvor meget kunne du bruge det, du fik?", "slet ikke", "rigtig meget"), _choice("Hvad kom der ud af det?", "Vi er i gang med noget nyt", "Vi har løst det, vi kom med", "Vi blev klogere", "Ikke så meget"),
            _scale("Hvor let var det at få en tid?", "svært", "let", scores=False), _BETTER,
        ),
    ),
    First(
        About.VOLUNTEER, "Frivillig efter tre måneder", "Når en frivillig har været i gang i tre måneder.", "Du har været frivillig i tre måneder. Hvordan går det?", "Tak. Har du brug for at tale om noget, så ring eller skriv til os.",
        (
            _scale("Hvor glad er du for at være frivillig dér?", "slet ikke glad", "meget glad"), _choice("Passer opgaverne til det, du havde regnet med?", "Ja", "Nogenlunde", "Nej"),
            _matrix("Hvor enig er du?", "Jeg blev taget godt imod", "Jeg ved, hvem jeg kan spørge", "Det, jeg gør, betyder noget", "Jeg har fået nogen at følges med"),
            _choice("Hvor længe regner du med at blive?", "Så længe jeg kan", "Et år eller mere", "Nogle måneder til", "Jeg er ved at stoppe"), _text("Hvad kunne gøre det bedre?", NOBODY_BY_NAME),
        ),
    ),
    First(
        About.NEEDS, "Behovsundersøgelse", "Før et nyt netværk, kursus eller tilbud: er der brug for det, og til hvem?", "Vi overvejer noget nyt og vil gerne høre, hvad du har brug for.", _THANKS,
        (
            _choice("Hvem svarer du som?", "Forening", "Frivillig", "Borger", "Ansat i kommune eller region", "Andet", required=True),
            _choice("Hvad er der mest brug for?", "Viden og kurser", "Netværk med andre", "Sparring", "Flere frivillige", "Penge og ansøgninger", "Lokaler", "Et sted at være sammen", kind=Ask.SEVERAL),
            _scale("Hvor meget ville du bruge det, hvis det fandtes?", "slet ikke", "rigtig meget", scores=False), _choice("Hvornår passer det dig bedst?", "Formiddag", "Eftermiddag", "Aften", "Weekend", kind=Ask.SEVERAL),
            _text("Fortæl, hvad der mangler", NOBODY_BY_NAME),
        ),
    ),
    First(
        About.GOALS, "Hvordan når vi vores mål?", "Medlemmer og frivillige siger, hvordan de oplever hvert mål i planen. Svarene står ved målet i bestyrelsens papirer.",
        "Frivilligcentret har sat sig nogle mål. Hvordan oplever du, at det går? Spring gerne et mål over, hvis du ikke kender til det.", _THANKS, (),
    ),
)


def first(about: str) -> First:
    """The one about ``about``. KeyError where there is none."""
    return {str(each.about): each for each in FIRST}[about]


def content(found: First, goals: Iterable[tuple[int, str]] = ()) -> dict[str, Any]:
    """What an edition says that begins so. ``goals``: key and title of each goal that is asked about."""
    asked = list(found.items)
    for key, title in goals:
        asked.append(_scale(f"Hvordan oplever du, at det går med målet: {title}?", "det går slet ikke", "det går rigtig godt", goal=key, required=False))
    if found.about == About.GOALS:
        asked.append(_text("Hvad skal vi gøre mere af, mindre af eller anderledes?", NOBODY_BY_NAME))
    items: list[dict[str, Any]] = []
    choices: dict[str, dict[str, str]] = {}
    for each in asked:
        own = each.get("key") or new_key()
        options = [{"key": new_key(), "text": text} for text in each.get("options", ())]
        choices[own] = {line["text"]: line["key"] for line in options}
        item = {**each, "kind": str(each["kind"]), "key": own, "options": options, "rows": [{"key": new_key(), "text": text} for text in each.get("rows", ())]}
        if each.get("when"):
            item["values"] = [choices[each["when"]][text] for text in each["values"]]
        items.append(item)
    return {"intro": found.intro, "thanks": found.thanks, "items": items, "translations": {}}
