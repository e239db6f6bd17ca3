"""An example built from facts in the public activity plan of the volunteer centre in Slagelse; the words are ours."""

from brobygger.demo.shapes import A, Area, Example, G, T, Work

_INVITED = ("Invitationer og deltagerlister fra det, der er holdt", ("events_held", "event_participants", "events_with_invitation"))
_ADVICE = ("Opgørelse af sparring med foreninger", ("consultations", "consulted_organisations"))
_PROCESS = ("Beskrivelse af forløb og resultat", ("process_notes",))

AREAS = (
    Area(
        "Flere finder vej til et frivilligt engagement",
        (
            G(
                "Alle, der overvejer at blive frivillige, kan få hjælp til at finde ud af hvordan",
                (
                    A("Vise centrets vejledning frem og bruge den nationale jobportal", (T("publications", 6, None, "year", {"theme": "Rekruttering"}, phrase="mindst 6 om året"),)),
                    A("Holde afklarende samtaler med alle, der henvender sig", (T("volunteer_talks", share=True, whole=40, phrase="alle interesserede borgere"),)),
                ),
                (("Opgørelse af opslag", ("publications",)), ("Opgørelse af samtaler", ("volunteer_talks",))),
                "Bliv frivillig", "3",
            ),
            G(
                "Foreninger kan nemt lære at finde nye frivillige",
                (
                    A("Holde 1 kursus årligt om rekruttering", (T("events_held", 1, 1, "year", {"base": ["course"], "theme": "Rekruttering"}, phrase="1 kursus årligt"),)),
                    A("Holde 1-2 netværksaktiviteter om rekruttering", (T("events_held", 1, 2, "plan", {"base": ["network_meeting", "inspiration"], "theme": "Rekruttering"}, phrase="1-2 netværksaktiviteter"),)),
                ),
                (_INVITED,), "Foreningsservice", "17",
            ),
            G(
                "Foreninger får hjælp til at skrive og vise deres frivilligjob",
                (
                    A("Vejlede foreninger, der skriver et jobopslag", (T("consultations", 10, None, "year", {"theme": "Rekruttering"}, phrase="mindst 10 om året"),)),
                    A("Vise opslagene i huset og i fællesskabsbussen", continuous=True),
                ),
                (_ADVICE, ("Foreninger, der er blevet vist frem", ("organisations_made_visible",))), "Foreningsservice",
            ),
        ),
        core=True,
    ),
    Area(
        "Også mennesker i en sårbar situation kan være frivillige",
        (
            G(
                "Det er trygt at tage det første skridt",
                (A("Holde 1-2 introduktionsmøder i perioden om at være frivillig", (T("events_held", 1, 2, "plan", {"base": ["introduction_meeting"]}, phrase="1-2 introduktionsmøder i perioden"),)),),
                (_INVITED,), "Bliv frivillig", "10",
            ),
            G(
                "Kommune, region og foreninger kender hinandens muligheder",
                (
                    A("Holde kvartalsvise brobygningsmøder online for fagfolk", (T("events_held", 1, None, "quarter", {"base": ["bridge_building_meeting"], "online": [True]}, phrase="kvartalsvise online brobygningsmøder"),)),
                    A("Udvikle en sparring med fagfolk fra handicap og psykiatri", (T(proof=True),), months=15),
                ),
                (("Antal møder og deltagere", ("events_held", "event_participants")), _PROCESS), "Brobygning", "17",
            ),
            G(
                "Foreninger har viden om at tage godt imod",
                (
                    A("Skrive anbefalinger til foreninger, der tager imod sårbare frivillige", (T(proof=True),), months=12),
                    A("Give sparring til den enkelte forening", continuous=True),
                ),
                (("Udviklede materialer", ("materials_developed",)), _ADVICE), "Brobygning", "10",
            ),
        ),
    ),
    Area(
        "Netværk, der giver foreningerne noget",
        (
            G(
                "De faglige netværk mødes",
                (A("Holde 2-4 netværksmøder per netværk om året", (T("network_meetings", 2, 4, "year", each="network", phrase="2-4 netværksmøder per netværk om året"),)),),
                (("Deltagende foreninger i hvert netværk", ("network_organisations",)), ("Mødeindkaldelse eller dagsorden", ("network_meetings_with_agenda",))),
                "Netværk", "17",
            ),
            G(
                "Nye netværk opstår, hvor der er brug for dem",
                (A("Afdække behov for nye netværk", (T("needs_surveys", 1, None, "year", phrase="årligt"),)), A("Starte netværk efter behov", continuous=True)),
                (("Interessemøder", ("interest_meetings",)), ("Nye netværk", ("networks_started",))), "Netværk",
            ),
            G(
                "Foreninger lærer af hinanden på tværs",
                (
                    A("Holde årlige temacaféer med skiftende indhold", (T("events_held", 1, None, "year", {"base": ["cafe", "theme_meeting"]}, phrase="årlige temacaféer"),)),
                    A("Holde åbne aktiviteter for medlemmer mindst 2 gange årligt", (T("events_held", 2, None, "year", {"base": ["open_activity"]}, phrase="mindst 2 gange årligt"),)),
                ),
                (("Deltagere og hvor de kommer fra", ("event_participants", "event_organisations")),), "Netværk", "11",
            ),
        ),
        core=True,
    ),
    Area(
        "En mangfoldig medlemskreds i hele kommunen",
        (
            G(
                "Centret er til stede, hvor foreningerne er",
                (A("Holde aktiviteter i skiftende lokalområder", (T("localities_active", 3, None, "year", phrase="mindst 3 lokalområder om året"),)), A("Deltage i andres netværk i kommunen", (T("meetings_attended", 6, None, "year", phrase="mindst 6 om året"),))),
                (("Deltagelse i netværk", ("meetings_attended",)), ("Aktiviteter holdt ude", ("localities_active",))), "Foreningsservice", "11",
            ),
            G(
                "Tilbud, der samler medlemmer på tværs",
                (
                    A("Udvikle én til flere fælles arrangementer med foreningerne", (T("joint_activities", 1, None, "plan", phrase="én til flere tværgående arrangementer"),)),
                    A("Holde 1-2 kurser årligt, som mange kan bruge", (T("events_held", 1, 2, "year", {"base": ["course", "workshop"], "theme": "Fundraising"}, phrase="1-2 kurser årligt"),)),
                ),
                (_INVITED,), "Foreningsservice",
            ),
        ),
    ),
    Area(
        "Et nyt hus for fællesskaber",
        (
            G("Rammen om huset er på plads", (A("Afklare lejeaftale og brugsaftale", (T(proof=True),), months=6, done=True), A("Flytte ind og indrette", (T(proof=True),), months=9)), (_PROCESS,), "Huset"),
            G(
                "Huset bruges af mange slags fællesskaber",
                (A("Holde dialogmøde med husets brugere", (T("events_held", 1, 1, "year", {"base": ["dialogue_meeting"]}, phrase="et årligt dialogmøde"),)), A("Afprøve åben café og værter", continuous=True)),
                (_PROCESS,), "Huset", "11",
            ),
        ),
    ),
)

