"""A sending's life: prepared, filled with people, opened, reminded of, closed, forgotten."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.actions import digest_of
from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core import outbox
from brobygger.surveys import editing, letters
from brobygger.surveys.answering import OPEN_TOKENS
from brobygger.surveys.box import open_box
from brobygger.surveys.declining import declined
from brobygger.surveys.models import PersonalLink, Questionnaire, SavedAnswers, Sending
from brobygger.surveys.protecting import FEW
from brobygger.surveys.recipients import Recipient
from brobygger.surveys.structure import read

MOST_REMINDERS: Final = 3
BETWEEN: Final = timedelta(days=3)  # two reminders
REMEMBERED: Final = timedelta(days=60)  # after the closing, who was asked


@transaction.atomic
def prepare(questionnaire: Questionnaire, sending: Sending, *, by: User | None, now: datetime) -> Sending:
    """A sending of the newest edition, which nobody sees yet. ValidationError where nothing is asked in it."""
    sending.edition = editing.newest(questionnaire)
    if not read(sending.edition.content).questions:
        raise ValidationError(_("It asks nothing yet. Add a question first."))
    sending.full_clean(exclude=["centre"])
    sending.save()
    audit.record("added", sending, by=by, now=now)
    return sending


@transaction.atomic
def edit(sending: Sending, *, before: dict[str, Any], by: User, now: datetime) -> None:
    """Keep what was edited. ValidationError where the promise of anonymity would change, or a last day that has passed."""
    row = locked(sending)
    today = localtime(now).date()
    if row.opened_on is not None and sending.anonymous != row.anonymous:
        raise ValidationError({"anonymous": _("It is open, and what was promised holds.")})
    if sending.closes_on is not None and sending.closes_on < today and sending.closes_on != row.closes_on:
        raise ValidationError({"closes_on": _("This day has passed.")})
    sending.full_clean(exclude=["centre", "edition"])
    sending.save()
    audit.record("edited", sending, by=by, before=before, now=now)


@transaction.atomic
def ask(sending: Sending, people: Iterable[Recipient], *, by: User | None, now: datetime) -> int:
    """Give each of ``people`` a link of their own; who has one keeps it, and who would rather not be asked gets none. Where it is open, they are written to at once. Gives how many were new."""
    row = locked(sending)
    if row.is_over(localtime(now).date()):
        raise ValidationError(_("It is closed."))
    people = list(people)
    there = {*row.links.values_list("mail", flat=True), *declined((each.mail for each in people), row.centre_id)}
    fresh = []
    for each in people:
        if each.mail in there:
            continue
        link = PersonalLink(sending=row, name=each.name, mail=each.mail, person_id=each.person, organisation_id=each.organisation)
        link.digest = digest_of(letters.token_of(link))
        fresh.append(link)
    PersonalLink.objects.bulk_create(fresh, batch_size=200)
    if fresh:
        row.save()
        audit.record("changed", row, by=by, before=audit.values(row), extra={"asked": len(fresh)}, now=now)
    if row.opened_on is not None:
        for link in fresh:
            letters.ask(link, row)
    return len(fresh)


@transaction.atomic
def take_away(sending: Sending, link: PersonalLink, *, by: User, now: datetime) -> None:
    """Somebody is not to be asked after all. ValidationError once it is open: then who has answered would be told by who can be taken away."""
    row = locked(sending)
    if row.opened_on is not None:
        raise ValidationError(_("It is open, and the link is on its way."))
    PersonalLink.objects.filter(sending=row, pk=link.pk).delete()
    row.save()
    audit.record("changed", row, by=by, before=audit.values(row), extra={"asked": -1}, now=now)


@transaction.atomic
def open_up(sending: Sending, *, open_link: bool, more_come: bool = False, by: User | None, now: datetime) -> int:
    """Let people answer, and write to those who have a link; ``more_come`` where others are added as time goes. Gives how many were written to. ValidationError where nobody could answer, or so few that they could be known."""
    row = locked(sending)
    today = localtime(now).date()
    if row.opened_on is not None:
        raise ValidationError(_("It is open already."))
    if row.closes_on is not None and row.closes_on < today:
        raise ValidationError({"closes_on": _("The last day to answer has passed.")})
    links = list(row.links.all())
    if open_link and not row.anonymous:
        raise ValidationError(_("By an open link nobody can be named. Make it anonymous, or ask by personal links alone."))
    if not links and not open_link:
        raise ValidationError(_("Nobody could answer yet. Choose whom you ask, or make an open link."))
    if row.anonymous and not open_link and not more_come and len(links) < FEW:
        raise ValidationError(_("Anonymous answers are shown from five. Ask at least five, or make an open link as well."))
    before = audit.values(row)
    row.opened_on, row.open_token = today, OPEN_TOKENS + token_urlsafe(12) if open_link else ""
    row.save()
    for link in links:
        letters.ask(link, row)
    audit.record("started", row, by=by, before=before, extra={"asked": len(links)}, now=now)
    return len(links)


def may_remind(sending: Sending, today: date) -> str:
    """Empty where a reminder may go out; else why not."""
    if not sending.takes_answers(today):
        return str(_("It takes no answers now."))
    if sending.reminders >= MOST_REMINDERS:
        return ngettext("%(n)s reminder is enough.", "%(n)s reminders are enough.", MOST_REMINDERS) % {"n": MOST_REMINDERS}
    last = sending.reminded_on or sending.opened_on
    if last is not None and today < last + BETWEEN:
        return _("Give people a little time: the next can go out on %(day)s.") % {"day": f"{last + BETWEEN:%d.%m.%Y}"}
    return ""


@transaction.atomic
def remind(sending: Sending, *, by: User | None, now: datetime) -> int:
    """Write again to those whose link was not used. Nobody is told who they are; gives how many. ValidationError where it is too early or too often."""
    row = locked(sending)
    today = localtime(now).date()
    if why := may_remind(row, today):
        raise ValidationError(why)
    before = audit.values(row)
    row.reminders, row.reminded_on = row.reminders + 1, today
    row.save()
    silent = list(row.links.silent())
    for link in silent:
        letters.remind(link, row)
    audit.record("reminded", row, by=by, before=before, now=now)
    return len(silent)


@transaction.atomic
def close(sending: Sending, *, by: User | None, now: datetime) -> None:
    """No more answers; what waits is told where it may be. Twice is once."""
    row = locked(sending)
    if row.opened_on is None:
        raise ValidationError(_("It was never open."))
    if row.closed_on is None:
        before = audit.values(row)
        row.closed_on = localtime(now).date()
        row.save()
        audit.record("closed", row, by=by, before=before, now=now)
    SavedAnswers.objects.filter(sending=row).delete()
    if row.anonymous:
        open_box(row, now=now)


@transaction.atomic
def delete(sending: Sending, *, by: User, now: datetime) -> None:
    """Take out one that was never open. ValidationError else: somebody has spent time on it."""
    row = locked(sending)
    if row.opened_on is not None:
        raise ValidationError(_("It has been open. Close it instead: then the answers stay."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


@transaction.atomic
def forget(sending: Sending) -> int:
    """Who was asked is forgotten, and the mails with their links say nothing more. How many were asked, and how many answered, stays."""
    row = locked(sending)
    n = 0
    for link in row.links.exclude(mail="", name=""):
        outbox.forget(letters.key_of(link.pk))
        PersonalLink.objects.filter(pk=link.pk).update(name="", mail="", person=None, organisation=None)
        n += 1
    return n


def locked(sending: Sending) -> Sending:
    """Held against others who change it; those who answer go on meanwhile, whose answers refer to it (PostgreSQL would let the two wait for each other)."""
    row: Sending = Sending.objects.select_for_update(of=("self",), no_key=True).select_related("centre", "edition__questionnaire").get(pk=sending.pk)
    return row
