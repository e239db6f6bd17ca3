"""Time spent, in minutes: "45 min", "1½ time", "halvanden time", "2 t 15", "tre kvarter", "1:30", "kl. 16-18"."""

import re
from typing import Final

from django.utils.translation import gettext as _

from brobygger.journal.lines.line import Line
from brobygger.journal.lines.numbers import number
from brobygger.journal.lines.spelling import danish

_COUNT: Final = r"(?:en|et|én|ét|een|to|tre|fire|fem|seks|syv|otte|ni|ti|one|two|three|four|five|six|an?)"
_MINUTES: Final = r"(?:minutters|minutter|minutes?|minuts?|mins?\.?)"
_HOURS: Final = r"(?:timers?|timen|time|t\.?|hrs?\.?|hours?|h)"
_STOPS: Final = r"(?=\s*(?:$|[,;!?()]|\.(?!\d)|-\s|(?:om|med|i|for|på|til|hos|ved|with|about|on|in|for)(?!\w)))"
# A figure range ("30-45 min") says no one number; it is asked about.
_RANGE: Final = re.compile(rf"(?<![\w,.:/])(?P<a>\d{{1,3}})\s*(?:-|til|to)\s*(?P<b>\d{{1,3}})\s*(?:{_MINUTES}|timers?|t|hours?|h)(?!\w)")
_CLOCK: Final = danish(
    r"(?<![\w.:/-])(?P<kl>(?:fra\s+|mellem\s+|from\s+)?(?:kl\.?|klokken|at)\s*)?(?P<h1>[01]?\d|2[0-4])(?:[.:]?(?P<m1>[0-5]\d))?\s*(?P<p1>[ap]m)?"
    r"\s*(?:-|til|to|og|and)\s*(?:kl\.?\s*)?(?P<h2>[01]?\d|2[0-4])(?:[.:]?(?P<m2>[0-5]\d))?\s*(?P<p2>[ap]m)?(?![\w/]|[.:-]\d)"
)
_START: Final = danish(r"(?<![\w.:/-])(?:fra\s+|from\s+)?(?:(?:kl\.?|klokken)\s*(?:[01]?\d|2[0-4])(?:[.:]?[0-5]\d)?|(?:at\s+)?(?:1[0-2]|[1-9])(?:[.:][0-5]\d)?\s*[ap]m)(?![\w/]|[.:]\d)")
_DURATION: Final = danish(
    rf"(?<![\w,.:/-])(?:(?:ca\.?|cirka|omkring|about|i\s+alt|godt|knap)\s+)?(?:"
    rf"(?P<times>\d{{1,2}})\s*[x×*]\s*(?:(?P<xm>\d{{1,3}})\s*(?:{_MINUTES}|m)|(?P<xh>\d{{1,2}})\s*{_HOURS})"
    rf"|(?P<anderhalv>halvanden(?:-|\s*)times?|1\s*(?:½|1/2|[.,]5)\s*(?:times?|t\.?|hours?|h)|an?\s+hour\s+and\s+a\s+half|one\s+and\s+a\s+half\s+hours?)"
    rf"|(?P<half>(?:en\s+|n\s+)?halv(?:-|\s*)times?|(?:½|1/2)\s*(?:times?|t\.?|hour|h)|half\s+an\s+hour)"
    rf"|(?P<three>trekvart(?:(?:-|\s*)times?)?|(?:¾|3/4)\s*(?:times?|t\.?|hour)|three\s+quarters(?:\s+of\s+an\s+hour)?)"
    rf"|(?P<one>(?:1|en|én|een)\s*-?times|(?:en|én|een)\s+timestid)"
    rf"|(?P<h>\d{{1,3}})(?P<f>\s*½|\s*¼|\s*¾|\s+1/2|[.,](?:5|25|75|50)0?)?\s*-?\s*{_HOURS}(?!\w|-\w)"
    rf"(?:\s*(?:og|and|,)?\s*(?P<hm>\d{{1,2}})\s*(?:(?:{_MINUTES}|m)(?!\w)|{_STOPS})|\s*(?:og|and)\s+(?P<hq>en\s+halv|a\s+half|et\s+kvarter|tre\s+kvarter)(?!\w))?"
    rf"|(?P<wh>{_COUNT})(?P<whf>\s+en\s+halv|\s*½)?\s+(?:timers?|time|hours?)(?!\w)(?:\s*(?:og|and)\s+(?:(?P<wq>en\s+halv|a\s+half|et\s+kvarter|tre\s+kvarter)|(?P<wm>\d{{1,2}})\s*{_MINUTES})(?!\w))?"
    rf"|(?:(?P<q>{_COUNT}|\d)\s+)?(?:kvarters?(?:tid)?|quarters?\s+of\s+an\s+hour)"
    rf"|(?P<m>\d{{1,4}})(?:\s*-?\s*{_MINUTES}|m)|(?P<mw>fem|ti|femten|tyve|tredive|fyrre|ten|twenty|thirty)\s+(?:minutters?|minutes?|min\.?)"
    rf"|(?P<c>\d):(?P<cm>[0-5]\d)(?:\s*(?:t\.?|timer|h))?"
    rf")(?![\w:]|-\w)"
)
_PART: Final = {"½": 30, "1/2": 30, ".5": 30, ",5": 30, ".50": 30, ",50": 30, "¼": 15, ".25": 15, ",25": 15, "¾": 45, ".75": 45, ",75": 45}
_LONGEST: Final = 14 * 24 * 60


