"""The outline as form fields and back: one flat form whose names are places (``a0g1x2-text``, ``a0g1x2t0-minimum``)."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brobygger.core.cpr import refuse_cpr
from brobygger.plan.enriching import narrow_said, span_of
from brobygger.plan.forms.parts import colleagues
from brobygger.plan.import_narrowing import fitted
from brobygger.plan.lights import COLOUR_WORDS, Colour
from brobygger.plan.measures import measures
from brobygger.plan.models import Area, Plan
from brobygger.plan.outline import Outline
from brobygger.plan.periods import Per
from brobygger.plan.wording import EACH_LABELS, PER_LABELS

LABELS = ["Aktivitetsplan", "Virksomhedsplan", "Handlingsplan", "Udviklingsplan", "Strategi"]
LEVELS = ("area", "goal", "activity", "means")
MODES = [
    ("held", pgettext_lazy("whose work", "we hold it ourselves")),
    ("joined", pgettext_lazy("whose work", "we take part in others’")),
    ("offered", pgettext_lazy("whose work", "it is offered, held or not")),
]
_LIGHTS = [Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.CHANGED]


MARK_KINDS = [
    ("area", gettext_lazy("an area")), ("goal", gettext_lazy("a goal")), ("activity", gettext_lazy("an activity")),
    ("means", gettext_lazy("documentation")), ("nothing", gettext_lazy("nothing of the plan")),
]  # fmt: skip


def choices_for() -> dict[str, Any]:
    """What the selects of the preview offer."""
    return {
        "pers": [(per.value, PER_LABELS[per]) for per in Per],
        "eachs": list(EACH_LABELS.items()),
        "modes": MODES,
        "measure_choices": [(key, measure.label) for key, measure in measures.items() if measure.counted],
        "measure_later": [(key, measure.label) for key, measure in measures.items() if not measure.counted],
        "labels": LABELS,
        "mark_kinds": MARK_KINDS,
        "kinds": Plan.Kind.choices,
        "area_kinds": Area.Kind.choices,
        "colleagues": [(user.pk, str(user)) for user in colleagues().order_by("name", "email")],
        "light_choices": [(colour.value, COLOUR_WORDS[colour]) for colour in _LIGHTS],
        "level_words": [
            ("area", Plan._meta.get_field("area_word").verbose_name), ("goal", Plan._meta.get_field("goal_word").verbose_name),
            ("activity", Plan._meta.get_field("activity_word").verbose_name), ("means", Plan._meta.get_field("means_word").verbose_name),
        ],
    }


class Typed:
    """What was posted, by field name; collects a sentence for each thing that cannot be."""

    def __init__(self, posted: Mapping[str, Any]) -> None:
        self._posted = posted
        self.errors: list[str] = []

    def has(self, name: str) -> bool:
        return name in self._posted

    def written(self, name: str) -> str:
        return str(self._posted.get(name, ""))

    def text(self, name: str, kept: Any) -> str:
        """The text typed under ``name``; ``kept`` where the form had no such field."""
        return str(self._posted.get(name, kept) or "").strip()

    def fill(self, part: Outline, at: str, *names: str) -> None:
        """Write over those texts of ``part`` that the form had a field for."""
        for name in names:
            if f"{at}-{name}" in self._posted:
                part[name] = self.written(f"{at}-{name}").strip()

    def choice(self, name: str, allowed: Any, kept: Any) -> Any:
        if name not in self._posted:
            return kept
        return self._posted[name] if self._posted[name] in allowed else None

    def several(self, name: str) -> list[str] | None:
        return list(self._posted.getlist(name)) if hasattr(self._posted, "getlist") else None

    def day(self, name: str, kept: str | None) -> str | None:
        if name not in self._posted:
            return kept
        typed = self.written(name).strip()
        try:
            return date.fromisoformat(typed).isoformat() if typed else None
        except ValueError:
            self.errors.append(_("This is no date: %(due)s") % {"due": typed[:40]})
            return kept

    def number(self, name: str, kept: int | None) -> int | None:
        typed = self.written(name).strip()
        if typed and not (typed.isdecimal() and len(typed) < 7):
            self.errors.append(_("This is no whole number: %(typed)s") % {"typed": typed[:40]})
            return kept
        return int(typed) if typed else None


def read_back(stored: Outline, posted: Mapping[str, Any]) -> tuple[Outline, list[str]]:
    """``stored`` with what was typed in place of it, and a sentence for each thing that cannot be. Missing fields keep theirs."""
    outline, typed = deepcopy(stored), Typed(posted)
    for value in posted.values():
        try:
            refuse_cpr(value)
        except ValidationError as error:
            typed.errors.append(f"{error.messages[0]} ({value[:40]} …)")
            break
    _read_head(outline, typed)
    for a, area in enumerate(outline["areas"]):
        typed.fill(area, f"a{a}", "title", "note")
        if typed.has(f"a{a}-kind"):
            area["kind"] = typed.choice(f"a{a}-kind", Area.Kind.values, None) or Area.Kind.FOCUS.value
        for g, goal in enumerate(area["goals"]):
            _read_goal(goal, f"a{a}g{g}", typed, outline)
    return outline, typed.errors


def _read_head(outline: Outline, typed: Typed) -> None:
    outline["title"] = typed.text("title", outline.get("title"))[:200]
    outline["label"] = typed.text("label", outline.get("label"))[:60]
    if not outline["title"] and typed.has("title"):
        typed.errors.append(_("Give the plan a title."))
    if typed.has("kind"):
        outline["kind"] = typed.choice("kind", Plan.Kind.values, None) or Plan.Kind.CORE.value
    for level in LEVELS:
        if typed.has(f"{level}-word"):
            outline["words"] = (outline.get("words") or {}) | {level: typed.written(f"{level}-word").strip()[:40]}
    if typed.has("told_on"):
        outline["told_on"] = typed.day("told_on", outline.get("told_on"))
    _read_period(outline, typed)
    _read_told(outline, "p", typed)
    kept = []
    for s, section in enumerate(outline.get("sections") or []):
        typed.fill(section, f"s{s}", "title", "text")
        if typed.has(f"s{s}-text"):
            section["after_goals"] = typed.has(f"s{s}-after")
        if not typed.has(f"s{s}-drop"):
            kept.append(section)
    if "sections" in outline:
        outline["sections"] = kept


def _read_period(outline: Outline, typed: Typed) -> None:
    if not typed.has("starts_on"):
        return
    try:
        start, end = date.fromisoformat(typed.written("starts_on")), date.fromisoformat(typed.written("ends_on"))
    except ValueError:
        typed.errors.append(_("Say which period the plan is for: the first and the last day."))
        return
    if end < start:
        typed.errors.append(_("The plan ends before it begins."))
        return
    outline["period"] = {"start": start.isoformat(), "end": end.isoformat()}


def _read_goal(goal: Outline, at: str, typed: Typed, outline: Outline) -> None:
    typed.fill(goal, at, "title", "lead_in", "note")
    _read_told(goal, at, typed)
    for x, activity in enumerate(goal["activities"]):
        _read_activity(activity, f"{at}x{x}", typed, outline)
    for m, means in enumerate(goal["means_of_verification"]):
        typed.fill(means, f"{at}m{m}", "text")
        chosen = typed.several(f"{at}m{m}-measures")
        if typed.has(f"{at}m{m}-text") and chosen is not None and chosen != means["measures"]:
            means["measures"], means["guessed"] = chosen, False


def _read_told(part: Outline, at: str, typed: Typed) -> None:
    """The statuses that the document tells of a part."""
    kept = []
    for n, told in enumerate(part.get("told") or []):
        typed.fill(told, f"{at}s{n}", "text")
        for light in ("result", "schedule"):
            told[light] = typed.choice(f"{at}s{n}-{light}", [colour.value for colour in _LIGHTS], told.get(light))
        if not typed.has(f"{at}s{n}-drop"):
            kept.append(told)
    if "told" in part:
        part["told"] = kept


def _read_activity(activity: Outline, at: str, typed: Typed, outline: Outline) -> None:
    if not typed.has(f"{at}-text"):
        return
    typed.fill(activity, at, "text", "note")
    activity["continuous"] = typed.has(f"{at}-continuous")
    activity["proof"] = typed.has(f"{at}-proof")
    if typed.has(f"{at}-ends"):
        activity["planned_end"] = typed.day(f"{at}-ends", activity.get("planned_end"))
    if typed.has(f"{at}-owner"):
        owner = typed.written(f"{at}-owner")
        activity["owner_id"] = int(owner) if owner.isdecimal() and len(owner) < 10 else None
    _read_told(activity, at, typed)
    kept = []
    for t, target in enumerate(activity["targets"]):
        if typed.has(f"{at}t{t}-drop"):
            continue
        _read_target(target, f"{at}t{t}", typed, activity["text"], outline)
        kept.append(target)
    activity["targets"] = kept


def _read_target(target: Outline, at: str, typed: Typed, text: str, outline: Outline) -> None:
    if not typed.has(f"{at}-per"):
        return
    before = deepcopy(target)
    minimum, maximum = typed.number(f"{at}-minimum", target["minimum"]), typed.number(f"{at}-maximum", target["maximum"])
    if minimum is not None and maximum is not None and maximum < minimum:
        typed.errors.append(_("“At most” is lower than “at least” in: %(text)s") % {"text": text[:60]})
        return
    target["share"] = typed.has(f"{at}-share")
    target["minimum"], target["maximum"] = (None, None) if target["share"] else (minimum, maximum)
    target["per"] = typed.choice(f"{at}-per", set(Per), target["per"]) or "plan"
    target["for_each"] = typed.choice(f"{at}-each", EACH_LABELS, None) or None
    target["due_on"] = typed.day(f"{at}-due", target["due_on"])
    target["about"] = typed.has(f"{at}-about")
    target["mode"] = typed.choice(f"{at}-mode", [mode for mode, _label in MODES], target.get("mode"))
    target["measure"] = typed.choice(f"{at}-measure", measures, target.get("measure")) or ""
    _read_narrow(target, before, at, typed, text, outline)
    if target != before:
        target["guessed"] = False


def _read_narrow(target: Outline, before: Outline, at: str, typed: Typed, text: str, outline: Outline) -> None:
    """What was chosen of it counts; where another measure was chosen, what the words say of that one."""
    narrow = dict(before.get("narrow") or {})
    kinds, online = list(narrow.get("base", [])), list(narrow.get("online", []))
    wanted = [base for base in typed.several(f"{at}-base") or [] if base] if typed.has(f"{at}-base") else kinds
    place = {"yes": [True], "no": [False], "": []}.get(typed.written(f"{at}-online"), online) if typed.has(f"{at}-online") else online
    if target["measure"] != before.get("measure") and wanted == kinds:
        said = narrow_said(before, text, span_of(outline), target["measure"])
        wanted = said.get("base", kinds)
    narrow |= {"base": wanted, "online": place}
    narrow = {key: values for key, values in narrow.items() if values}
    target["narrow"] = fitted(target["measure"], narrow)
    if wanted != kinds and target["measure"] == before.get("measure") and wanted and "base" not in target["narrow"]:
        typed.errors.append(_("What counts holds no such kind of work: %(text)s") % {"text": text[:60]})
