"""Events from a spreadsheet: those that were, with how many came and from where, and those to come. Nobody is written to."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.core.tables import as_day
from brobygger.events import actions, attendance
from brobygger.events.forms.attendance import refuse_persons
from brobygger.events.forms.events import NewEventForm
from brobygger.events.models import Event, SignUpList
from brobygger.intake import cells
from brobygger.intake.filling import fits, values_of
from brobygger.intake.kinds import Column, Kind, kinds
from brobygger.intake.lines import Line
from brobygger.intake.words import folded
from brobygger.journal import whence
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import EVENTS
from brobygger.journal.bringing import COMMON, Common, from_somewhere, kinds_of_work
from brobygger.journal.models import Format, Mode, Registration, State
from brobygger.organisations.naming import asked_once, by_name

STATES: Final = (State.HELD, State.PLANNED, State.CANCELLED)
COLUMNS = {
    "title": Column(gettext_lazy("Title"), ("titel", "arrangement", "navn", "hvad", "aktivitet", "overskrift", "event", "title"), gettext_lazy("What it is called."), "Kursus i den gode velkomst", needed=True),
    "kind": Column(gettext_lazy("Kind of work"), ("slags", "type", "kategori", "arrangementstype", "kind", "kind of work"), gettext_lazy("One of your kinds of events."), "Kursus", lambda: [str(row) for row in kinds_of_work(*EVENTS).rows], needed=True),
    "day": Column(gettext_lazy("Date"), ("dato", "dag", "hvornår", "date", "day"), gettext_lazy("The day it was, or will be."), "12-03-2026", needed=True),
    "begins": Column(gettext_lazy("Begins at"), ("starter", "start", "begynder", "tidspunkt", "klokken", "kl", "kl.", "tid", "fra kl.", "begins at"), gettext_lazy("Such as 16.30, or 16.30-19. Empty: no hours are counted."), "16.30"),
    "ends": Column(gettext_lazy("Ends at"), ("slutter", "slut", "til kl.", "ends at"), gettext_lazy("Such as 19."), "19.00"),
    "last_day": Column(gettext_lazy("Last day"), ("sidste dag", "slutdato", "last day"), gettext_lazy("If it ends on another day.")),
    "place": Column(gettext_lazy("Place"), ("sted", "lokale", "adresse", "hvor", "place"), gettext_lazy("In words; no room is booked."), "Huset"),
    "persons": Column(gettext_lazy("Came"), ("deltagere", "antal deltagere", "antal", "fremmødte", "fremmøde", "antal personer", "personer", "came"), gettext_lazy("How many came. Of those from somewhere, all are among them."), "25"),
    "affiliations": COMMON["affiliations"],
    "state": Column(gettext_lazy("State"), ("tilstand", "status", "state"), gettext_lazy("Took place, planned or cancelled. Empty: as the day says."), choices=lambda: [str(each.label) for each in STATES]),
    "reason": Column(gettext_lazy("Why it was cancelled"), ("begrundelse", "årsag", "hvorfor aflyst", "reason")),
    "text": Column(gettext_lazy("What it is about"), ("beskrivelse", "tekst", "om", "indhold", "what it is about")),
    **{name: COMMON[name] for name in ("theme", "target_group", "locality", "network", "project", "mode", "format")},
    "online_link": Column(gettext_lazy("Link to the online meeting"), ("link", "onlinelink", "online link", "mødelink", "link to the online meeting")),
    "price": Column(gettext_lazy("Price"), ("pris", "price")),
    "capacity": Column(gettext_lazy("Places"), ("pladser", "antal pladser", "maks. antal", "places"), gettext_lazy("Of those to come: a number here lets people sign up.")),
    "public": Column(gettext_lazy("In the public calendar"), ("offentlig", "offentligt", "vises", "in the public calendar"), gettext_lazy("Yes or no. Empty: no.")),
    "co_hosts": COMMON["co_hosts"], "note": COMMON["note"],
}
_NOON, _ASSUMED = time(12), timedelta(hours=1)


def _state(text: str) -> str:
    found = {"afholdt": State.HELD, "gennemført": State.HELD, "held": State.HELD}.get(folded(text)) or cells.choice(State, text)
    if found not in STATES:
        raise ValidationError(_("Of what was moved, write the day it was moved to, and whether it took place."))
    return found


def _heads(text: str) -> list[From]:
    found = whence.read(from_somewhere(text), by_name())
    refuse_persons(found)
    return found


class Events(Common):
    def __init__(self, _by: User) -> None:
        super().__init__(*EVENTS)
        self.cells |= {
            "day": as_day, "last_day": as_day, "begins": cells.clocks, "ends": lambda text: cells.clocks(text)[0], "state": _state, "online_link": cells.address, "capacity": cells.number, "public": cells.yes,
            "affiliations": _heads,
        }

    def read(self, line: Line) -> None:
        line.name = line.said.get("title", "")
        values = values_of(line, COLUMNS, self.cells)
        state = self._when(line, values)
        heads = self._count(line, values, state)
        if line.faults:
            return
        extra = {"mode": values.get("mode", Mode.HELD), "format": values.get("format", Format.ON_SITE), "takes_signups": bool(values.get("capacity")), "listed_publicly": True}
        form = NewEventForm({**values, **extra, "affiliations": ""}, instance=Event(), registration=Registration())
        if not fits(form, line, COLUMNS):
            return
        line.form, line.brought = form, (state, heads, values)
        line.key = (values["day"], values["kind"].pk, folded(values["title"]))
        came = values.get("persons")
        line.shown = [(str(COLUMNS[name].label), said) for name, said in (
            ("day", formats.date_format(values["day"])), ("kind", str(values["kind"])), ("state", str(State(state).label)), ("persons", "" if came is None else str(came)), ("theme", str(values.get("theme") or "")), ("place", values.get("place", "")), ("affiliations", line.said.get("affiliations", "")),
        ) if said]

    def _when(self, line: Line, values: dict[str, Any]) -> str:
        """The time of day, and what became of it: as the row says, else as the day does."""
        begins, until = values.pop("begins", None) or (None, None)
        ends = values.get("ends") or until
        if begins is None:
            begins, ends = _NOON, None
            line.notes.append(_("No time of day is said: it stands at noon, and no hours are counted."))
        elif ends is None:
            line.notes.append(_("No end is said: it stands as one hour, and no hours are counted."))
        values["timeless"] = ends is None
        values |= {"begins": begins, "ends": ends or (datetime.combine(date.min, begins) + _ASSUMED).time()}
        day: date | None = values.get("last_day") or values.get("day")
        past = day is not None and day < timezone.localdate()
        state = values.get("state") or (State.HELD if past else State.PLANNED)
        if day is not None and past and state == State.PLANNED:
            line.fault(_("That day has passed. Did it take place, or was it cancelled?"), "state")
        elif day is not None and not past and state == State.HELD and day > timezone.localdate():
            line.fault(_("This day is still to come."), "state")
        if state == State.CANCELLED and not values.get("reason"):
            line.fault(_("Say why it was cancelled."), "reason")
        return str(state)

    def _count(self, line: Line, values: dict[str, Any], state: str) -> list[From]:
        """Who came as heads: those from somewhere, and the others up to the number that came."""
        heads: list[From] = values.get("affiliations", [])
        came, named = values.get("persons"), sum(each.persons or 0 for each in heads)
        if state != State.HELD and (heads or came):
            line.fault(_("It has not taken place, so nobody can have come."), "persons" if came else "affiliations")
        if came is not None and named > came:
            line.fault(_("%(named)s came from somewhere, and %(came)s in all.") % {"named": named, "came": came}, "persons")
        return [*heads, *([From(persons=came - named)] if came and came > named else [])]

    def there(self, keys: Collection[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        rows = Registration.objects.filter(done_on__in={key[0] for key in keys}, kind__in={key[1] for key in keys}).order_by()
        return Counter((day, kind, folded(title)) for day, kind, title in rows.values_list("done_on", "kind", "title"))

    def keep(self, line: Line, *, by: User, now: datetime) -> Event:
        form, (state, heads, values) = line.form, line.brought
        given, row = form.cleaned_data, form.instance
        row.starts_at, row.ends_at = given["starts_at"], given["ends_at"]
        made = actions.plan(row, form.registration, co_hosts=given["co_hosts"], takes_signups=given["takes_signups"], capacity=given["capacity"], by=by, now=now)
        if values["timeless"]:
            made.registration.minutes = None
            made.registration.save()
        if state == State.CANCELLED:
            actions.cancel(made, reason=values["reason"], centre=made.registration.centre, by=by, now=now)
        elif heads:
            attendance.count_heads(made, heads, by=by, now=now)
        if values.get("public"):
            actions.publish(made, by=by, now=now)
        return made


def behind(keys: Collection[int]) -> Mapping[type[Any], Mapping[int, int]]:
    """What an event was made with: the registration it stands on, and its sign-up."""
    lists = Event.objects.filter(pk__in=keys, signup_list__isnull=False).values_list("signup_list", "pk")
    return {Registration: {key: key for key in keys}, SignUpList: dict(lists)}


def take_out(rows: Any, by: User, now: datetime) -> None:
    for row in rows.select_related("registration", "signup_list"):
        audit.record("removed", row, by=by, now=now)
        audit.record("removed", row.registration, by=by, now=now)
        row.registration.delete()
        if row.signup_list is not None:
            row.signup_list.delete()


kinds.add("events", Kind(
    label=gettext_lazy("Events"), lead=gettext_lazy("Courses, meetings and tours that were, with how many came and from where, and those to come. They count in the plan by the same rules as events you plan here. Nobody is written to."),
    order=40, needs=May.EDIT_EVENTS, model=Event, columns=COLUMNS, reader=Events, take_out=take_out, list_url="events:events", behind=behind, around=asked_once,
))