def read(line: Line) -> None:
    """The first time spent that the line names; another one is asked about and stays in the text."""
    for match in _RANGE.finditer(line.plain):
        if line.free(*match.span()) and match["b"] != match["a"]:
            line.guard(*match.span())
            line.ask("minutes", _("How long, of these: %(text)s?") % {"text": match.group()}, (match["a"], match["b"]))
    _clock(line)
    for match in _DURATION.finditer(line.plain):
        minutes = _minutes(match)
        if minutes is None or not 0 < minutes <= _LONGEST or not line.free(*match.span()):
            continue
        _know(line, match, minutes)


def _know(line: Line, match: re.Match[str], minutes: int) -> None:
    known = line.known.get("minutes")
    if known is None or known == minutes:
        line.known["minutes"] = minutes
        line.take(*match.span(), "minutes")
    else:
        line.guard(*match.span())
        line.ask("minutes", _("Two times are named: %(a)s and %(b)s minutes. Which one?") % {"a": known, "b": minutes}, (str(known), str(minutes)))


def _clock(line: Line) -> None:
    for match in _CLOCK.finditer(line.plain):
        if not line.free(*match.span()) or not _is_clock(line, match):
            continue
        start, end = _moment(match["h1"], match["m1"], match["p1"] or match["p2"]), _moment(match["h2"], match["m2"], match["p2"])
        if match["p1"] is None and match["p2"] and start > end:
            start -= 12 * 60  # "10-1 pm"
        length = end - start if end > start else end + 24 * 60 - start
        if 0 < length <= 16 * 60:
            _know(line, match, length)
    for match in _START.finditer(line.plain):
        if line.free(*match.span()):
            line.take(*match.span(), "clock")
            line.extra.append(line.text[match.start() : match.end()].strip())


def _is_clock(line: Line, match: re.Match[str]) -> bool:
    """Bare figures are a clock only after a day ("fredag 9-15") and before nothing that could be counted."""
    if match["kl"] or match["p1"] or match["p2"]:
        return not ("at" in (match["kl"] or "") and not (match["p2"] or match["m1"] or match["m2"]))
    if match["m1"] and match["m2"]:
        return ":" in match.group() or "." in match.group()
    rest = line.plain[match.end() :]
    ends = re.match(r"\s*(?:$|[,;.!?()]|(?:om|med|i|for|på|til|hos|ved|with|in|on|about)\b)", rest) is not None
    if match["m1"] or match["m2"]:
        return ends and re.search(r"[.:]", match.group()) is not None and "/" not in match.group()
    after_day = re.search(r"(?:dag|day|i g(?:å|aa)r|\d/\d{1,2}|i forg(?:å|aa)rs|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\s*,?$", line.before(match.start()))
    return after_day is not None and ends and "-" in match.group()


def _moment(hours: str, minutes: str | None, half: str | None) -> int:
    hour = int(hours)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + int(minutes or 0)


def _minutes(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    if found["times"]:
        return int(found["times"]) * (int(found["xm"]) if found["xm"] else int(found["xh"]) * 60)
    for name, value in (("anderhalv", 90), ("half", 30), ("three", 45), ("one", 60)):
        if found[name]:
            return value
    if found["h"]:
        return int(found["h"]) * 60 + _PART.get((found["f"] or "").strip(), 0) + int(found["hm"] or 0) + _and(found["hq"])
    if found["wh"]:
        return _count(found["wh"]) * 60 + (30 if found["whf"] else 0) + _and(found["wq"]) + int(found["wm"] or 0)
    if found["m"]:
        return int(found["m"])
    if found["mw"]:
        return number(found["mw"])
    if found["c"]:
        return int(found["c"]) * 60 + int(found["cm"]) if int(found["c"]) < 6 or match.group()[-1] in "thr." else None
    return _count(found["q"] or "et") * 15


def _count(word: str) -> int:
    return 1 if word in {"a", "an"} else number(word) or 1


def _and(words: str | None) -> int:
    if not words:
        return 0
    return 30 if "hal" in words else 45 if "tre" in words else 15
