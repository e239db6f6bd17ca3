"""An example built from facts in the public activity plan of the volunteer centre in Slagelse; the words are ours."""

from brobygger.demo.shapes import Example, Work
from brobygger.demo.slagelse_plan import AREAS

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
    localities=(
        ("Slagelse", "4200", "55.4028", "11.3546"), ("Korsør", "4220", "55.3299", "11.1386"), ("Skælskør", "4230", "55.2500", "11.2930"), ("Dalmose", "4261", "55.2960", "11.4260"),
    ),
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
