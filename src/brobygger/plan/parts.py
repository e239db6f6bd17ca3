"""The parts of a plan as an editor sees them: what each hangs under, which words it carries and what hangs under it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, PlanPart, Section, Target


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of part. ``parent`` and ``words`` are field names; ``children`` are the kinds below it."""

    kind: str
    model: type[PlanPart]
    parent: str
    words: str
    children: tuple[str, ...] = ()

    def siblings(self, row: PlanPart) -> list[PlanPart]:
        """The standing parts under the same parent, in their order, ``row`` among them."""
        return list(self.under(getattr(row, f"{self.parent}_id")))

    def under(self, parent: int) -> QuerySet[PlanPart]:
        return self.model._default_manager.filter(removed=False, **{self.parent: parent}).order_by("position", "pk")

    def text(self, row: PlanPart) -> str:
        return str(getattr(row, self.words))


PARTS: dict[str, Part] = {
    "section": Part("section", Section, "plan", "title"),
    "area": Part("area", Area, "plan", "title", ("goal",)),
    "goal": Part("goal", Goal, "area", "title", ("activity", "means")),
    "activity": Part("activity", Activity, "goal", "text", ("target",)),
    "means": Part("means", MeansOfVerification, "goal", "text"),
    "target": Part("target", Target, "activity", "phrase"),
}
PARENTS = {"section": "plan", "area": "plan", "goal": "area", "activity": "goal", "means": "goal", "target": "activity"}
_BY_MODEL = {part.model: part for part in PARTS.values()}


def part_of(row: PlanPart) -> Part:
    return _BY_MODEL[type(row)]


def plan_pk_of(row: Plan | PlanPart) -> int:
    """The key of the plan that ``row`` belongs to."""
    step: Plan | PlanPart = row
    while not isinstance(step, Plan):
        part = part_of(step)
        if part.parent == "plan":
            return int(step.plan_id)  # type: ignore[attr-defined]  # sections and areas hang under the plan itself
        step = getattr(step, part.parent)
    return step.pk
