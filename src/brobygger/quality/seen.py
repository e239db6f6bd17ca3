"""A round as it is read: each point with the joint answer, what board and staff said, what shows it, what is to be better, and the answer of the round before."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from brobygger.plan.measures import measures
from brobygger.quality.assessing import figures
from brobygger.quality.models import Answer, Assessor, Evidence, Improvement, Point, Round
from brobygger.quality.models.frameworks import scale_of, tree
from brobygger.quality.things import things


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence in words, its figure, and where it opens."""

    row: Evidence
    name: str
    figure: int | None
    url: str


@dataclass(slots=True)
class PointSeen:
    """``given`` are how many of each side gave which answer; ``before`` the joint answer of the round before."""

    point: Point
    joint: Answer | None = None
    before: Answer | None = None
    given: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    said: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[Shown] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)

    @property
    def change(self) -> int | None:
        """Steps up or down since the round before; None where there is nothing to compare."""
        return self.joint.value - self.before.value if self.joint and self.before else None


@dataclass(slots=True)
class RoundSeen:
    row: Round
    scale: dict[int, str]
    points: list[PointSeen]
    assessors: list[Assessor]
    before: Round | None

    @property
    def leaves(self) -> list[PointSeen]:
        return [each for each in self.points if each.point.leaf]

    @property
    def waiting(self) -> list[PointSeen]:
        """Those without a joint answer."""
        return [each for each in self.leaves if each.joint is None]

    @property
    def improvements(self) -> list[Improvement]:
        return [row for each in self.leaves for row in each.improvements]

    def word(self, answer: Answer | None) -> str:
        return self.scale.get(answer.value, str(answer.value)) if answer else ""

    def given_in_words(self, counted: Counter[int]) -> str:
        """As in "2 begun, 1 fully"."""
        return ", ".join(f"{counted[value]} {word}" for value, word in self.scale.items() if counted[value])

    def by_theme(self) -> list[tuple[Point, list[PointSeen]]]:
        found: list[tuple[Point, list[PointSeen]]] = []
        for each in self.points:
            if each.point.level == Point.Level.THEME:
                found.append((each.point, []))
            elif each.point.leaf and found:
                found[-1][1].append(each)
        return found


def seen(row: Round) -> RoundSeen:
    """Read the round: a fixed number of questions, however many points and people."""
    points = tree(Point.objects.filter(framework=row.framework_id))
    found = {point.pk: PointSeen(point) for point in points}
    for answer in row.answers.select_related("assessor"):
        place = found[answer.point_id]
        if answer.assessor is None:
            place.joint = answer
        else:
            place.given[answer.assessor.side][answer.value] += 1
            if answer.text:
                place.said.append((str(answer.assessor.get_side_display()), answer.text))
    evidence = list(row.evidence.all())
    counted = figures(row, evidence)
    for each in evidence:
        found[each.point_id].evidence.append(_shown(row, each, counted.get(each.pk)))
    for improvement in row.improvements.select_related("activity__goal", "activity__owner"):
        found[improvement.point_id].improvements.append(improvement)
    before = Round.objects.before(row).select_related("framework").first()
    if before is not None:
        then = {answer.point.origin: answer for answer in before.answers.filter(assessor=None).select_related("point")}
        for place in found.values():
            place.before = then.get(place.point.origin)
    return RoundSeen(row, scale_of(row.framework), list(found.values()), list(row.assessors.select_related("user")), before)


def _shown(row: Round, each: Evidence, figure: int | None) -> Shown:
    if each.measure:
        known = measures.get(each.measure)
        name = str(known.label) if known else each.measure
        url = f"/{row.centre.key}/kontor/planer/tal/{each.measure}/?fra={row.starts_on}&til={row.ends_on}" if known and known.counted else ""
        return Shown(each, f"{name}: {each.text}" if each.text else name, figure, url)
    thing = things.get(each.thing)
    if thing is not None and each.ref is not None:
        return Shown(each, f"{each.name}: {each.text}" if each.text else each.name, None, thing.address(row.centre.key, each.ref))
    return Shown(each, each.name or each.text, None, "")


def in_words(change: int | None) -> str:
    """A step up, down, or none, since the round before."""
    if change is None:
        return ""
    if change == 0:
        return _("as before")
    return _("up by %(n)s") % {"n": change} if change > 0 else _("down by %(n)s") % {"n": -change}
