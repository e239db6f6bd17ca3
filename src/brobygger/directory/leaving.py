"""The way off a page that somebody does not want to be seen with: which pages have it, and where it leads."""

from typing import Final

from brobygger.centres.scoping import centre_id_in_force
from brobygger.directory.finding import marks
from brobygger.directory.finding.known import Known, known
from brobygger.directory.finding.question import read
from brobygger.directory.models import Meaning

LEAVE_TO: Final = "https://www.dmi.dk/"  # the weather: what anybody might be looking at


def is_sensitive(text: str, there: Known | None = None) -> bool:
    """Whether ``text`` is understood as a life situation that the vocabulary calls sensitive."""
    there = there or known()
    question = read(text, there)
    return question is not None and any(there.meanings[pk].sensitive for pk in question.meant)


def are_sensitive(said: str) -> bool:
    """Whether the marks ``said`` of an offer tell of such a situation, by its title or its sentence."""
    held, centre = frozenset(said.split()), centre_id_in_force()
    return any(marks.mark(centre, kind, pk) in held for pk in Meaning.objects.in_use().filter(sensitive=True).values_list("pk", flat=True) for kind in (marks.MEANT, marks.IMPLIED))
