"""Two plans side by side: which goals were kept, changed, are new, are gone. Pure: two trees in, rows out."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from brobygger.plan import wording
from brobygger.plan.tree import GoalNode, PlanTree

LIKE = 80  # from here on, of 100, two titles are one goal reworded


@dataclass(frozen=True, slots=True)
class Side:
    """A goal as one of the plans has it."""

    pk: int
    title: str
    activities: list[str]
    targets: list[str]
    means: list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """``change`` is kept, changed, new or gone; ``before`` or ``after`` is missing for the last two."""

    change: str
    before: Side | None
    after: Side | None


def compare(old: PlanTree, new: PlanTree) -> list[Compared]:
    """Goals of ``new`` in their order, each beside the goal of ``old`` it carries on, then those of ``old`` that are gone."""
    before = {node.goal.pk: node for node in old.goals()}
    pairs: list[tuple[GoalNode | None, GoalNode | None]] = []
    waiting: list[GoalNode] = []
    for node in new.goals():
        origin = before.pop(node.goal.copied_from_id or 0, None)
        pairs.append((origin, node))
        if origin is None:
            waiting.append(node)
    for node in waiting:
        nearest = max(before.values(), key=lambda each: _likeness(each, node), default=None)
        if nearest is not None and _likeness(nearest, node) >= LIKE:
            pairs[[pair[1] for pair in pairs].index(node)] = (before.pop(nearest.goal.pk), node)
    pairs += [(node, None) for node in before.values()]
    return [_compared(*pair) for pair in pairs]


def _likeness(one: GoalNode, other: GoalNode) -> float:
    return fuzz.token_sort_ratio(one.goal.title.casefold(), other.goal.title.casefold())


def _compared(old: GoalNode | None, new: GoalNode | None) -> Compared:
    before, after = _side(old), _side(new)
    if before is None or after is None:
        return Compared("gone" if after is None else "new", before, after)
    same = (before.title, before.activities, before.targets, before.means) == (after.title, after.activities, after.targets, after.means)
    return Compared("kept" if same else "changed", before, after)


def _side(node: GoalNode | None) -> Side | None:
    if node is None:
        return None
    return Side(
        pk=node.goal.pk,
        title=node.goal.title,
        activities=[each.activity.text for each in node.activities],
        targets=[wording.promise(target.target) for each in node.activities for target in each.targets],
        means=[each.text for each in node.means],
    )
