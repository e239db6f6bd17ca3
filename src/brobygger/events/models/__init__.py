"""Events with their sign-up, attendance and what follows them; series; working groups and the points of networks."""

from brobygger.events.models.attendance import Attendance, HeadCount
from brobygger.events.models.events import Event, Series
from brobygger.events.models.signups import Answer, Question, SignUp, SignUpList

__all__ = ["Answer", "Attendance", "Event", "HeadCount", "Question", "Series", "SignUp", "SignUpList"]
