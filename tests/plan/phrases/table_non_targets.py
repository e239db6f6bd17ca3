"""Phrases that look like a target and set none."""

ROWS = """
# Years and dates
Aktivitetsplan 2024-2025
Strategi for 2024
I 2024 har vi fokus på ensomhed
Vi fortsætter samarbejdet fra 2023
12. marts 2024
Vedtaget på bestyrelsesmødet d. 12. marts 2024
Mødet holdes 12/3-2024
Opdateret 01.02.2024
Ny plan udarbejdes for 2024
Siden 2015 har centret ligget i byen
# Law, pages, points
§ 18
Midler efter § 18 i lov om social service
Puljen efter §§ 18 og 79
se side 3
se punkt 2
jf. pkt. 4
Bilag 1
Konkrete indsatsmål for indsatsområde 2
særligt kriterium 2 i kvalitetsmodellen
fase 2 af projektet
Verdensmål 3
Verdensmål 3, 10 og 11
FN's 17 verdensmål
De 17 verdensmål
1. Synlighed i lokalområdet
2) Nye samarbejder
1.1 Rekruttering af frivillige
Mål 3: Flere fællesskaber
# Ages, hours, staff, money, rooms, phones
16-30 år
Unge mellem 16 og 30 år
unge på 16–30 år
for børn på 0-6 år
borgere over 65 år
65+
60-årige og derover
37 timer
En medarbejder på 37 timer ugentligt
Leder 37 timer, konsulent 21 timer
7,4 timer om ugen
fire timer om ugen
åbent 4 timer ugentligt
Åbningstid mandag-torsdag kl. 10-14
I år håber vi at kunne lønne 4 årsværk
2,5 årsværk
to fuldtidsstillinger
8 mødelokaler
Huset har 8 mødelokaler, en sal og et køkken
tre kontorer
lokale 3
kl. 10-12
kl. 19.00
tlf. 58 50 00 00
Ring på 58500000
25.000 kr.
kr. 25.000
25.000 kr. årligt
Årligt tilskud på 100.000 kr.
1,5 mio. kr.
500 kroner pr. forening
En bevilling på 2 mio. kroner
# Editions, ordinals, addresses
1. udgave
1. udgave af personalepolitik
2. udgave af frivilligpolitikken udarbejdes
3. sal
Østergade 12
Nørre Allé 4
Slotsgade 3, 1. sal
4200 Slagelse
Frivilligcenter, Østergade 12, 4200 Slagelse
FC's 25. jubilæum
Covid-19
24/7
4H og 3F
# Stock: how many there are
ca. 100 frivillige
Vi har 120 medlemsforeninger
vi har 120 medlemsforeninger og 40 samarbejdspartnere
Centret har 8 ansatte
Bestyrelsen består af 8 medlemmer og 2 suppleanter
Der er 25 frivillige i huset
Frivilligcentret tæller 150 foreninger
150 medlemsforeninger
i samarbejde med 12 foreninger
sammen med 3 partnere
60 personer fra 33 foreninger
Kommunen har 80.000 borgere
Vi har 5 netværk
Der er 4 arbejdsgrupper
på tværs af 5 netværk
tre typer netværk
Tre typer netværk for medlemmer tilbydes
to slags tilbud
fire målgrupper
6 afdelinger
tre byer
# Structure
de to kriterier
de fire kerneydelser
4 centrale mål i 2024
4 centrale indsatsområder som sikrer målopfyldelse
planens tre spor
modellens to kriterier
vores 5 værdier
kommunens tre byer
opdelt i to typer af opfølgning
på to niveauer
begge kurser
de 4 temaaftener
disse to workshops
alle tre områder
# The past
Mere end 125 km blev tilbagelagt
i 2023 afholdt vi 4 kurser
Vi afholdt 4 kurser i 2023
Der blev afholdt 12 arrangementer
Sidste år deltog 300 borgere
Centret gennemførte 6 temamøder
Vi har haft 14 temamøder
Der har været afholdt 5 netværksmøder
I 2022 var der 8 workshops
Vi fik 20 nye medlemmer i 2023
Tidligere år havde vi 4 kurser
# Durations and sizes
et 2-dages kursusforløb
to-dages seminar
i løbet af 3 måneder
over de næste 2 år
et forløb på 8 gange
inden for 14 dage
8 ugers forløb
mødet varer 2 timer
kursus med plads til 20 deltagere
max 12 deltagere pr. hold
workshop for 15 deltagere
20 deltagere pr. arrangement
mindst 15 deltagere pr. kursus
2 frivillige pr. gang
# Articles
en fælles kampagne
Vi vil være et sted for alle
en stærk forening
udvikle et nyt koncept
et godt samarbejde med kommunen
en række arrangementer
en del af fællesskabet
et netværk af foreninger
én indgang til viden
en-til-en samtaler
1:1 samtaler
på én gang
en gang imellem
én af byens foreninger
et antal møder
# No number, no cadence
løbende dialog med foreningerne
Konsulentstøtte efter behov
Kontinuerlige opslag i nyhedsbreve
Jævnlige møder med kommunen
flere workshops
flere frivillige
Flere lokale interessefællesskaber og netværk
afholdelse af fælles aktiviteter i løbet af året
aktiviteter året rundt
nogle kurser
enkelte arrangementer
adskillige møder
og vil årligt drøfte vores målopfyldelse på både bestyrelsesmøder og personalemøder
på den årlige generalforsamling
i den årlige beretning
den årlige omsætning
årligt budget
ugentlig arbejdstid
Samarbejdsaftalen evalueres og nytænkes, så den kan implementeres i 2024
Handleplan for 2024 udarbejdes
dialogmøde ifm. indflytning
80 % af foreningerne
mindst 80 % af deltagerne er tilfredse
halvdelen af medlemmerne
hver især
hver gang vi mødes
# Sentences with company
Frivilligcentret blev stiftet i 1998 og har siden 2010 haft til huse på Østergade 12.
Vi er 3 ansatte, heraf 2 på fuld tid, og omkring 45 frivillige fordelt på 6 grupper.
I 2023 havde vi 145 medlemsforeninger, afholdt 22 kurser og formidlede 87 frivillige.
Kommunen har 62.000 indbyggere, og ca. 40 % er frivillige.
Hver tredje dansker er frivillig.
To ud af tre foreninger mangler frivillige.
Planen hviler på tre ben og fem principper.
Det er andet år i træk, at vi holder en messe.
Aftalen løber i 4 år fra 2022 til 2025.
Frivilligcentret modtager 350.000 kr. årligt i grundfinansiering.
Der er 12 pladser på hvert hold.
Kurset varer 3 timer og koster 50 kr.
Vi har åbent mandag til torsdag kl. 9-15 og hver første lørdag i måneden.
Centrets 8 mødelokaler bookes online.
Lokale 2 har plads til 40 personer.
Indsatsen er et samarbejde mellem fire kommuner.
De tre årlige netværksmøder fortsætter.
Vores to årlige frivilligfester er vigtige.
Det årlige dialogmøde med kommunen fortsætter.
På de månedlige personalemøder følger vi op.
Ét samlet overblik over frivilligtilbud
Vi vil være ét sted, hvor alle kan henvende sig.
Mindst 2 frivillige til stede ved alle arrangementer
To bestyrelsesmedlemmer deltager i hvert netværksmøde
En ny aftale med kommunen træder i kraft 1. januar 2024.
8-10 selvhjælpsgrupper kører ad gangen
Kursus over 3 aftener
I løbet af de seneste to år er der kommet 12 nye foreninger til.
Antallet af frivillige er steget fra 80 til 120.
Antallet er vokset med 20 nye medlemmer
To af vores medarbejdere er på barsel.
Et af målene er at nå flere unge.
Én ud af fem unge føler sig ensom.
Frivilligcentret råder over 2 busser og 1 trailer.
Foreningerne kan låne 2 projektorer og 3 telte.
Den ene halvdel af puljen går til 5 foreninger.
Puljen på 1,2 mio. kr. fordeles til ca. 80 foreninger hvert år.
Bestyrelsen har nedsat to udvalg: et PR-udvalg og et økonomiudvalg.
Personalet består af en leder (37 timer), to konsulenter (30 timer) og en bogholder (7,4 timer).
Corona betød, at kun 6 af 12 planlagte kurser blev gennemført i 2021.
Ifølge undersøgelsen fra 2021 er 4 ud af 10 danskere frivillige.
Centret har haft 1.250 besøgende om måneden.
Kontingentet er 300 kr. om året for foreninger og 100 kr. for enkeltpersoner.
Vi holder lukket i uge 28-30.
Planen revideres efter 1 år.
Aktivitet 2 Workshop om presse
Workshop 1 og 2 afholdes i foråret
Netværksmøde nr. 2
Der vælges 3 medlemmer til bestyrelsen i lige år
Bestyrelsen vælges for 2 år ad gangen
Centret har eksisteret i 20 år og fejrer jubilæum i 2025 med en reception.
Vi fejrer 25 års jubilæum i september 2024
Kontoret er bemandet 30 timer ugentligt af 6 frivillige
Vi åbner dørene 4 dage om ugen
Deadline: 1. maj 2024
Tidsplan: Q2 2025
Mindst en tredjedel af kurserne holdes online
Halvdelen af arrangementerne afholdes ude i byerne
Svar inden for 2 hverdage
Ventetid på max 14 dage
Åben rådgivning 2 timer om ugen
Understøttelse af 5 eksisterende netværk
Minimum 80 % gennemførelse
Et kursusforløb på 4 aftener
3 moduler à 3 timer
# Days beside what only looks like an event
Puljecafé om § 18 (ansøgningsfrist 1. februar)
Åben for alle nye foreninger
Fest forår - 26 deltagere
""".strip()
