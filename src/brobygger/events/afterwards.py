"""What follows an event: thanks to those who came, and what they thought of it. And the tasks around it."""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.actions import digest_of
from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.times import local
from brobygger.events.letters import tell
from brobygger.events.models import Attendance, Event, EventTask, Feedback, FeedbackKey, SignUp

OPEN = timedelta(days=90)  # after the event; who has not answered by then has forgotten
OWN = "egen-"  # begins the links that are one person's own
_signer = signing.Signer(salt="events.feedback")


def feedback_token(event: Event) -> str:
    return _signer.sign(str(event.pk)).replace(":", "-", 1)


def event_of_token(token: str) -> Event | None:
    """The event whose evaluation ``token`` opens, or None for a token of nobody's making."""
    if token.startswith(OWN):
        key = FeedbackKey.objects.filter(digest=digest_of(token)).first()
        return Event.objects.listed().filter(pk=key.event_id).first() if key else None
    number, _dash, mark = token.partition("-")
    try:
        pk = int(_signer.unsign(f"{number}:{mark}"))
    except (signing.BadSignature, ValueError):
        return None
    row: Event | None = Event.objects.listed().filter(pk=pk).first()
    return row


def feedback_url(event: Event, centre: Centre) -> str:
    """The common link: for those without a mail, and for the screen before people go home."""
    return _url(feedback_token(event), centre)


