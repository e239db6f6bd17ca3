"""What becomes of an application: from an idea to an answer, each step with its day, and each taken back where it was a mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.projects.granting import Before
from brobygger.projects.models import Annex, ApplicationText, Fund, FundApplication, FundDeadline

State = FundApplication.State
STEPS: Final[dict[str, tuple[State, ...]]] = {
    State.IDEA: (State.DRAFT, State.WITHDRAWN),
    State.DRAFT: (State.SENT, State.WITHDRAWN),
    State.SENT: (State.GRANTED, State.REFUSED, State.WITHDRAWN),
    State.GRANTED: (),
    State.REFUSED: (),
    State.WITHDRAWN: (),
}
"""Which state may follow which. What is over is opened again only by taking the last step back."""
VERBS: Final[dict[str, str]] = {State.DRAFT: "begun", State.SENT: "sent off", State.GRANTED: "granted", State.REFUSED: "turned down", State.WITHDRAWN: "given_up"}


def held(application: int) -> FundApplication:
    found: FundApplication = FundApplication.objects.select_for_update(of=("self",)).select_related("centre", "fund").get(pk=application)
    return found


@transaction.atomic
def step(application: FundApplication, state: State, *, on: date, granted: int | None = None, answer: str = "", by: User, now: datetime) -> FundApplication:
    """Let it become ``state`` on a day; ``granted`` in øre. ValidationError with a sentence where it cannot."""
    row = held(application.pk)
    if state not in STEPS[row.state]:
        raise ValidationError(_("It is %(now)s. It cannot become %(then)s from there.") % {"now": row.get_state_display(), "then": state.label})
    if on > localtime(now).date():
        raise ValidationError({"on": _("That day has not come yet.")})
    before = audit.values(row)
    if state == State.SENT:
        if not row.asked:
            raise ValidationError(_("Write how much you ask for before you send it."))
        row.sent_on = on
    elif state in (State.GRANTED, State.REFUSED):
        if row.sent_on is not None and on < row.sent_on:
            raise ValidationError({"on": _("It was not sent until %(day)s.") % {"day": f"{row.sent_on:%d.%m.%Y}"}})
        if state == State.GRANTED and not granted:
            raise ValidationError({"granted": _("How much was granted?")})
        row.answered_on, row.granted, row.answer = on, granted if state == State.GRANTED else None, answer
    row.state = state
    row.save()
    audit.record(VERBS[state], row, by=by, before=before, now=now)
    return row


@transaction.atomic
def step_back(application: FundApplication, *, by: User, now: datetime) -> FundApplication:
    """As it was before the last step. A grant that stands on the answer keeps it."""
    row = held(application.pk)
    before = audit.values(row)
    if row.state in (State.GRANTED, State.REFUSED):
        if hasattr(row, "grant"):
            raise ValidationError(_("The grant “%(grant)s” stands on it.") % {"grant": row.grant})
        row.state, row.answered_on, row.granted, row.answer = State.SENT, None, None, ""
    elif row.state == State.WITHDRAWN:
        row.state = State.SENT if row.sent_on else State.DRAFT
    elif row.state == State.SENT:
        row.state, row.sent_on = State.DRAFT, None
    elif row.state == State.DRAFT:
        row.state = State.IDEA
    else:
        raise ValidationError(_("It is an idea; there is nothing to take back."))
    row.save()
    audit.record("undone", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def copy_texts(application: FundApplication, texts: Iterable[ApplicationText], *, by: User, now: datetime) -> int:
    """Take texts of earlier applications over, to be changed here without changing them there. Gives how many."""
    held(application.pk)
    last = application.texts.aggregate(last=Max("position"))["last"] or 0
    rows = [
        ApplicationText(application=application, heading=each.heading, text=each.text, copied_from=each, position=last + number)
        for number, each in enumerate(texts, 1) if each.application_id != application.pk
    ]
    for row in rows:
        row.save()
        audit.record("added", row, by=by, now=now)
    return len(rows)


@transaction.atomic
def add_part(row: ApplicationText | Annex, *, by: User, now: datetime) -> ApplicationText | Annex:
    """A text or an annex, at the end."""
    held(row.application_id)
    row.position = (type(row).objects.filter(application=row.application_id).aggregate(last=Max("position"))["last"] or 0) + 1
    row.save()
    audit.record("added", row, by=by, now=now)
    return row


@transaction.atomic
def keep_part(row: ApplicationText | Annex, *, before: Before, by: User, now: datetime) -> None:
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)


@transaction.atomic
def tick(annex: Annex, *, ready: bool, by: User, now: datetime) -> Annex:
    """It is ready, or it is not after all."""
    held(annex.application_id)
    row = Annex.objects.get(pk=annex.pk)
    before = audit.values(row)
    row.ready_on = localtime(now).date() if ready else None
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def take_out(row: ApplicationText | Annex | FundDeadline, *, by: User, now: datetime) -> None:
    audit.record("deleted", row, by=by, now=now)
    row.delete()


@transaction.atomic
def discard(row: FundApplication | Fund, *, by: User, now: datetime) -> None:
    """What was written down by mistake. ValidationError for an application that was sent, and for a fund that something was asked of or came from."""
    if isinstance(row, FundApplication):
        if held(row.pk).state not in (State.IDEA, State.DRAFT):
            raise ValidationError(_("It was sent or given up, and counts. Take that step back first."))
    else:
        fund = Fund.objects.select_for_update().get(pk=row.pk)
        if fund.applications.exists() or fund.grants.exists():
            raise ValidationError(_("There are applications to it or grants from it. Say that it is no longer of interest instead."))
    audit.record("deleted", row, by=by, now=now)
    row.delete()


@dataclass(frozen=True, slots=True)
class Due:
    """A fund's deadline on a day of the calendar."""

    on: date
    deadline: FundDeadline


def calendar(start: date, days: int = 365) -> list[Due]:
    """All deadlines of the funds of interest from ``start`` on, in their order, in one question."""
    end = start + timedelta(days=days)
    rows = FundDeadline.objects.filter(fund__retired=False).select_related("fund__centre")
    return sorted((Due(day, row) for row in rows for day in row.within(start, end)), key=lambda due: (due.on, due.deadline.fund.name))
