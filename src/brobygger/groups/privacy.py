from brobygger.core.privacy import OPEN, Keep, declare, personal, sensitive
from brobygger.groups.models import (
    Break,
    Facilitator,
    FirstTalk,
    Group,
    GroupMeeting,
    Participant,
    Supervision,
    TypeRule,
    Verdict,
)
from brobygger.groups.models.participants import GONE

# Which group one is in may say how one is, so a first name is treated as health is.
_WHY = "To reach one who wants to be in a group, and to keep her seat."
_UNTIL = Keep(months=0, after="forget_on")

declare(TypeRule)
declare(Group, title=OPEN, text=OPEN, place=OPEN, online_link=OPEN, rhythm=OPEN, ended_because=OPEN, contact=personal("So that people can ask about a group.", Keep(months=1, after="ended_on")))
declare(Break, reason=OPEN)
declare(Facilitator, subjects=("person",), stay=("person",))
declare(Supervision, by_whom=personal("To see that those who carry a group are supported.", Keep(months=24, after="held_on")))
declare(Participant, name=sensitive(_WHY, _UNTIL, blank=GONE), mail=sensitive(_WHY, _UNTIL), phone=sensitive(_WHY, _UNTIL), language=OPEN, token=OPEN, subjects=("by",))
declare(FirstTalk, subjects=("with_whom",))
declare(GroupMeeting)
declare(Verdict, gained=personal("What those in a group gained, so that the next is better. Nobody is named.", Keep(months=24, after="given_on")), key=OPEN)
