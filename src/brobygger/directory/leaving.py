"""The way off a page that somebody does not want to be seen with: which pages have it, and where it leads."""

from typing import Final

from brobygger.directory.finding.known import known
from brobygger.directory.finding.question import read

LEAVE_TO: Final = "https://www.dmi.dk/"  # the weather: what anybody might be looking at


def is_sensitive(text: str) -> bool:
    """Whether ``text`` is understood as a life situation that the vocabulary calls sensitive."""
    there = known()
    question = read(text, there)
    return question is not None and any(there.meanings[pk].sensitive for pk in question.meant)
