"""Tools that stand on a registration: an event, a consultation. The registration stays the one row that counts.

The context with the tool adds it here and writes its key into ``Registration.tool``; from then on the row's page, its editing and its
deletion are the tool's. Why: ``docs/adr/0009-the-registration-is-the-record-tools-stand-on-it.md``.
"""

from dataclasses import dataclass

from brobygger.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Tool:
    """``path``: where below the office its rows live, under the registration's own number."""

    path: str


tools: Registry[Tool] = Registry("tools")
