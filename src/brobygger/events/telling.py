"""Who should know when an event changes; and one mail to each of them, however many dates it is about.

Those are the ones who have signed up or wait, those who were invited, the co-hosts' contacts and the one responsible; never the one who made the change.
What one act changes is gathered in a :class:`Telling`, so that a series that moves is one mail that lists its dates.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.ical import calendar, withdrawal
from brobygger.events.letters import SEPARATOR, appointment, facts, organiser, way_in, when
from brobygger.events.models import Event, Invited, SentInvitation, SignUp
from brobygger.events.reaching import Address, of_organisations, plain
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation

States: Final = SignUp.State


@dataclass(frozen=True, slots=True)
class News:
    """What has happened: the subject, the first words about one date and about several, and what is added for those who signed up."""

    key: str
    subject: Promise
    one: Promise
    several: Promise
    to_guests: Promise | str = ""
    withdraws: bool = False


MOVED: Final = News("moved", gettext_lazy("Moved: %(title)s"), gettext_lazy("It has been moved. It is now:"), gettext_lazy("These dates have been moved. They are now:"))
CHANGED: Final = News(
    "changed", gettext_lazy("Changed: %(title)s"), gettext_lazy("Where or how it takes place has changed. It is now:"),
    gettext_lazy("Where or how these dates take place has changed. They are now:"),
)
CANCELLED: Final = News(
    "cancelled", gettext_lazy("Cancelled: %(title)s"), gettext_lazy("We are sorry to say that it has been cancelled."),
    gettext_lazy("We are sorry to say that these dates have been cancelled."), withdraws=True,
)
REINSTATED: Final = News(
    "reinstated", gettext_lazy("It takes place after all: %(title)s"), gettext_lazy("We wrote that it was cancelled. It takes place after all."),
    gettext_lazy("We wrote that these dates were cancelled. They take place after all."), gettext_lazy("Your sign-up stands."),
)


@dataclass(slots=True)
class Reader:
    """One address, and what it knows of: ``signups`` by event, and the events it is ``bound`` to in another way (invited, co-host, responsible)."""

    mail: str
    name: str = ""
    language: str = "da"
    signups: dict[int, SignUp] = field(default_factory=dict)
    bound: set[int] = field(default_factory=set)

    def has_place(self, event: Event) -> bool:
        signup = self.signups.get(event.pk)
        return signup is not None and signup.state == States.CONFIRMED

    def may_have_link(self, event: Event) -> bool:
        """Where one signs up, those alone who have a place; else whoever was invited."""
        return self.has_place(event) or event.signup_list_id is None

    def keeps(self, event: Event) -> bool:
        """Whether it may stand in the reader's calendar; who only waits was sent no appointment."""
        return event.pk in self.bound or self.has_place(event)


class Telling:
    """Gathers what one act changes, and writes about it to everybody once."""

    def __init__(self, news: News, centre: Centre, reason: str = "") -> None:
        self.news, self.centre, self.reason = news, centre, reason
        self.rows: list[Event] = []
        self.link_alone: set[int] = set()
        self.was: dict[int, Event] = {}

    def add(self, event: Event, *, now: datetime, link_alone: bool = False, was: Event | None = None) -> None:
        """What is over is told to nobody. ``link_alone``: only the link has changed, so it concerns only those who may have it; ``was``: the event before, so that what is new of time and place is named."""
        if event.ends_at > now:
            self.rows.append(event)
            if was is not None:
                self.was[event.pk] = was
            if link_alone:
                self.link_alone.add(event.pk)

    def send(self, *, by: User | None, now: datetime) -> int:
        """Gives how many were written to."""
        return sum(self._write(each, now) for each in readers(self.rows, by=by, now=now))

    def _write(self, reader: Reader, now: datetime) -> bool:
        mine = [row for row in self.rows if row.pk in reader.signups or row.pk in reader.bound]
        rows = sorted((row for row in mine if row.pk not in self.link_alone or reader.may_have_link(row)), key=lambda row: row.starts_at)
        if not rows:
            return False
        centre, news = self.centre, self.news
        guest = any(row.pk in reader.signups for row in rows)
        with translation.override(reader.language):
            said = [_("Dear %(who)s") % {"who": reader.name} if reader.name else _("Hello")]
            said += [str(news.one if len(rows) == 1 else news.several), self.reason, str(news.to_guests) if guest else ""]
            said += [self._about(row, reader) for row in rows]
            own = {each.together or each.token: each for row in rows if (each := reader.signups.get(row.pk)) is not None}
            said += [way_in(each, centre) for each in own.values() if not news.withdraws]
            said += [_("Kind regards"), centre.name]
            kept = [appointment(row, for_those_with_a_place=reader.may_have_link(row)) for row in rows if reader.keeps(row)]
            as_calendar = withdrawal if news.withdraws else calendar
            mail = outbox.write(
                to=reader.mail, subject=str(news.subject) % {"title": rows[0].registration.title}, text=SEPARATOR.join(part for part in said if part),
                calendar=as_calendar(centre.name, kept, site=settings.SITE_URL, now=now, organiser=organiser()) if kept else "",
                once_key=once_key(f"{news.key}-{rows[0].pk}-{rows[0].sequence}", reader.mail),
            )
        return mail is not None

    def _about(self, row: Event, reader: Reader) -> str:
        said = "\n".join([facts(row, with_link=reader.may_have_link(row) and not self.news.withdraws), *self._new(row)])
        signup = reader.signups.get(row.pk)
        if signup is not None and signup.state == States.OFFERED and not self.news.withdraws:
            until = formats.date_format(localtime(signup.offered_until), "j. F H.i")
            said += "\n" + _("The place is yours until %(moment)s; then it goes on to the next.") % {"moment": until}
        return said

    def _new(self, row: Event) -> Iterator[str]:
        was = self.was.get(row.pk)
        if was is None:
            return
        if (was.starts_at, was.ends_at) != (row.starts_at, row.ends_at):
            yield _("The time is new. It was %(before)s.") % {"before": when(was)}
        if was.place != row.place:
            yield _("The place is new. It was %(before)s.") % {"before": was.place} if was.place else _("The place is new.")


