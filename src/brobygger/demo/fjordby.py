"""A third example, wholly invented: a young centre in a small municipality, at work on its first written plan."""

from brobygger.demo.shapes import A, Area, Example, G, T, Work

FJORDBY = Example(
    key="fjordby", name="Frivilligcenter Fjordby", municipality="Fjordby", accent="#3c5a99",
    about="Et opdigtet center. Intet her svarer til et virkeligt sted.",
    hours="Tirsdag og torsdag 12–17", plan_title="Virksomhedsplan", label="Virksomhedsplan", years=1,
    localities=(("Fjordby", "", "", ""), ("Sandvig", "", "", ""), ("Nørre Lund", "", "", "")),
    themes=(("Rekruttering", ""), ("Naboskab", "nabo"), ("Unge", "ung")), groups=("Unge", "Ældre"),
    organisations=(
        ("Fjordby Naboer", "naboerne", "civil_society"), ("Ungdomsklubben Kajen", "kajen", "civil_society"), ("Strikkeklubben Masken", "masken", "civil_society"),
        ("Sandvig Borgerforening", "borgerforeningen", "civil_society"), ("Plejehjemmet Solgården", "solgården", "municipality"), ("Byrådet", "", "politics"),
    ),
    networks=(("Naboer på tværs", "Naboskab"),), teams=("Alle",), markers=(),
    people=(("Asta Nygaard", "leader", "asta"), ("Bent Olsen", "desk", "bent")),
    seats=(("Grethe Sand", "chair", "Fjordby Naboer"), ("Ivan Holt", "vice_chair", "Sandvig Borgerforening"), ("Mona Kjær", "member", "Strikkeklubben Masken"), ("Stig Lange", "member", "Byrådet")),
    staff=(("Asta Nygaard", "20", "grundfinansiering"),),
    areas=(
        Area("Foreningerne", (
            G("Foreninger kan få en hånd, når de har brug for den", (A("Give sparring mindst 12 gange om året", (T("consultations", 12, None, "year", phrase="mindst 12 gange om året"),)), A("Holde et kursus hvert halvår", (T("events_held", 1, None, "half_year", {"base": ["course"]}, phrase="et kursus hvert halvår"),))), (("Opgørelse", ("consultations", "events_held")),), "Alle"),
        ), core=True),
        Area("Borgerne", (
            G("Naboer hjælper naboer", (A("Holde månedlige nabocaféer", (T("events_held", 1, None, "month", {"base": ["cafe"]}, phrase="månedlige nabocaféer"),)), A("Op til 30 foreninger med i nabonettet", (T("network_organisations", None, 30, "plan", phrase="op til 30 foreninger"),))), (("Deltagere", ("event_participants",)),), "Alle"),
            G("Unge er med", (A("Besøge begge skoler inden udgangen af oktober", (T("visibility_events", 2, 2, "plan", {"theme": "Unge"}, due=(31, 10), phrase="inden udgangen af oktober"),)),), (("Besøg", ("visibility_events",)),), "Alle"),
        )),
    ),
    work=(
        Work("Sparring", 9, ("Vedtægter", "Opstart af forening", "Ansøgning"), "Rekruttering", persons=(1, 2), minutes=(30, 60), guests=1),
        Work("Kursus", 1, ("Kursus: den gode generalforsamling",), persons=(8, 12), guests=4),
        Work("Nabocafé", 9, ("Nabocafé",), "Naboskab", persons=(8, 20), guests=2),
        Work("Netværksmøde", 2, ("Nabonettet mødes",), network="Naboer på tværs", persons=(5, 9), guests=4),
        Work("Skolebesøg", 1, ("Besøg på skolen",), "Unge", persons=(20, 30)),
    ),
    sections=(),
)
