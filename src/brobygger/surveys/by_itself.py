"""Evaluations that go out by themselves where the centre has switched them on, once each: after a held event, a group's end, a network's year, a consultation; and three months after a volunteer began.

What many were part of is a sending of its own. Consultations and volunteers come one by one: they share a sending that goes on for half a year, since behind one person's own nobody would be unknown.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.advice.models import Consultation
from brobygger.events.models import Event
from brobygger.groups.models import Group
from brobygger.journal.models import Mode, State
from brobygger.matching.introducing import LASTS
from brobygger.matching.models import Match
from brobygger.organisations.models import Network, Organisation
from brobygger.surveys import actions, editing
from brobygger.surveys.declining import declined
from brobygger.surveys.first_questionnaires import content, first
from brobygger.surveys.models import About, EvaluationRule, Questionnaire, Sending, SentByItself
from brobygger.surveys.protecting import FEW
from brobygger.surveys.recipients import Recipient, found, of_event, of_group, of_organisations, once

LATE: Final = timedelta(days=14)  # after what is evaluated; who is asked later has forgotten
REST: Final = timedelta(hours=12)  # after an event, so that the mail comes the next day
ROLLING: Final = timedelta(days=182)  # one sending for those who come one by one
YEAR: Final = timedelta(days=350)
Outcome = SentByItself.Outcome


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be evaluated. ``about`` is what a sending of its own is about; empty for those who share one."""

    row: int
    people: list[Recipient]
    title: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    year: int = 0


def send_due(*, now: datetime) -> int:
    """All that is due at the centre in force; gives how many people were written to."""
    n = 0
    for rule in EvaluationRule.objects.filter(active=True).select_related("questionnaire", "centre"):
        there = set(SentByItself.objects.filter(rule=rule).values_list("row", "year"))
        for due in _DUE[About(rule.about)](rule, now):
            if (due.row, due.year) not in there:
                with suppress(IntegrityError):  # another took it up at the same moment
                    n += _take_up(rule, due, now=now)
    return n


@transaction.atomic
def _take_up(rule: EvaluationRule, due: Due, *, now: datetime) -> int:
    """Ask those of ``due``, once, whoever else runs this at the same time."""
    locked = EvaluationRule.objects.select_for_update(of=("self",)).select_related("centre").get(pk=rule.pk)
    today = localtime(now).date()
    if not locked.active or SentByItself.objects.filter(rule=locked, row=due.row, year=due.year).exists():
        return 0
    note = SentByItself(rule=locked, row=due.row, year=due.year, on=today, title=due.title[:160])
    no = declined((each.mail for each in due.people), locked.centre_id)
    people = [each for each in due.people if each.mail not in no]
    if due.about and Sending.objects.filter(Q(opened_on=None) | Q(opened_on__gt=today - YEAR), **due.about).exists():
        note.outcome = Outcome.BY_HAND
    elif due.about and len(people) < FEW:
        note.outcome = Outcome.TOO_FEW
    elif not people:
        note.outcome = Outcome.DECLINED
    else:
        with translation.override(settings.LANGUAGE_CODE):
            sending = _own(locked, due, now=now) if due.about else _shared(locked, now=now)
            note.people = actions.ask(sending, people, by=None, now=now)
            if sending.opened_on is None:
                actions.open_up(sending, open_link=False, more_come=not due.about, by=None, now=now)
        note.outcome, note.sending = Outcome.SENT, sending
    note.save()
    return note.people


def _own(rule: EvaluationRule, due: Due, *, now: datetime) -> Sending:
    row = Sending(title=_("What did you think of “%(title)s”?") % {"title": due.title[:120]}, closes_on=localtime(now).date() + timedelta(days=rule.days), by_itself=True, **due.about)
    row.reason = _("You were part of it, and what you think helps us to make the next one better.")
    return actions.prepare(_questionnaire(rule, now=now), row, by=None, now=now)


def _shared(rule: EvaluationRule, *, now: datetime) -> Sending:
    """The sending that is going on, unless it closes before the next has had time to answer."""
    today, questionnaire = localtime(now).date(), _questionnaire(rule, now=now)
    going_on = Sending.objects.select_related("centre").filter(edition__questionnaire=questionnaire, by_itself=True, closed_on=None, closes_on__gte=today + timedelta(days=rule.days))
    there: Sending | None = going_on.order_by("-pk").first()
    if there is not None:
        return there
    titles = {About.CONSULTATION: _("What came of the advice?"), About.VOLUNTEER: _("How is it to be a volunteer?")}
    reasons = {About.CONSULTATION: _("You had advice from us, and we would like to hear whether it was of use."), About.VOLUNTEER: _("You have been a volunteer for three months, and we would like to hear how it goes.")}
    row = Sending(title=titles[About(rule.about)], reason=reasons[About(rule.about)], closes_on=today + ROLLING, by_itself=True)
    return actions.prepare(questionnaire, row, by=None, now=now)


