"""The kinds of work a new centre begins with: one for each base kind, named as most centres name them.

Without them the first line anybody writes would be understood as nothing. The centre renames, retires and adds as it likes;
other words for each are known already (``base_kinds.SYNONYMS``).
"""

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind

NAMES: dict[BaseKind, str] = {
    BaseKind.CONSULTATION: "Sparring",
    BaseKind.TALK: "Samtale",
    BaseKind.VOLUNTEER_TALK: "Frivilligsamtale",
    BaseKind.VOLUNTEER_ENQUIRY: "Henvendelse fra frivillig",
    BaseKind.GUIDANCE: "Vejvisning",
    BaseKind.CONTACT: "Kontakt",
    BaseKind.COURSE: "Kursus",
    BaseKind.WORKSHOP: "Workshop",
    BaseKind.THEME_MEETING: "Temamøde",
    BaseKind.AFTER_WORK_MEETING: "Fyraftensmøde",
    BaseKind.INTRODUCTION_MEETING: "Introduktionsmøde",
    BaseKind.INSPIRATION: "Inspirationsmøde",
    BaseKind.CAFE: "Café",
    BaseKind.TALK_GIVEN: "Oplæg",
    BaseKind.NETWORK_MEETING: "Netværksmøde",
    BaseKind.INTEREST_MEETING: "Interessemøde",
    BaseKind.BRIDGE_BUILDING_MEETING: "Brobygningsmøde",
    BaseKind.DIALOGUE_MEETING: "Dialogmøde",
    BaseKind.POLITICAL_MEETING: "Møde med politikere",
    BaseKind.MEETING_ATTENDED: "Andres møde",
    BaseKind.OPEN_ACTIVITY: "Åben aktivitet",
    BaseKind.FAIR: "Messe",
    BaseKind.CONFERENCE: "Konference",
    BaseKind.SEMINAR: "Seminar",
    BaseKind.STUDY_TRIP: "Studietur",
    BaseKind.TOUR: "Bustur",
    BaseKind.RELAY: "Stafet",
    BaseKind.GENERAL_MEETING: "Generalforsamling",
    BaseKind.EVENT: "Arrangement",
    BaseKind.VISIBILITY: "Synlighed ude",
    BaseKind.PUBLICATION: "Opslag",
    BaseKind.MATERIAL: "Materiale",
    BaseKind.AGREEMENT: "Aftale",
    BaseKind.NEEDS_SURVEY: "Behovsafdækning",
    BaseKind.PRACTICAL_SERVICE: "Praktisk hjælp",
    BaseKind.PROCESS_NOTE: "Procesnotat",
    BaseKind.OTHER: "Andet",
}


def lay_out() -> list[Kind]:
    """Give the centre in force its first kinds. Those it has by name already stay as they are."""
    had = set(Kind.objects.values_list("name", flat=True))
    wanted = [(name, base) for base, name in NAMES.items() if name not in had]
    return [Kind.objects.create(name=name, base=base, position=position) for position, (name, base) in enumerate(wanted)]
