"""The templates a centre begins with, in its own language; it changes, copies and retires them as it likes.

What a report on base funding must hold is read off the public conditions of the grant; the authority's own form changes, so all of it is data.
"""

from typing import Final, NamedTuple

from django.db import models, transaction

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_id_in_force
from brobygger.reports.models import ReportTemplate, TemplatePart

YEAR: Final = (
    "events_held", "event_participants", "event_organisations", "network_meetings", "consultations", "consulted_organisations", "volunteer_talks", "matches_started", "own_volunteers", "guidance_contacts",
    "groups_running", "group_participants", "publications", "bookings_held", "exchanges_made", "members",
)
VOLUNTEERS: Final = ("own_volunteers", "volunteer_hours", "volunteer_talks", "matches_introduced", "matches_started", "matches_lasting")


class P(NamedTuple):
    heading: str
    section: str = ""
    guidance: str = ""
    measures: tuple[str, ...] = ()


TEMPLATES: Final[tuple[tuple[str, str, str, bool, tuple[P, ...]], ...]] = (
    ("annual", "Årsberetning", "Året i tal og historier, til medlemmer, kommune og alle andre.", False, (
        P("Forord", guidance="Hvad skal man huske året for? Skriv det, som du ville fortælle det til en ven."),
        P("Året i tal", "figures", "Tallene kommer af sig selv. Skriv gerne et par ord om det, der er vokset, og det, der ikke er.", YEAR),
        P("Historier fra året", guidance="To eller tre korte historier. Har nogen et billede, og har de sagt ja?"),
        P("Målene", "lights", "Hvad lykkedes, og hvad tager I med videre?"),
        P("Projekter", "projects"),
        P("Medlemmerne", "members"),
        P("Initiativer", "sheets"),
        P("Tak", guidance="Hvem skal have tak: frivillige, foreninger, kommune, fonde?"),
    )),
    ("status", "Status til kommunen", "Planen og status i to spalter, som den afleveres.", False, (
        P("Indledning", guidance="Hvad vil I især have, at kommunen læser?"),
        P("Plan og status", "status", "Skriv her, hvis noget kræver en forklaring, som tabellen ikke giver."),
        P("Samarbejdsaftaler", "agreements"),
        P("Tallene", "figures", measures=YEAR),
    )),
    ("base-funding", "Redegørelse for grundtilskud", "Den årlige redegørelse for planen. Myndighedens skema skifter: ret overskrifterne efter årets brev. Frist 30. april.", False, (
        P("Centrets formål og lokalområde", guidance="Hvem er I til for, og hvor?"),
        P("Planen og målene", "goals", "Hvilke mål er nået, og hvorfor er andre ikke?"),
        P("Kerneydelser i tal", "figures", measures=YEAR),
        P("Medlemmer", "members"),
        P("Frivillige", "figures", "Hvem bærer huset, og hvem har I hjulpet ud i foreningerne?", VOLUNTEERS),
        P("Bag tallene", "rows", "Revisor kan åbne hvert tal.", ("events_held", "consultations", "network_meetings")),
        P("Bestyrelsen", "board", "Er reglerne for sammensætningen overholdt?"),
        P("Personale", "staff"),
        P("Samarbejde", "agreements"),
        P("Økonomi", "grants", "Henvis til det reviderede regnskab, og forklar de store afvigelser."),
    )),
    ("grant", "Evaluering til fonden", "Af et projekt: penge, aktiviteter, partnere, resultater og hvad der nu skal ske. Vælg projektets plan.", False, (
        P("Kort om projektet", "projects", "Hvad ville I, og hvad blev det til? Skriv det, så en fremmed forstår det."),
        P("Partnerne", "partners"),
        P("Hvad vi har gjort", "figures", measures=YEAR),
        P("Bag tallene", "rows", "Fonden kan åbne hvert tal.", ("events_held", "event_organisations")),
        P("Målene", "goals", "Hvilke mål er nået, og hvorfor er andre ikke?"),
        P("Initiativark", "sheets", "Gem en udgave af hvert ark først; det er den, der trykkes."),
        P("Bevilling og regnskab", "grants", "Forklar de store afvigelser."),
        P("Timer", "hours"),
        P("Foreløbig konklusion", guidance="Hvad ved I nu, som I ikke vidste?"),
        P("Hvad der nu skal ske", guidance="Hvad fortsætter, hvem gør det, og hvad koster det?"),
    )),
    ("team", "Halvårlig opfølgning", "Et teams egen opfølgning på en kerneydelse.", True, (
        P("Hvad vi har gjort", "figures", "Hvad gik godt, hvad gik ikke?", YEAR),
        P("Målene", "goals"),
        P("Hvad folk har svaret", "answers"),
        P("Hvad vi gør nu", guidance="Tre ting, hver med et navn og en dato."),
    )),
    ("one-pager", "En side til politikere", "Det vigtigste på én side.", False, (
        P("Kort sagt", guidance="Fem linjer. Hvad får kommunen for pengene?"),
        P("Tallene", "figures", measures=YEAR[:6]),
        P("Det beder vi om", guidance="Én ting."),
    )),
)


def all_of_them() -> "models.QuerySet[ReportTemplate]":
    """The centre's templates; where it has none yet, the first ones are laid out."""
    if not ReportTemplate.objects.exists():
        lay_out()
    return ReportTemplate.objects.select_related("centre")


@transaction.atomic
def lay_out() -> None:
    """Give the centre in force those of the first templates it has never had. Two at once give them once."""
    Centre.objects.select_for_update().get(pk=centre_id_in_force())
    there = set(ReportTemplate.objects.exclude(key="").values_list("key", flat=True))
    for position, (key, name, about, names, parts) in enumerate(TEMPLATES):
        if key in there:
            continue
        row = ReportTemplate.objects.create(key=key, name=name, about=about, names=names, position=position)
        TemplatePart.objects.bulk_create(TemplatePart(template=row, position=place, heading=part.heading, section=part.section, guidance=part.guidance, measures=list(part.measures)) for place, part in enumerate(parts))
