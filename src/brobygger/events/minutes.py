"""The minutes of a meeting, sent to those who belong to it; and a word to owners of points before their day."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.times import local
from brobygger.events.afterwards import those_who_came
from brobygger.events.letters import SEPARATOR, when
from brobygger.events.meetings import Item, agenda
from brobygger.events.models import Event, Point
from brobygger.events.reaching import Address, of_organisations, of_persons, plain
from brobygger.events.telling import once_key

BEFORE: Final = timedelta(days=3)


def readers(event: Event, *, now: datetime) -> dict[str, Address]:
    """The network's members, those who came, and owners of points elsewhere; each address once."""
    network = event.registration.network
    every: list[Address] = []
    if network is not None:
        every += [address for found in of_organisations(network.organisations_on(local(now).date()), now=now).values() for address in found]
        every += of_persons(network, now=now)
    every += [Address(plain(each.mail), each.name) for each in those_who_came(event)]
    every += [Address(plain(item.point.owner_mail), item.point.owner_name) for item in agenda(event) if item.point.owner_mail]
    found: dict[str, Address] = {}
    for address in every:
        found.setdefault(address.mail, address)
    return found


def in_words(event: Event, items: list[Item]) -> str:
    """What was said of each point and of the rest, as plain text."""
    parts = []
    for number, item in enumerate(items, 1):
        due = date_format(item.point.due_on, "j. F Y") if item.point.due_on else ""
        more = ", ".join(part for part in (item.point.who, due, _("done") if item.closed else "") if part)
        parts.append(f"{number}. {item.point.title}" + (f" ({more})" if more else "") + (f"\n{item.said}" if item.said else ""))
    return SEPARATOR.join([*parts, *([event.minutes] if event.minutes else [])])


@transaction.atomic
def send(event: Event, *, centre: Centre, by: User, now: datetime) -> int:
    """Send the minutes as they stand; the same minutes are sent to nobody twice. Gives how many got them now.

    ValidationError before the meeting has begun, where nothing is written, and where nobody can be reached.
    """
    row = Event.objects.select_for_update(of=("self",)).select_related("registration__network", "registration__kind", "registration__centre", "signup_list").get(pk=event.pk)
    points = agenda(row)
    items = [item for item in points if item.said or item.closed]
    if row.starts_at > now or row.is_cancelled:
        raise ValidationError(_("The meeting has not been held yet."))
    if not items and not row.minutes:
        raise ValidationError(_("No minutes have been written yet."))
    reached = readers(row, now=now)
    if not reached:
        raise ValidationError(_("No mail address is known for those who belong to the meeting."))
    sent = 0
    with translation.override("da"):
        mark = sha256(in_words(row, items).encode()).hexdigest()[:16]
        for address in reached.values():
            mine = [item.point for item in points if not item.closed and item.point.owner_mail and plain(item.point.owner_mail) == address.mail]
            own = [_("You have taken on:") + "\n" + "\n".join(_promise(point) for point in mine)] if mine else []
            said = [_("Dear %(who)s") % {"who": address.name} if address.name else _("Hello"), f"{row.registration.title}\n{when(row)}", in_words(row, items), *own, _("Kind regards"), centre.name]
            key = once_key(f"minutes-{row.pk}-{mark}", address.mail)
            sent += outbox.write(to=address.mail, subject=_("Minutes: %(title)s") % {"title": row.registration.title}, text=SEPARATOR.join(said), once_key=key) is not None
    if sent:
        audit.record("sent minutes of", row, by=by, before=audit.values(row), extra={"people": sent}, now=now)
    return sent


def remind_owners(centre: Centre, *, now: datetime) -> int:
    """Write once to each owner elsewhere whose point falls due within three days. Of the centre in force."""
    today = local(now).date()
    rows = Point.objects.filter(closed_on=None, due_on__gte=today, due_on__lte=today + BEFORE).exclude(owner_mail="").select_related("network")
    sent = 0
    with translation.override("da"):
        for point in rows:
            said = [
                _("Dear %(who)s") % {"who": point.owner_name} if point.owner_name else _("Hello"), _("You have taken on:") + "\n" + _promise(point),
                _("It was agreed on in %(network)s. Write to us if it is done, or if it cannot be.") % {"network": point.network}, _("Kind regards"), centre.name,
            ]
            mail = outbox.write(
                to=point.owner_mail, subject=_("Soon: %(title)s") % {"title": point.title}, text=SEPARATOR.join(said), once_key=f"point-{point.pk}-{point.due_on}", sender=settings.DEFAULT_FROM_EMAIL,
            )
            sent += mail is not None
    return sent


def _promise(point: Point) -> str:
    due = " (" + _("no later than %(day)s") % {"day": date_format(point.due_on, "j. F Y")} + ")" if point.due_on else ""
    return f"- {point.title}{due}"
