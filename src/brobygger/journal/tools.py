"""Tools that stand on a registration: an event, a consultation. The registration stays the one row that counts.

The context with the tool adds it here and writes its key into ``Registration.tool``; from then on the row's page, its editing and its
deletion are the tool's. Why: ``docs/adr/0009-the-registration-is-the-record-tools-stand-on-it.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brobygger.core.registry import Registry

if TYPE_CHECKING:
    from brobygger.accounts.models import User
    from brobygger.journal.actions import From
    from brobygger.journal.models import Registration


@dataclass(frozen=True, slots=True)
class Tool:
    """``path``: where below the office its rows live, under the registration's own number."""

    path: str


tools: Registry[Tool] = Registry("tools")


def address(centre: str, tool: str, pk: int) -> str:
    """Where a registration is shown: with the tool that stands on it, else with the registrations."""
    return f"/{centre}/kontor/{tools[tool].path if tool else 'registreringer'}/{pk}/"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a tool makes of work that was merely written down, so that it counts as fully as what is filled in.

    ``keep`` is called in the transaction that keeps or changes a registration no tool has taken over yet; ``facts`` gives what would then be known
    of it, for the preview of a line being typed. Both look first at whether the work is any of theirs.
    """

    keep: "Callable[[Registration, Sequence[From], User], None]"
    facts: "Callable[[Registration, Sequence[From]], Mapping[str, Any]]"


guesses: Registry[Guess] = Registry("guesses")
