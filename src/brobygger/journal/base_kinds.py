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


# Words people write for a base kind; a centre's own kind over it is recognised by these too.
SYNONYMS: dict[BaseKind, tuple[str, ...]] = {
    BaseKind.CONSULTATION: (
        "sparring", "konsulentstøtte", "konsulentbistand", "vejledning", "rådgivning", "hjælp til", "støtte til", "konsulent", "consultation",
        "advice", "sparringsmøde", "vejledte", "rådgav", "sparrede",
    ),
    BaseKind.TALK: ("samtale", "formidlingssamtale"),
    BaseKind.VOLUNTEER_TALK: ("frivilligsamtale", "frivillig samtale", "afklarende samtale", "afklaringssamtale", "samtale med frivillig"),
    BaseKind.VOLUNTEER_ENQUIRY: ("frivillighenvendelse", "henvendelse fra frivillig", "vil være frivillig"),
    BaseKind.CONTACT: ("kontakt", "kontaktede", "opkald", "ringede", "telefonsamtale", "mailede", "called"),
    BaseKind.MEETING_ATTENDED: ("netværk i kommunen", "samarbejdsmøde", "møde med kommunen", "deltog i møde", "eksternt møde"),
    BaseKind.VISIBILITY: ("stand", "synliggørelse", "velkomstmøde", "byfest", "loppemarked", "informationsbod"),
    BaseKind.PUBLICATION: (
        "opslag", "facebook", "facebook-opslag", "instagram", "linkedin", "nyhedsbrev", "pressemeddelelse", "annonce", "artikel", "avisartikel",
        "interview", "radio", "kampagne", "hjemmeside", "post on", "newsletter",
    ),
    BaseKind.MATERIAL: ("materiale", "metode", "skabelon", "folder", "pjece", "guide", "tjekliste", "værktøj"),
    BaseKind.PROCESS_NOTE: ("procesnotat", "notat", "status", "procesbeskrivelse"),
    BaseKind.AGREEMENT: ("aftale", "samarbejdsaftale", "partnerskabsaftale", "brugsaftale", "lejeaftale", "agreement"),
    BaseKind.NEEDS_SURVEY: ("behovsafdækning", "behovsundersøgelse", "rundringning", "kortlægning"),
    BaseKind.PRACTICAL_SERVICE: ("kopiering", "kopierede", "print", "printede", "post", "postmodtagelse", "laminering", "udlån", "praktisk hjælp"),
    BaseKind.COURSE: ("kursus", "kurser", "kurset", "kursusaften", "course"),
    BaseKind.THEME_MEETING: ("temamøde", "temaaften", "temadag", "temaeftermiddag"),
    BaseKind.WORKSHOP: ("workshop", "værksted"),
    BaseKind.INTRODUCTION_MEETING: ("introduktionsmøde", "intromøde", "introaften", "introduktion"),
    BaseKind.INSPIRATION: ("inspirationsmøde", "inspirationsaften", "inspirationsdag", "inspirationsarrangement"),
    BaseKind.CAFE: ("café", "cafe", "inspirationscafé", "rådgivningscafé", "caféaften", "cafémøde", "vidensbiograf"),
    BaseKind.BRIDGE_BUILDING_MEETING: ("brobygningsmøde", "brobygning", "brobyggermøde"),
    BaseKind.DIALOGUE_MEETING: ("dialogmøde", "dialog med"),
    BaseKind.INTEREST_MEETING: ("interessemøde", "interessentmøde"),
    BaseKind.NETWORK_MEETING: ("netværksmøde", "møde i netværket", "netværksaften", "network meeting"),
    BaseKind.CONFERENCE: ("konference", "conference"),
    BaseKind.SEMINAR: ("seminar", "visionsseminar", "bestyrelsesseminar"),
    BaseKind.TALK_GIVEN: ("oplæg", "foredrag", "talk"),
    BaseKind.FAIR: ("messe", "frivilligbørs", "foreningsmesse", "frivilligmesse", "foreningernes dag"),
    BaseKind.STUDY_TRIP: ("studietur", "inspirationstur", "studiebesøg"),
    BaseKind.OPEN_ACTIVITY: ("åben aktivitet", "åbent hus", "sommerfest", "julehygge", "fællesspisning", "frokost"),
    BaseKind.TOUR: ("bustur", "fællesskabsbus", "fællesskabsbussen", "tur med bussen"),
    BaseKind.RELAY: ("stafet", "fællesskabsstafet"),
    BaseKind.POLITICAL_MEETING: ("politisk møde", "møde med politikere", "møde med borgmesteren", "udvalgsmøde"),
    BaseKind.AFTER_WORK_MEETING: ("fyraftensmøde", "gå-hjem-møde", "gåhjemmøde"),
    BaseKind.GENERAL_MEETING: ("generalforsamling", "årsmøde"),
    BaseKind.EVENT: ("arrangement", "event"),
    BaseKind.GUIDANCE: ("vejvisning", "vejvist", "henviste", "viste vej", "borgerhenvendelse"),
    BaseKind.OTHER: ("andet",),
}
