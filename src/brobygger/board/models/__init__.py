"""Meetings and follow-ups; the seats of the board; governing documents and staff hours."""

from brobygger.board.models.keeping import Frozen
from brobygger.board.models.meetings import AgendaItem, CollectionAsk, Decision, FollowUp, FrozenCount, Meeting
from brobygger.board.models.offices import BoardRules, DocumentVersion, GoverningDocument, Seat, StaffHours

__all__ = [
    "AgendaItem", "BoardRules", "CollectionAsk", "Decision", "DocumentVersion", "FollowUp", "Frozen", "FrozenCount",
    "GoverningDocument", "Meeting", "Seat", "StaffHours",
]
