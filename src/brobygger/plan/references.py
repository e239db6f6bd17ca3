"""The page on the lights: the rules in words, and beside each what the rule itself answers to worked examples."""

from datetime import date

from brobygger.core.references import references, table
from brobygger.plan import documented as _documented  # noqa: F401 -- it adds its own page
from brobygger.plan import lights
from brobygger.plan.lights import COLOUR_WORDS, Aim, Colour, Deadline, Light
from brobygger.plan.periods import Per, Period, windows

YEAR = Period.year(2026)
OVER, MAY, JULY = date(2027, 1, 2), date(2026, 5, 15), date(2026, 7, 2)
TWO, RANGE = Aim(minimum=2), Aim(minimum=2, maximum=4)


def said(light: Light) -> list[str]:
    """A light's two cells: its colour (and that it is more than planned), its sentence."""
    more = " (more than planned)" if light.more else ""
    return [f"{COLOUR_WORDS[light.colour]}{more}", light.reason]


def number_rows() -> list[list[str]]:
    cases: list[tuple[str, Aim, int, date]] = [
        ("at least 2", TWO, 2, OVER), ("at least 2", TWO, 1, OVER), ("at least 2", TWO, 0, OVER), ("2–4", RANGE, 5, OVER),
        ("at least 4", Aim(minimum=4), 2, JULY), ("at least 4", Aim(minimum=4), 1, JULY), ("at least 4", Aim(minimum=4), 0, JULY),
        ("at least 2", TWO, 0, MAY), ("at least 2", TWO, 1, MAY), ("at most 30", Aim(maximum=30), 30, OVER),
        ("at most 30", Aim(maximum=30), 31, OVER), ("all of 6", Aim(share=True, whole=6), 6, OVER),
        ("all of 6", Aim(share=True, whole=6), 5, OVER), ("all of 6", Aim(share=True, whole=6), 2, OVER),
        ("all, nobody has counted them", Aim(share=True), 5, OVER),
    ]  # fmt: skip
    return [[asked, str(n), day.isoformat(), *said(lights.of_window(aim, n, YEAR, day))] for asked, aim, n, day in cases]


def short_rows() -> list[list[str]]:
    """A window that the plan cuts short, or a member that begins late, asks for its share of the number, rounded down."""
    half, nearly = Period(date(2026, 7, 1), date(2026, 12, 31)), Period(date(2026, 1, 5), date(2026, 12, 31))
    cases = [(4, half, 0.5, 2), (4, half, 0.5, 1), (1, half, 0.5, 0), (3, half, 0.5, 1), (2, nearly, 361 / 365, 1), (2, nearly, 361 / 365, 2)]
    return [
        [f"at least {n} a year", f"{life.start.isoformat()} – {life.end.isoformat()}", str(got), *said(lights.of_window(Aim(minimum=n), got, life, OVER, asked=share))]
        for n, life, share, got in cases
    ]


def cadence_rows() -> list[list[str]]:
    quarters = [window.period for window in windows(Per.QUARTER, YEAR)]
    found = []
    for counts, day in (([1, 1, 1, 1], OVER), ([4, 0, 0, 0], OVER), ([1, 1, 0, 0], OVER), ([1, 1, 0], JULY), ([1, 0], MAY), ([0], date(2026, 2, 1))):
        judged = [(lights.of_window(Aim(minimum=1), n, period, day), period) for n, period in zip(counts, quarters, strict=False)]
        found.append([", ".join(map(str, counts)), day.isoformat(), *said(lights.of_cadence(Per.QUARTER, judged, day))])
    return found


def each_rows() -> list[list[str]]:
    green, yellow, red, grey = (Light(colour, "") for colour in (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.GREY))
    cases = [[green, green, green], [green, green, yellow], [green, green, red], [green, yellow, red], [green, red], [green, grey], []]
    rows = []
    for members in cases:
        light = lights.of_each([(f"Network {n}", each) for n, each in enumerate(members, 1)])
        rows.append([", ".join(str(COLOUR_WORDS[each.colour]) for each in members) or "no networks", *said(light)])
    return rows


def schedule_rows() -> list[list[str]]:
    due = date(2026, 6, 30)
    cases: list[tuple[date | None, date]] = [
        (date(2026, 6, 30), OVER), (date(2026, 7, 1), OVER), (date(2026, 9, 29), OVER), (date(2026, 9, 30), OVER), (None, date(2026, 6, 30)),
        (None, date(2026, 8, 31)), (None, date(2026, 11, 3)),
    ]
    return [
        [done.isoformat() if done else "not yet", day.isoformat(), *said(lights.of_schedule([Deadline("Conference", due, done)], day))]
        for done, day in cases
    ]


