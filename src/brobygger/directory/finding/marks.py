"""The marks of an offer: what the index holds of it, each beginning with the number of its centre, so that no question reaches another centre's.

The letter after the number says what kind of mark it is.
"""

from brobygger.directory.finding.terms import Mark

WORD, TITLE, SHORT = "w", "t", "s"  # a word anywhere; in the title; in the sentence under it, the place or who offers it
PART, TITLE_PART = "p", "q"  # a compound's part
MEANT, IMPLIED, TOUCHED = "m", "n", "o"  # a life situation: chosen for it; said by its title or sentence; said by its text
THEME, GROUP, LOCALITY, POSTAL, EVERYWHERE, FORM, ACCESS, FREE, ANONYMOUS, STEP_FREE, OFFER = "y", "z", "l", "c", "e", "f", "a", "g", "h", "i", "x"


def mark(centre: int, kind: str, what: object = "") -> str:
    """Letters and digits alone: an underline would part it in two."""
    return f"{centre}{kind}{what}".replace("_", "")


def term(centre: int, kind: str, what: object = "") -> Mark:
    return Mark(mark(centre, kind, what))
