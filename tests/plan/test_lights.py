"""The lights, by the tables that the plans themselves use. Rules first, then the figures of named cases, then properties."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan import lights
from brobygger.plan.lights import Aim, Colour, Deadline, Light
from brobygger.plan.periods import Per, Period, windows

YEAR = Period.year(2026)
OVER = date(2027, 1, 1)
ONE = Aim(minimum=1)
HALF_WAY = date(2026, 7, 2)  # 183 of 365 days have passed


def window(aim: Aim, count: int, today: date = OVER, period: Period = YEAR) -> Colour:
    return lights.of_window(aim, count, period, today).colour


@pytest.mark.parametrize(
    ("minimum", "count", "colour"),
    [(2, 2, Colour.GREEN), (2, 3, Colour.GREEN), (2, 1, Colour.YELLOW), (2, 0, Colour.RED), (5, 3, Colour.YELLOW), (5, 2, Colour.RED)],
)
def test_a_period_that_is_over(minimum, count, colour):
    assert window(Aim(minimum=minimum), count) is colour


@pytest.mark.parametrize(
    ("minimum", "count", "today", "colour"),
    [
        (4, 2, HALF_WAY, Colour.GREEN),  # 2 could be expected
        (4, 1, HALF_WAY, Colour.YELLOW),
        (4, 0, HALF_WAY, Colour.RED),
        (1, 0, HALF_WAY, Colour.GREY),  # nothing could be expected, and nothing was counted
        (2, 0, date(2026, 3, 1), Colour.GREY),
        (2, 1, date(2026, 3, 1), Colour.GREEN),
        (2, 0, date(2026, 12, 30), Colour.RED),
        (2, 0, date(2026, 12, 31), Colour.RED),
        (1, 0, date(2026, 12, 31), Colour.RED),
    ],
)
def test_a_period_that_runs_is_held_against_its_share(minimum, count, today, colour):
    assert window(Aim(minimum=minimum), count, today) is colour


def test_above_the_maximum_is_green_and_more_than_planned():
    light = lights.of_window(Aim(minimum=2, maximum=4), 5, YEAR, OVER)
    assert (light.colour, light.more) == (Colour.GREEN, True)
    within = lights.of_window(Aim(minimum=2, maximum=4), 4, YEAR, OVER)
    assert (within.colour, within.more) == (Colour.GREEN, False)


def test_an_exact_number_is_minimum_and_maximum_in_one():
    exact = Aim(minimum=1, maximum=1)
    assert [window(exact, count) for count in (0, 1)] == [Colour.RED, Colour.GREEN]
    assert lights.of_window(exact, 2, YEAR, OVER).more


@pytest.mark.parametrize(("count", "colour"), [(0, Colour.GREY), (1, Colour.GREEN), (30, Colour.GREEN), (31, Colour.YELLOW)])
def test_at_most_thirty(count, colour):
    assert window(Aim(maximum=30), count) is colour


@pytest.mark.parametrize(
    ("count", "whole", "today", "colour"),
    [
        (6, 6, OVER, Colour.GREEN),
        (5, 6, OVER, Colour.YELLOW),
        (3, 6, OVER, Colour.YELLOW),
        (2, 6, OVER, Colour.RED),
        (0, 6, OVER, Colour.RED),
        (0, 6, HALF_WAY, Colour.GREY),
        (4, None, OVER, Colour.GREY),
    ],
)
def test_a_share_of_all(count, whole, today, colour):
    assert window(Aim(share=True, whole=whole), count, today) is colour


def test_five_of_six_welcome_meetings_are_83_per_cent_and_not_green():
    with translation.override("en"):
        light = lights.of_window(Aim(share=True, whole=6), 5, YEAR, OVER)
    assert (light.colour, light.reason) == (Colour.YELLOW, "5 of 6: 83 per cent.")


def test_999_of_1000_is_not_100_per_cent():
    with translation.override("en"):
        assert lights.of_window(Aim(share=True, whole=1000), 999, YEAR, OVER).reason == "999 of 1,000: 99 per cent."


def test_the_plans_own_example_is_yellow_with_its_figures():
    """One network meeting held; at least 2 were the target; the period is over."""
    with translation.override("en"):
        light = lights.of_window(Aim(minimum=2), 1, Period.year(2025), date(2026, 1, 10))
    assert light == Light(Colour.YELLOW, "1 of at least 2 counted; the period ended on Dec. 31, 2025.")


def test_the_reason_in_danish():
    with translation.override("da"):
        light = lights.of_window(Aim(minimum=2), 1, Period.year(2025), date(2026, 1, 10))
    assert light.reason == "1 af mindst 2 talt med; perioden sluttede 31. december 2025."


def cadence(per: Per, counts: list[int], today: date, period: Period = YEAR, aim: Aim = ONE) -> Light:
    cut = [each.period for each in windows(per, period) if each.period.start <= today]
    said = [(lights.of_window(aim, count, each, today), each) for each, count in zip(cut, counts, strict=True)]
    return lights.of_cadence(per, said, today)


@pytest.mark.parametrize(
    ("counts", "today", "colour"),
    [
        ([4, 0, 0, 0], OVER, Colour.RED),  # four meetings in the first quarter do not meet "quarterly"
        ([1, 1, 1, 1], OVER, Colour.GREEN),
        ([1, 1, 1, 0], OVER, Colour.YELLOW),
        ([1, 1, 0, 0], OVER, Colour.YELLOW),
        ([1, 0, 0, 0], OVER, Colour.RED),
        ([1, 1, 0], date(2026, 7, 1), Colour.GREEN),  # the running quarter has just begun
        ([1, 0, 0], date(2026, 7, 1), Colour.YELLOW),
        ([0, 0, 0], date(2026, 7, 1), Colour.RED),
        ([0], date(2026, 2, 1), Colour.GREY),
        ([1], date(2026, 2, 1), Colour.GREEN),
    ],
)
def test_quarterly(counts, today, colour):
    assert cadence(Per.QUARTER, counts, today).colour is colour


def test_a_cadence_says_how_many_windows_met_their_number():
    with translation.override("en"):
        assert cadence(Per.QUARTER, [4, 0, 0, 0], OVER).reason == "1 of 4 finished quarters met their number."
        assert cadence(Per.YEAR, [2], OVER, aim=Aim(minimum=2)).reason == "1 of 1 finished year met its number."


def test_a_running_window_behind_takes_the_green_away():
    aim = Aim(minimum=4)
    assert cadence(Per.HALF_YEAR, [4, 0], date(2026, 12, 1), aim=aim).colour is Colour.YELLOW
    assert cadence(Per.HALF_YEAR, [4, 4], date(2026, 12, 1), aim=aim).colour is Colour.GREEN


def members(*colours: Colour) -> Colour:
    return lights.of_each([(str(number), Light(colour, "")) for number, colour in enumerate(colours)]).colour


G, Y, R, GREY = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY


@pytest.mark.parametrize(
    ("colours", "colour"),
    [
        ([G, Y, G], G),  # three networks with 2, 1, 2 meetings of at least 2: the middle one, one step above the worst
        ([G, G, R], Y),  # never better than one step above the worst
        ([G, R], R),  # of two the worse
        ([G, Y], Y),
        ([G], G),
        ([R, R, G], R),
        ([Y, Y, R], Y),
        ([GREY, G], G),
        ([GREY, GREY], GREY),
        ([], GREY),
    ],
)
def test_for_each_the_middle_one(colours, colour):
    assert members(*colours) is colour


def test_for_each_names_those_behind():
    with translation.override("en"):
        light = lights.of_each([("Demens", Light(G, "")), ("Unge", Light(Y, "")), ("Kultur", Light(G, ""))])
    assert light.reason == "Of 3: 2 green, 1 yellow, 0 red. Behind: Unge."


@pytest.mark.parametrize(
    ("accepted", "due", "today", "colour"),
    [
        (date(2026, 3, 1), date(2026, 2, 1), date(2026, 9, 1), G),
        (None, date(2026, 6, 30), date(2026, 6, 30), GREY),
        (None, date(2026, 6, 30), date(2026, 7, 1), Y),
        (None, date(2026, 6, 30), date(2026, 9, 29), Y),
        (None, date(2026, 6, 30), date(2026, 9, 30), R),
        (None, None, date(2026, 9, 30), GREY),
    ],
)
def test_evidenced(accepted, due, today, colour):
    assert lights.of_evidence(accepted, due, today).colour is colour


def schedule(*deadlines: tuple[date | None, date | None], today: date) -> Colour:
    return lights.of_schedule([Deadline("Vi holder workshops", due, done) for due, done in deadlines], today).colour


@pytest.mark.parametrize(
    ("deadlines", "today", "colour"),
    [
        ([], date(2026, 5, 1), GREY),
        ([(date(2026, 6, 1), None)], date(2026, 5, 1), GREY),  # not due yet
        ([(None, None)], date(2026, 5, 1), GREY),  # continuous: no date, no light
        ([(date(2026, 6, 1), date(2026, 6, 1))], date(2026, 7, 1), G),
        ([(date(2026, 6, 1), date(2026, 5, 1))], date(2026, 5, 2), G),
        ([(date(2026, 6, 1), date(2026, 8, 1))], date(2026, 12, 1), Y),  # 2 months late
        ([(date(2026, 6, 1), date(2026, 10, 1))], date(2026, 12, 1), R),  # 4 months late
        ([(date(2026, 6, 1), None)], date(2026, 8, 31), Y),
        ([(date(2026, 6, 1), None)], date(2026, 9, 1), R),
        ([(date(2026, 6, 1), date(2026, 6, 1)), (date(2026, 6, 1), None)], date(2026, 9, 1), R),  # the worst of them
    ],
)
def test_schedule(deadlines, today, colour):
    assert schedule(*deadlines, today=today) is colour


def test_the_schedule_names_the_worst_and_its_delay():
    late = [Deadline("Konference", date(2026, 3, 1), None), Deadline("Kursus", date(2026, 5, 1), date(2026, 5, 20))]
    with translation.override("en"):
        assert lights.of_schedule(late, date(2026, 5, 5)).reason == "“Konference” was due on March 1, 2026 and is 2 months late."
        assert lights.of_schedule(late[1:], date(2026, 6, 5)).reason == "“Kursus” was due on May 1, 2026 and was done 19 days late."


@pytest.mark.parametrize(
    ("colours", "colour"),
    [
        ([G, G], G),
        ([G, Y], Y),
        ([G, R], R),  # at least half are red
        ([G, G, R], Y),
        ([Y, Y], Y),
        ([GREY, G], G),
        ([GREY], GREY),
        ([], GREY),
        ([Y], Y),
        ([R], R),
    ],
)
def test_a_goals_result(colours, colour):
    assert lights.of_goal_result(Light(each, "") for each in colours).colour is colour


def test_a_goals_result_tells_how_many_are_behind():
    with translation.override("en"):
        light = lights.of_goal_result([Light(G, ""), Light(Y, "1 of 2."), Light(G, "")])
    assert light.reason == "1 of 3 targets is behind: 1 of 2."


COUNTS = st.integers(0, 60)
AIMS = st.builds(lambda low, more: Aim(minimum=low, maximum=low + more), st.integers(1, 40), st.integers(0, 20))
RANK = {G: 0, Y: 1, R: 2}


@given(aim=AIMS, count=COUNTS, days=st.integers(0, 800))
def test_one_more_never_makes_a_light_worse(aim, count, days):
    today = YEAR.start + timedelta(days=days)
    less, more = (window(aim, n, today) for n in (count, count + 1))
    assert more is not Colour.GREY
    if less is not Colour.GREY:
        assert RANK[more] <= RANK[less]


@given(aim=AIMS, count=COUNTS, days=st.integers(0, 364))
def test_time_alone_never_makes_a_light_better(aim, count, days):
    today = YEAR.start + timedelta(days=days)
    earlier, later = window(aim, count, today), window(aim, count, today + timedelta(days=1))
    if earlier is not Colour.GREY:
        assert RANK[later] >= RANK[earlier]


@given(colours=st.lists(st.sampled_from([G, Y, R]), min_size=1, max_size=9))
def test_one_light_for_many_stays_near_the_worst(colours):
    worst = max(RANK[each] for each in colours)
    assert worst - 1 <= RANK[members(*colours)] <= worst


@given(aim=AIMS, count=COUNTS, days=st.integers(0, 800), language=st.sampled_from(["da", "en"]))
def test_every_light_gives_a_reason_with_its_figure(aim, count, days, language):
    with translation.override(language):
        light = lights.of_window(aim, count, YEAR, YEAR.start + timedelta(days=days))
    assert light.reason.endswith(".")
    assert str(count) in light.reason or count == 0


@pytest.mark.parametrize(("asked", "colour"), [(1.0, Colour.YELLOW), (361 / 365, Colour.YELLOW), (0.9, Colour.YELLOW), (0.89, Colour.GREEN), (0.5, Colour.GREEN)])
def test_a_nearly_whole_window_asks_for_the_whole_number(asked, colour):
    assert lights.of_window(Aim(minimum=2), 1, YEAR, OVER, asked=asked).colour is colour
