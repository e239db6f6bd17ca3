"""A network's way from the need for it to its closing, read off the work itself; and the steps that somebody takes.

Needs survey → interest meeting → established → meetings → evaluated → closed. What is registered dates a step; the others are dated here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import local
from brobygger.events.models import Event
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.organisations.models import Network, NetworkMember, NetworkRest
from brobygger.people.models import Person
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.models import Plan, Target
from brobygger.plan.states import MemberState, TargetState


class Step(StrEnum):
    NEED = "need"
    INTEREST = "interest"
    START = "start"
    MEETINGS = "meetings"
    EVALUATE = "evaluate"
    CLOSE = "close"


STEPS: dict[Step, str | Promise] = {
    Step.NEED: gettext_lazy("Survey of needs"), Step.INTEREST: gettext_lazy("Interest meeting"), Step.START: gettext_lazy("Established"),
    Step.MEETINGS: gettext_lazy("Meetings"), Step.EVALUATE: gettext_lazy("Evaluated"), Step.CLOSE: gettext_lazy("Closed"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step with the day it was (first) taken, None while it is not; ``n`` how many pieces of work stand for it."""

    step: Step
    name: str
    on: date | None
    n: int = 0
    url: str = ""


def steps(network: Network) -> list[Taken]:
    """Where the network stands, in the order of its life. One query."""
    wanted = (BaseKind.NEEDS_SURVEY, BaseKind.INTEREST_MEETING, BaseKind.NETWORK_MEETING)
    rows = list(Registration.objects.of(*wanted).filter(network=network).select_related("centre").order_by("done_on", "pk"))

    def by_work(step: Step, base: BaseKind) -> Taken:
        found = [row for row in rows if row.base == base]
        return Taken(step, str(STEPS[step]), found[0].done_on if found else None, len(found), found[0].get_absolute_url() if found else "")

    return [
        by_work(Step.NEED, BaseKind.NEEDS_SURVEY), by_work(Step.INTEREST, BaseKind.INTEREST_MEETING), Taken(Step.START, str(STEPS[Step.START]), network.started_on),
        by_work(Step.MEETINGS, BaseKind.NETWORK_MEETING), Taken(Step.EVALUATE, str(STEPS[Step.EVALUATE]), network.evaluated_on),
        Taken(Step.CLOSE, str(STEPS[Step.CLOSE]), network.closed_on),
    ]


def next_step(taken: Sequence[Taken]) -> Step:
    """What would come now: the first step not taken after the last that was. A step may be left out, and a meeting is always next in a living one."""
    done = {each.step for each in taken if each.on is not None}
    if Step.CLOSE in done or Step.START in done:
        return Step.MEETINGS
    order = [Step.NEED, Step.INTEREST, Step.START]
    last = max((place for place, step in enumerate(order) if step in done), default=-1)
    return order[last + 1]


@transaction.atomic
def take(network: Network, step: str, *, on: date, text: str = "", by: User, now: datetime) -> Network:
    """Date a step that no piece of work dates: start, rest, wake, evaluate, close, reopen. ValidationError for an impossible day or order."""
    row = Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    act = _ACTS.get(step)
    if act is None:
        raise ValidationError(_("There is no such step."))
    if on > local(now).date():
        raise ValidationError({"on": _("This day is still to come.")})
    if step != "start" and row.started_on is None:
        raise ValidationError(_("It has not been established yet."))
    if row.started_on is not None and on < row.started_on and step != "start":
        raise ValidationError({"on": _("That is before it was established.")})
    before = audit.values(row)
    act(row, on, text)
    row.full_clean(exclude=["centre"])
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)
    return row


def _start(row: Network, on: date, _text: str) -> None:
    row.started_on = on


def _rest(row: Network, on: date, _text: str) -> None:
    row.resting_since = on


def _wake(row: Network, on: date, _text: str) -> None:
    """The rest stays known, so that what was active in a past period does not change."""
    if row.resting_since is None:
        return
    if on < row.resting_since:
        raise ValidationError({"on": _("That is before it began to rest.")})
    if on > row.resting_since:
        NetworkRest.objects.create(network=row, starts_on=row.resting_since, ends_on=on)
    row.resting_since = None


def _evaluate(row: Network, on: date, text: str) -> None:
    if not text:
        raise ValidationError({"text": _("Write what came out of it; the members and the board will want to know.")})
    row.evaluated_on, row.evaluation = on, text


def _close(row: Network, on: date, text: str) -> None:
    row.closed_on, row.closed_because = on, text[:250]


