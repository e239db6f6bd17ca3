from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.events.models import (
    Aboard,
    Answer,
    Attendance,
    Companion,
    Event,
    EventTask,
    Feedback,
    FeedbackKey,
    HeadCount,
    Invited,
    Material,
    Minute,
    Point,
    Question,
    SentInvitation,
    Series,
    Sheet,
    SheetVersion,
    SignUp,
    SignUpList,
    Stop,
    Story,
)

_TWO_YEARS = Keep(months=24, after="signed_up_at")
_WHY = "To hold a place at an event, and to reach those who come."

_WHAT_WAS_SAID = "What was said and agreed on at a meeting, where people are named."
_MINUTES = personal(_WHAT_WAS_SAID, Keep(months=60, after="ends_at"), of_others=True)

declare(Series, rule=OPEN, skipped=OPEN)
declare(
    Event, text=OPEN, place=OPEN, online_link=OPEN, accessibility=OPEN, price=OPEN, image=OPEN, image_text=OPEN, minutes=_MINUTES, thanks=OPEN, key=OPEN,
    subjects=("responsible",),
)
declare(SignUpList, key=OPEN)
declare(Question, text=OPEN, choices=OPEN)
declare(
    SignUp, name=personal(_WHY, _TWO_YEARS, blank="–"), mail=personal(_WHY, _TWO_YEARS), note=personal(_WHY, _TWO_YEARS), label=OPEN, language=OPEN, token=OPEN, together=OPEN,
    subjects=("by",),
)
declare(Companion, name=personal(_WHY, Keep(months=24, after="signup__signed_up_at"), blank="–"), subjects=("signup__by",))
declare(Answer, text=personal("What the event’s host must know about those who come.", Keep(months=24, after="signup__signed_up_at")), subjects=("signup__by",))
declare(Attendance, subjects=("marked_by",))
declare(HeadCount, label=OPEN, who=OPEN, names=OPEN, key=OPEN, subjects=("counted_by",))
declare(EventTask, text=OPEN, subjects=("owner", "done_by"))
declare(Material, title=OPEN, file=OPEN, link=OPEN, subjects=("added_by",))
declare(SentInvitation, subject=OPEN, text=OPEN, sent_to=OPEN, key=OPEN, subjects=("sent_by",))
declare(
    Invited, mail=personal("To tell those who were invited when the event is moved or cancelled.", Keep(months=3, after="invitation__event__ends_at")),
    subjects=("person",), delete=True,
)
_SAID = "What those who came thought of an event, so that the next is better. Nobody is named."
_TWO_YEARS_ON = Keep(months=24, after="given_on")
declare(Feedback, gained=personal(_SAID, _TWO_YEARS_ON), better=personal(_SAID, _TWO_YEARS_ON), key=OPEN)
declare(FeedbackKey, digest=OPEN)
declare(Stop, place=OPEN, came_from=OPEN, means=OPEN, note=OPEN)
declare(Aboard, label=OPEN, names=OPEN, who=OPEN)
_AGREED, _ONCE_DONE = "To know who does what a network has agreed on.", Keep(months=24, after="closed_on")
declare(Point, title=OPEN, text=OPEN, owner_name=personal(_AGREED, _ONCE_DONE), owner_mail=personal(_AGREED, _ONCE_DONE), subjects=("owner",))
declare(Minute, text=personal(_WHAT_WAS_SAID, Keep(months=60, after="event__ends_at")))
declare(Sheet, title=OPEN, challenge=OPEN, idea=OPEN, represented=OPEN, process=OPEN, results=OPEN, onward=OPEN, subjects=("written_by",))
declare(SheetVersion, challenge=OPEN, idea=OPEN, represented=OPEN, process=OPEN, results=OPEN, onward=OPEN, subjects=("written_by",))
_TOLD, _TEN_YEARS = "To tell what came of an initiative, with the yes of whoever it is about.", Keep(months=120, after="agreed_on")
_STORY = personal(_TOLD, _TEN_YEARS, blank="–", of_others=True)
declare(Story, title=OPEN, text=_STORY, picture=personal(_TOLD, _TEN_YEARS, of_others=True), picture_text=_STORY, who=_STORY, subjects=("added_by",))