def _questionnaire(rule: EvaluationRule, *, now: datetime) -> Questionnaire:
    if rule.questionnaire is not None:
        return rule.questionnaire
    newest: Questionnaire | None = Questionnaire.objects.in_use().filter(about=rule.about).order_by("-pk").first()
    if newest is not None:
        return newest
    ready = first(rule.about)
    return editing.make(title=ready.title, about=ready.about, content=content(ready), by=None, now=now)


def _from(rule: EvaluationRule, today: date) -> date:
    return max(rule.since or today, today - LATE)


def _events(rule: EvaluationRule, now: datetime) -> Iterator[Due]:
    """The centre's own events with sign-up that have taken place; meetings of networks are left to the network's year."""
    day = _from(rule, localtime(now).date())
    rows = Event.objects.listed().filter(registration__mode=Mode.HELD, registration__network=None, signup_list__isnull=False, ends_at__lt=now - REST, registration__done_on__gte=day)
    for row in rows.exclude(registration__state__in=[State.CANCELLED, State.MOVED]).order_by("starts_at", "pk"):
        yield Due(row.pk, of_event(row), str(row), {"event": row})


def _groups(rule: EvaluationRule, now: datetime) -> Iterator[Due]:
    today = localtime(now).date()
    for row in Group.objects.filter(ended_on__gte=_from(rule, today), ended_on__lte=today).order_by("pk"):
        yield Due(row.pk, of_group(row), str(row), {"group": row})


def _networks(rule: EvaluationRule, now: datetime) -> Iterator[Due]:
    """Once a year, after a meeting."""
    today = localtime(now).date()
    met = Event.objects.filter(ends_at__lt=now - REST, registration__done_on__gte=_from(rule, today)).exclude(registration__state__in=[State.CANCELLED, State.MOVED])
    for row in Network.objects.alive_in(today, today).filter(pk__in=met.values("registration__network")).order_by("pk"):
        yield Due(row.pk, found(f"network-{row.pk}", today), str(row), {"network": row}, today.year)


def _consultations(rule: EvaluationRule, now: datetime) -> Iterator[Due]:
    """Associations, and those who asked for it by a form. Of a citizen nothing is known."""
    today = localtime(now).date()
    rows = Consultation.objects.select_related("registration").filter(registration__state=State.HELD, registration__done_on__gte=_from(rule, today), registration__done_on__lt=today, fell_through="")
    for row in rows.order_by("pk").prefetch_related("registration__requests"):
        asked = [Recipient(each.mail, each.name, organisation=each.organisation_id) for each in row.registration.requests.all()]
        with_us = Organisation.objects.filter(pk__in=row.registration.participations.filter(organisation__isnull=False).values("organisation"))
        if people := once(asked or of_organisations(with_us, today)):
            yield Due(row.pk, people)


def _volunteers(rule: EvaluationRule, now: datetime) -> Iterator[Due]:
    today = localtime(now).date()
    rows = Match.objects.running().filter(started_on__lte=today - LASTS, started_on__gte=_from(rule, today) - LASTS).exclude(volunteer__person=None)
    for pk, mail, name, person in rows.exclude(volunteer__person__mail="").order_by("pk").values_list("pk", "volunteer__person__mail", "volunteer__person__name", "volunteer__person"):
        yield Due(pk, once([Recipient(mail, name, person)]))


_DUE: dict[About, Callable[[EvaluationRule, datetime], Iterator[Due]]] = {
    About.EVENT: _events, About.GROUP: _groups, About.NETWORK: _networks, About.CONSULTATION: _consultations, About.VOLUNTEER: _volunteers,
}


def forget(*, now: datetime) -> None:
    """Whom a consultation or a match was of is not kept longer than it takes not to ask twice."""
    SentByItself.objects.filter(rule__about__in=[About.CONSULTATION, About.VOLUNTEER], on__lt=localtime(now).date() - actions.REMEMBERED).delete()
