"""Documentation phrases find the measures that answer them, through slips and inflections."""

import pytest

from brobygger.plan.measure_keys import KEYS
from brobygger.plan.phrases import suggest_measures
from brobygger.plan.phrases.documentation import _ROWS
from brobygger.plan.phrases.nouns import _COUNTED

EVENTS = [
    "events_held",
    "event_participants",
    "event_organisations",
    "events_without_attendance",
    "events_with_invitation",
]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Registrering af individuelle samtaler", ["volunteer_talks", "volunteer_enquiries"]),
        ("formidlingssamtaler", ["volunteer_talks", "volunteer_enquiries"]),
        ("afklarende frivillig-samtaler", ["volunteer_talks", "volunteer_enquiries"]),
        ("Afholdte arrangementer med invitation og registrering af deltagere", EVENTS),
        ("tælle deltagere", ["event_participants", "event_organisations"]),
        ("Antal deltagere samt deres tilhørsforhold", ["event_participants", "event_organisations"]),
        ("kurser, temamøder, workshops", ["events_held"]),
        ("arbejdsgrupper", ["working_groups_active", "working_group_meetings"]),
        ("kommunale indsatser, partnerskaber", ["collaborations_active"]),
        ("kontakt til aktører med sårbare målgrupper", ["contacts_made"]),
        ("kopiering, postmodtagelse, pc", ["practical_services"]),
        ("udlån af udstyr", ["equipment_loans"]),
        ("alle kommunens velkomstmøder", ["visibility_events"]),
        ("planer, politikker, aftaler udarbejdet", ["documents_adopted"]),
        ("spørgeskema udsendt, besvaret", ["questionnaires_sent", "questionnaire_answers"]),
        ("deltagelse i andres synliggørende arrangementer", ["visibility_events"]),
        ("deltagelse i messer", ["visibility_events"]),
        ("deltagelse i netværk", ["meetings_attended"]),
        ("deltagelse i kommunale medarbejdermøder, dialogmøder", ["meetings_attended"]),
        ("netværksmøder; mødeindkald/dagsorden", ["network_meetings", "network_meetings_with_agenda"]),
        ("deltagende foreninger/aktører i hvert netværk", ["network_organisations"]),
        ("interessemøder; nye netværk; behovsafdækning", ["interest_meetings", "networks_started", "needs_surveys"]),
        ("konsulentstøtte/sparring", ["consultations", "consulted_organisations"]),
        ("antal opgaveløsninger", ["consultations", "consulted_organisations"]),
        ("annoncering, synliggørelse, opslag på sociale medier", ["publications"]),
        ("foreningers muligheder for synliggørelse: art og omfang", ["organisations_made_visible"]),
        ("støtte til frivilligjobopslag", ["opportunity_support", "opportunities_published"]),
        ("synliggørelse af frivilligjobopslag", ["opportunities_published"]),
        ("formidling af frivillige", ["matches_introduced", "matches_started", "matches_lasting"]),
        ("forberedelse af frivilligsted", ["place_preparations"]),
        ("udviklede materialer; oversigter på hjemmeside", ["materials_developed"]),
        ("etablerede nye fællesskaber, igangsatte tiltag", ["communities_started"]),
        ("selvhjælpsgrupper", ["groups_started", "groups_running", "group_participants"]),
        ("vejvisning, henvisning, følgeskab", ["guidance_contacts", "referrals_made", "referrals_started", "accompaniments"]),
        ("statistik fra Socialkompas", ["external_figures", "offer_searches", "offer_views", "offers_verified"]),
        ("evaluering med deltagere; udbytte", ["evaluations_done", "evaluation_score"]),
        ("udlån af lokaler, booking", ["bookings_held", "booking_hours", "booking_organisations"]),
        ("tjenestebytte", ["exchanges_made"]),
        ("fondsansøgninger", ["applications_sent", "applications_granted", "amount_granted"]),
        ("medlemmer, mangfoldighed", ["members", "new_members", "member_types", "member_localities"]),
        ("lokalområder med aktiviteter", ["localities_active"]),
        ("Fællesskabsbus: kørsler, foreninger om bord", ["tours_held", "tour_organisations", "tour_visitors"]),
        ("Fællesskabsstafet: kilometer", ["relay_km", "relay_localities", "relay_communities"]),
        ("frivillige i centret, deres timer", ["own_volunteers", "volunteer_hours"]),
        ("Registering af konsulentstøte", ["consultations", "consulted_organisations"]),
        ("Registrering af netv¾rksm¿der", ["network_meetings"]),
        ("NETVÆRKSMØDER", ["network_meetings"]),
        ("Dokumentation af proces og metode", []),
        ("", []),
    ],
)  # fmt: skip
def test_suggests(text: str, measures: list[str]) -> None:
    assert sorted(suggest_measures(text)) == sorted(measures)


def test_every_key_is_a_measure() -> None:
    named = {key for _, keys, _ in _ROWS for key in keys.split()}
    named |= {line.split()[2] for line in _COUNTED.strip().splitlines()} - {"-"}
    assert named - set(KEYS) == set()
