"""Heads and organisations counted: "12 personer", "18 delt.", "vi var 7", "3 mænd og 4 kvinder", "fra 9 foreninger".

A count is *whole* (deltagere, personer: all who came), a *part* (mænd, frivillige: added up where nothing says the whole) or
*bare* (a number before "fra": of that organisation). What they add up to is settled when it is known who came from where.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from brobygger.journal.lines.line import Line
from brobygger.journal.lines.numbers import NUMBER, number
from brobygger.journal.lines.reading import Affiliation
from brobygger.journal.lines.spelling import danish

_WHOLE: Final = (
    r"(?:deltagere|deltager|delt\.?|deltag\.?|personer|person|pers\.?|mennesker|menneske|fremmødte|besøgende|gæster|tilhørere|kursister|kursister|hoveder|mand"
    r"|participants?|people|persons?|attendees|visitors|guests)"
)
_PART: Final = (
    r"(?:mænd|mand|kvinder|kvinde|børn|barn|voksne|unge|ældre|drenge|piger|frivillige|frivillig|ildsjæle|borgere|borger|medarbejdere|medarbejder|ansatte|ansat"
    r"|pårørende|beboere|studerende|elever|forældre|seniorer|flygtninge|brugere|ledere|fagfolk|fagpersoner|bestyrelsesmedlemmer|medlemmer|repræsentanter"
    r"|konsulenter|koordinatorer|sygeplejersker|socialrådgivere|praktikanter|oplægsholdere|men|women|adults|children|volunteers?|staff|employees|students)"
)
_ADJECTIVE: Final = (
    r"(?:nye|unge|ældre|glade|lokale|engagerede|interesserede|forskellige|kommende|potentielle|aktive|dygtige|spændende|fremmødte|nydanske|voksne|ny|ung|andre|new|young|happy)"
)
_ABOUT: Final = r"(?:(?P<about>ca\.?|cirka|omkring|godt|knap|over|mindst|næsten|around|about|almost)\s+)"
_RANGE: Final = danish(rf"(?<![\w/.,:-])(?:\d{{1,4}}\s*(?:-|til|to)\s*\d{{1,4}}|\d{{1,4}}\s*\+)\s*(?:{_ADJECTIVE}\s+)?(?:{_WHOLE}|{_PART})(?!\w)")
_COUNT: Final = danish(
    rf"(?<![\w/.,:+-]){_ABOUT}?(?:(?P<mine>heraf|deraf|inkl\.?|inklusive|including|of\s+whom)\s+)?(?P<n>{NUMBER})\s*(?:{_ADJECTIVE}\s+){{0,2}}"
    rf"(?:(?P<whole>{_WHOLE})|(?P<part>{_PART}))(?!\w|-\w)(?:\s+(?:i\s+alt|ialt|in\s+all|deltog|mødte\s+op|kom)(?!\w))?"
)
_TOTAL: Final = danish(
    rf"(?<![\w-])(?:(?:vi|we)\s+(?:var|were)\s+(?:i\s+alt\s+|ialt\s+)?(?P<we>{NUMBER})(?:\s+(?:i\s+alt|ialt|stykker|stk\.?|in\s+all|{_WHOLE}))?(?!\s*(?:timer?|t|min|uger?|dage?|år|hours?|days?|weeks?)\b)"
    rf"|(?:i\s+alt|ialt|in\s+all|der\s+(?:var|kom))\s+(?P<all>{NUMBER})(?:\s+{_WHOLE})?(?=\s*(?:$|[,.;:!?()]|fra\b|from\b|fremmødte|til\s+stede))(?:\s*(?:fremmødte|til\s+stede))?"
    rf"|(?:antal(?:\s+deltagere)?|antal\s+personer|deltagere|deltagerantal|deltagertal|fremmødte|fremmøde|personer|participants|attendance)\s*[:=]\s*(?P<list>\d{{1,5}})"
    rf"|antal(?:\s+deltagere)?\s+(?P<list2>\d{{1,5}})"
    rf"|(?P<came>{NUMBER})\s+(?:deltog|kom|mødte(?:\s+(?:op|frem))?|dukkede\s+op|til\s+stede|tilstede|i\s+alt|ialt|med(?=\s*(?:$|[,.;!?()]))|attended|came|showed\s+up)(?!\w|\s+i\s)"
    rf"|(?:med|with)\s+(?P<with>\d{{1,4}})(?=\s*(?:$|[,.;!?()])))(?!\w)"
)
_BARE: Final = danish(rf"(?<![\w/.,:+-]){_ABOUT}?(?P<n>{NUMBER})\s+(?=(?:fra|from)\s)")
_ORGANISATIONS: Final = danish(
    rf"(?<![\w/.,:+-]){_ABOUT}?(?P<n>{NUMBER})\s+(?:{_ADJECTIVE}\s+|sociale\s+|frivillige\s+|lokale\s+){{0,2}}"
    r"(?:foreninger|forening|lokalforeninger|organisationer|aktører|frivilligforeninger|virksomheder|institutioner|associations?|organi[sz]ations|companies)(?!\w|-\w)"
)
_SECTOR: Final = danish(
    rf"(?<![\w/.,:+-])(?P<n>{NUMBER})\s+(?:(?P<adjective>kommunale?|regionale?|municipal|regional)\s+(?:medarbejdere?|ansatte?|fagfolk|fagpersoner|konsulenter|konsulent|repræsentanter"
    r"|ledere?|embedsfolk|staff|employees|colleagues)|(?P<politics>byråds(?:medlemmer|medlem|politikere|politiker)|kommunalpolitikere|regionspolitikere|politikere|politiker"
    r"|udvalgsmedlemmer|politicians))(?!\w)"
)


_ARTICLES: Final = frozenset({"en", "et", "a", "one"})


@dataclass(slots=True)
class Count:
    """A number of persons and where it stands; ``group`` is set by those who find where these came from."""

    start: int
    end: int
    persons: int
    weight: str  # whole, part or bare
    certain: bool = True
    listed: int = 0  # organisations named behind it


def read(line: Line) -> list[Count]:
    """All counts of persons, in order, none taken yet; organisations that are only counted are taken here."""
    counts: list[Count] = []
    for match in _RANGE.finditer(line.plain):
        if line.free(*match.span()):
            line.guard(*match.span())
            line.ask("persons", _("How many persons: %(text)s?") % {"text": match.group()})
    _organisations(line)
    for match in _SECTOR.finditer(line.plain):
        if line.free(*match.span()):
            _of_sector(line, match, counts)
    for match in _TOTAL.finditer(line.plain):
        group = match.lastgroup or ""
        _add(line, counts, match, number(match[group]), "whole", certain=group != "with")
    for match in _COUNT.finditer(line.plain):
        if match["mine"] or (match["n"] in _ARTICLES and not match["whole"]) or match.group().endswith("en mand"):
            continue  # "heraf 3 mænd" is counted already, "en frivillig" is no count; both stay in the text
        _add(line, counts, match, number(match["n"]), "whole" if match["whole"] else "part", certain=(match["about"] or "ca") .startswith("c"))
    for match in _BARE.finditer(line.plain):
        _add(line, counts, match, number(match["n"]), "bare")
    return sorted(counts, key=lambda count: count.start)


def _add(line: Line, counts: list[Count], match: re.Match[str], persons: int | None, weight: str, *, certain: bool = True) -> None:
    start, end = match.start(), len(match.group().rstrip()) + match.start()
    if persons is None or not line.free(start, end) or any(count.start < end and start < count.end for count in counts):
        return
    counts.append(Count(start, end, persons, weight, certain))


def _organisations(line: Line) -> None:
    total, found = 0, []
    for match in _ORGANISATIONS.finditer(line.plain):
        if line.free(*match.span()) and (count := number(match["n"])):
            total += count
            found.append(match)
    if not found:
        return
    line.known["organisations_count"] = total
    for match in found:
        start = match.start()
        lead = re.search(r"(?:fra|from)\s+$", line.plain[:start])
        line.take(lead.start() if lead else start, match.end(), "organisations_count")
        line.extra.append(line.text[start : match.end()])


def _of_sector(line: Line, match: re.Match[str], counts: list[Count]) -> None:
    persons = number(match["n"]) or 0
    if match["politics"]:
        sector, name = "politics", match["politics"]
    elif match["adjective"].startswith(("kommun", "muni")):
        sector, name = "municipality", _("the municipality")
    else:
        sector, name = "region", _("the region")
    line.affiliations.append(Affiliation(None, name, persons, sector))
    line.take(*match.span(), "organisation", drop=True)
    counts.append(Count(match.start(), match.end(), persons, "bare", listed=1))


def settle(line: Line, counts: list[Count]) -> None:
    """What the counts add up to: the whole where the line says it, else all parts, each with its organisation or not."""
    wholes = [count for count in counts if count.weight == "whole" and count.listed != 1]
    if wholes:
        persons = wholes[0].persons
        others = {count.persons for count in wholes} - {persons}
        if others:
            line.ask("persons", _("Two numbers of persons are named. Which one?"), tuple(str(each) for each in (persons, *sorted(others))))
        elif wholes[0].listed > 1 and (more := sum(count.persons for count in counts if count.weight == "bare" and count.start > wholes[0].end)):
            line.ask("persons", _("%(a)s persons in all, or %(b)s?") % {"a": persons, "b": persons + more}, (str(persons), str(persons + more)))
    else:
        persons = sum(count.persons for count in counts)
    if counts and (persons or wholes):
        line.known["persons"] = persons
    before: Count | None = None
    for count in counts:
        if not line.free(count.start, count.end):
            continue
        counted = not wholes or count.listed or (count.weight == "whole" and count.persons == persons)
        if counted:
            alone = re.search(r"(?:^|[,;.!?(-]|\b(?:og|and|samt))$", line.before(count.start)) is not None
            if before is not None and not line.dropped[before.start] and line.plain[before.end : count.start].strip() in {"og", "and", "samt"}:
                alone = False  # "med 3 mænd og 4 kvinder" stays whole
            before = count
            line.take(count.start, count.end, "persons", certain=count.certain, drop=count.weight != "part" or alone or bool(count.listed))
