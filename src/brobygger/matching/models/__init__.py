"""Opportunities (frivilligjob) and the centre's own lists that they and volunteers are described by."""

from brobygger.matching.models.lists import Topic
from brobygger.matching.models.opportunities import Alert, Opportunity, Rhythm

__all__ = ["Alert", "Opportunity", "Rhythm", "Topic"]
