"""What a heading without a label stands for, judged by what stands under it: one over goals is an area, one over activities a goal
(or an area where nothing stands above it), one over prose a section of text.
"""

import re
from typing import Final

from brobygger.plan.importing.labels import Role, plain
from brobygger.plan.importing.nodes import ACTING, Meaning, Node

SURROUNDING: Final = re.compile(
    r"^(?:\d+\.?\s*)?(?:vores |vor |centrets |frivilligcentrets |om |den |det |de |særlige )?(?:vision|mission|værdi|værdier|værdigrundlag|baggrund|indledning|forord|udfordring|"
    r"målgruppe|organiser|organisation(?:en)?\b|ressource|opfølgning|økonomi|budget|evaluering|historie|ramme|samarbejdspartner|bestyrelse|kontakt|hvem er|introduktion|"
    r"resum|sammenfatning|status\b|afslutning|læsevejledning|sådan læs|ordforklaring|bilag|indhold|perspektiv|trafiklys|lovgrundlag|vedtægt|personale|medarbejder|"
    r"kvalitet|frivilligcent|tilblivelse|proces|hvad er|ledelse|idégrundlag|lokaler|grundlag|formål\b|præsentation|godkend|underskrift|revision|"
    r"tidslinje|årshjul|kommunikation$|situation|udgangspunkt|strategiens|strategi for|planens|principper|tilgang|her står vi)"
)
_PLAN_WORD: Final = re.compile(r"(?:plan|planen|strategi|program|handleplan|status|opfølgning)\b|\b20\d\d\b")


def judge(node: Node, parent: Node, *, labelled: bool) -> None:
    node.unit.meaning = _meaning(node, parent, labelled=labelled)
    if node.unit.meaning is Meaning.TEXT:
        _all_text(node)
        return
    for below in node.below:
        judge(below, node, labelled=labelled)


def _all_text(node: Node) -> None:
    for below in node.below:
        below.unit.meaning = Meaning.TEXT
        _all_text(below)


def _meaning(node: Node, parent: Node, *, labelled: bool) -> Meaning:
    unit = node.unit
    direct = node.labels()
    if unit.by_label is not None and not (unit.by_label is Role.GOAL and Role.GOAL in direct):
        return Meaning.AREA if unit.by_label is Role.AREA else Meaning.GOAL
    title = plain(unit.line.text)
    acting = bool(direct & ACTING)
    if SURROUNDING.match(title) and not (direct & {Role.GOAL, Role.ACTIVITY, Role.AREA}) and not (node.below and node.speaks_of_plan()):
        return Meaning.TEXT
    if Role.AREA in direct:
        return Meaning.CONTAINER
    if Role.GOAL in direct or (Role.PURPOSE in direct and acting):
        return Meaning.AREA
    if acting:
        return _over_activities(parent)
    if not node.speaks_of_plan():
        if labelled and node.promises():
            return _over_activities(parent)
        if labelled:
            return Meaning.WITHIN if node.items() else Meaning.TEXT
        return _without_labels(node, parent)
    if _is_container(node, parent):
        return Meaning.CONTAINER
    return Meaning.AREA


def _over_activities(parent: Node) -> Meaning:
    if parent.unit.meaning is Meaning.AREA:
        return Meaning.GOAL
    return Meaning.AREA


def _is_container(node: Node, parent: Node) -> bool:
    """A heading over the whole plan, not over one area of it."""
    deeper = [below for below in node.below if below.speaks_of_plan() or below.items()]
    if any(below.labels() & {Role.GOAL, Role.AREA} or any(further.speaks_of_plan() for further in below.below) for below in deeper):
        return True
    alone = sum(beside.speaks_of_plan() or beside.items() > 1 for beside in parent.below) == 1
    return alone and (bool(_PLAN_WORD.search(plain(node.unit.line.text))) or node is parent.below[0])


def _without_labels(node: Node, parent: Node) -> Meaning:
    """A document without any label: lists under headings. The heading over a list is a goal if a heading stands above it."""
    below = [further for further in node.below if further.items() and not SURROUNDING.match(plain(further.unit.line.text))]
    if below:
        deeper = any(further.below for further in below)
        siblings = [beside for beside in parent.below if any(further.items() for further in beside.below)]
        title = plain(node.unit.line.text)
        if deeper or (len(siblings) == 1 and (bool(_PLAN_WORD.search(title)) or node is parent.below[0])):
            return Meaning.CONTAINER
        return Meaning.AREA
    if node.items():
        return _over_activities(parent)
    return Meaning.TEXT
