"""Each phrase of the table is read as it should be, and the phrases that set no target set none."""

from datetime import date

import pytest

from brobygger.plan.phrases import Span, TargetGuess, find_non_targets, find_targets
from tests.plan.phrases import table_non_targets, table_targets

PERIOD = Span(date(2024, 1, 1), date(2025, 12, 31))


def rows(table: str) -> list[str]:
    return [line for line in table.splitlines() if line and not line.startswith("#")]


def as_row(guess: TargetGuess) -> str:
    cells = (guess.minimum, guess.maximum, guess.per, guess.for_each, guess.due_on)
    return " ".join("-" if cell is None else str(cell) for cell in cells)


def read(text: str, period: Span | None = PERIOD) -> list[TargetGuess]:
    return [guess for guess in find_targets(text, period) if not guess.share]


@pytest.mark.parametrize(("phrase", "wanted"), [row.rsplit(" | ", 1) for row in rows(table_targets.ROWS)])
def test_reads(phrase: str, wanted: str) -> None:
    assert " + ".join(as_row(guess) for guess in read(phrase)) == wanted


@pytest.mark.parametrize("phrase", rows(table_non_targets.ROWS))
def test_invents_nothing(phrase: str) -> None:
    assert find_targets(phrase, PERIOD) == []
    assert find_targets(phrase, None) == []


def test_tables_are_large() -> None:
    assert len(rows(table_targets.ROWS)) >= 250
    assert len(rows(table_non_targets.ROWS)) >= 150


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Samarbejdet drøftes. Minimum et møde afholdes i 2024 med ledelsen.", "Minimum et møde afholdes i 2024"),
        ("Vi hjælper foreninger og afholder minimum to workshops om ledelse.", "afholder minimum to workshops"),
        ("Netværk for patientforeninger (min. to årlige møder).", "min. to årlige møder"),
        ("Afholdelse af 2-4 netværksmøder per netværk om året", "2-4 netværksmøder per netværk om året"),
        ("Visionsseminar for bestyrelsen afholdes 1. kvartal 2025.", "Visionsseminar for bestyrelsen afholdes 1. kvartal 2025"),
        ("Min. to årlige\nnetværksmøder", "Min. to årlige\nnetværksmøder"),
    ],
)  # fmt: skip
def test_keeps_the_words_it_was_read_from(text: str, phrase: str) -> None:
    (guess,) = read(text)
    assert guess.phrase == phrase
    assert text[guess.start : guess.end] == phrase


@pytest.mark.parametrize(
    ("text", "kind", "measure", "narrow"),
    [
        ("2 kurser", "course", "events_held", {"kind": "course"}),
        ("2 workshops", "workshop", "events_held", {"kind": "workshop"}),
        ("2 temaaftener", "meeting", "events_held", {"kind": "theme_meeting"}),
        ("2 fyraftensmøder", "meeting", "events_held", {"kind": "after_work_meeting"}),
        ("2 introduktionsmøder", "meeting", "events_held", {"kind": "introduction_meeting"}),
        ("2 inspirations-café møder", "meeting", "events_held", {"kind": "inspiration"}),
        ("2 online brobygningsmøder", "meeting", "events_held", {"kind": "bridge_building_meeting"}),
        ("2 dialogmøder", "meeting", "events_held", {"kind": "dialogue_meeting"}),
        ("2 åbne aktiviteter", "activity", "events_held", {"kind": "open_activity"}),
        ("2 arrangementer", "event", "events_held", {}),
        ("2 fælles aktiviteter", "activity", "joint_activities", {}),
        ("2 netværksmøder", "network_meeting", "network_meetings", {}),
        ("Netværk for kasserere (min. to årlige møder)", "network_meeting", "network_meetings", {}),
        ("2 interessemøder", "meeting", "interest_meetings", {}),
        ("Deltage i 2 messer", "fair", "visibility_events", {}),
        ("Deltage i 4 netværksmøder", "network_meeting", "meetings_attended", {}),
        ("Mindst et møde med enten politikere eller topledelse", "political_meeting", "political_meetings", {}),
        ("Minimum to kommunale indsatser", "collaboration", "collaborations_active", {}),
        ("12 nyhedsbreve", "publication", "publications", {}),
        ("20 frivilligsamtaler", "talk", "volunteer_talks", {}),
        ("mindst 20 nye medlemmer", "member", "new_members", {}),
        ("Formidle 40 frivillige", "volunteer", "matches_started", {}),
        ("Vi besøger 12 foreninger", "association", "contacts_made", {}),
        ("Rådgive 12 foreninger", "association", "consulted_organisations", {}),
        ("Etablere 3 nye netværk", "network", "networks_started", {}),
        ("Der oprettes 2 selvhjælpsgrupper", "group", "groups_started", {}),
        ("Der indgås 3 partnerskabsaftaler", "agreement", "agreements_signed", {}),
        ("Søge og sende 5 ansøgninger", "application", "applications_sent", {}),
        ("Bestyrelsen mødes 8 gange årligt", "meeting", "events_held", {}),
    ],
)  # fmt: skip
def test_suggests_a_measure(text: str, kind: str, measure: str, narrow: dict[str, str]) -> None:
    (guess,) = read(text)
    assert (guess.kind, guess.measure, dict(guess.narrow)) == (kind, measure, narrow)


