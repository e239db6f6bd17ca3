"""Bullets and numbers at the start of a line, of every kind that offices type: • - – * o ▪ "1)" "a." "2.1".

A number is no marker where it counts or dates: "1. udgave", "3. kvartal", "12. marts".
"""

import re
from typing import Final

# Wingdings and Symbol bullets arrive in the private-use area; "§" and "" are Word's square and arrow.
BULLETS: Final = "•·▪▫■□●○◦‣⁃∙⚫⬤◉►▶➢➤→⇒✓✔✗☐☑☒❖♦◆◇★☆»›‒–—−\u2010\u2011\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf076\uf02d\uf071\uf06f\uf0f0\uf046\ufffc"
_DOUBLED: Final = "•\uf0a7\uf0b7\uf0d8"  # a bullet typed before a bullet that was pasted
# So does a bullet of a font that does not tell what its signs mean: as the sign for no sign.
_PRIVATE: Final = re.compile(r"^(?:[\ue000-\uf8ff]\s*|\ufffd\s+)")
_BULLET: Final = re.compile(rf"^([{BULLETS}]|[-*+~])\s+(?=\S)|^([{BULLETS}])(?=[^\W\d_])|^([-*])(?=[A-ZÆØÅ])|^(o|§|Ø|ü|v|q|n)\t+|^(o)\s+(?=[A-ZÆØÅ]|\S+\s)")
_NUMBER: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=\S)|^(\(?\d{1,2}[.)])\s*(?=[^\W\d_(\"'“”»])|^(\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,4}[.)])\s+(?=\S)")
# What an ordinal counts, so that its number is no marker.
ORDINAL_WORDS: Final = (
    "udgave|version|kvartal|halvår|halvdel|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jan|feb|mar|apr|aug|sep|okt|"
    "nov|dec|gang|sal|del|fase|generation|klasse|år|uge|pulje|runde|møde|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|og|til|verdenskrig|juledag|rækk"
    "e|hold|dag|hverdag|etape|skridt|prioritet|plads|udkast|rate"
)
_ORDINAL: Final = re.compile(rf"^(?:{ORDINAL_WORDS})\b", re.IGNORECASE)


def split_marker(text: str) -> tuple[str, str]:
    """The marker at the start of ``text`` (empty when there is none) and the rest."""
    text = text.strip()
    private = _PRIVATE.match(text)
    if private and len(text) > private.end():
        return "•", text[private.end() :].strip()
    bullet = _BULLET.match(text)
    if bullet:
        rest = text[bullet.end() :].strip().lstrip(_DOUBLED).strip()
        again = _BULLET.match(rest)  # a box to tick, or a dash, behind the bullet that the program sets
        return next(group for group in bullet.groups() if group), rest[again.end() :].strip() if again else rest
    number = _NUMBER.match(text)
    if number:
        rest = text[number.end() :].strip()
        marker = next(group for group in number.groups() if group)
        if marker[:1].isdigit() and marker.endswith(".") and _ORDINAL.match(rest):
            return "", text
        if re.fullmatch(r"\d+\.\d+", marker) and re.match(r"\d|kr\b|mio|pct|%", rest):
            return "", text  # an amount
        return marker, rest
    return "", text


def marker_class(marker: str) -> str:
    """Lists whose markers are of one class belong together: "1." and "2." do, "1." and "a)" do not."""
    bare = marker.strip("().")
    if not bare:
        return ""
    if re.fullmatch(r"\d+(?:\.\d+)+", bare):
        return "1" + ".1" * bare.count(".")
    if bare.isdigit():
        return "1" + marker[-1] if marker[-1] == ")" else "1"
    if len(bare) == 1 and bare.isalpha() and marker[-1] in ").":
        return "a" if bare.islower() else "A"
    if re.fullmatch(r"[ivxIVX]+", bare) and marker[-1] in ").":
        return "i"
    return marker


def depth(marker: str) -> int:
    """How deep a decimal number goes: "2." is 1, "2.1" is 2; 0 for other markers."""
    bare = marker.strip("().")
    return bare.count(".") + 1 if re.fullmatch(r"\d+(?:\.\d+)*", bare) else 0