def goal_rows() -> list[list[str]]:
    words = {"g": Colour.GREEN, "y": Colour.YELLOW, "r": Colour.RED, "-": Colour.GREY}
    rows = []
    for case in ("gg", "g-", "gy", "ggr", "gr", "rr", "--"):
        light = lights.of_goal_result(Light(words[each], "…") for each in case)
        rows.append([", ".join(str(COLOUR_WORDS[words[each]]) for each in case), str(COLOUR_WORDS[light.colour])])
    return rows


def the_lights() -> str:
    head = ["What the machine proposes", "Its reason"]
    parts = [
        "# The lights\n",
        ("Every goal has two lights: **result** (is what was promised reached?) and **schedule** (was it done in time?). The machine proposes both "
        "from what is registered and says why in a sentence with the figures; a person decides. A comment is required for yellow, red and ≠, and "
        "wherever the decision departs from the proposal. A frozen meeting keeps both, for good.\n"),
        table(
            ["Light", "Result", "Schedule"],
            [
                ["green", "reached", "kept"],
                ["yellow", "reached for the most part", "kept for the most part: late by less than three months"],
                ["red", "not reached", "not kept: late by three months or more"],
                ["not yet", "nothing to count yet", "nothing is due yet"],
                ["≠", "the goal was changed; it cannot be followed up", "likewise"],
            ],
        ),
        "\nThe examples below are answered by the program's own rules when this page is written: a plan for 2026, seen on the day that is named.\n",
        "## A number in a period\n",
        ("When the period is over: green at or above the minimum, yellow from half of it, red below; above the maximum is green and “more than planned”. "
        "While it runs, the number is held against what could be expected by now: the minimum times the share of the days that have passed, rounded down. "
        "Then green if that is reached, yellow from half of it, red below; nothing expected and nothing counted is “not yet”. A day that the target "
        "names counts as the end of the period. “At most” is green up to the number and yellow above it. “All of them” is green at every one, "
        "yellow from half, red below; how many there were is entered with who counted them.\n"),
        table(["Asked for", "Counted", "Seen on", *head], number_rows()),
        "\nAn exact number is minimum and maximum in one. Planned, moved and cancelled work never counts as held.\n",
        "## Less than a whole period\n",
        (
            "A network that starts on 1 July, or a last year that the plan cuts short, is asked for its share of the number, rounded down. Where "
            "less than a tenth is missing nothing is taken off: a network from 5 January is asked for the year's number.\n"
        ),
        table(["Asked for", "There was", "Counted", *head], short_rows()),
        "\n## Each quarter, each year\n",
        ("Green if every finished period met its number and the running one is on the way; yellow if at least half did; else red. Work in one "
        "period does not make up for another: four meetings in the first quarter do not meet “quarterly”. Where the plan holds only one such period, that period's own light speaks. Below, one is asked for in each quarter.\n"),
        table(["Counted in each quarter", "Seen on", *head], cadence_rows()),
        "\n## For each network, association, locality or team\n",
        ("One light for each, from the day it exists; the target's light is the middle one (of two the worse), and never better than one step above the "
        "worst.\n"),
        table(["The members' lights", *head], each_rows()),
        "\n## Proof instead of a number\n",
        "Green with accepted proof; without it “not yet” until it is due, then by its delay as below.\n",
        "## The schedule\n",
        ("The delay of an activity runs from its planned end to the day it was done, or to today; the worst of a goal's activities gives the light. An "
        "activity whose targets are all met is done without anybody ticking it. Months are calendar months. A planned end that is missing is taken from "
        "its target, goal, area or plan, in that order; what is continuous or as needed has none and gives no light. An end that was moved with a "
        "reason counts from its new day. Below, the planned end is 2026-06-30.\n"),
        table(["Done on", "Seen on", *head], schedule_rows()),
        "\n## The goal's result\n",
        "Green if all its targets are, red if at least half of them are red, else yellow; those that are “not yet” are left out.\n",
        table(["The targets' lights", "The goal's result"], goal_rows()),
    ]
    return "\n".join(parts)


references.add("lights", the_lights)
