"""Which measures answer a means of verification: "Registrering af annoncering og lign." is answered by publications.

The rows below are tried in turn; each that is found adds its measures. Words are matched by their beginnings, and a word with one slip
of the finger ("Registering", "konsulentstøte") is read as the known word it is nearest to.
"""

import re
from functools import lru_cache
from typing import Final

from brobygger.plan.phrases.folding import fold

_EVENT: Final = (
    r"(?:arrangement|aktivitet(?!er(?:ne)? og proces| og proces)|kurs(?:us|er)|temamød|temaaften|temadag|workshop|fyraftensmød|introduktionsmød|inspirations|brobygningsmød|"
    r"oplæg|messe|studietur|seminar|vidensbiograf|dialogmød|event|konference|foredrag|webinar|caf[eé]|åbne? hus|fyraften|borgermød|afholdte mød|møderække|debat|udstilling|fest\b|festival)"
)
_PEOPLE: Final = r"(?:deltager|deltagelse\b(?! (?:af fcs|i |af centret|af frivilligcent))|deltagende|fremmød|tilmeld|besøgende|tilhørsforhold|gæste)"
# Pattern, the measures it asks for, and a pattern that takes them back.
_ROWS: Final = (
    (r"individuelle? (?:\w+ ){0,2}samtal|formidlings?samtal|frivilligs?-?samtal|afklarende\b.*samtal|samtale(?:r|rne)?\b.*frivillig|antal samtaler|registrering af samtal", "volunteer_talks volunteer_enquiries", r"udviklingssamtal|sparringssamtal|medarbejdersamtal"),
    (r"henvendelse(?:r)? (?:fra|om) (?:\w+ )*(?:frivillig|borgere)", "volunteer_enquiries", ""),
    (r"opgaveløsning|konsulent|sparring|vejledning|rådgivning|foreningsservice|støtte til forening", "consultations consulted_organisations", r"vejvis|rådgivningscaf|udvikling af|frivilligjob"),
    (r"(?:konsulent|rådgivnings|vejlednings)timer|timer (?:brugt )?(?:på|til) (?:\w+ )?(?:konsulent|rådgivning|vejledning|sparring)", "consultation_hours", ""),
    (rf"{_EVENT}", "events_held", r"deltagelse (?:\w+ ){0,4}i |synliggørende|andres|eksterne arrangement|antal aktivitet.{{0,3}}er samt|evaluering af|fælles aktivitet|(?:aktiviteter|aktivitet) og proces|lokalområde"),
    (rf"{_EVENT}.*{_PEOPLE}|(?:antal|tælle|tælling af|registrering af|optælling af|liste over|registrere) (?:\w+ )?{_PEOPLE}|{_PEOPLE}.*(?:antal|liste)|^{_PEOPLE}", "event_participants event_organisations", r"deltagende foreninger(?:/\w+(?: \w+)?)? (?:i|ved)|deltagelse i|antal deltagende foreninger|deltagende aktører|grupper"),
    (r"\binvitation", "events_with_invitation", ""),
    (rf"{_EVENT}.*registrering af deltager", "events_without_attendance", ""),
    (r"antal deltagende foreninger.*(?:aktivitet|arrangement)|fælles (?:aktivitet|arrangement)", "joint_activities event_organisations", ""),
    (r"mødeindkald|dagsorden|referat", "network_meetings_with_agenda network_meetings", r"bestyrelse|dagsordener til bestyrelse"),
    (r"netværksmød", "network_meetings", ""),
    (r"(?:deltagende|antal) (?:forening|aktør|organisation|medlem).{0,40}netværk|netværk.{0,40}(?:deltagende|antal) (?:forening|aktør|organisation)|netværkenes deltagere|deltagere i (?:hvert )?netværk", "network_organisations", ""),
    (r"interesse-?mød", "interest_meetings", ""),
    (r"(?:nye|etablerede|igangsatte|antal|oprettede) netværk\b", "networks_started", ""),
    (r"behovsafdækning|kortlægning|behovsundersøg", "needs_surveys", ""),
    (r"arbejdsgruppe", "working_groups_active working_group_meetings", ""),
    (r"kommunale indsats|partnerskab|samarbejdspartner|antal samarbejd|etablerede samarbejd|nye samarbejd|samarbejdsrelation", "collaborations_active", r"samarbejdsaftale"),
    (r"kontakt(?:er)? (?:til|med) (?:\w+ ){0,3}(?:aktør|forening|organisation|institution|virksomhed)|opsøgende|antal kontakt|besøg hos|foreningsbesøg|virksomhedsbesøg", "contacts_made", ""),
    (r"kopiering|postmodtag|kopi\b|print|\bpc\b|computer|praktisk (?:hjælp|service|bistand)|serviceydelser", "practical_services", ""),
    (r"udlån af (?:\w+ )?(?:udstyr|materiel|projektor|telt|inventar|grej)|udstyrsudlån", "equipment_loans", ""),
    (r"velkomstmød|synliggørende (?:arrangement|aktivitet|event)|andres (?:synliggørende |egne )?arrangement|eksterne arrangement|deltagelse (?:\w+ ){0,4}(?:messe|marked|byfest|festival)|synlig(?:e|hed)? ved|stande?\b", "visibility_events", ""),
    (r"deltagelse (?:\w+ ){0,3}i (?:\w+ ){0,3}(?:netværk|medarbejdermød|dialogmød|møder|råd\b|udvalg|samarbejdsmød|fora\b)", "meetings_attended", ""),
    (r"(?:plan|planer|politik|politikker|aftale|aftaler|strategi|strategier|vedtægter|handleplan\w*|personalepolitik|frivilligpolitik)\w* (?:er |bliver )?(?:\w+ ){0,3}(?:udarbejdet|vedtaget|godkendt|foreligger|færdig)|(?:udarbejdet|vedtaget|godkendt|udarbejdelse af|færdig|udarbejdede|vedtagne)\b.{0,30}(?:plan|politik|aftale|strategi)", "documents_adopted", r"aktivitetsplan"),
    (r"(?:plan|politik|aftale|strategi|samarbejdsaftale)\w* (?:\w+ ){0,4}(?:evalueret|revideret|evalueres|revideres|opdateret)|(?:evaluering|revidering|evalueret|revideret)\b.{0,30}(?:plan|politik|aftale|strategi)", "documents_reviewed", ""),
    (r"spørgeskema|survey|medlemsundersøg|brugerundersøg|tilfredshedsundersøg|rundspørge", "questionnaires_sent questionnaire_answers", ""),
    (r"annoncer|opslag|nyhedsbrev|sociale medier|facebook|instagram|presse|kampagne|artikler|omtale|markedsføring|annonce|linkedin|hjemmesideopslag", "publications", r"frivilligjob-?opslag|jobopslag|foreningers mulighed"),
    (r"synliggørelse", "publications", r"foreningers|frivilligjob|jobopslag|forening"),
    (r"foreninge(?:r|rne)s mulighed\w* for synlig|synliggørelse af (?:\w+ )?(?:forening|medlem|organisation)|synliggjorte forening", "organisations_made_visible", ""),
    (r"(?:støtte|hjælp|vejledning|formulering)\b.{0,40}(?:frivillig)?jobopslag", "opportunity_support", ""),
    (r"(?:frivillig)?-?jobopslag|frivilligjob\.dk|opslåede frivilligjob|antal frivilligjob|frivilligjobs?\b", "opportunities_published", ""),
    (r"formidling(?:er)? af frivillig|formidlede frivillig|antal (?:\w+ )?(?:formidl|match)|\bmatche?s?\b|frivilligformidling", "matches_introduced matches_started matches_lasting", ""),
    (r"forening\w*,? der (?:\w+ ){0,2}(?:ønsker|vil|kan) .{0,30}(?:udsatte|sårbare)|rummelige forening|inkluderende forening", "inclusive_associations", ""),
    (r"forberedelse af (?:frivilligsted|frivillig-sted|frivilligplads)", "place_preparations", ""),
    (r"materiale|metode|værktøj|oversigt|guide|manual|skabelon|håndbog|inspirationskatalog", "materials_developed", r"dokumentation af (?:proces|metode)|proces og metode|markedsføringsmateriale|oversigt over deltager"),
    (r"(?:nye|etablerede|igangsatte) (?:\w+ )?(?:fællesskab|tiltag|initiativ|tilbud)|antal (?:nye )?(?:fællesskab|tiltag|initiativ)", "communities_started", ""),
    (r"selvhjælp|samtalegruppe|sorggruppe|netværksgruppe", "groups_started groups_running group_participants", ""),
    (r"vejvisning|vejledning af borger|guidning|borgere vist|borgerhenvend|henvendelser fra borger", "guidance_contacts", ""),
    (r"henvisning|henvist|brobygning(?!smød|sarr)", "referrals_made referrals_started", ""),
    (r"følgeskab", "accompaniments", ""),
    (r"socialkompas|portal", "offer_searches offer_views offers_verified external_figures", ""),
    (r"statistik|tal fra|brugerstatistik|besøgstal|webstatistik", "external_figures", r"socialkompas"),
    (r"evaluering (?:med|af|sammen|blandt|hos|fra|ved)|udbytte|evalueringer|deltagerevaluering|tilfredshed|\bevaluering\.?$", "evaluations_done evaluation_score", r"evaluering af (?:\w+ )?(?:aftale|plan|politik|strategi|samarbejdsaftale)"),
    (r"udlån af (?:\w+ )?lokale|booking|lokaleudlån|husets brug|brug af (?:husets? )?(?:lokale|huset)|udlejning|lokaleudlejning|antal udlån", "bookings_held booking_hours booking_organisations", ""),
    (r"byttebørs|tjenestebytte|\bbyttehandler?\b|udveksling af (?:tjenester|ydelser)", "exchanges_made", ""),
    (r"ansøgning|fonde?\b|fondsmidler|bevilling|pulje", "applications_sent applications_granted amount_granted", ""),
    (r"nye medlem", "new_members", ""),
    (r"mangfoldighed|medlemssammensætning|medlemstype", "members new_members member_types member_localities", ""),
    (r"medlemstal|antal medlem|medlemsoversigt|medlemsliste|medlemsudvikling", "members new_members", ""),
    (r"lokalområde|lokale områder|landsbyer|byer med aktivitet", "localities_active", r"stafet"),
    (r"tilbagemelding\w*.{0,20}målopfyldelse|målopfyldelse", "goal_feedback follow_ups_done", ""),
    (r"\bopfølgning", "follow_ups_done", ""),
    (r"fællesskabsbus|foreningsbus|kørsler|foreninger om bord|bussens", "tours_held tour_organisations tour_visitors", ""),
    (r"stafet|kilometer", "relay_km relay_localities relay_communities", ""),
    (r"samarbejdsaftale", "agreements_signed", ""),
    (r"politisk|politiker|byråd|udvalgsmød|borgmester", "political_meetings", ""),
    (r"(?:antal|oversigt over|registrering af) frivillige\b(?! samtal)|frivillige i (?:centret|huset|frivilligcent)|egne frivillige", "own_volunteers", ""),
    (r"frivillig(?:e |-)?timer|frivillige\b.{0,20} timer|frivilliges timer|timeregistrering", "volunteer_hours", ""),
)  # fmt: skip
_COMPILED: Final = [
    (re.compile(pattern), measures.split(), re.compile(refusal) if refusal else None)
    for pattern, measures, refusal in _ROWS
]
# The words worth mending: those the rows above turn on.
_WORDS: Final = [
    "registrering",
    "dokumentation",
    "evaluering",
    "individuelle",
    "samtaler",
    "frivilligsamtaler",
    "formidlingssamtaler",
    "arrangementer",
    "aktiviteter",
    "deltagere",
    "deltagende",
    "foreninger",
    "netværksmøder",
    "netværk",
    "dagsorden",
    "mødeindkald",
    "interessemøder",
    "behovsafdækning",
    "konsulentstøtte",
    "sparring",
    "vejledning",
    "opgaveløsninger",
    "annoncering",
    "synliggørelse",
    "synliggørende",
    "nyhedsbreve",
    "frivilligjobopslag",
    "materialer",
    "metoder",
    "fællesskaber",
    "selvhjælpsgrupper",
    "henvisning",
    "følgeskab",
    "socialkompas",
    "booking",
    "ansøgninger",
    "medlemmer",
    "mangfoldighed",
    "lokalområder",
    "opfølgning",
    "målopfyldelse",
    "arbejdsgrupper",
    "partnerskaber",
    "spørgeskema",
    "spørgeskemaer",
    "kampagne",
    "invitation",
    "udbytte",
    "statistik",
    "evalueret",
    "udarbejdet",
    "velkomstmøder",
    "brobygning",
    "tilhørsforhold",
    "formidling",
    "frivillige",
    "workshops",
    "temamøder",
    "kurser",
    "konsulentydelser",
    "rådgivning",
    "etablerede",
    "igangsatte",
    "udviklede",
    "kopiering",
    "udlån",
    "lokaler",
    "samarbejdsaftale",
    "medlemsforeninger",
    "deltagelse",
    "afholdte",
    "annoncer",
]


