"""An example built from facts in the public strategy of the volunteer centre in Helsingør; the words are ours."""

from brobygger.demo.shapes import A, Area, Example, G, T, Work

_NETWORKS = ("Patienter og pårørende", "Børn og familier", "Medlemsforeninger")

AREAS = (
    Area("Et tættere samarbejde med kommune og politikere", (
        G("Samarbejdsaftalen er fornyet og i brug", (
            A("Evaluere aftalen og tænke den om sammen med kommunen", (T("documents_reviewed", 1, None, "plan", {"document": ["agreement"]}, phrase="aftalen evalueres"),), months=9),
            A("Mødes mindst én gang i år med politikere eller topledelse", (T("political_meetings", 1, None, "plan", phrase="minimum et møde i år"),)),
        ), (("Referater og den nye aftale", ("political_meetings", "documents_adopted")),), "Ledelse", "17"),
        G("Det politiske arbejde har en plan", (A("Se tilbage på sidste års indsats, og skrive en ny plan", (T(proof=True),), months=3, done=True, late=1),), (("Planen", ("documents_adopted",)),), "Ledelse"),
        G("Centret ses i de lokale medier", (A("Udarbejde en handlingsplan for medierne", (T(proof=True),), months=4, done=True), A("Være i avis og på sociale medier", continuous=True)), (("Presse og opslag", ("publications",)),), "Ledelse"),
    )),
    Area("Nemt at blive frivillig", (
        G("Nye borgere møder det frivillige", (A("Deltage i alle kommunens velkomstmøder", (T("visibility_events", share=True, whole=6, narrow={"theme": "Nye borgere"}, phrase="alle kommunens velkomstmøder"),)),), (("Liste over møder", ("visibility_events",)),), "Frivillige", "10"),
        G("Alle i huset fortæller om at være frivillig", (A("Ansatte og bestyrelse er ambassadører, hvor de færdes", continuous=True),), (("Møder og kontakter", ("meetings_attended", "contacts_made")),), "Frivillige"),
        G("Foreninger får hjælp til at finde frivillige", (A("Rådgive medlemsforeninger", continuous=True), A("Holde minimum to workshops om rekruttering", (T("events_held", 2, None, "plan", {"base": ["workshop", "course"], "theme": "Rekruttering"}, phrase="minimum to workshops"),))), (("Deltagere og sparring", ("events_held", "event_participants", "consultations")),), "Frivillige"),
        G("Følgeskab baner vej", (
            A("Udbygge samarbejdet med minimum to kommunale indsatser", (T("agreements_signed", 2, None, "plan", phrase="minimum to kommunale indsatser"),)),
            A("Deltage på min. en årlig rådgivningscafé", (T("events_held", 1, None, "year", {"base": ["cafe"], "mode": ["held", "joined"]}, phrase="min. en årlig rådgivningscafé"),)),
        ), (("Aftaler og deltagelse", ("agreements_signed", "meetings_attended")),), "Frivillige", "3"),
    ), core=True),
    Area("Flere fællesskaber og netværk", (
        G("Tre netværk er i gang", tuple(
            A(f"Holde min. to årlige møder i netværket {name}", (T("network_meetings", 2, None, "year", {"network": name}, phrase="min. to årlige møder"),)) for name in _NETWORKS
        ), (("Deltagende foreninger", ("network_organisations",)),), "Netværk", "17"),
        G("Foreningerne er trygge ved det digitale", (A("Holde min. to workshops om digital kommunikation og onlinemøder", (T("events_held", 2, None, "plan", {"base": ["workshop"], "theme": "Digitalt"}, phrase="min. to workshops"),)), A("Stille udstyr til rådighed", continuous=True)), (("Deltagere", ("event_participants",)),), "Netværk"),
        G("Flere kender til følgeskab", (A("Tilbyde minimum et temamøde om følgeskab", (T("events_held", 1, None, "plan", {"base": ["theme_meeting"], "mode": ["held", "offered"]}, phrase="minimum et temamøde"),)),), (("Invitation og deltagere", ("events_with_invitation",)),), "Netværk", "3"),
    ), core=True),
    Area("En stærk organisation", (
        G("Bestyrelsen arbejder med retningen", (A("Holde visionsseminar i 1. kvartal", (T("events_held", 1, 1, "plan", {"base": ["seminar"]}, due=(31, 3), phrase="afholdes 1. kvartal"),)), A("Videreudvikle forretningsorden og roller", (T(proof=True),), months=6)), (("Referat", ("process_notes",)),), "Ledelse"),
        G("Politikker, der bliver brugt", (
            A("Evaluere 1. udgave af personalepolitikken", (T("documents_reviewed", 1, None, "plan", {"document": ["staff_policy"]}),), months=8),
            A("Skrive 1. udgave af en frivilligpolitik sammen med dem, den gælder", (T("documents_adopted", 1, None, "plan", {"document": ["volunteer_policy"]}),), months=11),
        ), (("De vedtagne dokumenter", ("documents_adopted",)),), "Ledelse"),
    )),
)

