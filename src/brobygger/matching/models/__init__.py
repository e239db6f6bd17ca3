"""Volunteers, the jobs they find, the talks in between, and the centre's own lists that both are described by."""

from brobygger.matching.models.accompaniments import Accompaniment
from brobygger.matching.models.feeds import FedJob, JobFeed
from brobygger.matching.models.lists import Topic
from brobygger.matching.models.matches import Match, MatchWeights, PlacePreparation
from brobygger.matching.models.opportunities import Alert, Opportunity, Rhythm
from brobygger.matching.models.service import Shift, ShiftTaken, VolunteerHours
from brobygger.matching.models.talks import TalkTime, VolunteerTalk
from brobygger.matching.models.volunteers import Assessment, Travel, Volunteer, Way

__all__ = [
    "Accompaniment",
    "Alert",
    "Assessment",
    "FedJob",
    "JobFeed",
    "Match",
    "MatchWeights",
    "Opportunity",
    "PlacePreparation",
    "Rhythm",
    "Shift",
    "ShiftTaken",
    "TalkTime",
    "Topic",
    "Travel",
    "Volunteer",
    "VolunteerHours",
    "VolunteerTalk",
    "Way",
]
