"""What is written to those who signed up: short mails in the language they signed up in, each sent once."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import Final, Protocol

from django.conf import settings
from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.ical import Appointment, calendar
from brobygger.core.times import local
from brobygger.events import places
from brobygger.events.models import Event, SignUp, SignUpList
from brobygger.plan.markdown import as_text

SEPARATOR: Final = "\n\n"

Said = str | Promise | Callable[[], str]
"""Something said in the reader's language: words, or what gives them once that language is in force."""


def when(event: Event) -> str:
    """"Tuesday 3 March 2026 at 17.00–19.00", with both days where it ends on another."""
    start, end = local(event.starts_at), local(event.ends_at)
    day = formats.date_format(start, "l j. F Y")
    if event.on_one_day:
        return _("%(day)s at %(from)s–%(to)s") % {"day": day, "from": f"{start:%H.%M}", "to": f"{end:%H.%M}"}
    return _("%(day)s at %(from)s to %(last)s at %(to)s") % {
        "day": day, "from": f"{start:%H.%M}", "last": formats.date_format(end, "l j. F Y"), "to": f"{end:%H.%M}",
    }


class Placed(Protocol):
    """An event, or what a list reads of one."""

    @property
    def place(self) -> str: ...
    @property
    def online_link(self) -> str: ...


def where(event: Placed) -> str:
    parts = [event.place, _("online") if event.online_link else ""]
    return ", ".join(part for part in parts if part)


def link(signup: SignUp, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/tilmelding/{signup.token}/"


def way_in(signup: SignUp, centre: Centre) -> str:
    """The line with the link, which says what it is good for: to one who is offered a place, to say yes first of all."""
    said = _("Say yes, change or leave your sign-up here: %(link)s") if signup.state == SignUp.State.OFFERED else _("Change or leave your sign-up here: %(link)s")
    return said % {"link": link(signup, centre)}


def appointment(event: Event, *, for_those_with_a_place: bool = False) -> Appointment:
    """The event as a calendar holds it. The link to an online meeting is for those alone who have a place."""
    row = event.registration
    online = event.online_link if for_those_with_a_place else ""
    about = "\n\n".join(part for part in (online, as_text(event.text), event.accessibility) if part)
    return Appointment(
        key=f"arrangement-{event.key}", starts_at=event.starts_at, ends_at=event.ends_at, text=row.title, url=event.public_url,
        place=where(event), about=about, sequence=event.sequence, cancelled=event.is_cancelled,
        categories=(row.kind.name,), organizer=(row.centre.name, row.centre.mail) if row.centre.mail else None,
    )


def organiser() -> str:
    """The address that appointments come from: that of our mail."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def facts(event: Event, *, with_link: bool) -> str:
    """What, when and where, in lines; the link to an online meeting only for a reader who may have it."""
    online = _("Link to the meeting: %(link)s") % {"link": event.online_link} if with_link and event.online_link else ""
    return "\n".join(part for part in (event.registration.title, when(event), where(event), online) if part)


def tell(
    signup: SignUp, events: Iterable[Event], centre: Centre, *, subject: Promise, lines: Iterable[Said], now: datetime, once: str | None = None,
    invite: bool = False, with_link: bool = False, can_change: bool = True,
) -> bool:
    """Write to one who signed up; ``once`` names the news, so that it is told once. ``invite`` adds the appointment for a calendar.

    ``%(title)s`` in the subject is the event. The links to online meetings go with an appointment, or where ``with_link`` says so; never to one who
    has no place. ``can_change``: the link to change or leave goes with it. Nothing is written to one without an address; says whether a mail was.
    """
    if not signup.mail:
        return False
    rows = sorted(events, key=lambda each: each.starts_at)
    with translation.override(signup.language):
        title = rows[0].registration.title
        said = [_("Dear %(who)s") % {"who": signup.name}, *(str(line() if callable(line) else line) for line in lines)]
        has_place = signup.state == SignUp.State.CONFIRMED
        said += [SEPARATOR.join(facts(row, with_link=has_place and (invite or with_link)) for row in rows)]
        if signup.state != SignUp.State.LEFT and can_change:
            said += [way_in(signup, centre)]
        said += [_("Kind regards"), centre.name]
        shown = [appointment(row, for_those_with_a_place=has_place) for row in rows] if invite else []
        attached = calendar(centre.name, shown, site=settings.SITE_URL, now=now, organiser=organiser()) if shown else ""
        mail = outbox.write(
            to=signup.mail, subject=str(subject) % {"title": title}, text=SEPARATOR.join(said), calendar=attached,
            once_key=f"signup-{signup.pk}-{once}" if once else None,
        )
    return mail is not None


def confirm(row: SignUp, events: list[Event], centre: Centre, now: datetime, *, moved_up: bool = False) -> None:
    """That there is a place for one, with the appointment; or where in the queue one stands."""
    if row.state == SignUp.State.WAITING:
        place = places.in_queue(row)
        tell(
            row, events, centre, subject=gettext_lazy("You are on the waiting list: %(title)s"),
            lines=[lambda: _("It is full for now. You are number %(n)s in the queue, and you get a mail as soon as there is a place.") % {"n": place}], now=now,
        )
        return
    lines = [gettext_lazy("A place has become free, and it is yours.") if moved_up else gettext_lazy("You have a place.")]
    tell(row, events, centre, subject=gettext_lazy("You are signed up: %(title)s"), lines=lines, now=now, invite=True)


def offer(row: SignUp, events: list[Event], centre: Centre, now: datetime) -> None:
    """That a place is to be had, for those who say yes in time."""
    tell(
        row, events, centre, subject=gettext_lazy("There is a place for you: %(title)s"),
        lines=[
            gettext_lazy("A place has become free, and you are next. Say yes on the page below."),
            lambda: _("The place is yours until %(moment)s; then it goes on to the next.") % {"moment": formats.date_format(localtime(row.offered_until), "j. F H.i")},
        ],
        now=now, once=f"offer-{now:%Y%m%d%H%M%S}",
    )


def tell_not_known(name: str, mail: str, language: str, lists: Iterable[SignUpList], centre: Centre, *, now: datetime) -> None:
    """To one whose mail is not a member's, about what is for members alone: that there is no place, and what to do. Once a day, so that nobody is flooded."""
    keys = [each.pk for each in lists]
    row = Event.objects.listed().filter(signup_list__in=keys).order_by("starts_at")[0]
    with translation.override(language):
        said = [
            _("Dear %(who)s") % {"who": name}, _("Thank you for wanting to come. This is for members, and we do not know this mail as a member’s, so you have no place yet."), facts(row, with_link=False),
            _("Sign up with the mail that you or your association is known by here, or write or call us: %(how)s") % {"how": ", ".join(each for each in (centre.mail, centre.phone) if each) or centre.name},
            _("Kind regards"), centre.name,
        ]
        subject = _("About your sign-up: %(title)s") % {"title": row.registration.title}
        once = hashlib.sha256(f"{sorted(keys)} {mail.casefold()}".encode()).hexdigest()[:32]
        outbox.write(to=mail, subject=subject, text=SEPARATOR.join(said), once_key=f"not-known-{once}-{now:%Y%m%d}")
