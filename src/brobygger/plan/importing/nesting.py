"""Strategies that turn our levels round: central goals above, focus areas below them, objectives in those.

What such a document calls a goal holds areas, so it stands where an area does, and each of its focus areas is what is followed up.
Read word for word, every goal would be empty and every area without a goal.
"""

from collections.abc import Sequence
from dataclasses import replace

from brobygger.plan.importing.blocks import Kind
from brobygger.plan.importing.labels import Role
from brobygger.plan.importing.nodes import Unit

_TURNED = {Role.GOAL: Role.AREA, Role.AREA: Role.INITIATIVE}  # an initiative is a goal whose own list is its activities


def turn_levels(units: Sequence[Unit]) -> None:
    """Swap the two roles where every heading labelled as an area stands below one labelled as a goal, and no area above any."""
    goals, areas = _headings(units, Role.GOAL), _headings(units, Role.AREA)
    if not goals or not areas or units.index(areas[0]) < units.index(goals[0]):
        return
    if max(unit.rank for unit in goals) >= min(unit.rank for unit in areas):
        return
    for unit in (*goals, *areas):
        if unit.label is not None:
            unit.label = replace(unit.label, roles=(_TURNED[unit.label.role], *unit.label.roles[1:]))


def _headings(units: Sequence[Unit], role: Role) -> list[Unit]:
    return [
        unit for unit in units if unit.label is not None and unit.label.role is role and unit.label.rest and unit.line.kind is Kind.HEADING
    ]
