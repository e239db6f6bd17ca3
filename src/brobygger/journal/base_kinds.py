"""The fixed kinds of work that measures count; a centre names its own kinds over them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BaseKind(models.TextChoices):
    CONSULTATION = "consultation", _("consultation")
    TALK = "talk", _("talk")
    CONTACT = "contact", _("contact made")
    MEETING_ATTENDED = "meeting_attended", _("meeting attended")
    VISIBILITY = "visibility", _("visibility at others’ events")
    PUBLICATION = "publication", _("publication")
    MATERIAL = "material", _("material or method")
    PROCESS_NOTE = "process_note", _("process note")
    AGREEMENT = "agreement", _("agreement")
    NEEDS_SURVEY = "needs_survey", _("survey of needs")
    PRACTICAL_SERVICE = "practical_service", _("practical service")
    OTHER = "other", _("other")
    COURSE = "course", _("course")
    THEME_MEETING = "theme_meeting", _("theme meeting")
    WORKSHOP = "workshop", _("workshop")
    INTRODUCTION_MEETING = "introduction_meeting", _("introduction meeting")
    INSPIRATION = "inspiration", _("inspiration event")
    CAFE = "cafe", _("café")
    BRIDGE_BUILDING_MEETING = "bridge_building_meeting", _("bridge-building meeting")
    DIALOGUE_MEETING = "dialogue_meeting", _("dialogue meeting")
    INTEREST_MEETING = "interest_meeting", _("interest meeting")
    NETWORK_MEETING = "network_meeting", _("network meeting")
    CONFERENCE = "conference", _("conference")
    SEMINAR = "seminar", _("seminar")
    TALK_GIVEN = "talk_given", _("talk given")
    FAIR = "fair", _("fair")
    STUDY_TRIP = "study_trip", _("study trip")
    OPEN_ACTIVITY = "open_activity", _("open activity")
    TOUR = "tour", _("tour")
    RELAY = "relay", _("relay")
    POLITICAL_MEETING = "political_meeting", _("meeting with politicians")
    AFTER_WORK_MEETING = "after_work_meeting", _("after-work meeting")
    GENERAL_MEETING = "general_meeting", _("general meeting")
    EVENT = "event", _("other event")
    VOLUNTEER_TALK = "volunteer_talk", _("talk with a volunteer-to-be")
    VOLUNTEER_ENQUIRY = "volunteer_enquiry", _("enquiry from a volunteer-to-be")
    GUIDANCE = "guidance", _("citizen shown the way")


EVENTS = frozenset(
    {
        BaseKind.COURSE, BaseKind.THEME_MEETING, BaseKind.WORKSHOP, BaseKind.INTRODUCTION_MEETING, BaseKind.INSPIRATION,
        BaseKind.CAFE, BaseKind.BRIDGE_BUILDING_MEETING, BaseKind.DIALOGUE_MEETING, BaseKind.INTEREST_MEETING,
        BaseKind.NETWORK_MEETING, BaseKind.CONFERENCE, BaseKind.SEMINAR, BaseKind.TALK_GIVEN, BaseKind.FAIR,
        BaseKind.STUDY_TRIP, BaseKind.OPEN_ACTIVITY, BaseKind.TOUR, BaseKind.RELAY, BaseKind.AFTER_WORK_MEETING,
        BaseKind.GENERAL_MEETING, BaseKind.EVENT, BaseKind.POLITICAL_MEETING,
    }
)
