"""Events with their sign-up, attendance and what follows them; series; tours and relays; the points and sheets of networks and working groups."""

from brobygger.events.models.after import EventTask, Feedback, FeedbackKey, Invited, Material, SentInvitation
from brobygger.events.models.attendance import Attendance, HeadCount
from brobygger.events.models.events import Event, Series
from brobygger.events.models.points import Minute, Point
from brobygger.events.models.sheets import Sheet, SheetVersion, Story
from brobygger.events.models.signups import Answer, Companion, Question, SignUp, SignUpList
from brobygger.events.models.stops import Aboard, Stop

__all__ = [
    "Aboard", "Answer", "Attendance", "Companion", "Event", "EventTask", "Feedback", "FeedbackKey", "HeadCount", "Invited", "Material", "Minute", "Point", "Question", "SentInvitation", "Series", "Sheet", "SheetVersion", "SignUp",
    "SignUpList", "Stop", "Story",
]
