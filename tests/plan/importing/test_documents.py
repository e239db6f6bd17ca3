"""Plans as other centres write them: each document under ``documents/`` is held against the answer that a reader of Danish gives.

An answer has one line for each part: ``#`` area, ``##`` goal, ``-`` activity, ``=`` target (least..most per, for each, by), ``*``
documentation, ``>`` what a status says; below an activity who does it and by when, where a column or label says so.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brobygger.plan.importing import Preview, read_plan
from tests.plan.importing import building

DOCUMENTS = Path(__file__).parent / "documents"
# The formats in which each source is tried; the text formats as they lie there.
BUILT = {
    "aadalen": ("docx", "odt", "xlsx", "pdf"),
    "sundby": ("docx", "odt", "pdf"),
    "vestervig": ("docx", "odt", "xlsx", "pdf"),
    "fjordby": ("docx", "odt", "pdf"),
    "lindholm": ("docx", "odt", "pdf"),
    "ostermark": ("xlsx", "docx", "odt", "pdf"),
    "engelsborg": ("docx", "odt", "pdf"),
    "skovlund": ("docx", "odt", "pdf"),
    "havnsoe": ("docx", "odt", "pdf"),
    "bakkerup": ("docx", "odt", "pdf"),
    "faxholm": ("docx", "odt", "pdf"),
    "helsted": ("docx", "odt", "pdf"),
    "jelshoej": ("docx", "odt", "pdf"),
    "morkholt": ("docx", "odt", "pdf"),
    "oerum": ("docx", "odt", "pdf"),
    "pandrup": ("docx", "odt"),
    "stouby": ("docx", "odt", "pdf"),
    "visby": ("docx", "odt", "pdf"),
    "eskebjerg": ("docx", "odt", "xlsx", "pdf"),
    "fensmark": ("docx", "odt", "pdf"),
    "hejnsvig": ("docx", "odt", "xlsx", "pdf"),
    "ibsker": ("docx", "odt", "pdf"),
    "mernby": ("docx", "odt", "xlsx", "pdf"),
    "tibirke": ("docx", "odt", "pdf"),
    "ulsted": ("docx", "odt", "pdf"),
    "vandel": ("docx", "odt", "pdf"),
    "ydby": ("docx", "odt", "pdf"),
    "bjerre": ("docx", "odt", "pdf"),
    "dalby": ("docx", "odt", "pdf"),
    "nordrup": ("docx", "odt", "pdf"),
    "rosted": ("docx", "odt", "pdf"),
    "sejlby": ("docx", "odt", "pdf"),
    "lyngborg": ("docx", "odt", "xlsx", "pdf"),
    "mosebaek": ("docx", "odt", "pdf"),
    "vesterlund": ("docx", "odt", "pdf"),
    "allinge": ("docx", "odt", "pdf", "slides.pdf"),
    "balle": ("docx", "odt", "xlsx", "pdf"),
    "ejstrup": ("docx", "odt", "xlsx", "pdf"),
    "kaer": ("docx", "odt", "pdf"),
    "tim": ("docx", "odt", "pdf"),
    "vestfjord": ("docx", "odt", "pdf"),
    "egebjerg": ("docx", "odt", "xlsx", "pdf"),
    "fjelsoe": ("docx", "odt", "xlsx", "pdf"),
    "gadbjerg": ("docx", "odt", "xlsx", "pdf"),
    "gjern": ("xlsx", "docx", "odt", "pdf"),
    "hvidbjerg": ("docx", "odt", "pdf"),
    "oelgod": ("docx", "odt", "pdf"),
    "soelund": ("docx", "odt", "xlsx", "pdf"),
    # Not in PDF: two paragraphs without bullets in a cell run together where the first fills its line, for a reader of Danish too.
    "dybvad": ("docx", "odt", "xlsx"),
    "gammelby": ("docx", "odt"),
}
BUILDERS = {"docx": building.as_word, "odt": building.as_open_text, "xlsx": building.as_workbook, "pdf": building.as_pdf, "slides.pdf": building.as_slides}
CASES = sorted([path.name for path in DOCUMENTS.iterdir() if path.suffix != ".answer"] + [f"{name}.{kind}" for name, kinds in BUILT.items() for kind in kinds])


@pytest.mark.parametrize("name", CASES)
def test_a_plan_is_read_as_a_person_reads_it(name):
    stem, _, kind = name.partition(".")
    answer = (DOCUMENTS / f"{stem}.answer").read_text(encoding="utf-8").splitlines()
    source = DOCUMENTS / name
    content = source.read_bytes() if source.exists() else BUILDERS[kind]((DOCUMENTS / f"{stem}.html").read_text(encoding="utf-8"))
    assert list(told(read_plan(content, f"plan.{kind}"))) == answer


def told(preview: Preview) -> Iterator[str]:
    found = preview.as_json()
    yield f"organisation: {found['organisation']}"
    yield f"title: {found['title']}"
    yield f"period: {found['period']['start']} {found['period']['end']}"
    for area in found["areas"]:
        yield f"# {area['title']}"
        for goal in area["goals"]:
            yield f"## {goal['title']}"
            for activity in goal["activities"]:
                yield f"- {activity['text']}"
                yield from (_target(target) for target in activity["targets"])
                if "owner" in activity:
                    yield f"  owner: {activity['owner']}"
                if "deadline" in activity and "planned_end" in activity:
                    yield f"  by {activity['planned_end']}"
            yield from (f"* {means['text']}" for means in goal["means_of_verification"])
    for followed in found["follow_ups"]:
        lights = " ".join(light for light in (followed["result"], followed["schedule"]) if light)
        yield " ".join(filter(None, [f"> {followed['activity']} | {followed['text']}", lights]))


def _target(target: dict[str, Any]) -> str:
    if target["share"]:
        return "  = all"
    least, most = ("" if target[name] is None else target[name] for name in ("minimum", "maximum"))
    by = f"by {target['due_on']}" if target["due_on"] else ""
    return " ".join(filter(None, ["  =", f"{least}..{most}", target["per"], target["for_each"], by, "about" if target["about"] else ""]))
