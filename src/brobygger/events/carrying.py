"""What is changed of one date of a series and carried along to others: how one signs up, what is asked, tasks and materials."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.events import actions, moving_up
from brobygger.events.models import Event, EventTask, Material, Question, SignUpList
from brobygger.events.series import held_fast

OF_A_LIST = ("capacity", "audience", "most_persons", "offer_hours", "remind_days")


@transaction.atomic
def keep_list(
    event: Event, signup_list: SignUpList, scope: str, *, before: dict[str, object] | None, changed: Iterable[str], centre: Centre, by: User, now: datetime
) -> int:
    """Keep how one signs up for ``event``, and carry what was ``changed`` over to those that ``scope`` reaches; one without sign-up gets a list like it.

    The days of sign-up are as long before each date. ValidationError where some date has given out more places already. Gives how many others.
    """
    names, others = set(changed), held_fast(event, scope)
    actions.keep_signup_list(event, signup_list, before=before, centre=centre, by=by, now=now)
    done = 0
    for row in others:
        own = row.signup_list
        if own is not None and own.pk == signup_list.pk:
            continue
        if own is None:
            actions.keep_signup_list(row, actions.list_like(signup_list, was=event.starts_at, begins=row.starts_at, now=now), before=None, centre=centre, by=by, now=now)
        else:
            had = audit.values(own)
            for name in names & set(OF_A_LIST):
                setattr(own, name, getattr(signup_list, name))
            for name, field in (("closes_on", "closes_at"), ("opens_on", "opens_at")):
                if name in names:
                    at = getattr(signup_list, field)
                    setattr(own, field, moving_up.as_far(at, event.starts_at, row.starts_at) if at is not None else None)
            try:
                moving_up.keep_list(own, before=had, centre=centre, by=by, now=now)
            except ValidationError as error:
                raise ValidationError({"capacity": [f"{row.day:%d.%m.%Y}: {each}" for each in error.messages]}) from error
        done += 1
    return done


@transaction.atomic
def carry_question(event: Event, question: Question, scope: str, *, was: str, by: User, now: datetime) -> int:
    """Ask ``question`` on the other dates' lists too; where ``was`` was asked there, that becomes it. Gives on how many."""
    done = 0
    for row in held_fast(event, scope):
        own = row.signup_list
        if own is None or own.pk == question.signup_list_id:
            continue
        there = own.questions.filter(text=was).first() if was else None
        before = audit.values(there) if there else None
        one = there or Question(signup_list=own)
        for name in ("position", "text", "kind", "choices", "required", "per_person"):
            setattr(one, name, getattr(question, name))
        one.save()
        audit.record("edited" if there else "added", one, by=by, before=before, now=now)
        done += 1
    return done


@transaction.atomic
def carry_task(event: Event, task: EventTask, scope: str, *, was: str, by: User, now: datetime) -> int:
    """The same task at the same distance of the other dates; the one called ``was`` becomes it where it is not done yet."""
    others = held_fast(event, scope)
    for row in others:
        there = row.tasks.filter(text=was, done_on=None).first() if was else None
        if was and there is None:
            continue
        before = audit.values(there) if there else None
        one = there or EventTask(event=row)
        one.text, one.owner = task.text, task.owner
        one.due_on = task.due_on + (row.day - event.day) if task.due_on else None
        one.save()
        audit.record("edited" if there else "added", one, by=by, before=before, now=now)
    return len(others)


@transaction.atomic
def carry_material(event: Event, material: Material, scope: str, *, was: str, by: User, now: datetime) -> int:
    """The same file or link on the other dates; the one called ``was`` becomes it."""
    others = held_fast(event, scope)
    for row in others:
        there = row.materials.filter(title=was).first() if was else None
        if was and there is None:
            continue
        before = audit.values(there) if there else None
        one = there or Material(event=row, added_by=by)
        one.title, one.link, one.public, one.file = material.title, material.link, material.public, material.file.name
        one.save()
        audit.record("edited" if there else "added", one, by=by, before=before, now=now)
    return len(others)


@transaction.atomic
def drop(event: Event, kind: str, called: str, scope: str, *, by: User, now: datetime) -> int:
    """Take the question, task or material of the other dates that is ``called`` so out too; not a question that somebody has answered. Gives how many."""
    done = 0
    for row in held_fast(event, scope):
        rows: Iterable[Question | EventTask | Material]
        if kind == "question":
            rows = row.signup_list.questions.filter(text=called, answers=None) if row.signup_list else ()
        else:
            rows = row.tasks.filter(text=called, done_on=None) if kind == "task" else row.materials.filter(title=called)
        for each in list(rows):
            audit.record("removed", each, by=by, now=now)
            each.delete()
            done += 1
    return done


def carried(n: int) -> str:
    """A few words for the message: on how many other dates it is the same."""
    return " " + _("The other dates have it too: %(n)s.") % {"n": n} if n else ""
