"""The outline as form fields and back: one flat form whose names are places (``a0g1x2-text``, ``a0g1x2t0-minimum``)."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.cpr import refuse_cpr
from brobygger.plan.measures import measures
from brobygger.plan.outline import Outline
from brobygger.plan.periods import Per
from brobygger.plan.wording import EACH_LABELS, PER_LABELS

LABELS = ["Aktivitetsplan", "Virksomhedsplan", "Handlingsplan", "Udviklingsplan", "Strategi"]


def choices_for() -> dict[str, Any]:
    """What the selects of the preview offer."""
    return {
        "pers": [(per.value, PER_LABELS[per]) for per in Per],
        "eachs": list(EACH_LABELS.items()),
        "measure_choices": [(key, measure.label) for key, measure in measures.items() if measure.counted],
        "measure_later": [(key, measure.label) for key, measure in measures.items() if not measure.counted],
        "labels": LABELS,
    }


def read_back(stored: Outline, posted: Mapping[str, Any]) -> tuple[Outline, list[str]]:
    """``stored`` with what was typed in place of it, and a sentence for each thing that cannot be. Missing fields keep theirs."""
    outline, errors = deepcopy(stored), []
    for name, value in posted.items():
        try:
            refuse_cpr(value)
        except ValidationError as error:
            errors.append(f"{error.messages[0]} ({value[:40]} …)")
            break
        if "\0" in name:
            break
    outline["title"] = posted.get("title", outline.get("title") or "").strip()[:200]
    outline["label"] = posted.get("label", outline.get("label") or "").strip()[:60]
    if not outline["title"] and "title" in posted:
        errors.append(_("Give the plan a title."))
    _read_period(outline, posted, errors)
    for a, area in enumerate(outline["areas"]):
        area["title"] = posted.get(f"a{a}-title", area["title"]).strip()
        for g, goal in enumerate(area["goals"]):
            at = f"a{a}g{g}"
            goal["title"] = posted.get(f"{at}-title", goal["title"]).strip()
            for x, activity in enumerate(goal["activities"]):
                _read_activity(activity, f"{at}x{x}", posted, errors)
            for m, means in enumerate(goal["means_of_verification"]):
                means["text"] = posted.get(f"{at}m{m}-text", means["text"]).strip()
                if f"{at}m{m}-text" in posted and hasattr(posted, "getlist"):
                    means["measures"] = posted.getlist(f"{at}m{m}-measures")
    return outline, errors


def _read_period(outline: Outline, posted: Mapping[str, Any], errors: list[str]) -> None:
    if "starts_on" not in posted:
        return
    try:
        start, end = date.fromisoformat(posted["starts_on"]), date.fromisoformat(posted["ends_on"])
    except ValueError:
        errors.append(_("Say which period the plan is for: the first and the last day."))
        return
    if end < start:
        errors.append(_("The plan ends before it begins."))
        return
    outline["period"] = {"start": start.isoformat(), "end": end.isoformat()}


def _read_activity(activity: Outline, at: str, posted: Mapping[str, Any], errors: list[str]) -> None:
    if f"{at}-text" not in posted:
        return
    activity["text"] = posted[f"{at}-text"].strip()
    activity["continuous"] = f"{at}-continuous" in posted
    activity["proof"] = f"{at}-proof" in posted
    kept = []
    for t, target in enumerate(activity["targets"]):
        if f"{at}t{t}-drop" in posted:
            continue
        _read_target(target, f"{at}t{t}", posted, errors, activity["text"])
        kept.append(target)
    activity["targets"] = kept


def _read_target(target: Outline, at: str, posted: Mapping[str, Any], errors: list[str], text: str) -> None:
    if f"{at}-per" not in posted:
        return
    minimum, maximum = _number(posted.get(f"{at}-minimum", "")), _number(posted.get(f"{at}-maximum", ""))
    if minimum is not None and maximum is not None and maximum < minimum:
        errors.append(_("“At most” is lower than “at least” in: %(text)s") % {"text": text[:60]})
        return
    target["share"] = f"{at}-share" in posted
    target["minimum"], target["maximum"] = (None, None) if target["share"] else (minimum, maximum)
    target["per"] = posted[f"{at}-per"] if posted[f"{at}-per"] in set(Per) else "plan"
    target["for_each"] = posted.get(f"{at}-each") or None
    target["measure"] = posted.get(f"{at}-measure", "")
    due = posted.get(f"{at}-due", "")
    try:
        target["due_on"] = date.fromisoformat(due).isoformat() if due else None
    except ValueError:
        errors.append(_("This is no date: %(due)s") % {"due": due})


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < 7 else None
