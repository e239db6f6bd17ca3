"""A group and who carries it; those who wait for it and are in it; its meetings, and what was thought of it."""

from brobygger.groups.models.groups import Break, Facilitator, Group, GroupState, GroupType, Supervision, TypeRule
from brobygger.groups.models.meetings import GroupMeeting, Verdict
from brobygger.groups.models.participants import FirstTalk, Participant

__all__ = ["Break", "Facilitator", "FirstTalk", "Group", "GroupMeeting", "GroupState", "GroupType", "Participant", "Supervision", "TypeRule", "Verdict"]