def _url(token: str, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/evaluering/{token}/"


def new_key(event: Event) -> str:
    """A token that opens the evaluation of ``event`` and takes one answer."""
    token = OWN + secrets.token_urlsafe(24)
    FeedbackKey.objects.create(event=event, digest=digest_of(token))
    return token


def is_spent(token: str) -> bool:
    return FeedbackKey.objects.filter(digest=digest_of(token), spent=True).exists()


def takes_feedback(event: Event, now: datetime) -> bool:
    """From when it begins until it is forgotten; never for what was cancelled."""
    return not event.is_cancelled and event.starts_at <= now <= event.ends_at + OPEN


@transaction.atomic
def answer_once(token: str, *, score: int, gained: str, better: str, now: datetime) -> Feedback | None:
    """Keep the one answer that a person's own ``token`` gives the right to; None where it is spent. The two are told of nowhere together."""
    key = FeedbackKey.objects.select_for_update(of=("self",)).select_related("event__registration").get(digest=digest_of(token))
    if key.spent:
        return None
    key.spent = True
    key.save()
    return give_feedback(key.event, score=score, gained=gained, better=better, key=secrets.token_urlsafe(16), now=now, common=False)


def give_feedback(event: Event, *, score: int, gained: str, better: str, key: str, now: datetime, common: bool = True) -> Feedback:
    """Keep one answer; the same ``key`` again is the same answer. ValidationError for an impossible score, and outside its time."""
    if not takes_feedback(event, now):
        raise ValidationError(_("One can no longer answer. Thank you all the same."))
    row = Feedback(event=event, score=score, gained=gained, better=better, given_on=local(now).date(), key=key, common=common)
    row.clean_fields(exclude=["event", "centre"])
    kept, _new = Feedback.objects.get_or_create(event=event, key=key, defaults={"score": score, "gained": gained, "better": better, "given_on": row.given_on, "common": common})
    return kept


def take_out(answer: Feedback, *, by: User, now: datetime) -> None:
    """Take an answer away: somebody is named in it, or it was a joke. The trail keeps that it was, and not its words."""
    audit.record("removed", answer, by=by, now=now)
    answer.delete()


@dataclass(frozen=True, slots=True)
class Results:
    """What was answered: how many, of them by the ``common`` link, the average of 1 to 5, and how many gave each score from the highest down."""

    n: int
    common: int
    average: float
    spread: list[tuple[int, int, int]]  # score, answers, per cent of them


def results(event: Event) -> Results | None:
    """None where nobody has answered."""
    given = list(Feedback.objects.filter(event=event).values_list("score", "common"))
    scores = Counter(score for score, _common in given)
    n = sum(scores.values())
    if not n:
        return None
    spread = [(score, scores[score], round(100 * scores[score] / n)) for score in range(Feedback.HIGHEST, Feedback.LOWEST - 1, -1)]
    return Results(n, sum(1 for _score, common in given if common), round(sum(score * many for score, many in scores.items()) / n, 1), spread)


def those_who_came(event: Event) -> list[SignUp]:
    """Those ticked off as having come; where nobody ticked, all who had a place. Only those with an address."""
    if event.signup_list is None:
        return []
    came = Attendance.objects.filter(event=event, persons__gt=0).values("signup")
    rows = event.signup_list.signups.confirmed().exclude(mail="")
    if Attendance.objects.filter(event=event).exists():
        rows = event.signup_list.signups.alive().filter(pk__in=came).exclude(mail="")
    return list(rows)


@transaction.atomic
def thank(event: Event, text: str, *, asks: bool, centre: Centre, by: User, now: datetime) -> int:
    """Write to those who came: thanks, the materials and, if it ``asks``, the link to the evaluation. Each gets it once; gives how many did now.

    ValidationError before it has ended, and where nobody can be written to.
    """
    row = Event.objects.select_for_update(of=("self",)).select_related("registration__centre", "registration__kind", "signup_list").get(pk=event.pk)
    if row.ends_at > now or row.is_cancelled:
        raise ValidationError(_("It has not taken place yet."))
    there = those_who_came(row)
    if not there:
        raise ValidationError(_("Nobody who came has left a mail address. Print the QR code instead."))
    lines = [text]
    materials = [each for each in row.materials.all() if each.public and (each.link or row.published_at is not None)]
    if row.published_at is None and row.materials.filter(public=True, link="").exists():
        raise ValidationError(_("The materials have no page that they can be fetched from, since the event is not public. Publish it first, or mark them as for colleagues."))
    if materials:
        addresses = "\n".join(f"{each.title}: {each.link or f'{settings.SITE_URL}{row.public_url}materiale/{each.pk}/'}" for each in materials)
        lines.append(addresses)
    sent = 0
    for each in there:
        token = new_key(row) if asks else ""
        more = [partial(_asking, _url(token, centre))] if asks else []
        if tell(each, [row], centre, subject=gettext_lazy("Thank you for coming: %(title)s"), lines=[*lines, *more], now=now, once=f"thanks-{row.pk}", can_change=False):
            sent += 1
        elif asks:
            FeedbackKey.objects.filter(digest=digest_of(token)).delete()  # had the thanks before, and its own link with them
    before = audit.values(row)
    row.thanks = text
    row.save()
    audit.record("thanked", row, by=by, before=before, extra={"people": sent}, now=now)
    return sent


def _asking(url: str) -> str:
    return _("What did you think of it? It takes a minute, and nobody sees who you are. This link is yours and takes one answer: %(link)s") % {"link": url}


@transaction.atomic
def tick_task(task: EventTask, *, done: bool, by: User, now: datetime) -> None:
    """Mark a task as done, or as not done after all. Twice is once."""
    row = EventTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if bool(row.done_on) == done:
        return
    row.done_on, row.done_by = (local(now).date(), by) if done else (None, None)
    row.save()


def move_tasks(event: Event, days: int) -> None:
    """Tasks not done yet keep their distance to the event."""
    for row in event.tasks.filter(done_on=None, due_on__isnull=False):
        row.due_on = _shifted(row.due_on, days)
        row.save()


def copy_along(event: Event, fresh: Event) -> None:
    """Tasks, at the same distance and not done, and materials."""
    days = (fresh.day - event.day).days
    for task in event.tasks.all():
        EventTask.objects.create(event=fresh, text=task.text, due_on=_shifted(task.due_on, days), owner=task.owner)
    for each in event.materials.all():
        fresh.materials.create(title=each.title, file=each.file.name, link=each.link, public=each.public, added_by=each.added_by)


def _shifted(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day is not None else None
