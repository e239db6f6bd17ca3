"""May this person, and is it possible in this meeting's state? Two questions, answered side by side.

The board's meetings are called and frozen by those who run the board; teams and the staff hold their own follow-up, so everybody who
may follow up runs those. A frozen meeting is history for all.
"""

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.board.models import Meeting


def kinds_run_by(access: Access) -> list[Meeting.Kind]:
    """The kinds of meeting this person may call."""
    if access.may(May.RUN_BOARD):
        return list(Meeting.Kind)
    return [Meeting.Kind.TEAM, Meeting.Kind.STAFF] if access.may(May.FOLLOW_UP) else []


def may_run(access: Access, meeting: Meeting) -> bool:
    """Call it, change its frame, ask the contributors, freeze it."""
    return meeting.kind in kinds_run_by(access)


def may_follow_up(access: Access) -> bool:
    """Write agenda and minutes, decide lights, make decisions."""
    return access.may(May.FOLLOW_UP)