WORK = (
    Work("Sparring", 26, ("Ansøgning til pulje", "Nye frivillige til bestyrelsen", "Vedtægter gennemgået", "Jobopslag skrevet", "Budget og regnskab", "Samarbejde med kommunen"), "Rekruttering", persons=(1, 3), minutes=(30, 120), guests=1),
    Work("Sparring", 14, ("Fondsansøgning læst igennem", "Plan for indsamling", "Økonomi i foreningen"), "Fundraising", persons=(1, 2), minutes=(30, 90), guests=1),
    Work("Frivilligsamtale", 30, ("Vil gerne arbejde med børn", "Ny i byen og søger fællesskab", "Har tid om formiddagen", "Tidligere lærer, vil hjælpe med lektier"), "Rekruttering", persons=(1, 1), minutes=(30, 60)),
    Work("Netværksmøde", 3, ("Møde i netværket",), network="Børn og familier", persons=(6, 12), guests=5),
    Work("Netværksmøde", 2, ("Møde i netværket",), network="Psykisk sårbarhed", persons=(5, 10), guests=5),
    Work("Netværksmøde", 1, ("Møde i netværket",), network="Ældre og ensomhed", persons=(8, 14), guests=5),
    Work("Brobygningsmøde", 3, ("Online brobygningsmøde for fagfolk",), "Sårbare frivillige", persons=(9, 18), guests=4, online=True),
    Work("Kursus", 1, ("Kursus i at finde nye frivillige",), "Rekruttering", persons=(12, 22), guests=7),
    Work("Workshop", 1, ("Workshop: skriv en god ansøgning",), "Fundraising", persons=(10, 18), guests=6),
    Work("Temacafé", 1, ("Café om sorg og fællesskab",), "Ensomhed", persons=(14, 24), guests=6),
    Work("Åben aktivitet", 2, ("Åbent hus med frokost", "Sommerkaffe i haven"), persons=(20, 40), guests=7),
    Work("Dialogmøde", 1, ("Dialogmøde med husets brugere",), persons=(15, 25), guests=6),
    Work("Opslag", 18, ("Opslag om ledige frivilligjob", "Indlæg i nyhedsbrev", "Pressemeddelelse om frivillig fredag"), "Rekruttering", guests=1),
    Work("Andres møde", 7, ("Møde i kommunens sundhedsnetværk", "Boligområdets netværksmøde", "Kulturrådets møde"), persons=(0, 0), minutes=(60, 120), mode="joined"),
    Work("Synlighed ude", 4, ("Stand på byfesten", "Fællesskabsbussen på torvet", "Oplæg på biblioteket"), "Rekruttering", persons=(20, 60)),
    Work("Behovsafdækning", 1, ("Rundringning til foreninger",), persons=(10, 15), guests=6),
    Work("Praktisk hjælp", 22, ("Kopiering", "Post udleveret", "Lån af projektor"), guests=1),
    Work("Materiale", 2, ("Tjekliste til modtagelse af nye frivillige", "Skabelon til velkomstbrev"), "Sårbare frivillige"),
)

