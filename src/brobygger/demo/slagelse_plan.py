"""The plan of the example in Slagelse: goals and activities in our words, targets as the public plan has them.

Six areas, the last two about a new house: the first of them for the plan's first year only. Most activities have no number;
for those the count is shown, or a proof is asked for.
"""

from brobygger.demo.shapes import A, Area, G, T

_INVITED = ("Invitationer og deltagerlister fra det, der er holdt", ("events_held", "event_participants", "events_with_invitation"))
_ADVICE = ("Opgørelse af sparring med foreninger", ("consultations", "consulted_organisations"))
_GUESTS = ("Hvor mange der kom, og hvor de kom fra", ("event_participants", "event_organisations"))
_PROCESS = ("Beskrivelse af forløb og resultat", ("process_notes",))
_RECRUITING = {"theme": "Rekruttering"}

AREAS = (
    Area(
        "Foreninger finder frivillige, og frivillige finder foreninger",
        (
            G(
                "Man kan hurtigt få overblik over, hvad man kan bidrage med som frivillig",
                (
                    A("Gøre centrets vejledning og den nationale jobportal kendt", continuous=True),
                    A(
                        "Tage en afklarende samtale med alle, der ønsker det",
                        (T("volunteer_talks", share=True, whole=55, phrase="alle interesserede borgere"),),
                    ),
                ),
                (("Opgørelse af annoncer og opslag", ("publications",)), ("Opgørelse af samtaler", ("volunteer_talks",))),
                "Bliv frivillig", "3",
            ),
            G(
                "Vejen ind i en forening er kort",
                (
                    A("Tilbyde foreninger at fortælle om sig selv på en inspirationscafé hos os", continuous=True),
                    A("Være til stede, hvor folk mødes, gerne med fællesskabsbussen", continuous=True),
                ),
                (_INVITED, ("Steder, hvor centret var synligt", ("visibility_events",))),
                "Bliv frivillig",
            ),
            G(
                "Foreninger kommer nemt ud med, at de søger frivillige",
                (
                    A("Hjælpe med at skrive et godt jobopslag", continuous=True),
                    A("Vise opslagene frem i huset og på tur", continuous=True),
                ),
                (
                    ("Opgørelse af opgaver, der er løst", ("consultations", "opportunity_support")),
                    ("Foreninger, der er blevet vist frem, og hvordan", ("organisations_made_visible",)),
                ),
                "Foreningsservice",
            ),
            G(
                "Foreninger ved, hvordan man finder nye frivillige",
                (
                    A("Holde 1 kursus årligt om rekruttering", (T("events_held", 1, 1, "year", {"base": ["course"]} | _RECRUITING, phrase="1 kursus årligt"),)),
                    A(
                        "Holde 1-2 netværksaktiviteter om rekruttering",
                        (T("events_held", 1, 2, "plan", {"base": ["network_meeting", "inspiration"]} | _RECRUITING, phrase="1-2 netværksaktiviteter"),),
                    ),
                ),
                (_INVITED,), "Foreningsservice", "17",
            ),
        ),
        core=True,
    ),
    Area(
        "Også mennesker i en sårbar situation kan være frivillige",
        (
            G(
                "Foreninger har viden om at tage godt imod",
                (
                    A("Skrive anbefalinger til foreninger, der tager imod sårbare frivillige", (T(proof=True),), months=12),
                    A("Give sparring til den enkelte forening", continuous=True),
                ),
                (("Udviklede materialer", ("materials_developed",)), _ADVICE), "Brobygning", "10",
            ),
            G(
                "Det er trygt at tage det første skridt",
                (A("Holde 1-2 introduktionsmøder i perioden om at være frivillig", (T("events_held", 1, 2, "plan", {"base": ["introduction_meeting"]}, phrase="1-2 introduktionsmøder i perioden"),)),),
                (_INVITED,), "Bliv frivillig", "10",
            ),
            G(
                "Kommune, region og foreninger kender hinandens muligheder",
                (
                    A(
                        "Holde kvartalsvise brobygningsmøder online for fagfolk",
                        (T("events_held", 1, None, "quarter", {"base": ["bridge_building_meeting"], "online": [True]}, phrase="kvartalsvise online brobygningsmøder"),),
                    ),
                    A("Gøre det muligt for foreninger at få sparring af fagfolk fra handicap og psykiatri", (T(proof=True),), months=16, done=True, late=2),
                ),
                (("Antal møder og deltagere", ("events_held", "event_participants")), _PROCESS), "Brobygning", "17",
            ),
            G(
                "Der kommer nye måder at være frivillig på",
                (A("Rådgive efter behov om nye, rummelige fællesskaber", continuous=True),),
                (_ADVICE, ("Nye fællesskaber", ("communities_started",))), "Brobygning",
            ),
        ),
    ),
    Area(
        "Netværk, der giver foreningerne noget",
        (
            G(
                "Nye netværk opstår, hvor der er brug for dem",
                (A("Undersøge, hvor der mangler netværk", continuous=True), A("Starte netværk efter behov", continuous=True)),
                (("Deltagere i interessemøder", ("interest_meetings",)), ("Nye netværk", ("networks_started",))), "Netværk",
            ),
            G(
                "De faglige netværk mødes",
                (A("Holde 2-4 netværksmøder per netværk om året", (T("network_meetings", 2, 4, "year", each="network", phrase="2-4 netværksmøder per netværk om året"),)),),
                (("Deltagende foreninger i hvert netværk", ("network_organisations",)), ("Mødeindkaldelse eller dagsorden", ("network_meetings_with_agenda",))),
                "Netværk", "17",
            ),
            G(
                "Foreninger laver noget sammen",
                (A("Hjælpe netværk med at lave fælles aktiviteter i løbet af året", continuous=True),),
                (("Fælles aktiviteter, og hvem der var med", ("joint_activities", "event_organisations")), ("Evaluering med deltagerne", ("evaluations_done",))),
                "Netværk",
            ),
            G(
                "Det er let at lære af hinanden på tværs",
                (
                    A("Holde årlige temacaféer med skiftende indhold", (T("events_held", 1, None, "year", {"base": ["cafe", "theme_meeting"]}, phrase="årlige netværks- og cafémøder"),)),
                    A(
                        "Holde årlige brobygningsmøder online om det, centret laver",
                        (T("events_held", 1, None, "year", {"base": ["bridge_building_meeting"], "online": [True]}, phrase="årlige online brobygningsmøder"),),
                    ),
                ),
                (_GUESTS, ("Evaluering med deltagerne", ("evaluations_done",))), "Netværk", "11",
            ),
            G(
                "Medlemmerne møder hinanden uformelt",
                (A("Holde åbne aktiviteter for medlemmer og samarbejdspartnere mindst 2 gange årligt", (T("events_held", 2, None, "year", {"base": ["open_activity"]}, phrase="min. 2 gange årligt"),)),),
                (_GUESTS,), "Netværk", "11",
            ),
        ),
        core=True,
    ),
    Area(
        "En mangfoldig medlemskreds i hele kommunen",
        (
            G(
                "Centret er til stede, hvor foreningerne er",
                (A("Holde aktiviteter i skiftende lokalområder", continuous=True), A("Deltage i andres netværk i kommunen", continuous=True)),
                (("Deltagelse i netværk", ("meetings_attended",)), ("Aktiviteter holdt ude", ("localities_active",))), "Foreningsservice", "11",
            ),
            G(
                "Man kan mødes med os, uanset hvor i kommunen man bor",
                (A("Fortælle løbende, at vi gerne mødes på andre steder og tider", continuous=True),),
                (("Opslag, og hvordan vi gør", ("publications", "process_notes")),), "Foreningsservice",
            ),
            G(
                "Der er noget at samles om på tværs af medlemmer",
                (
                    A("Udvikle én til flere tværgående arrangementer sammen med foreningerne", (T("joint_activities", 1, None, "plan", phrase="én til flere tværgående events"),)),
                    A(
                        "Holde 1-2 kurser årligt, som mange kan bruge, fx om fundraising",
                        (T("events_held", 1, 2, "year", {"base": ["course", "workshop"], "theme": "Fundraising"}, phrase="1-2 aktiviteter/kurser årligt"),),
                    ),
                ),
                (("Det, der er sat i gang", ("process_notes",)), _INVITED), "Foreningsservice",
            ),
        ),
    ),
    Area(
        "Fællesskabernes hus: indflytning",
        (
            G(
                "Økonomi og aftaler om huset er på plads",
                (A("Afklare vilkårene i lejeaftalen", (T(proof=True),), months=4, done=True), A("Afklare en samarbejds- og brugsaftale", (T(proof=True),), months=8, done=True)),
                (_PROCESS,), "Huset",
            ),
            G(
                "Centret er flyttet og faldet til",
                (A("Flytte ind i det nye hus", (T(proof=True),), months=8, done=True, late=4), A("Indrette og møblere efter behov", (T(proof=True),), months=10, done=True, late=2)),
                (_PROCESS,), "Huset",
            ),
        ),
        first_year_only=True,
    ),
    Area(
        "Fællesskabernes hus: livet i huset",
        (
            G(
                "Husets brugere har et godt samarbejde",
                (
                    A("Holde dialogmøde med husets brugere ved indflytningen", (T(proof=True),), months=12, done=True),
                    A("Finde måder at holde dialogen i gang på", (T(proof=True),), months=18),
                ),
                (("Deltagere i dialogmøder", ("event_participants",)), ("Udviklede metoder", ("materials_developed",))), "Huset", "17",
            ),
            G(
                "Huset er kendt som fællesskabernes hus",
                (A("Tale med de politiske udvalg om, hvad huset skal være", continuous=True), A("Afklare, hvem der formidler husets tilbud", (T(proof=True),), months=21)),
                (("Møder og forløb", ("political_meetings", "process_notes")),), "Huset",
            ),
            G(
                "Døren er åben, og nye fællesskaber opstår",
                (
                    A("Prøve en åben café med frokost", continuous=True), A("Indrette steder, hvor man kan være sammen", continuous=True),
                    A("Holde møder, hvor man støtter hinandens ideer", continuous=True), A("Have værter i huset", continuous=True), A("Låne lokaler ud", continuous=True),
                ),
                (_PROCESS,), "Huset", "11",
            ),
        ),
    ),
)
