"""A plan's phrases become targets as people mean them, through the import's own path: read, turned into a target, saved, judged."""

from datetime import date

import pytest

from brobygger.journal.base_kinds import BaseKind
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.forms.target import fields_of
from brobygger.plan.lights import Colour
from brobygger.plan.models import Target
from brobygger.plan.phrases import Span, find_targets, is_continuous
from tests.plan.growing import a_target, an_activity, work

THREE_YEARS = Span(date(2021, 1, 1), date(2023, 12, 31))

# phrase, minimum, maximum, per, for each, due on
PHRASES = [
    ("1 kursus årligt", 1, 1, "year", "", None),
    ("2-4 netværksmøder per netværk om året", 2, 4, "year", "network", None),
    ("2-4 netværksmøder pr. netværk om året", 2, 4, "year", "network", None),
    ("1-2 aktiviteter/kurser årligt", 1, 2, "year", "", None),
    ("4-6 inspirations-arrangementer om året", 4, 6, "year", "", None),
    ("mellem 6 og 8 arrangementer om året", 6, 8, "year", "", None),
    ("1-2 introduktionsmøder i perioden", 1, 2, "plan", "", None),
    ("1-2 netværksaktiviteter", 1, 2, "plan", "", None),
    ("min. to workshops", 2, None, "plan", "", None),
    ("minimum to workshops", 2, None, "plan", "", None),
    ("mindst to workshops", 2, None, "plan", "", None),
    ("som minimum to workshops", 2, None, "plan", "", None),
    ("min to workshops", 2, None, "plan", "", None),
    ("min. to årlige møder", 2, None, "year", "", None),
    ("temamøder min 2 gange årligt", 2, None, "year", "", None),
    ("møder mindst to gange om året", 2, None, "year", "", None),
    ("kvartalsvise møder", 1, None, "quarter", "", None),
    ("møder hvert kvartal", 1, None, "quarter", "", None),
    ("møde en gang i kvartalet", 1, None, "quarter", "", None),
    ("månedlige møder", 1, None, "month", "", None),
    ("halvårlige møder", 1, None, "half_year", "", None),
    ("café hver 14. dag", 1, None, "fortnight", "", None),
    ("ugentlig café", 1, None, "week", "", None),
    ("årlige temamøder", 1, None, "year", "", None),
    ("et årligt dialogmøde", 1, 1, "year", "", None),
    ("én til flere tværgående events", 1, None, "plan", "", None),
    ("op til 30 foreninger", None, 30, "plan", "", None),
    ("højst 3 møder", None, 3, "plan", "", None),
    ("to workshops i 2022", 2, 2, "plan", "", date(2022, 12, 31)),
    ("seminar afholdes 1. kvartal 2021", 1, 1, "plan", "", date(2021, 3, 31)),
]
pytestmark = pytest.mark.usefixtures("centre")


def the_target(phrase: str) -> Target:
    (guess,) = find_targets(phrase, THREE_YEARS)
    target = Target(activity=an_activity(), **fields_of(guess))
    target.full_clean()
    target.save()
    target.refresh_from_db()
    return target


@pytest.mark.parametrize(("phrase", "minimum", "maximum", "per", "for_each", "due_on"), PHRASES)
def test_every_phrase_of_the_table(phrase, minimum, maximum, per, for_each, due_on):
    target = the_target(phrase)
    found = (target.minimum, target.maximum, target.per, target.for_each, target.due_on)
    assert found == (minimum, maximum, per, for_each, due_on)
    assert (target.share, target.about, target.phrase in phrase) == (False, False, True)


@pytest.mark.parametrize("phrase", ["ca. 8 møder årligt", "ca. 8 årlige møder"])
def test_about_eight(phrase):
    target = the_target(phrase)
    assert (target.minimum, target.maximum, target.per, target.about) == (8, None, "year", True)


@pytest.mark.parametrize("phrase", ["deltager på alle kommunens velkomstmøder", "afholdelse af frivilligsamtaler med alle interesserede borgere"])
def test_all_of_something_has_no_number_of_its_own(phrase):
    target = the_target(phrase)
    assert (target.minimum, target.maximum, target.share) == (None, None, True)


def test_offered_is_not_held():
    target = the_target("2 kurser tilbydes årligt")
    assert (target.minimum, target.narrow["mode"]) == (2, ["offered", "held"])


@pytest.mark.parametrize("phrase", ["sparring efter behov", "løbende synliggørelse", "jævnlig kontakt", "kontinuerlig dialog"])
def test_what_runs_on_has_no_target(phrase):
    assert find_targets(phrase, THREE_YEARS) == []
    assert is_continuous(phrase) is True


@pytest.mark.parametrize(
    "phrase",
    [
        "1. udgave af pjecen", "§ 18", "unge 16-30 år", "21 timer om ugen", "2 årsværk", "lokale 4", "tlf. 58 50 00 00", "50.000 kr.",
        "ca. 100 frivillige", "tre typer netværk", "mere end 125 km blev tilbagelagt", "8 mødelokaler", "en fælles kampagne",
    ],
)
def test_what_only_looks_like_a_target(phrase):
    assert find_targets(phrase, THREE_YEARS) == []


def test_four_meetings_in_the_first_quarter_do_not_meet_quarterly():
    target = a_target(measure="network_meetings", minimum=1, per="quarter")
    for day in (6, 13, 20, 27):
        work(date(2026, 1, day), BaseKind.NETWORK_MEETING)
    after_a_year = evaluate_target(target, date(2027, 1, 1))
    assert [(window.count, window.light.colour) for window in after_a_year.windows] == [
        (4, Colour.GREEN), (0, Colour.RED), (0, Colour.RED), (0, Colour.RED),
    ]
    assert after_a_year.light.colour is Colour.RED
    spread = a_target(target.activity, measure="events_held", narrow={"base": ["course"]}, minimum=1, per="quarter")
    for month in (2, 5, 8, 11):
        work(date(2026, month, 6), BaseKind.COURSE)
    assert evaluate_target(spread, date(2027, 1, 1)).light.colour is Colour.GREEN
