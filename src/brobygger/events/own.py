"""An association's events on its own pages: those it holds with the centre, and those its people have signed up for.

A sign-up shows with its name, and leads to the page where it is changed or left, to the one whose mail it was made with, and where it was made with the
association's own mail. Of others who wrote the association's name only their number shows: what somebody goes to is her own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.events.letters import when
from brobygger.events.models import Event, SignUp
from brobygger.journal.models import State
from brobygger.organisations.own import Line, Own, Panel, own_pages, own_panels, own_tasks

SHOWN = 5
LOOKED_BACK = timedelta(days=365)


@dataclass(slots=True)
class Going:
    """One event with the association's part in it."""

    event: Event
    is_host: bool
    ours: list[SignUp] = field(default_factory=list)
    others: int = 0

    def in_words(self) -> str:
        parts = [_("held together with you") if self.is_host else ""]
        parts += [f"{each.name}: {each.get_state_display()}" for each in self.ours]
        if self.others:
            parts.append(ngettext("%(n)s person from you has signed up", "%(n)s persons from you have signed up", self.others) % {"n": self.others})
        return ", ".join(part for part in parts if part)


def events_of(own: Own, *, past: bool = False, most: int = 100) -> list[Going]:
    """To come, the next first; or of the last year, the newest first. In a number of queries that does not grow."""
    rows = Event.objects.listed().filter(published_at__isnull=False)
    rows = rows.filter(ends_at__lte=own.now, ends_at__gt=own.now - LOOKED_BACK) if past else rows.filter(ends_at__gt=own.now)
    signups = SignUp.objects.alive().filter(organisation=own.organisation)
    order = "-starts_at" if past else "starts_at"
    hosted = set(rows.filter(registration__co_hosts=own.organisation).values_list("pk", flat=True))
    joined = set(rows.filter(signup_list__in=signups.values("signup_list")).values_list("pk", flat=True))
    found = list(rows.filter(pk__in=hosted | joined).order_by(order, "pk")[:most])
    by_list: dict[int, list[SignUp]] = defaultdict(list)
    for each in signups.filter(signup_list__in=[row.signup_list_id for row in found]).order_by("pk"):
        by_list[each.signup_list_id].append(each)
    return [_going(own, row, row.pk in hosted, by_list.get(row.signup_list_id or 0, [])) for row in found]


def _going(own: Own, row: Event, is_host: bool, signups: list[SignUp]) -> Going:
    going = Going(row, is_host)
    for each in signups:
        if is_ours(own, each):
            going.ours.append(each)
        elif each.state == SignUp.State.CONFIRMED:
            going.others += each.persons
    return going


def is_ours(own: Own, signup: SignUp) -> bool:
    """Made with the mail of the one who looks, or with the association's own."""
    mails = {mail.casefold() for mail in (own.user.email, own.organisation.mail) if mail}
    return signup.mail.casefold() in mails


def _panel(own: Own) -> Panel:
    rows = events_of(own, most=SHOWN)
    lines = [Line(each.event.registration.title, " · ".join(part for part in (when(each.event), each.in_words()) if part), each.event.public_url) for each in rows]
    return Panel(
        gettext_lazy("Your events and sign-ups"), lines, gettext_lazy("You have signed up for nothing yet."),
        (gettext_lazy("All of them, and what else is on"), f"/{own.centre_key}/forening/{own.organisation.pk}/arrangementer/"),
    )


def _offered(own: Own) -> Iterable[Task]:
    """A place that waits for the answer of the one who looks."""
    rows = SignUp.objects.filter(organisation=own.organisation, state=SignUp.State.OFFERED, offered_until__gt=own.now).order_by("offered_until")
    for each in rows:
        if is_ours(own, each) and (event := Event.objects.listed().filter(signup_list=each.signup_list_id).exclude(registration__state=State.CANCELLED).first()) is not None:
            yield Task(_("A place is free at “%(title)s”: take it or let it go on") % {"title": event.registration.title}, f"/{own.centre_key}/tilmelding/{each.token}/", each.offered_until.date() if each.offered_until else None)


own_panels.add("events", _panel)
own_tasks.add("events.offers", _offered)
own_pages.add("events", Door(gettext_lazy("Events"), "own_events:events", May.OWN_ORGANISATION, 40))
