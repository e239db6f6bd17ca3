from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.events.models import Answer, Attendance, Event, HeadCount, Question, Series, SignUp, SignUpList

_TWO_YEARS = Keep(months=24, after="signed_up_at")
_WHY = "To hold a place at an event, and to reach those who come."

declare(Series, rule=OPEN, skipped=OPEN)
declare(
    Event, text=OPEN, place=OPEN, online_link=OPEN, accessibility=OPEN, price=OPEN, image=OPEN, image_text=OPEN, minutes=OPEN, thanks=OPEN, key=OPEN,
    subjects=("responsible",),
)
declare(SignUpList, key=OPEN)
declare(Question, text=OPEN, choices=OPEN)
declare(
    SignUp, name=personal(_WHY, _TWO_YEARS, blank="–"), mail=personal(_WHY, _TWO_YEARS), note=personal(_WHY, _TWO_YEARS), label=OPEN, language=OPEN, token=OPEN, together=OPEN,
    subjects=("by",),
)
declare(Answer, text=personal("What the event’s host must know about those who come.", Keep(months=24, after="signup__signed_up_at")), subjects=("signup__by",))
declare(Attendance, subjects=("marked_by",))
declare(HeadCount, label=OPEN, who=OPEN, names=OPEN, key=OPEN, subjects=("counted_by",))
