from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan import outline
from brobygger.plan.enriching import enrich
from brobygger.plan.import_form import read_back


def an_activity(text, *targets):
    return {"text": text, "targets": list(targets)}


def a_target(phrase):
    return {
        "minimum": 2, "maximum": 4, "per": "year", "kind": "network_meeting", "for_each": "network", "due_on": None, "share": False,
        "about": False, "mode": None, "phrase": phrase,
    }


def a_plan():
    return enrich(
        {
            "organisation": "Frivilligcenter Testby", "title": "Plan 2025", "period": {"start": "2025-01-01", "end": "2025-12-31"},
            "areas": [
                {
                    "title": "Netværk",
                    "goals": [
                        {
                            "title": "Netværkene mødes",
                            "activities": [
                                an_activity("Holde 2-4 netværksmøder per netværk om året", a_target("2-4 netværksmøder per netværk om året")),
                                an_activity("Starte netværk efter behov"),
                            ],
                            "means_of_verification": [{"text": "Mødeindkaldelser", "measures": ["network_meetings_with_agenda"]}],
                        },
                        {"title": "Alle kan være med", "activities": [an_activity("Beskrive en metode")], "means_of_verification": [{"text": "Dokumentation af metode", "measures": ["process_notes"]}]},
                    ],
                },
                {"title": "Huset", "goals": []},
            ],
            "follow_ups": [], "warnings": [],
        }
    )


def titles(plan):
    return [
        (area["title"], [(goal["title"], [activity["text"] for activity in goal["activities"]]) for goal in area["goals"]])
        for area in plan["areas"]
    ]


def test_enriching_says_what_counts_and_where_proof_is_asked_for():
    plan = a_plan()
    first, second = plan["areas"][0]["goals"]
    target = first["activities"][0]["targets"][0]
    assert (target["measure"], target["minimum"], target["maximum"]) == ("network_meetings", 2, 4)
    assert [activity["continuous"] for activity in first["activities"]] == [False, True]
    assert [activity["proof"] for activity in first["activities"]] == [False, False]
    assert second["activities"][0]["proof"] is True


def test_every_correction_leaves_the_original_alone():
    plan = a_plan()
    before = repr(plan)
    for place in outline.places(plan):
        for verb in outline.CORRECTIONS:
            outline.correct(plan, f"{verb}:{place}")
    assert repr(plan) == before


def test_an_activity_can_begin_a_goal_and_the_rest_comes_along():
    plan = outline.correct(a_plan(), "raise:a0g0x1")
    assert titles(plan)[0][1] == [
        ("Netværkene mødes", ["Holde 2-4 netværksmøder per netværk om året"]), ("Starte netværk efter behov", []), ("Alle kan være med", ["Beskrive en metode"]),
    ]


def test_a_goal_can_be_an_activity_of_the_one_above():
    plan = outline.correct(a_plan(), "lower:a0g1")
    assert titles(plan)[0][1] == [
        ("Netværkene mødes", ["Holde 2-4 netværksmøder per netværk om året", "Starte netværk efter behov", "Alle kan være med", "Beskrive en metode"])
    ]
    assert [means["text"] for means in plan["areas"][0]["goals"][0]["means_of_verification"]] == ["Mødeindkaldelser", "Dokumentation af metode"]


def test_joining_moving_and_taking_out():
    joined = outline.correct(a_plan(), "join:a0g0x1")
    assert titles(joined)[0][1][0] == ("Netværkene mødes", ["Holde 2-4 netværksmøder per netværk om året Starte netværk efter behov"])
    moved = outline.correct(a_plan(), "up:a0g1")
    assert [title for title, _activities in titles(moved)[0][1]] == ["Alle kan være med", "Netværkene mødes"]
    gone = outline.correct(a_plan(), "remove:a1")
    assert [title for title, _goals in titles(gone)] == ["Netværk"]


@given(st.text(max_size=30))
def test_no_order_breaks_an_outline(order):
    plan = a_plan()
    assert outline.correct(plan, order)["title"] == "Plan 2025"
    assert outline.correct(plan, f"remove:{order}")["title"] == "Plan 2025"


def test_what_was_typed_is_read_back_and_what_cannot_be_is_said():
    plan = a_plan()
    posted = {
        "title": "Ny titel", "label": "Strategi", "starts_on": "2025-01-01", "ends_on": "2026-12-31", "a0-title": "Netværk og fællesskab",
        "a0g0x0-text": "Holde netværksmøder", "a0g0x0t0-per": "half_year", "a0g0x0t0-minimum": "1", "a0g0x0t0-maximum": "", "a0g0x0t0-measure": "network_meetings",
    }
    typed, errors = read_back(plan, posted)
    target = typed["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    assert errors == []
    assert (typed["title"], typed["period"]["end"], typed["areas"][0]["title"]) == ("Ny titel", "2026-12-31", "Netværk og fællesskab")
    assert (target["minimum"], target["maximum"], target["per"], target["for_each"]) == (1, None, "half_year", None)
    assert typed["areas"][0]["goals"][1] == plan["areas"][0]["goals"][1]
    for wrong in ({"starts_on": "2025-02-30", "ends_on": "2025-12-31"}, {"starts_on": "2026-01-01", "ends_on": "2025-12-31"}, {"title": " "}, {"title": "Ring 010190-1234"}):
        assert len(read_back(plan, wrong)[1]) == 1, wrong
    assert len(read_back(plan, {**posted, "a0g0x0t0-minimum": "5", "a0g0x0t0-maximum": "2"})[1]) == 1
