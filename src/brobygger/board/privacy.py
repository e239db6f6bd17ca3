from brobygger.board.models import (
    AgendaItem,
    BoardRules,
    CollectionAsk,
    Decision,
    DocumentVersion,
    FollowUp,
    FrozenCount,
    GoverningDocument,
    Meeting,
    Seat,
    StaffHours,
)
from brobygger.core.privacy import OPEN, Keep, declare, personal

_PRESENT = "The minutes of a meeting say who was there."
declare(
    Meeting, place=OPEN, minutes=OPEN,
    present=personal(_PRESENT, Keep(months=120, after="held_on")), subjects=("frozen_by",),
)
declare(AgendaItem, title=OPEN, text=OPEN, minutes=OPEN)
declare(
    FollowUp, result_reason=OPEN, schedule_reason=OPEN, comment=OPEN, goal_text=OPEN, subjects=("decided_by",)
)
declare(FrozenCount, aim=OPEN, phrase=OPEN, reason=OPEN, detail=OPEN)
declare(Decision, text=OPEN, outcome=OPEN, subjects=("responsible", "made_by"))
declare(CollectionAsk, note=OPEN, subjects=("user",), delete=True)
declare(Seat, subjects=("person",))
declare(BoardRules)
declare(GoverningDocument, title=OPEN)
declare(DocumentVersion, text=OPEN, file=OPEN)
declare(
    StaffHours,
    name=personal("To report staff hours to those who pay for them.", Keep(months=60, after="until"), blank="–"),
    paid_by=OPEN,
    subjects=("user",),
)
