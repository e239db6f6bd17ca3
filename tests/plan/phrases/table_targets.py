"""Phrases that set targets, each with what must be read: minimum, maximum, per, for each, due on. A dash is nothing.

The plan runs from 1 January 2024 to 31 December 2025. Two targets in one phrase stand after each other, divided by a plus.
"""

ROWS = """
# Plain numbers
Afholdelse af 1 kursus årligt om fundraising | 1 1 year - -
2 kurser | 2 2 plan - -
To kurser om bestyrelsesarbejde | 2 2 plan - -
Der afholdes 3 temaaftener | 3 3 plan - -
Deltage i 2 messer | 2 2 plan - -
200 besøg | 200 200 plan - -
50 nye medlemmer | 50 50 plan - -
mindst 20 nye medlemmer | 20 - plan - -
Vi arrangerer tre workshops for frivillige ledere | 3 3 plan - -
4 nyhedsbreve om året | 4 4 year - -
12 nyhedsbreve årligt | 12 12 year - -
10 nyhedsbreve pr. år | 10 10 year - -
Der udsendes 11 nyhedsbreve årligt | 11 11 year - -
Fire dialogmøder i perioden | 4 4 plan - -
fem netværksmøder i planperioden | 5 5 plan - -
Der udarbejdes 3 podcasts om frivillighed | 3 3 plan - -
Udvikle 2 inspirationskataloger | 2 2 plan - -
Gennemføre 8 introduktionsmøder for nye borgere | 8 8 plan - -
Seks fyraftensmøder | 6 6 plan - -
Vi producerer 5 korte film om lokale ildsjæle | 5 5 plan - -
1.000 besøg er målet | 1000 1000 plan - -
Der indgås 3 partnerskabsaftaler | 3 3 plan - -
Der oprettes 2 nye selvhjælpsgrupper | 2 2 plan - -
Etablere 3 netværk | 3 3 plan - -
Opstart af to arbejdsgrupper | 2 2 plan - -
Formidle 40 frivillige | 40 40 plan - -
Rekruttere 15 nye frivillige til besøgstjenesten | 15 15 plan - -
Vi besøger 12 foreninger | 12 12 plan - -
Besøg hos 10 medlemsforeninger | 10 10 plan - -
Søge 3 fonde og sende 5 ansøgninger | 3 3 plan - - + 5 5 plan - -
Tyve frivilligsamtaler | 20 20 plan - -
femogtyve frivilligsamtaler | 25 25 plan - -
Ét fælles arrangement | 1 1 plan - -
Én konference | 1 1 plan - -
Et hundrede frivilligsamtaler | 100 100 plan - -
2 (to) workshops | 2 2 plan - -
to (2) workshops | 2 2 plan - -
3 stk. workshops | 3 3 plan - -
Temaaftener: 4 stk. årligt | 4 4 year - -
2 afholdte kurser | 2 2 plan - -
Kurser (2-3 stk.) | 2 3 plan - -
# Limits
min. to workshops | 2 - plan - -
min to workshops | 2 - plan - -
minimum to workshops | 2 - plan - -
Minimum 2 workshops | 2 - plan - -
mindst 2 workshops | 2 - plan - -
som minimum to workshops | 2 - plan - -
Som minimum afholdes der to workshops | 2 - plan - -
Som minimum skal der afholdes to workshops årligt | 2 - year - -
Mindst afholde 2 kurser | 2 - plan - -
to workshops som minimum | 2 - plan - -
to workshops om året som minimum | 2 - year - -
2 kurser (minimum) | 2 - plan - -
3 møder eller flere | 3 - plan - -
To eller flere temamøder | 2 - plan - -
ikke færre end 4 møder | 4 - plan - -
ikke under fire møder | 4 - plan - -
ikke mindre end 4 arrangementer årligt | 4 - year - -
flere end 5 arrangementer | 6 - plan - -
mere end 5 arrangementer årligt | 6 - year - -
over 20 deltagende foreninger | 21 - plan - -
10+ arrangementer | 10 - plan - -
mindst et arrangement | 1 - plan - -
min. en årlig frivilligfest | 1 - year - -
mindst én workshop | 1 - plan - -
mindst 3 fyraftensmøder pr. halvår | 3 - half_year - -
mindst 10 frivilligsamtaler om måneden | 10 - month - -
op til 30 foreninger | - 30 plan - -
op mod 30 foreninger | - 30 plan - -
højst 3 arrangementer | - 3 plan - -
højst tre møder om måneden | - 3 month - -
maks. 4 møder | - 4 plan - -
max 4 møder pr. kvartal | - 4 quarter - -
maksimalt 4 kurser | - 4 plan - -
ikke over 3 møder | - 3 plan - -
ikke mere end 3 arrangementer | - 3 plan - -
ikke flere end tre arrangementer | - 3 plan - -
færre end 5 aflyste arrangementer | - 4 plan - -
Op til 6 temamøder om året | - 6 year - -
mindst 2 og højst 4 møder | 2 4 plan - -
Mindst 100 nye medlemmer | 100 - plan - -
Mindst 25 foreninger deltager i netværkene | 25 - plan - -
≥ 3 kurser | 3 - plan - -
# Ranges
1-2 netværksaktiviteter med fokus på rekruttering | 1 2 plan - -
1-2 introduktionsmøder i perioden | 1 2 plan - -
1 - 2 kurser | 1 2 plan - -
3–5 temamøder | 3 5 plan - -
3—5 temamøder | 3 5 plan - -
3 til 5 temamøder | 3 5 plan - -
tre til fem temamøder | 3 5 plan - -
to-tre kurser | 2 3 plan - -
en til to workshops | 1 2 plan - -
et-to møder årligt | 1 2 year - -
én til flere tværgående events | 1 - plan - -
en til flere workshops | 1 - plan - -
én eller flere workshops | 1 - plan - -
et eller flere temamøder | 1 - plan - -
2 eller 3 kurser | 2 3 plan - -
mellem 6 og 8 arrangementer om året | 6 8 year - -
mellem 6-8 arrangementer om året | 6 8 year - -
mellem seks og otte arrangementer årligt | 6 8 year - -
fra 3 til 5 kurser årligt | 3 5 year - -
4-6 inspirations-arrangementer om året | 4 6 year - -
2-3 stk. temaaftener årligt | 2 3 year - -
1-2 aktiviteter/kurser årligt | 1 2 year - -
2-4 netværksmøder per netværk om året | 2 4 year network -
2-4 netværksmøder pr. netværk om året | 2 4 year network -
ca. 2-4 møder årligt | 2 4 year - -
10-12 cafeer årligt | 10 12 year - -
# About
ca. 8 møder årligt | 8 - year - -
ca. 8 årlige møder | 8 - year - -
cirka 8 møder om året | 8 - year - -
omkring ti nyhedsbreve årligt | 10 - year - -
et par kurser | 2 2 plan - -
et par gange om året afholdes fællesspisning | 2 2 year - -
# Cadence with a number
min. to årlige møder | 2 - year - -
Netværk for seniorforeninger (min. to årlige møder) | 2 - year - -
min 2 gange årligt inviteres til åbent hus | 2 - year - -
mindst to gange om året | 2 - year - -
Afholdelse af åbne aktiviteter for medlemmer, gæster m.fl. min 2 gange årligt. | 2 - year - -
Der holdes netværksmøder to gange årligt | 2 2 year - -
to gange årligt afholdes dialogmøde | 2 2 year - -
2 x årligt afholdes temamøde | 2 2 year - -
Temamøde 2x årligt | 2 2 year - -
2 gange pr. år mødes netværket | 2 2 year - -
Bestyrelsen mødes 8 gange årligt | 8 8 year - -
Frivilligcafé 4 gange om året | 4 4 year - -
Nyhedsbrev (4 gange årligt) | 4 4 year - -
Netværksmøder: 2 om året | 2 2 year - -
Netværksmøder – 2 årligt | 2 2 year - -
Temaaftener, min. 3 pr. år | 3 - year - -
én gang om måneden afholdes frivilligcafé | 1 - month - -
Frivilligcafé en gang om måneden | 1 - month - -
Frivilligcafé 1 gang pr. måned | 1 - month - -
en gang i kvartalet afholdes netværksmøde | 1 - quarter - -
Netværksmøde én gang i kvartalet | 1 - quarter - -
et netværksmøde i kvartalet | 1 1 quarter - -
1 møde pr. kvartal | 1 1 quarter - -
et årligt dialogmøde | 1 1 year - -
Et årligt dialogmøde med kommunens ledelse | 1 1 year - -
en årlig konference | 1 1 year - -
et kursus om året | 1 1 year - -
ét kursus hvert halvår | 1 1 half_year - -
2 kurser hvert år | 2 2 year - -
Hvert år afholdes 2 kurser | 2 2 year - -
Hvert kvartal afholdes 2 temamøder | 2 2 quarter - -
Der afholdes årligt 2 kurser | 2 2 year - -
2 kurser i hvert halvår | 2 2 half_year - -
3 møder i halvåret | 3 3 half_year - -
4 opslag om måneden på sociale medier | 4 4 month - -
2 opslag om ugen | 2 2 week - -
3 opslag pr. uge på Facebook | 3 3 week - -
mindst to ugentlige opslag | 2 - week - -
flere gange om året inviteres til fyraftensmøde | 2 - year - -
4 workshops i løbet af året | 4 4 year - -
6 møder på årsbasis | 6 6 year - -
2 kurser i både 2024 og 2025 | 2 2 year - -
2 kurser i hvert af årene | 2 2 year - -
et møde hver anden måned | 6 6 year - -
2 arrangementer pr. sæson | 2 2 year - -
to kurser pr. semester | 2 2 half_year - -
# Cadence without a number
Afholdelse af kvartalsvise online brobygningsmøder | 1 - quarter - -
kvartalsvise møder med jobcentret | 1 - quarter - -
Der afholdes netværksmøde hvert kvartal | 1 - quarter - -
Hvert kvartal holdes netværksmøde | 1 - quarter - -
Månedlig frivilligcafé | 1 - month - -
Månedlige caféer for pårørende | 1 - month - -
Halvårlige dialogmøder med kommunen | 1 - half_year - -
Der udsendes nyhedsbrev hver 14. dag | 1 - fortnight - -
Nyhedsbrev hver anden uge | 1 - fortnight - -
Ugentlig åben rådgivning | 1 - week - -
Ugentlige opslag på Facebook | 1 - week - -
Afholdelse af årlige temamøder | 1 - year - -
Årlige temamøder for foreninger | 1 - year - -
Nyhedsbrevet udsendes månedligt | 1 - month - -
Nyhedsbrev udsendes kvartalsvist | 1 - quarter - -
hver anden måned holdes fællesspisning | 6 - year - -
Frivilligcafé hver anden måned | 6 - year - -
hver tredje måned afholdes netværksmøde | 1 - quarter - -
Netværksmøde hver 3. måned | 1 - quarter - -
hvert halve år afholdes dialogmøde | 1 - half_year - -
hvert andet år afholdes en foreningsmesse | 1 1 plan - -
Foreningsmesse hvert andet år | 1 - plan - -
første tirsdag i måneden holdes frivilligcafé | 1 - month - -
Frivilligcafé den første tirsdag i hver måned | 1 - month - -
Frivilligcafé hver onsdag kl. 10-12 | 1 - week - -
Åben café hver mandag | 1 - week - -
Café 2. og 4. torsdag i måneden | 2 - month - -
Arbejdsgruppen mødes månedligt | 1 - month - -
Samarbejdsaftalen evalueres årligt | 1 - year - -
Afholdelse af årlig frivilligfest | 1 - year - -
Afholde den årlige frivilligkonference | 1 - year - -
Hvert forår afholdes en foreningsdag | 1 1 year - -
Deltagelse i årlige messer | 1 - year - -
Afholdelse af årlige tematiserede netværks/café-møder, vidensbiografer el. lign. | 1 - year - -
# For each
hver lokalforening besøges en gang årligt | 1 - year association -
Hver forening tilbydes et årligt besøg | 1 1 year association -
et møde i hvert lokalområde | 1 1 plan locality -
2 arrangementer i hvert lokalområde | 2 2 plan locality -
mindst ét arrangement i hver af kommunens tre byer | 1 - plan locality -
I hver by afholdes 2 borgermøder | 2 2 plan locality -
To møder pr. team | 2 2 plan team -
min. 2 møder årligt pr. arbejdsgruppe | 2 - year team -
1 møde pr. frivilliggruppe i kvartalet | 1 1 quarter team -
mindst et arrangement pr. mødested | 1 - plan place -
2 besøg på hver skole | 2 2 plan place -
Alle netværk mødes mindst 2 gange årligt | 2 - year network -
Hvert netværk mødes 2-4 gange om året | 2 4 year network -
3 møder i alle lokalområder | 3 3 plan locality -
# Deadlines
to workshops i 2024 | 2 2 plan - 2024-12-31
Kurset gentages to gange i 2024 | 2 2 plan - 2024-12-31
to workshops i 2025 | 2 2 plan - -
I 2024 afholdes to workshops | 2 2 plan - 2024-12-31
minimum et møde afholdes i 2024 | 1 - plan - 2024-12-31
et temamøde i 2024 | 1 1 plan - 2024-12-31
Seminar for bestyrelsen afholdes 1. kvartal 2024 | 1 1 plan - 2024-03-31
Seminar afholdes i 3. kvartal 2025 | 1 1 plan - 2025-09-30
Seminar afholdes første kvartal 2025 | 1 1 plan - 2025-03-31
Frivilligpolitik vedtages inden udgangen af 2024 | 1 1 plan - 2024-12-31
Foreningsmesse afholdes primo oktober | 1 1 plan - 2024-10-10
Foreningsmesse afholdes medio oktober | 1 1 plan - 2024-10-20
Foreningsmesse afholdes ultimo oktober 2025 | 1 1 plan - 2025-10-31
Frivilligfest afholdes i uge 41 | 1 1 plan - 2024-10-13
Frivilligfest afholdes uge 39, 2025 | 1 1 plan - 2025-09-28
Handleplan udarbejdes per 1. august | 1 1 plan - 2024-08-01
Handleplan udarbejdes senest den 1. maj 2025 | 1 1 plan - 2025-05-01
Konference afholdes i 2. halvår 2024 | 1 1 plan - 2024-12-31
Konference afholdes i foråret 2025 | 1 1 plan - 2025-05-31
Konferencen i efteråret suppleres af 2 workshops i november | 2 2 plan - 2024-11-30
3 kurser inden sommerferien | 3 3 plan - 2024-06-30
To møder i 1. halvår 2025 | 2 2 plan - 2025-06-30
Et temamøde i november 2024 | 1 1 plan - 2024-11-30
Der afholdes et kursus i marts 2025 | 1 1 plan - 2025-03-31
Mindst 2 nye grupper er etableret inden udgangen af 2024 | 2 - plan - 2024-12-31
Inden udgangen af 2024 har vi etableret mindst 3 nye netværk | 3 - plan - 2024-12-31
Spørgeskema udsendes ultimo 2024 | 1 1 plan - 2024-12-31
Afholdelse af visionsseminar i 1. kvartal 2024 | 1 1 plan - 2024-03-31
# Slashes, hyphens, adjectives
2 synliggørelses- eller faglige events årligt | 2 2 year - -
3 netværks- og cafémøder | 3 3 plan - -
2 store, åbne og fælles arrangementer | 2 2 plan - -
4 faglige og sociale arrangementer om året | 4 4 year - -
2 gå-hjem-møder | 2 2 plan - -
2 online temamøder | 2 2 plan - -
tre velbesøgte kulturaftener | 3 3 plan - -
# More than one
2 kurser og 3 workshops årligt | 2 2 year - - + 3 3 year - -
1 kursus årligt og 2 temamøder i perioden | 1 1 year - - + 2 2 plan - -
Min. 2 workshops og 3 kurser om året | 2 - year - - + 3 3 year - -
Der afholdes 4 cafeer, 2 temaaftener og 1 konference | 4 4 plan - - + 2 2 plan - - + 1 1 plan - -
Hvert år afholdes 2 kurser og 3 workshops | 2 2 year - - + 3 3 year - -
Månedlige caféer og 2 workshops årligt | 1 - month - - + 2 2 year - -
# Unlisted nouns with something that plans them
Min. 2 madskoler | 2 - plan - -
Der etableres 3 snakkebænke i kommunen | 3 3 plan - -
12 byhaver årligt | 12 12 year - -
Vi skaber 4 mødefora | 4 4 plan - -
Afholde 2 legestuer om ugen | 2 2 week - -
# Sentences with company
Minimum en gang i kvartalet afholder vi et stormøde for de frivillige. | 1 - quarter - -
Minimum en gang årligt laves en større aktivitet for de frivillige. | 1 - year - -
Grupperne afholder typisk møde en gang hver 14. dag. | 1 - fortnight - -
Der skal være mindst 10 nye medlemsforeninger ved udgangen af 2024. | 10 - plan - 2024-12-31
60 frivilligsamtaler pr. år, heraf mindst 20 med unge under 30 år | 60 60 year - -
Der afholdes mindst én årlig konference for foreninger med min. 60 deltagere. | 1 - year - -
Kurser i fundraising, kommunikation og ledelse (i alt 6 om året). | 6 6 year - -
Vi afholder i alt 8 kurser i 2024. | 8 8 plan - 2024-12-31
Mindst 5 kurser om året med i gennemsnit 12 deltagere. | 5 - year - -
Deltage i mindst to af byens markedsdage hvert år. | 2 - year - -
Opstart af 4-6 nye selvhjælpsgrupper om året med 6-8 deltagere i hver. | 4 6 year - -
Der gennemføres 2 forløb á 6 gange. | 2 2 plan - -
Etablere samarbejde med tre nye virksomheder i 2024. | 3 3 plan - 2024-12-31
Udsende spørgeskema til alle medlemsforeninger 1 gang årligt. | 1 - year association -
Alle medlemsforeninger kontaktes mindst én gang om året. | 1 - year association -
Hver medlemsforening får mindst ét besøg i planperioden. | 1 - plan association -
Fyraftensmøder (min. 2, maks. 4 årligt) | 2 4 year - -
Frivillig Fredag markeres hvert år den sidste fredag i september. | 1 - year - -
Frivilligfest i august 2024. | 1 1 plan - 2024-08-31
I ulige år afholdes en foreningsmesse. | 1 1 plan - -
Sommerfest for alle frivillige i juni måned. | 1 1 plan - 2024-06-30
Udarbejdelse af ny kommunikationsplan i 1. halvår 2024. | 1 1 plan - 2024-06-30
Frivilligpolitikken er revideret senest 1. oktober 2024. | 1 1 plan - 2024-10-01
Milepæl: Frivilligstrategi vedtaget inden 1. juni 2024. | 1 1 plan - 2024-06-01
Der er indgået mindst 4 partnerskabsaftaler senest 31. december 2024. | 4 - plan - 2024-12-31
Et halvårligt dialogmøde med udvalgsformanden. | 1 1 half_year - -
Rådgive 80 foreninger om året. | 80 80 year - -
Ca. 150 individuelle rådgivninger af foreninger pr. år. | 150 - year - -
50 konsulenttimer pr. år | 50 50 year - -
Matche 40 ledige med et frivilligt job. | 40 40 plan - -
To netværk for hhv. kasserere og formænd, der hver mødes 3 gange om året. | 3 3 year network -
Minimum ét arrangement pr. lokalområde pr. år. | 1 - year locality -
Bussen besøger 15 landsbyer | 15 15 plan - -
Mindst 100 kilometer tilbagelægges i stafetten. | 100 - plan - -
Husets lokaler bookes 1.500 gange om året. | 1500 1500 year - -
Fastholde 150 medlemsforeninger | 150 150 plan - -
Projektet skal inddrage 30 foreninger og 200 borgere. | 30 30 plan - - + 200 200 plan - -
Selvhjælpsgrupperne mødes hver uge i 10-12 uger. | 1 - week - -
Afholde kvartalsmøder med kommunens frivillighedskoordinator | 1 - quarter - -
Ét kursus i foråret og ét i efteråret 2024 | 1 1 plan - 2024-05-31 + 1 1 plan - 2024-11-30
Frivilligdagen afholdes sidste weekend i september | 1 1 plan - 2024-09-30
Workshop for nye bestyrelser (uge 12, 2025) | 1 1 plan - 2025-03-23
Q1 2024: Kick-off-konference afholdes | 1 1 plan - 2024-03-31
Kl. 16.30: 2 oplæg | 2 2 plan - -
Bestyrelsen følger op på planen på hvert bestyrelsesmøde (ca. 8 om året). | 8 - year - -
En ugentlig spilleaften | 1 1 week - -
Bestyrelsen afholder 6 ordinære møder og et årligt strategiseminar. | 6 6 plan - - + 1 1 year - -
Personalemøde hver 14. dag og supervision hver måned. | 1 - fortnight - -
Deltage i 4-5 af kommunens borgerrettede arrangementer | 4 5 plan - -
Besøge hvert lokalråd en gang i perioden | 1 1 plan association -
Målet er 500 besøgende om året. | 500 500 year - -
Vi forventer 400 besøgende om måneden. | 400 400 month - -
Vi forventer, at 40 foreninger deltager i Foreningernes Dag. | 40 40 plan - -
Der ydes støtte til 20 foreninger pr. år. | 20 20 year - -
Min. 15 foreninger har modtaget sparring ved årets udgang. | 15 - plan - 2024-12-31
Foreninger tilbydes årligt tre kurser i hhv. økonomi, ledelse og PR. | 3 3 year - -
Mindst fire artikler i lokalpressen i perioden | 4 - plan - -
Samarbejdsaftale med kommunen genforhandles i 1. halvår 2025. | 1 1 plan - 2025-06-30
Generalforsamling afholdes hvert år inden udgangen af marts. | 1 - year - -
Inden sommeren 2024: interessemøde om nyt netværk | 1 1 plan - 2024-05-31
2. og 3. kvartal 2024: 3 pilotforløb gennemføres | 3 3 plan - 2024-09-30
Forår 2025: 2 læringscaféer | 2 2 plan - 2025-05-31
Fra 1. august afholdes månedlige netværkscaféer | 1 - month - -
Rekrutteringskampagne 2 gange om året (forår og efterår) | 2 2 year - -
Vi vil være synlige gennem mindst 6 lokale arrangementer om året. | 6 - year - -
Projektet løber over 3 år og når ud til 12 skoler | 12 12 plan - -
12 skoler besøges | 12 12 plan - -
Ledsagelse af 30 borgere til fællesskaber | 30 30 plan - -
30 borgere får følgeskab til en forening | 30 30 plan - -
Uddeling af frivilligprisen hvert år | 1 - year - -
4 unge-cafeer i 2024 og 6 i 2025 | 4 4 plan - 2024-12-31 + 6 6 plan - -
I 2024: 4 caféer. I 2025: 6 caféer. | 4 4 plan - 2024-12-31 + 6 6 plan - -
2024: 4 kurser, 2025: 6 kurser | 4 4 plan - 2024-12-31 + 6 6 plan - -
To kurser i 2024 og tre kurser i 2025 | 2 2 plan - 2024-12-31 + 3 3 plan - -
3 arrangementer (1 i Slagelse, 1 i Korsør, 1 i Skælskør) | 3 3 plan - -
Mindst 6 arrangementer, hvoraf 2 ligger uden for normal arbejdstid | 6 - plan - -
Fællesspisning en gang om måneden med op til 40 deltagere | 1 - month - -
Strikkecafé hver anden onsdag | 1 - fortnight - -
4 artikler, 3 radioindslag og 1 tv-indslag | 4 4 plan - - + 3 3 plan - - + 1 1 plan - -
# Labels and lists
Indsats 3: 2 kurser om året | 2 2 year - -
Delmål 1.1: Mindst 5 nye samarbejder | 5 - plan - -
KPI 3: 50 nye frivillige | 50 50 plan - -
Succeskriterium: 80 deltagere | 80 80 plan - -
Antal kurser: 3 | 3 3 plan - -
Kursus x 3 | 3 3 plan - -
Frivilligsamtaler: 50+ | 50 - plan - -
Frivilligsamtaler: 50 - 60 | 50 60 plan - -
Indikator: Antal afholdte kurser (mål: 4 pr. år) | 4 4 year - -
Mål: 12 nyhedsbreve om året til 800 modtagere | 12 12 year - -
Ultimo 2024: 4 nye fællesskaber | 4 4 plan - 2024-12-31
• 2 kurser | 2 2 plan - -
- 3 temaaftener årligt | 3 3 year - -
1. Afholde 2 kurser | 2 2 plan - -
Løbende: 2 kurser/år, 1 messe/år | 2 2 year - - + 1 1 year - -
3 møder/år | 3 3 year - -
4 gange/år inviteres til åbent hus | 4 4 year - -
2 åbent hus-arrangementer | 2 2 plan - -
2 arr. pr. år | 2 2 year - -
2 møder pr. md. | 2 2 month - -
2 stk. kurser | 2 2 plan - -
a) 2 kurser b) 3 workshops | 2 2 plan - - + 3 3 plan - -
2 kurser; 3 workshops; 4 caféer om året | 2 2 plan - - + 3 3 plan - - + 4 4 year - -
# Seldom, short, or in a part of the year
Bussen kører 6-8 gange pr. sommerhalvår | 6 8 year - -
Hver anden måned får alle 40 frivillige i huset en fælles middag | 6 - year - -
et dialogmøde hver anden måned | 6 6 year - -
Supervision af igangsættere hver 6. uge | 8 - year - -
Kaffebord i forsamlingshuset hver anden uge | 1 - fortnight - -
vi spiser sammen den første fredag i hver måned | 1 - month - -
It-café 2 x ugl. i skoleåret | 2 2 week - -
Mentorforløb: minimum 5 forløb a 3 møder | 5 - plan - -
Temadag om sorg, gerne i samarb. m. menighedsrådet, forår -25 | 1 1 plan - 2025-05-31
Workshop maj '25 | 1 1 plan - 2025-05-31
To infoaftener på gymnasiet, én i foråret og én i efteråret | 2 2 plan - -
vi holder MUS med de 3 ansatte én gang om året | 1 - year - -
""".strip()
