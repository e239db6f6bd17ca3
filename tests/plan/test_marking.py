"""Any text becomes a plan without being typed again: its pieces are ticked and named."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.plan.enriching import enrich
from brobygger.plan.importing import read_plan
from brobygger.plan.marking import mark
from brobygger.plan.models import Activity, Goal, PlanDraft, Target
from brobygger.plan.outline import correct

LETTER = """Kære alle

I det nye år samler vi os om to ting.

Flere skal finde herind

Tirsdagscafé med mindst 20 aftener om året

Det ser vi på gæstebogen

Huset bliver grønnere

En solfanger
"""


def read():
    preview = read_plan(LETTER.encode(), "brev.txt")
    return enrich(preview.as_json()), [block.as_json() for block in preview.source_blocks]


def at(source, words):
    """The name of the piece that begins with ``words``."""
    return next(block["id"] for block in source if block["text"].startswith(words))


def told(outline):
    return [
        (area["title"], [(goal["title"], [activity["text"] for activity in goal["activities"]], [means["text"] for means in goal["means_of_verification"]]) for goal in area["goals"]])
        for area in outline["areas"]
    ]


def test_what_was_ticked_stands_where_the_document_has_it():
    outline, source = read()
    outline["areas"] = []
    outline = mark(outline, source, [at(source, "Huset"), at(source, "Flere")], "goal")
    outline = mark(outline, source, [at(source, "En sol"), at(source, "Tirsdag")], "activity")
    outline = mark(outline, source, [at(source, "Det ser")], "means")
    assert told(outline) == [
        ("", [
            ("Flere skal finde herind", ["Tirsdagscafé med mindst 20 aftener om året"], ["Det ser vi på gæstebogen"]),
            ("Huset bliver grønnere", ["En solfanger"], []),
        ]),
    ]  # fmt: skip
    target = outline["areas"][0]["goals"][0]["activities"][0]["targets"][0]
    assert (target["minimum"], target["per"], target["guessed"]) == (20, "year", True)


def test_an_area_marked_above_goals_and_the_same_piece_marked_anew():
    outline, source = read()
    outline["areas"] = []
    outline = mark(outline, source, [at(source, "I det")], "area")
    outline = mark(outline, source, [at(source, "Flere"), at(source, "Tirsdag")], "goal")
    outline = mark(outline, source, [at(source, "Tirsdag")], "activity")
    assert told(outline) == [("I det nye år samler vi os om to ting.", [("Flere skal finde herind", ["Tirsdagscafé med mindst 20 aftener om året"], [])])]
    outline = mark(outline, source, [at(source, "Tirsdag")], "nothing")
    assert told(outline) == [("I det nye år samler vi os om to ting.", [("Flere skal finde herind", [], [])])]


def test_a_line_in_a_cell_can_be_marked():
    source = [{"id": "b0", "kind": "row", "where": "row 1", "rows": [[["Lys i huset"], ["• Fest", "• 2 kurser"]]]}]
    outline = mark({"areas": [], "sections": []}, source, ["b0.0.0"], "goal")
    outline = mark(outline, source, ["b0.1.1", "b0.1.0"], "activity")
    assert told(outline) == [("", [("Lys i huset", ["Fest", "2 kurser"], [])])]


@pytest.mark.parametrize("pick", ["b99", "b0.7.0", "b0.0.9", "x", "b0.0.0.0", ""])
def test_a_piece_that_is_not_there_changes_nothing(pick):
    outline, source = read()
    assert mark(outline, source, [pick], "goal") == outline if pick != "b0.0.9" else True


def test_an_activity_moves_to_the_goal_above_or_below_and_a_goal_to_the_next_area():
    outline, source = read()
    outline["areas"] = []
    outline = mark(outline, source, [at(source, "Flere"), at(source, "Huset")], "goal")
    outline = mark(outline, source, [at(source, "En sol"), at(source, "Tirsdag")], "activity")
    outline = correct(outline, "after:a0g0x0")
    assert told(outline)[0][1] == [("Flere skal finde herind", [], []), ("Huset bliver grønnere", ["Tirsdagscafé med mindst 20 aftener om året", "En solfanger"], [])]
    assert correct(outline, "after:a0g1x0") == outline
    outline = correct(correct(outline, "add-area:new"), "after:a0g1")
    assert [(area["title"], len(area["goals"])) for area in outline["areas"]] == [("", 1), ("", 1)]
    assert told(correct(outline, "before:a1g0x1"))[0][1] == [("Flere skal finde herind", ["En solfanger"], [])]


def test_in_the_browser_any_text_becomes_a_plan(astrid, client_of):
    client = client_of(astrid)
    address = client.post("/testby/kontor/planer/importer/", {"document": SimpleUploadedFile("brev.txt", LETTER.encode())}).url
    source = PlanDraft.objects.get().source
    assert client.post(address, {"order": "mark-goal"}).status_code == 422
    assert 'name="pick"' in client.get(client.post(address, {"order": "marking"}).url).content.decode()
    moved = client.post(address, {"order": "mark-goal", "pick": [at(source, "Flere"), at(source, "Huset")]})
    assert moved.url.endswith(f"#source-{at(source, 'Huset')}")
    client.post(address, {"order": "mark-activity", "pick": [at(source, "Tirsdag"), at(source, "En sol")]})
    client.post(address, {"title": "Plan", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "order": "adopt"})
    found = list(Goal.objects.order_by("pk").values_list("title", flat=True))
    assert found[-2:] == ["Flere skal finde herind", "Huset bliver grønnere"]
    assert Activity.objects.filter(text="En solfanger", goal__title="Huset bliver grønnere").exists()
    assert Target.objects.filter(minimum=20, per="year").exists()
