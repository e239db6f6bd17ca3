"""``./brobygger plan import FILE``: the preview of a plan document on the command line, as an outline or as JSON. Writes nothing."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import translation

from brobygger.core.terminal import danish, either
from brobygger.plan.importing import Preview, Unreadable, read_plan
from brobygger.plan.importing.preview import FoundGoal
from brobygger.plan.importing.wording import gettext
from brobygger.plan.phrases import TargetGuess


def main(words: Sequence[str]) -> int:
    options = _parser().parse_args(words)
    with translation.override("da" if danish() else "en"):
        try:
            preview = read_plan(options.file, options.file.name)
        except Unreadable as error:
            print(error.message, file=sys.stderr)
            return 1
        if options.json:
            print(json.dumps(preview.as_json(), ensure_ascii=False, indent=2))
        else:
            print("\n".join(_outline(preview)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./brobygger plan import",
        description=either(
            "Show what would be read from a plan document: areas, goals, activities, documentation and targets. Nothing is written.",
            "Vis, hvad der bliver læst ud af et plandokument: områder, mål, aktiviteter, dokumentation og måltal. Intet bliver skrevet.",
        ),
    )
    parser.add_argument("file", type=Path, help=either("Word, PDF, OpenDocument, Excel, CSV, HTML, Markdown or text", "Word, PDF, OpenDocument, Excel, CSV, HTML, Markdown eller tekst"))
    parser.add_argument("--json", action="store_true", help=either("for a program to read", "til et program"))
    return parser


def _outline(preview: Preview) -> Iterator[str]:
    yield " · ".join(part for part in (preview.organisation, preview.title) if part) or gettext("A plan without a title")
    if preview.period is not None:
        yield f"{preview.period.start:%d.%m.%Y} – {preview.period.end:%d.%m.%Y}"
    for area in preview.areas:
        yield ""
        yield (area.title or gettext("No area")).upper()
        for goal in area.goals:
            yield from _goal(goal)
    if preview.follow_ups:
        yield ""
        yield gettext("Status").upper()
        yield from (f"  {followed.activity}: {followed.text}" for followed in preview.follow_ups)
    if preview.warnings:
        yield ""
        yield gettext("Look at").upper()
        yield from (f"  {warned.where}: {warned.message}" if warned.where else f"  {warned.message}" for warned in preview.warnings)


def _goal(goal: FoundGoal) -> Iterator[str]:
    yield f"  {goal.title}"
    for activity in goal.activities:
        yield f"    - {activity.text}"
        yield from (f"        = {_figures(target)}" for target in activity.targets)
    yield from (f"    * {means.text}" for means in goal.means)


def _figures(target: TargetGuess) -> str:
    """The target as the plan's words say it, with the figures that were read from them."""
    if target.share:
        return f"“{target.phrase}”: " + gettext("all")
    least, most = target.minimum, target.maximum
    figures = str(least) if least == most else f"{'' if least is None else least}–{'' if most is None else most}"
    parts = [figures, f"/ {target.per}", f"× {target.for_each}" if target.for_each else "", f"→ {target.due_on}" if target.due_on else ""]
    return f"“{target.phrase}”: " + " ".join(part for part in parts if part)
