"""A swap carried out: answered, talked about, an agreement proposed and agreed to in two clicks, done, thanked for; or come to nothing.

Each of the two acts by the token of its own page. Whoever answers must have a mail, since the page is reached by it; what is written stands on the page and in no mail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.exchange import letters
from brobygger.exchange.models import Exchange, ExchangePost, Message
from brobygger.organisations.models import Contact, Organisation

State = Exchange.State
MOST_MESSAGES: Final = 200
SILENT: Final = timedelta(days=60)  # talked about and not agreed on: it has come to nothing
ASKED_AFTER: Final = timedelta(days=7)  # the day it was agreed for, whether it took place
WITHOUT_A_DAY: Final = timedelta(days=30)  # since it was agreed on


@dataclass(frozen=True, slots=True)
class Who:
    """One who answers: in whose name, and how she is reached."""

    name: str
    mail: str
    phone: str = ""
    organisation: Organisation | None = None
    association: str = ""
    language: str = "da"


def known(mail: str, name: str, day: date) -> Organisation | None:
    """The association of that name that is reached at ``mail``; None for what anybody could have written."""
    rows = Organisation.objects.filter(name__iexact=name.strip()).order_by("pk")
    spoken_for = Contact.objects.reachable(day).filter(person__mail__iexact=mail).order_by().values("organisation")
    found: Organisation | None = rows.filter(Q(mail__iexact=mail) | Q(pk__in=spoken_for)).first()
    return found


@transaction.atomic
def answer(post: ExchangePost, who: Who, *, text: str, key: str, centre: Centre, now: datetime) -> Exchange:
    """Somebody answers a post: it is told both, each by the way to its own page. The form's ``key`` twice is one. ValidationError where the post is over, or cannot be reached."""
    if (there := Exchange.objects.filter(key=key).first()) is not None:
        return there
    day = localtime(now).date()
    locked: ExchangePost | None = ExchangePost.objects.select_for_update(of=("self",)).select_related("organisation", "centre", "category").filter(pk=post.pk).public().first()
    if locked is None:
        raise ValidationError(_("This one is no longer up."))
    if not locked.mail_on(day):
        raise ValidationError(_("Nobody can be written to about it just now. Call the centre instead."))
    organisation = who.organisation or known(who.mail, who.association, day)
    if organisation is not None and organisation == locked.organisation:
        raise ValidationError(_("It is your own post."))
    theirs, ours = (organisation, "" if organisation else who.association or who.name), (locked.organisation, "" if locked.organisation else centre.name)
    (gives, gives_name), (gets, gets_name) = (ours, theirs) if locked.is_offer else (theirs, ours)
    row = Exchange(
        post=locked, category=locked.category, locality_id=locked.locality_id, gives=gives, gives_name=gives_name, gets=gets, gets_name=gets_name, name=who.name, mail=who.mail, phone=who.phone, language=who.language,
        answered_at=now, heard_on=day, key=key,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Exchange.objects.get(key=key)
    Message.objects.create(exchange=row, from_poster=False, text=text, at=now)
    audit.record("answered", row, by=None, now=now)
    letters.answered(row, centre, day)
    return row


def of_token(token: str) -> tuple[Exchange, bool] | None:
    """The swap of the centre in force that the token opens, and whether it is the poster's page."""
    row: Exchange | None = Exchange.objects.listed().filter(Q(poster_token=token) | Q(other_token=token), post__isnull=False).first()
    return (row, row.poster_token == token) if row is not None else None


@transaction.atomic
def write(exchange: Exchange, *, poster: bool, text: str, centre: Centre, now: datetime) -> None:
    """A message to the other, who is told that there is one. ValidationError once it is over."""
    row = _locked(exchange)
    if row.closed_on is not None:
        raise ValidationError(_("This has ended."))
    if row.messages.count() >= MOST_MESSAGES:
        raise ValidationError(_("You have written very much here. Call each other instead."))
    Message.objects.create(exchange=row, from_poster=poster, text=text, at=now)
    Exchange.objects.filter(pk=row.pk).update(heard_on=localtime(now).date())
    letters.written(row, centre, to_poster=not poster, now=now)


@transaction.atomic
def propose(exchange: Exchange, *, poster: bool, what: str, on: date | None, minutes: int | None, centre: Centre, now: datetime) -> Exchange:
    """The first of the two clicks: what shall be, for the other to say yes to. What was proposed before no longer is."""
    row = _locked(exchange)
    if row.state not in Exchange.TALKING:
        raise ValidationError(_("It is agreed on already, or has ended."))
    before = audit.values(row)
    row.state, row.by_poster, row.what, row.on, row.minutes, row.heard_on = State.PROPOSED, poster, what, on, minutes, localtime(now).date()
    row.save()
    audit.record("proposed", row, by=None, before=before, now=now)
    letters.proposed(row, centre, to_poster=not poster)
    return row


@transaction.atomic
def agree(exchange: Exchange, *, poster: bool, seen: int, centre: Centre, now: datetime) -> Exchange:
    """The second click, of the other: now both are told how to reach each other. ``seen``: the version of what was read. Twice is once."""
    row = _locked(exchange)
    if row.state in Exchange.MADE:
        return row
    if row.state != State.PROPOSED or row.by_poster == poster:
        raise ValidationError(_("There is nothing to say yes to."))
    if row.version != seen:
        raise ValidationError(_("The other has changed the proposal meanwhile. Read it once more."))
    before, day = audit.values(row), localtime(now).date()
    row.state, row.agreed_on, row.heard_on = State.AGREED, day, day
    row.save()
    audit.record("agreed", row, by=None, before=before, now=now)
    letters.agreed(row, centre)
    return row


@transaction.atomic
def done(exchange: Exchange, *, minutes: int | None, by: User | None, now: datetime, on: date | None = None) -> Exchange:
    """It took place; so many minutes were given. Said again it puts the figure right."""
    row, day = _locked(exchange), localtime(now).date()
    if row.state not in Exchange.MADE:
        raise ValidationError(_("It is not agreed on yet, or has come to nothing."))
    before = audit.values(row)
    row.state, row.done_on, row.closed_on, row.minutes = State.DONE, on or row.done_on or day, row.closed_on or day, minutes
    row.save()
    audit.record("done", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def end(exchange: Exchange, *, by: User | None, now: datetime, poster: bool | None = None) -> Exchange:
    """It comes to nothing; the other is told, or both where neither said it. What took place cannot. Twice is once."""
    row, day = _locked(exchange), localtime(now).date()
    if row.state == State.ENDED:
        return row
    if row.state == State.DONE:
        raise ValidationError(_("It took place already."))
    before = audit.values(row)
    row.state, row.closed_on = State.ENDED, day
    row.save()
    audit.record("ended", row, by=by, before=before, now=now)
    for side in (True, False):
        if side != poster:
            letters.ended(row, row.centre, to_poster=side)
    return row


@transaction.atomic
def thank(exchange: Exchange, *, text: str, centre: Centre, now: datetime) -> Exchange:
    """Whoever got it says thank you; whoever gave is told."""
    row = _locked(exchange)
    if row.state != State.DONE:
        raise ValidationError(_("Say first that it is done."))
    before = audit.values(row)
    row.thanks = text
    row.save()
    audit.record("thanked", row, by=None, before=before, now=now)
    letters.thanked(row, centre)
    return row


def look_after(*, centre: Centre, now: datetime) -> int:
    """What nobody has written about for long has come to nothing; of what was agreed on and should have been, both are asked, once; then it is left as agreed. Gives how many."""
    day = localtime(now).date()
    silent = Exchange.objects.listed().filter(state__in=Exchange.TALKING, heard_on__lte=day - SILENT).order_by("pk")
    past = Q(on__lte=day - ASKED_AFTER) | Q(on=None, agreed_on__lte=day - WITHOUT_A_DAY)
    agreed = Exchange.objects.listed().open().filter(state=State.AGREED, post__isnull=False).filter(past).order_by("pk")
    touched = [_each(row, lambda row: end(row, by=None, now=now)) for row in silent]
    touched += [_each(row, lambda row: _ask(row, centre, day)) for row in agreed.filter(asked_on=None)]
    touched += [_each(row, lambda row: _let_be(row, day)) for row in agreed.filter(asked_on__lte=day - WITHOUT_A_DAY)]
    return sum(touched)


def _each(row: Exchange, act: Callable[[Exchange], object]) -> bool:
    return bool(act(row))


@transaction.atomic
def _ask(row: Exchange, centre: Centre, day: date) -> bool:
    if not Exchange.objects.filter(pk=row.pk, state=State.AGREED, asked_on=None).update(asked_on=day):
        return False  # another worker has asked
    letters.took_place(row, centre)
    return True


def _let_be(row: Exchange, day: date) -> int:
    return int(Exchange.objects.filter(pk=row.pk, state=State.AGREED, closed_on=None).update(closed_on=day))


def _locked(exchange: Exchange) -> Exchange:
    row: Exchange = Exchange.objects.select_for_update(of=("self",)).select_related("post__organisation", "post__centre", "category", "gives", "gets", "centre").get(pk=exchange.pk)
    return row