def once_key(news: str, mail: str) -> str:
    """A key for one piece of news to one address, however long that is."""
    return f"{news}-{sha256(plain(mail).encode()).hexdigest()[:32]}"


def heard_of(events: Iterable[Event]) -> set[int]:
    """Those that somebody outside knows of: public, signed up for or invited to. What they were told cannot just be changed. Two queries."""
    rows = list(events)
    lists = set(SignUp.objects.alive().filter(signup_list__in={each.signup_list_id for each in rows if each.signup_list_id}).values_list("signup_list", flat=True))
    invited = set(SentInvitation.objects.filter(event__in=rows).values_list("event", flat=True))
    return {each.pk for each in rows if each.published_at is not None or each.signup_list_id in lists or each.pk in invited}


def readers(events: Sequence[Event], *, by: User | None, now: datetime) -> list[Reader]:
    """Everybody who should know of a change in ``events``, each address once. A bounded number of queries, however many events.

    Of a draft that nobody has heard of only the one responsible. Never ``by`` as responsible or co-host; who has signed up gets the mail all the same.
    """
    found: dict[str, Reader] = {}
    known = heard_of(events)
    for signup in _guests(events):
        for event in events:
            if event.signup_list_id == signup.signup_list_id:
                reader = found.setdefault(plain(signup.mail), Reader(signup.mail, signup.name, signup.language))
                reader.signups[event.pk] = signup
    mine = plain(by.email) if by is not None else ""
    for pk, address, language in [*_invited(known), *_co_hosts(known, now), *_responsible(events)]:
        if address.mail != mine:
            found.setdefault(address.mail, Reader(address.mail, address.name, language)).bound.add(pk)
    return list(found.values())


def unreached(events: Iterable[Event]) -> list[str]:
    """Names of those who have signed up and left no address: somebody must call them."""
    rows = SignUp.objects.alive().filter(signup_list__in={each.signup_list_id for each in events if each.signup_list_id}, mail="")
    return list(rows.order_by("name").values_list("name", flat=True))


def _guests(events: Iterable[Event]) -> Iterable[SignUp]:
    return SignUp.objects.alive().filter(signup_list__in={each.signup_list_id for each in events if each.signup_list_id}).exclude(mail="").order_by("pk")


def _invited(known: set[int]) -> Iterable[tuple[int, Address, str]]:
    for pk, mail in Invited.objects.filter(invitation__event__in=known).exclude(mail="").values_list("invitation__event", "mail"):
        yield pk, Address(plain(mail)), "da"


def _co_hosts(known: set[int], now: datetime) -> Iterable[tuple[int, Address, str]]:
    pairs = list(Registration.co_hosts.through.objects.filter(registration__in=known).values_list("registration", "organisation"))
    reached = of_organisations(Organisation.objects.filter(pk__in={organisation for _pk, organisation in pairs}), now=now)
    for pk, organisation in pairs:
        for address in reached.get(organisation, []):
            yield pk, address, "da"


def _responsible(events: Iterable[Event]) -> Iterable[tuple[int, Address, str]]:
    rows = {each.responsible_id: [other.pk for other in events if other.responsible_id == each.responsible_id] for each in events if each.responsible_id}
    for user in User.objects.filter(pk__in=rows, is_active=True):
        for pk in rows[user.pk]:
            yield pk, Address(plain(user.email), user.name), user.language
