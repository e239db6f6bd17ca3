"""A round: begun, answered by each, answered jointly with evidence, closed. Whoever writes holds the round, so that nothing slips in while it is closed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.plan.counting import Demand, count
from brobygger.plan.measures import measures
from brobygger.plan.periods import Period
from brobygger.quality import framing
from brobygger.quality.models import Answer, Assessor, Evidence, Framework, Point, Round, RoundClosed
from brobygger.quality.models.frameworks import answered, scale_of

Side = Assessor.Side
Given = Mapping[int, tuple[int, str]]
"""By point: what was answered (a step, or 1 and 0 for follows and explains), and why."""


def held(row: int) -> Round:
    """The round, held until the transaction ends. Raises RoundClosed."""
    found: Round = Round.objects.select_for_update(of=("self",)).select_related("framework__centre", "centre").get(pk=row)
    if found.is_closed:
        raise RoundClosed
    return found


@transaction.atomic
def begin(row: Round, people: Iterable[tuple[User, str]], *, by: User, now: datetime) -> Round:
    """A round, with those who are asked. ValidationError where there is nothing to answer, or where a point has no words yet."""
    framework = framing.held(row.framework_id)
    points = list(Point.objects.filter(framework=framework))
    if not answered(points):
        raise ValidationError(_("The framework has no criteria yet."))
    bare = sum(not point.title for point in points)
    if bare:
        raise ValidationError(ngettext("%(n)s point has no text yet. Type it first.", "%(n)s points have no text yet. Type them first.", bare) % {"n": bare})
    if not framework.follows and len(framework.scale) < 2:
        raise ValidationError(_("The scale needs at least two steps."))
    if Round.objects.filter(framework=framework, closed_at=None).exists():
        raise ValidationError(_("A round is under way already. Close it first."))
    row.begun_at = now
    row.save()
    audit.record("added", row, by=by, now=now)
    ask(row, people, by=by, now=now)
    return row


@transaction.atomic
def ask(row: Round, people: Iterable[tuple[User, str]], *, by: User, now: datetime) -> list[Assessor]:
    """Ask those who have not been asked yet."""
    held(row.pk)
    asked = set(row.assessors.values_list("user", flat=True))
    made = []
    for user, side in people:
        if user.pk not in asked:
            assessor = Assessor(round=row, user=user, side=side)
            assessor.save()
            audit.record("asked", assessor, by=by, now=now)
            made.append(assessor)
    return made


@transaction.atomic
def keep(row: Round, *, before: Mapping[str, Any], by: User, now: datetime) -> Round:
    """Its days and conclusion as they were edited."""
    if held(row.pk).version != row.version:
        raise Stale(f"Round {row.pk}")
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)
    return row


def _right(framework: Framework, point: Point, value: int, text: str) -> None:
    """Raise ValidationError by the point's key, with what is wrong."""
    if value not in scale_of(framework):
        raise ValidationError({str(point.pk): _("Choose one of the answers.")})
    if framework.follows and value == 0 and not text.strip():
        raise ValidationError({str(point.pk): _("Explain what you do instead, and why.")})


def _put(row: Round, point: Point, assessor: Assessor | None, value: int, text: str) -> tuple[Answer, dict[str, Any] | None]:
    _right(row.framework, point, value, text)
    found = Answer.objects.filter(round=row, point=point, assessor=assessor).first()
    before = audit.values(found) if found else None
    answer = found or Answer(round=row, point=point, assessor=assessor)
    answer.score, answer.follows, answer.text = (None, bool(value), text.strip()) if row.framework.follows else (value, None, text.strip())
    if before != audit.values(answer):
        answer.save()
    return answer, before


@transaction.atomic
def assess(assessor: Assessor, given: Given, *, whole: bool, now: datetime) -> Assessor:
    """What one answers, as far as they have come. ``whole``: they are done; ValidationError by point for what is missing then."""
    row = held(assessor.round_id)
    leaves = answered(Point.objects.filter(framework=row.framework))
    errors: dict[str, Any] = {}
    for point in leaves:
        if point.pk in given:
            try:
                _put(row, point, assessor, *given[point.pk])
            except ValidationError as error:
                errors |= error.message_dict
        elif whole:
            errors[str(point.pk)] = [_("Not answered yet.")]
    Answer.objects.filter(round=row, assessor=assessor).exclude(point__in=given).delete()
    if errors:
        raise ValidationError(errors)
    assessor.answered_at = (assessor.answered_at or now) if whole else None
    assessor.save()
    return assessor


@transaction.atomic
def answer_jointly(row: Round, point: Point, value: int, text: str, *, by: User, now: datetime) -> Answer:
    """The answer of the centre. The last one stands; the trail keeps those before."""
    row = held(row.pk)
    if point.pk not in {each.pk for each in answered(Point.objects.filter(framework=row.framework))}:
        raise ValidationError(_("This is not for a round to answer."))
    answer, before = _put(row, point, None, value, text)
    audit.record("edited" if before else "added", answer, by=by, before=before, now=now)
    return answer


@transaction.atomic
def show(evidence: Evidence, *, by: User, now: datetime) -> Evidence:
    """A piece of evidence under a point."""
    held(evidence.round_id)
    evidence.save()
    audit.record("added", evidence, by=by, now=now)
    return evidence


@transaction.atomic
def take_evidence_out(evidence: Evidence, *, by: User, now: datetime) -> None:
    held(evidence.round_id)
    audit.record("deleted", evidence, by=by, now=now)
    evidence.delete()


def figures(row: Round, rows: Iterable[Evidence]) -> dict[int, int]:
    """By piece of evidence: what its measure comes to in the round's period, in one go; kept ones as they were kept."""
    found = {each.pk: each.figure for each in rows if each.figure is not None}
    if row.is_closed:
        return found
    period = Period(row.starts_on, row.ends_on)
    wanted = {each.pk: Demand(each.measure, period) for each in rows if each.measure in measures and measures[each.measure].counted}
    counted = count(wanted.values())
    return found | {pk: n for pk, demand in wanted.items() if isinstance(n := counted[demand], int)}


def unanswered(row: Round) -> list[Point]:
    """The points that have no joint answer yet."""
    done = set(row.answers.filter(assessor=None).values_list("point", flat=True))
    return [each for each in answered(Point.objects.filter(framework=row.framework_id)) if each.pk not in done]


@transaction.atomic
def close(row: Round, *, by: User, now: datetime) -> Round:
    """Keep it as it stands, figures and all. ValidationError while a point waits for the joint answer. Twice is once."""
    try:
        found = held(row.pk)
    except RoundClosed:
        return Round.objects.listed().get(pk=row.pk)
    waiting = len(unanswered(found))
    if waiting:
        raise ValidationError(ngettext("%(n)s point waits for the joint answer.", "%(n)s points wait for the joint answer.", waiting) % {"n": waiting})
    rows = list(found.evidence.all())
    counted = figures(found, rows)
    for each in rows:
        if each.pk in counted:
            each.figure = counted[each.pk]
            each.save()
    before = audit.values(found)
    found.closed_at, found.closed_by = now, by
    found.save()
    audit.record("closed", found, by=by, before=before, now=now)
    return found


@transaction.atomic
def discard(row: Round, *, by: User, now: datetime) -> None:
    """A round that was begun by mistake. ValidationError once somebody has answered."""
    found = held(row.pk)
    if found.answers.exists() or found.improvements.exists():
        raise ValidationError(_("Somebody has answered, so the round stays."))
    audit.record("deleted", found, by=by, now=now)
    found.delete()