WORK = (
    Work("Sparring", 32, ("Hjælp til jobopslag", "Bestyrelsens opgaver", "Ansøgning til lokal pulje", "Kontakt til kommunen"), "Rekruttering", persons=(1, 3), minutes=(30, 90), guests=1),
    Work("Netværksmøde", 2, ("Møde i netværket",), network="Patienter og pårørende", persons=(6, 12), guests=5),
    Work("Netværksmøde", 2, ("Møde i netværket",), network="Børn og familier", persons=(6, 12), guests=5),
    Work("Netværksmøde", 1, ("Møde for medlemsforeninger",), network="Medlemsforeninger", persons=(14, 26), guests=7),
    Work("Workshop", 2, ("Workshop om at finde frivillige",), "Rekruttering", persons=(9, 16), guests=5),
    Work("Workshop", 1, ("Workshop om onlinemøder",), "Digitalt", persons=(8, 14), guests=5),
    Work("Velkomstmøde", 5, ("Kommunens velkomstmøde for nye borgere",), "Nye borgere", persons=(15, 40), mode="joined"),
    Work("Rådgivningscafé", 1, ("Rådgivningscafé for tidligere stofmisbrugere",), "Følgeskab", persons=(8, 14), guests=3, mode="joined"),
    Work("Opslag", 14, ("Indlæg i lokalavisen", "Opslag om frivilligbanken", "Interview i lokalradioen"), guests=1),
    Work("Politisk møde", 1, ("Møde med socialudvalget",), persons=(4, 8), guests=2),
    Work("Aftale", 1, ("Aftale om følgeskab til sundhedsforløb",), "Følgeskab", guests=1),
    Work("Vejvisning", 40, ("Spurgte efter besøgsven", "Søger strikkeklub", "Har mistet sin mand", "Vil lære dansk"), minutes=(10, 30)),
    Work("Praktisk hjælp", 16, ("Kopiering", "Udlån af udstyr til onlinemøde"), guests=1),
)

HELSINGOER = Example(
    key="helsingoer", name="Frivilligcenter Helsingør", municipality="Helsingør", accent="#7a3b5e",
    about="Eksempel bygget over offentlige oplysninger. Personer og registreringer er opdigtede.",
    hours="Mandag–fredag 9–15", plan_title="Overordnet strategi", label="Strategi", years=1,
    localities=(
        ("Helsingør", "3000", "56.0361", "12.6136"), ("Espergærde", "3060", "55.9950", "12.5540"), ("Hornbæk", "3100", "56.0890", "12.4570"), ("Ålsgårde", "3140", "56.0760", "12.5390"),
    ),
    themes=(("Rekruttering", "nye frivillige"), ("Digitalt", "onlinemøder, it"), ("Følgeskab", ""), ("Nye borgere", "tilflyttere"), ("Ensomhed", "alene"), ("Pårørende", "")),
    groups=("Ensomme ældre", "Pårørende", "Børnefamilier", "Tidligere misbrugere"),
    organisations=(
        ("Hjerteforeningen ved Sundet", "hjerteforeningen", "civil_society"), ("Børnenes Hus-vennerne", "børnenes hus", "civil_society"),
        ("Mødrehjælpen på kysten", "mødrehjælpen", "civil_society"), ("Sundets Besøgstjeneste", "besøgstjenesten", "civil_society"),
        ("Demensgruppen", "", "civil_society"), ("Natkirken", "", "civil_society"), ("Hornbæk Strandlaug", "strandlauget", "civil_society"), ("Cykler uden alder, nord", "cykler uden alder", "civil_society"),
        ("Kommunens center for sundhed", "center for sundhed", "municipality"), ("Kommunens rusmiddelrådgivning", "rusmiddelrådgivningen", "municipality"), ("Ældrerådet", "", "council"),
        ("Socialudvalget", "", "politics"), ("Gymnasiet", "", "education"),
    ),
    networks=(("Patienter og pårørende", "Pårørende"), ("Børn og familier", ""), ("Medlemsforeninger", "")),
    teams=("Ledelse", "Frivillige", "Netværk"),
    markers=(("3", "Sundhed og trivsel"), ("10", "Mindre ulighed"), ("17", "Partnerskaber")),
    people=(("Agnete Friis", "leader", "agnete"), ("Bjarke Lind", "staff", "bjarke"), ("Dagny Storm", "board", "dagny"), ("Finn Aaberg", "volunteer", "finn")),
    seats=(
        ("Dagny Storm", "chair", "Hjerteforeningen ved Sundet"), ("Ejnar Hald", "vice_chair", "Sundets Besøgstjeneste"), ("Maja Krogh", "member", "Mødrehjælpen på kysten"),
        ("Otto Brun", "member", "Demensgruppen"), ("Vibe Ravn", "member", "Kommunens center for sundhed"), ("Sara Lykke", "member", "Børnenes Hus-vennerne"), ("Poul Nord", "member", "Ældrerådet"),
    ),
    staff=(("Agnete Friis", "37", "grundfinansiering"), ("Bjarke Lind", "18", "kommunens tilskud")),
    areas=AREAS, work=WORK, words=("Indsatsområde", "Centralt mål"),
    sections=(("Tema", "Årets tema er livskvalitet i fællesskab. Særligt fokus har pårørende og borgere, der er meget alene."),),
)
