"""The things a plan counts, by their Danish names, and which measure each of them points to.

Danish compounds are named by their last part: a word nobody foresaw ("madkulturaften") is known by the longest ending that is
listed here. What is never counted by a target (years, rooms, types, kinds) is listed too, so that it is refused for a reason.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from brobygger.plan.phrases.words import word_set


class Group(StrEnum):
    """How cautiously a number before the noun is believed."""

    EVENT = "event"  # believed at once
    WORK = "work"  # believed at once
    STANDING = "standing"  # networks, groups, projects: a number may only say how many there are
    PEOPLE = "people"  # a number mostly says how many there are
    ORGANISATIONS = "organisations"
    TIMES = "times"  # gange, stk.: the thing counted is named elsewhere
    DENIED = "denied"  # years, rooms, kinds of things


class Number(StrEnum):
    """Grammatical number, as far as the form shows it."""

    SINGULAR = "singular"
    PLURAL = "plural"
    EITHER = "either"
    DEFINITE = "definite"


@dataclass(frozen=True, slots=True)
class Noun:
    """A known noun: the hint, the measure it suggests with its kind, and the reason it is refused, when it is."""

    group: Group
    kind: str = ""
    measure: str | None = None
    narrow: str | None = None
    number: Number = Number.SINGULAR
    reason: str = ""


# Each line: group, kind, measure, base kind to narrow by (or -), then the words with their inflection:
# /r møde-r, /er aktivitet-er, /e dag-e, /0 besøg, /s event-s, /= the four forms spelt out.
_COUNTED: Final = """
event course events_held course kursus=kursus,kurser,kurset,kurserne kursusdag/e kursusaften/er kursusforløb/0 læringsforløb/0 uddannelsesdag/e webinar/er
event workshop events_held workshop workshop/s workshop/er workshopdag/e arbejdsseminar/er værkstedsdag/e
event meeting events_held theme_meeting temamøde/r temaaften/er temadag/e temaeftermiddag/e temaformiddag/e temaarrangement/er temaworkshop/s temalørdag/e
event meeting events_held after_work_meeting fyraftensmøde/r fyraftenmøde/r gåhjemmøde/r fyraftensarrangement/er gåhjemarrangement/er
event meeting events_held introduction_meeting introduktionsmøde/r introduktionmøde/r intromøde/r informationsmøde/r infomøde/r introduktionsaften/er introduktionsarrangement/er introduktionsdag/e opstartsmøde/r introduktion/er
event meeting visibility_events introduction_meeting velkomstmøde/r velkomstarrangement/er
event meeting events_held inspiration inspirationsmøde/r inspirationsdag/e inspirationsaften/er inspirationsarrangement/er inspirationsoplæg/0 inspirationseftermiddag/e
event event events_held cafe café/er cafe/er cafémøde/r cafemøde/r caféaften/er cafeaften/er cafédag/e cafeeftermiddag/e caféarrangement/er
event meeting events_held bridge_building_meeting brobygningsmøde/r brobygningmøde/r brobyggermøde/r brobygningsarrangement/er brobygningsworkshop/s
event meeting events_held dialogue_meeting dialogmøde/r dialogarrangement/er dialogaften/er borgermøde/r stormøde/r
event meeting interest_meetings - interessemøde/r
event network_meeting network_meetings - netværksmøde/r netværkmøde/r netværksaften/er netværkscafé/er netværkscafémøde/r netværkscafe/er netværkstræf/0 erfamøde/r netværkssamling/er netværksdag/e
event network_activity joint_activities - netværksaktivitet/er netværksarrangement/er netværksevent/s fællesarrangement/er fællesaktivitet/er fællesevent/s
event conference events_held conference konference/r topmøde/r kickoffkonference/r
event seminar events_held seminar seminar/er seminardag/e
event talk_given events_held talk_given oplæg/0 foredrag/0 præsentation/er foredragsaften/er
event fair visibility_events fair messe/r foreningsmarked/er frivilligmarked/er foreningsdag/e frivilligbørs/er messedag/e
event study_trip events_held study_trip studietur/e ekskursion/er inspirationstur/e studiebesøg/0
event tour tours_held tour bustur/e tur/e kørsel=kørsel,kørsler,kørslen,kørslerne busbesøg/0 stop/0
event relay events_held relay stafet/ter fællesskabsstafet/ter
event political_meeting political_meetings political_meeting politikermøde/r vælgermøde/r
event general_meeting events_held general_meeting generalforsamling/er repræsentantskabsmøde/r
event meeting working_group_meetings - arbejdsgruppemøde/r
event meeting meetings_attended - samarbejdsmøde/r koordineringsmøde/r kontaktmøde/r medarbejdermøde/r koordinationsmøde/r
event meeting - - bestyrelsesmøde/r personalemøde/r teammøde/r udvalgsmøde/r statusmøde/r opfølgningsmøde/r evalueringsmøde/r
event meeting events_held - møde/r medlemsmøde/r sparringsmøde/r møderække/r
event activity events_held - aktivitet/er aktivitetsdag/e forløb/0 undervisningsgang/e træning/er
event event events_held - arrangement/er arr=arr,arr,-,- event/s begivenhed/er fest/er festival/er fællesspisning/er spisning/er koncert/er udstilling/er debat/ter vidensbiograf/er biograf/er filmvisning/er strategidag/e udviklingsdag/e frivilligdag/e frivilligaften/er lejr/e camp/s træf/0 samling/er visionsdag/e personaledag/e familiedag/e sommerfest/er julefrokost/er morgenkaffe/r morgenbord/e rundvisning/er madklub/ber turnering/er loppemarked/er julemarked/er prisuddeling/er frokost/er aktivitetsaften/er spilleaften/er sangaften/er udflugt/er gåtur/e byvandring/er ferielejr/e hackathon/s kaffemøde/r kulturaften/er debataften/er aftenarrangement/er infoaften/er informationsaften/er kickoff/s reception/er
work talk volunteer_talks - frivilligsamtale/r formidlingssamtale/r samtale/r vejledningssamtale/r
work consultation consultations - vejledning/er rådgivning/er konsultation/er opgaveløsning/er konsulentydelse/r konsulentopgave/r rådgivningsforløb/0 sparring/er sparringsforløb/0 vejledningsforløb/0 konsulentbesøg/0 sparringssamtale/r rådgivningssamtale/r
work consultation consultation_hours - konsulenttime/r rådgivningstime/r vejledningstime/r
work contact contacts_made - besøg/0 foreningsbesøg/0 virksomhedsbesøg/0 kontakt/er opkald/0
work contact volunteer_enquiries - henvendelse/r
work publication publications - nyhedsbrev/e brev/e opslag/0 artikel=artikel,artikler,artiklen,artiklerne pressemeddelelse/r annonce/r indlæg/0 kampagne/r podcast/s podcastafsnit/0 video/er film/0 folder/e pjece/r portræt/ter historie/r indslag/0 flyer/e plakat/er presseomtale/r omtale/r reportage/r blad/e magasin/er medlemsblad/e infobrev/e
work material materials_developed - materiale/r værktøj/er metode/r guide/s guide/r håndbog=håndbog,håndbøger,håndbogen,håndbøgerne katalog/er inspirationskatalog/er skabelon/er manual/er hjemmeside/r
work material opportunities_published - frivilligjobopslag/0 jobopslag/0 frivilligjob/s frivilligjob/0 frivilligopslag/0
work match matches_introduced - formidling/er match/0 match/es matchning/er placering/er
work accompaniment accompaniments - følgeskab/er følgeskabsforløb/0
work referral referrals_made - henvisning/er brobygning/er
work document documents_adopted - handleplan/er handlingsplan/er strategi/er frivilligpolitik/ker personalepolitik/ker politik/ker årsberetning/er beretning/er statusrapport/er rapport/er årsrapport/er redegørelse/r årsplan/er kommunikationsplan/er medieplan/er kommunikationsstrategi/er strategiplan/er forretningsorden/er virksomhedsplan/er udviklingsplan/er
work agreement agreements_signed - aftale/r samarbejdsaftale/r partnerskabsaftale/r lejeaftale/r brugsaftale/r
work evaluation evaluations_done - evaluering/er
work questionnaire questionnaires_sent - spørgeskema/er spørgeskemaundersøgelse/r undersøgelse/r medlemsundersøgelse/r survey/s tilfredshedsundersøgelse/r trivselsmåling/er
work needs_survey needs_surveys - behovsafdækning/er kortlægning/er behovsundersøgelse/r
work application applications_sent - ansøgning/er fondsansøgning/er puljeansøgning/er projektansøgning/er
work booking bookings_held - booking/er lokalebooking/er udlejning/er lokaleudlån/0
work loan equipment_loans - udlån/0
work follow_up follow_ups_done - opfølgning/er
work exchange exchanges_made - bytte/r byttehandel=byttehandel,byttehandler,byttehandlen,byttehandlerne
work visibility visibility_events - synliggørelse/r stand/e
standing network networks_started - netværk/0 fagnetværk/0 netværksgruppe/r erfagruppe/r
standing group groups_started - selvhjælpsgruppe/r samtalegruppe/r sorggruppe/r gruppe/r interessegruppe/r støttegruppe/r hold/0 klub/ber
standing working_group working_groups_active - arbejdsgruppe/r udvalg/0 styregruppe/r
standing community communities_started - fællesskab/er interessefællesskab/er initiativ/er tiltag/0 tilbud/0
standing collaboration collaborations_active - samarbejde/r partnerskab/er indsats/er projekt/er samarbejdsprojekt/er samarbejdsrelation/er
standing locality localities_active - lokalområde/r
people member members - medlem=medlem,medlemmer,medlemmet,medlemmerne personmedlem=personmedlem,personmedlemmer,-,-
people volunteer own_volunteers - frivillig=frivillig,frivillige,-,- besøgsven=besøgsven,besøgsvenner,-,- nøgleperson/er ambassadør/er mentor/er igangsætter/e
people participant event_participants - deltager=-,deltagere,-,deltagerne besøgende=-,besøgende,-,- gæst/er kursist/er tilmelding/er tilmeldt=-,tilmeldte,-,-
people participant - - borger/e bruger/e person/er menneske/r unge=-,unge,-,- ældre=-,ældre,-,- barn=barn,børn,-,- ledig=-,ledige,-,- studerende=-,studerende,-,- praktikant/er familie/r følger/e abonnent/er modtager/e læser/e senior/er pårørende=-,pårørende,-,- flygtning/e nydansker/e elev/er
people staff - - ansat=-,ansatte,-,- medarbejder/e konsulent/er leder/e bestyrelsesmedlem=bestyrelsesmedlem,bestyrelsesmedlemmer,-,- suppleant/er gruppemedlem=-,gruppemedlemmer,-,- bestyrelsessuppleant/er
organisations association event_organisations - forening/er medlemsforening/er lokalforening/er organisation/er medlemsorganisation/er aktør/er institution/er
organisations collaboration collaborations_active - virksomhed/er partner/e samarbejdspartner/e skole/r kommune/r
times times - - gang/e gg=-,gg,-,- stk/0 styk/0 stykker=-,stykker,-,-
"""
# What a number may stand before without being a target, and why.
_DENIED: Final = """
duration år/0 årrække/r måned/er uge/r dag/e døgn/0 kvartal/er halvår/0 timer=time,timer,-,timerne minut/ter sekund/er årti/er mødegang/e
staff_years årsværk/0 fuldtidsstilling/er stilling/er deltidsstilling/er
amount kr=-,kr,-,- krone/r mio=-,mio,-,- million/er dkk=-,dkk,-,- tkr=-,tkr,-,- mia=-,mia,-,- euro/0 øre/0
percentage procent/0 pct=-,pct,-,- procentpoint/0
measurement km/0 kilometer/0 meter/0 m2/0 kvadratmeter/0 kvm/0 m/0 gram/0 kg/0 liter/0 grader=-,grader,-,-
rooms lokale/r mødelokale/r rum/0 kontor/er sal/e køkken/er bygning/er kvadratmeter/0 etage/r værksted/er depot/er arbejdsplads/er computer/e plads/er siddeplads/er parkeringsplads/er skab/e kopimaskine/r
kinds type/r slags/0 form/er art/er kategori/er måde/r netværkstype/r foreningstype/r medlemstype/r målgruppe/r aldersgruppe/r variant/er niveau/er perspektiv/er
structure mål/0 delmål/0 indsatsområde/r indsatsmål/0 verdensmål/0 kerneydelse/r kriterium=kriterium,kriterier,kriteriet,kriterierne fokusområde/r punkt/er fase/r spor/0 trin/0 søjle/r ben/0 dele=del,dele,-,- tema/er emne/r kapitel=kapitel,kapitler,-,- side/r rolle/r pejlemærke/r visioner=vision,visioner,visionen,- værdi/er princip/per hovedområde/r hovedopgave/r opgaveområde/r område/r strategispor/0 hovedmål/0 kvalitetskriterier=-,kvalitetskriterier,-,- kolonne/r stk.=-,-,-,- ord/0 grunde=grund,grunde,-,- udfordring/er spørgsmål/0 trivselsmål/0 dimension/er forhold/0 perspektiv/er
places by=by,byer,byen,byerne bydel/e landsby/er afdeling/er adresse/r region/er sogn/e distrikt/er steder=sted,steder,-,- matrikel=-,matrikler,-,- lokation/er land/e
edition udgave/r version/er udkast/0
"""
# Words that only look as if they ended in a noun above.
_LOOKALIKES: Final = word_set(
    "kultur natur struktur infrastruktur litteratur signatur manifest imøde målgruppe målgrupper aldersgruppe aldersgrupper "
    "overblik underhold forhold indhold tilhold vedligehold ophold behold afhold henhold indhold økonomi bagland landsby "
    "kontaktperson beslutning uge fødselsdag hverdag hverdage søndag mandag tirsdag onsdag torsdag fredag lørdag "
    "tildeling indstilling bestilling fremstilling udvalgte tilbage tilstand modstand afstand bestand forstand "
    "omstand gennemgang indgang udgang adgang overgang tilgang fremgang omgang nedgang opgang afgang forgang "
    "arbejdsmarked marked kontakten frivilligcenter kulturmiljø bemanding"
)


def _forms(spec: str) -> list[tuple[str, Number]]:
    if "=" in spec:
        return [
            (form, number)
            for form, number in zip(
                spec.split("=")[1].split(","),
                (Number.SINGULAR, Number.PLURAL, Number.DEFINITE, Number.DEFINITE),
                strict=True,
            )
            if form != "-"
        ]
    word, ending = spec.split("/")
    if ending == "0":
        return [(word, Number.EITHER), *((word + e, Number.DEFINITE) for e in ("et", "en", "ene"))]
    plain = word.removesuffix("e") if ending == "r" else word
    definite = [word + "n", word + "t"] if ending == "r" else [plain + "en", plain + "et"]
    if ending in {"ter", "ber", "ker", "per"}:
        definite = [plain + ending[0] + "en", plain + ending[0] + "et"]
    plural = word + ending
    all_of_them = plural + "ne" if ending != "s" else word + "ene"
    return [
        (word, Number.SINGULAR),
        (plural, Number.PLURAL),
        *((form, Number.DEFINITE) for form in (*definite, all_of_them)),
    ]


def _build() -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for line in _DENIED.strip().splitlines():
        reason, *words = line.split()
        for spec in words:
            for form, number in _forms(spec):
                nouns.setdefault(form, Noun(Group.DENIED, number=number, reason=reason))
    for line in _COUNTED.strip().splitlines():
        group, kind, measure, narrow, *words = line.split()
        for spec in words:
            for form, number in _forms(spec):
                known = Noun(Group(group), kind, measure.strip("-") or None, narrow.strip("-") or None, number)
                earlier = nouns.get(form)
                if earlier is None or earlier.group is Group.DENIED:
                    nouns[form] = known
    return nouns


_NOUNS: Final = _build()
# Short or ambiguous endings that are trusted only as whole words.
_WHOLE: Final = word_set(
    "arr gg tur ture gang gange stk styk m by byer dele del dag dage form former art arter side sider rum sal sale ben mål fest stop stand stande hold ord "
    "kr mio dkk mia tkr pct km kg år uge uger tema temaer event film par plads pladser match time timer timerne måned måneder grad grunde "
    "land lande øre forhold udvalg værdi sted steder grund unge ældre leder elev partner meter gram liter sogn vision visioner forløb stk. "
    "type typer emne emner gruppen blad kontakt kontakter kontor bytte barn rolle roller bruger brugere læser læsere følger følgere brev "
    "camp camps træf brevet fase faser ansat spor trin gruppe klub historie historier abonnent punkt punkter marked skab skabe børn"
)
_AS_ENDING: Final = word_set(
    "brev breve event events film gruppe grupper dag dage fest fester forløb hold klub klubber sal sale mål leder ledere partner partnere "
    "historie historier camp camps træf udvalg møde type typer lokaler stand stande punkter faser timer måneder spor"
)
# A day or an evening of something is an event; a bare day is a length of time.
_DAY_OF_SOMETHING: Final = {
    ending: Noun(Group.EVENT, "event", "events_held", None, number)
    for endings, number in (
        ("dag aften eftermiddag formiddag weekend", Number.SINGULAR),
        ("dage aftener eftermiddage formiddage weekender", Number.PLURAL),
        ("dagen aftenen dagene aftenerne", Number.DEFINITE),
    )
    for ending in endings.split()
}
_NO_EVENT_DAY: Final = word_set(
    "man tirs ons tors fre lør søn hver fødsels arbejds åbnings uge ferie syge helligdags hellig jule nytårs middags til i efter for hele halv i for lukke"
    " kalender dags fri ledige over deltids all en to tre fire fem seks flere"
)


OPEN_HOUSE: Final = Noun(Group.EVENT, "event", "events_held", "open_activity", Number.EITHER)


@lru_cache(maxsize=16384)
def find_noun(word: str) -> Noun | None:
    """The noun that ``word`` (folded, without hyphens) is or ends in, or None."""
    if word in _NOUNS:
        return _NOUNS[word]
    if word in _LOOKALIKES:
        return None
    for at in range(2, len(word) - 2):
        ending = word[at:]
        if ending in _DAY_OF_SOMETHING:
            return None if word[:at] in _NO_EVENT_DAY else _DAY_OF_SOMETHING[ending]
        if ending in _NOUNS and (ending not in _WHOLE or ending in _AS_ENDING):
            return _NOUNS[ending]
        if ending in _LOOKALIKES and len(ending) > 6:
            return None
    return None