@pytest.mark.parametrize(
    ("text", "mode", "either"),
    [
        ("Afholdelse af 2 kurser", "held", ()),
        ("Vi deltager i 2 messer", "joined", ()),
        ("Minimum et temamøde om følgeskab tilbydes", "offered", ()),
        ("Afholde/deltage i 2 messer", None, ("afholde", "deltage")),
        ("2 kurser", None, ()),
        ("Mindst ét møde afholdes med enten politikere eller topledelse i kommunen", "held", ("politikere", "topledelse")),
    ],
)  # fmt: skip
def test_tells_held_from_joined_and_offered(text: str, mode: str | None, either: tuple[str, ...]) -> None:
    (guess,) = read(text)
    assert (guess.mode, guess.either) == (mode, either)


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("2 online temamøder", True),
        ("2 digitale workshops", True),
        ("3 onlinemøder", True),
        ("2 fysiske møder", False),
        ("2 temamøder", None),
        ("Min. to workshops afholdes om digital kommunikation og onlinemøder", None),
    ],
)
def test_tells_online_from_on_site(text: str, online: bool | None) -> None:
    assert [guess.online for guess in read(text)] == [online]


@pytest.mark.parametrize(
    ("text", "about"), [("ca. 8 møder årligt", True), ("et par kurser", True), ("op mod 30 foreninger", True), ("8 møder", False)]
)  # fmt: skip
def test_marks_round_figures(text: str, about: bool) -> None:
    assert [guess.about for guess in read(text)] == [about]


@pytest.mark.parametrize(
    ("text", "phrase", "measure"),
    [
        ("Centret deltager på alle kommunens velkomstmøder for nye borgere", "deltager på alle kommunens velkomstmøder", "meetings_attended"),
        ("Afholdelse af frivilligsamtaler med alle interesserede borgere", "alle interesserede borgere", "volunteer_talks"),
        ("Alle medlemsforeninger inviteres", "Alle medlemsforeninger inviteres", "event_organisations"),
    ],
)  # fmt: skip
def test_finds_shares_of_all(text: str, phrase: str, measure: str) -> None:
    (guess,) = find_targets(text, PERIOD)
    assert (guess.share, guess.minimum, guess.maximum, guess.measure) == (True, None, None, measure)
    assert guess.phrase.endswith(phrase)


@pytest.mark.parametrize(
    "text", ["et hus for alle borgere", "på tværs af alle foreninger", "åbent for alle", "alle kan være med"]
)
def test_all_is_mostly_only_said(text: str) -> None:
    assert find_targets(text, PERIOD) == []


def test_a_plan_without_a_period_still_has_targets() -> None:
    assert [as_row(guess) for guess in read("Seminar afholdes 1. kvartal", None)] == ["1 1 plan - -"]
    assert [as_row(guess) for guess in read("to workshops i 2022", None)] == ["2 2 plan - 2022-12-31"]


def test_every_second_year_counts_by_the_length_of_the_plan() -> None:
    four_years = Span(date(2022, 1, 1), date(2025, 12, 31))
    assert [as_row(guess) for guess in read("Foreningsmesse hvert andet år", four_years)] == ["2 - plan - -"]
    assert [as_row(guess) for guess in read("Foreningsmesse hvert andet år", PERIOD)] == ["1 - plan - -"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. udgave af personalepolitik evalueres", [("1. udgave af personalepolitik", "edition")]),
        ("I år håber vi at kunne lønne 4 årsværk", [("4 årsværk", "staff_years")]),
        ("tilknyttet huset – ca. 100 frivillige", [("ca. 100 frivillige", "stock")]),
        ("Tre typer netværk tilbydes", [("Tre typer", "kinds")]),
        ("8 mødelokaler, 37 timer, § 18 og 25.000 kr.", [("8 mødelokaler", "rooms"), ("37 timer", "hours"), ("§ 18", "law"), ("25.000 kr.", "amount")]),
        ("for unge på 16–30 år", [("16–30 år", "age")]),
        ("I 2023 afholdt vi 4 kurser", [("4 kurser", "past")]),
        ("mindst 15 deltagere pr. kursus", [("mindst 15 deltagere", "size")]),
        ("de fire kerneydelser", [("fire kerneydelser", "structure")]),
        ("de 4 temaaftener", [("4 temaaftener", "definite")]),
        ("Kl. 10-12 på Østergade 12, tlf. 58 50 00 00", [("Kl. 10-12", "time"), ("Østergade 12", "address"), ("tlf. 58 50 00 00", "phone")]),
        ("2 kurser om året", []),
        ("Aktivitetsplan 2024", []),
    ],
)  # fmt: skip
def test_says_why_a_number_is_no_target(text: str, wanted: list[tuple[str, str]]) -> None:
    assert find_non_targets(text) == wanted