def suggest_measures(documentation_text: str) -> list[str]:
    """Keys of the measures that ``documentation_text`` (a line of the documentation column) asks for, in the text's order; perhaps none."""
    text = _mended(documentation_text)
    found: list[tuple[int, int, str]] = []
    for row, (pattern, measures, refusal) in enumerate(_COMPILED):
        match = pattern.search(text)
        if match is None or (refusal is not None and refusal.search(text)):
            continue
        found.extend((match.start(), row, key) for key in measures)
    return list(dict.fromkeys(key for _, _, key in sorted(found, key=lambda entry: entry[:2])))


def _mended(documentation_text: str) -> str:
    """The text in one plain spelling, hyphens inside words gone, slips mended."""
    text = re.sub(r"(?<=\w)-\s*\n?\s*(?=[a-zæøå]{3})", "", fold(documentation_text).text)
    return re.sub(r"[^\W\d_]{6,}", lambda match: _mend(match.group()), " ".join(text.split()))


@lru_cache(maxsize=4096)
def _mend(word: str) -> str:
    """The known word that ``word`` is one slip away from, else itself."""
    if word in _WORDS:
        return word
    near = (
        known
        for known in _WORDS
        if abs(len(known) - len(word)) <= 1 and not known.startswith(word) and not word.startswith(known)
    )
    return next((known for known in near if _one_slip(word, known)), word)


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter was added, left out or mistyped, or two neighbours changed places."""
    head = 0
    while head < min(len(word), len(known)) and word[head] == known[head]:
        head += 1
    tail = 0
    while tail < min(len(word), len(known)) - head and word[-1 - tail] == known[-1 - tail]:
        tail += 1
    rest, wanted = word[head : len(word) - tail], known[head : len(known) - tail]
    return len(rest) <= 1 >= len(wanted) or (len(rest) == 2 and rest == wanted[::-1])