def _reopen(row: Network, _on: date, _text: str) -> None:
    row.closed_on, row.closed_because = None, ""


_ACTS: dict[str, Callable[[Network, date, str], None]] = {"start": _start, "rest": _rest, "wake": _wake, "evaluate": _evaluate, "close": _close, "reopen": _reopen}


@transaction.atomic
def set_members(network: Network, *, organisations: Sequence[int], name: str = "", mail: str = "", by: User, now: datetime) -> None:
    """Keep the organisations that are in it from today, and let a person in by name and mail: known by the mail, or new. Who is left out was in it until yesterday."""
    row, today = Network.objects.select_for_update(of=("self",)).get(pk=network.pk), local(now).date()
    extra: dict[str, object] = {}
    had = {key: each for each in row.belongings.on(today) if (key := each.organisation_id) is not None}
    if set(had) != set(organisations):
        for key in set(had) - set(organisations):
            _end(had[key], today)
        for key in dict.fromkeys(organisations):
            if key not in had:
                _begin(row, today, organisation_id=key)
        extra["members"] = [sorted(had), sorted(organisations)]
    if name:
        person = Person.objects.filter(mail__iexact=mail).first() if mail else None
        person = person or Person.objects.create(name=name, mail=mail)
        was = sorted(row.persons_on(today).values_list("pk", flat=True))
        if person.pk not in was:
            _begin(row, today, person_id=person.pk)
            extra["persons"] = [was, sorted([*was, person.pk])]
    audit.record("edited", row, by=by, before=audit.values(row), extra=extra, now=now)


@transaction.atomic
def let_go(network: Network, person: Person, *, by: User, now: datetime) -> None:
    """A person is no longer in it."""
    row, today = Network.objects.select_for_update(of=("self",)).get(pk=network.pk), local(now).date()
    was = sorted(row.persons_on(today).values_list("pk", flat=True))
    for each in row.belongings.on(today).filter(person=person):
        _end(each, today)
    audit.record("edited", row, by=by, before=audit.values(row), extra={"persons": [was, [each for each in was if each != person.pk]]}, now=now)


@transaction.atomic
def keep_member(member: NetworkMember, *, by: User, before: dict[str, object], now: datetime) -> NetworkMember:
    """Save its days and its role as they have been edited. ValidationError where it is in the network twice on one day."""
    Network.objects.select_for_update(of=("self",)).get(pk=member.network_id)
    others = NetworkMember.objects.filter(network=member.network_id, organisation=member.organisation_id, person=member.person_id).exclude(pk=member.pk)
    start, end = member.since or date.min, member.until or date.max
    if any((each.since or date.min) <= end and start <= (each.until or date.max) for each in others):
        raise ValidationError({"since": _("It was in the network already on some of these days.")})
    member.save()
    audit.record("edited", member, by=by, before=before, now=now)
    return member


def _begin(row: Network, today: date, **who: int) -> None:
    """From today; one whose days are to come begins now."""
    to_come = row.belongings.filter(since__gt=today, **who).order_by("since").first()
    if to_come is not None:
        to_come.since = today
        to_come.save()
        return
    NetworkMember.objects.create(network=row, since=today, **who)


def _end(member: NetworkMember, today: date) -> None:
    """Who came today and goes today was never in it."""
    if member.since is not None and member.since >= today:
        member.delete()
        return
    member.until = today - timedelta(days=1)
    member.save()


def targets_of(network: Network, today: date) -> list[tuple[TargetState, MemberState | None]]:
    """The targets of running, adopted plans that ask something of this network: one for each network, or narrowed to it."""
    rows = Target.objects.filter(activity__goal__area__plan__status=Plan.Status.ADOPTED, activity__goal__area__plan__starts_on__lte=today, activity__goal__area__plan__ends_on__gte=today)
    rows = rows.exclude(measure="").filter(activity__dropped_on=None).select_related("activity__goal__area__plan")
    found: list[tuple[TargetState, MemberState | None]] = []
    for target in rows:
        named = target.narrow.get("network")
        wanted = named if isinstance(named, list) else [named]
        if target.for_each == "network" and not network.is_working_group:
            state = evaluate_target(target, today)
            found += [(state, each) for each in state.members if each.member.pk == network.pk]
        elif network.pk in wanted:
            found.append((evaluate_target(target, today), None))
    return found


def came_from(network: Network) -> list[Event]:
    """The events it has grown out of."""
    return list(Event.objects.listed().filter(came_of_it=network))