SLAGELSE = Example(
    key="slagelse", name="Frivilligcenter Slagelse", municipality="Slagelse", accent="#1f6f6b",
    about="Eksempel bygget over offentlige oplysninger. Personer og registreringer er opdigtede.",
    hours="Mandag–torsdag 10–15\nFredag 10–13", plan_title="Aktivitetsplan", label="Aktivitetsplan", years=2,
    localities=(("Slagelse", "4200"), ("Korsør", "4220"), ("Skælskør", "4230"), ("Dalmose", "4261")),
    themes=(("Rekruttering", "hverve, nye frivillige"), ("Ensomhed", "alene"), ("Fundraising", "fonde, puljer, ansøgning"), ("Sårbare frivillige", "udsatte, inklusion"), ("Børn og familier", "familie"), ("Ledelse", "bestyrelse, vedtægter")),
    groups=("Ældre", "Børn og unge", "Psykisk sårbare", "Pårørende", "Nye danskere"),
    organisations=(
        ("Ældresagen i byen", "ældresagen", "civil_society"), ("Røde Kors, lokalafdelingen", "røde kors, RK", "civil_society"),
        ("Natteravnene ved bæltet", "natteravnene", "civil_society"), ("Sorggruppen Lyset", "sorggruppen", "civil_society"),
        ("Fædrefællesskabet", "fædrene", "civil_society"), ("Lektiecaféen på Torvet", "lektiecaféen", "civil_society"),
        ("Bydelsmødrene i parken", "bydelsmødrene", "civil_society"), ("Kulturhuset Mølleporten", "mølleporten", "civil_society"),
        ("Pårørendeforeningen Støtten", "støtten", "civil_society"), ("Spejderne ved skoven", "spejderne", "civil_society"),
        ("Korsør Havnevenner", "havnevennerne", "civil_society"), ("Fællesspisning Skælskør", "fællesspisningen", "civil_society"),
        ("Kommunens sundhedscenter", "sundhedscentret", "municipality"), ("Kommunens jobcenter", "jobcentret", "municipality"),
        ("Socialpsykiatrien", "psykiatrien", "municipality"), ("Biblioteket", "", "municipality"),
        ("Seniorrådet", "", "council"), ("Handicaprådet", "", "council"), ("Regionens psykiatri", "regionen", "region"),
        ("Erhvervsskolen", "", "education"), ("Boligselskabet Parken", "boligselskabet", "company"),
    ),
    networks=(("Børn og familier", "Børn og familier"), ("Psykisk sårbarhed", "Sårbare frivillige"), ("Ældre og ensomhed", "Ensomhed")),
    teams=("Bliv frivillig", "Foreningsservice", "Netværk", "Brobygning", "Huset"),
    markers=(("3", "Sundhed og trivsel"), ("10", "Mindre ulighed"), ("11", "Bæredygtige lokalsamfund"), ("17", "Partnerskaber")),
    people=(
        ("Astrid Holm", "leader", "astrid"), ("Bo Winther", "staff", "bo"), ("Carla Skov", "desk", "carla"), ("Dorte Lund", "board", "dorte"),
        ("Fatma Yildiz", "volunteer", "fatma"), ("Gerd Mikkelsen", "referrer", "gerd"), ("Erik Dam", "association", "erik"), ("Rie Toft", "reader", "rie"),
    ),
    seats=(
        ("Dorte Lund", "chair", "Ældresagen i byen"), ("Henning Bak", "vice_chair", "Røde Kors, lokalafdelingen"), ("Lis Juhl", "treasurer", "Sorggruppen Lyset"),
        ("Omar Nasser", "member", "Bydelsmødrene i parken"), ("Pia Krog", "member", "Pårørendeforeningen Støtten"), ("Jens Vang", "member", "Kommunens sundhedscenter"),
        ("Tove Riis", "member", "Seniorrådet"), ("Karl Munk", "member", "Spejderne ved skoven"), ("Ulla Beck", "substitute", "Korsør Havnevenner"),
    ),
    staff=(("Astrid Holm", "37", "grundfinansiering"), ("Bo Winther", "21", "kommunens tilskud"), ("Signe Falk", "7.4", "projektmidler")),
    areas=AREAS, work=WORK,
    sections=(("Udgangspunkt", "Centret hjælper borgere med at finde et engagement, og foreninger med at trives. Planen samler det, vi vil opnå, og hvordan vi kan se, at det lykkes."),),
)
