"""Registrations from a spreadsheet: each row becomes the full form of a registration, and is kept as the page keeps it."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.durations import duration
from brobygger.core.tables import as_day
from brobygger.intake import cells
from brobygger.intake.filling import fits, values_of
from brobygger.intake.kinds import Column, Kind, kinds
from brobygger.intake.lines import Line
from brobygger.intake.words import Words, folded
from brobygger.journal import actions
from brobygger.journal.base_kinds import SYNONYMS, BaseKind
from brobygger.journal.channels import Channel
from brobygger.journal.forms import RegistrationForm
from brobygger.journal.models import Format, Mode, Registration, State
from brobygger.journal.models import Kind as KindOfWork
from brobygger.organisations.models import Network
from brobygger.organisations.naming import asked_once, by_name
from brobygger.plan.models import Plan


def names_of(model: Any) -> Iterable[str]:
    """The lines of one of the centre's lists that are in use, for a drop-down."""
    return [str(row) for row in model.objects.filter(retired=False)]


def _labels(choices: Any) -> list[str]:
    return [str(label) for label in choices.labels]


COMMON = {
    "theme": Column(gettext_lazy("Theme"), ("tema", "emne", "theme"), gettext_lazy("One of your themes."), choices=lambda: names_of(Theme)),
    "target_group": Column(gettext_lazy("Target group"), ("målgruppe", "for hvem", "target group"), gettext_lazy("One of your target groups."), choices=lambda: names_of(TargetGroup)),
    "locality": Column(gettext_lazy("Locality"), ("lokalområde", "by", "område", "postnr", "postnr.", "postnummer", "locality"), gettext_lazy("One of your localities, or its postal code."), choices=lambda: names_of(Locality)),
    "network": Column(gettext_lazy("Network"), ("netværk", "network"), gettext_lazy("One of your networks.")),
    "project": Column(gettext_lazy("Project"), ("projekt", "bevilling", "project"), gettext_lazy("The title of one of your projects.")),
    "mode": Column(gettext_lazy("Whose"), ("hvis", "afholdt af", "arrangør", "whose"), gettext_lazy("Held by you, joined by you, or offered. Empty: held by you."), choices=lambda: _labels(Mode)),
    "format": Column(gettext_lazy("On site or online"), ("fysisk eller online", "form", "mødeform", "on site or online"), gettext_lazy("On site, online or both. Empty: on site."), choices=lambda: _labels(Format)),
    "affiliations": Column(
        gettext_lazy("Where they came from"), ("hvor de kom fra", "hvorfra", "tilhørsforhold", "organisationer", "organisation", "foreninger", "forening", "deltagende foreninger", "where they came from"),
        gettext_lazy("Organisations with semicolons between; a number in front says how many, a sector may stand in brackets."), example="3 Røde Kors; 2 Jobcentret (kommune)",
    ),
    "co_hosts": Column(gettext_lazy("Held together with"), ("sammen med", "medarrangør", "medarrangører", "samarbejdspartner", "held together with"), gettext_lazy("Organisations you have, with commas between.")),
    "note": Column(gettext_lazy("Note"), ("note", "noter", "bemærkning", "bemærkninger", "kommentar", "notat"), gettext_lazy("For colleagues. Nothing about anybody's health.")),
}
COLUMNS = {
    "done_on": Column(gettext_lazy("Date"), ("dato", "dag", "hvornår", "date", "day"), gettext_lazy("The day it was."), "12-03-2026", needed=True),
    "kind": Column(gettext_lazy("Kind of work"), ("slags", "type", "aktivitetstype", "kategori", "kind", "kind of work"), gettext_lazy("One of your kinds of work."), "Sparring", lambda: names_of(KindOfWork), needed=True),
    "title": Column(gettext_lazy("What"), ("hvad", "titel", "emne/titel", "aktivitet", "beskrivelse", "opgave", "overskrift", "title", "what"), gettext_lazy("A few words on what was done."), "Sparring om rekruttering", needed=True),
    "persons": Column(gettext_lazy("Persons"), ("antal personer", "personer", "deltagere", "antal deltagere", "antal", "fremmødte", "persons"), gettext_lazy("How many took part. Empty: as many as came from somewhere."), "5"),
    "hours": Column(gettext_lazy("Hours"), ("timer", "tid", "timeforbrug", "varighed", "tidsforbrug", "hours"), gettext_lazy("Hours spent, such as 1,5 or 1:30."), "1,5", field="minutes"),
    "minutes": Column(gettext_lazy("Minutes"), ("minutter", "min", "min.", "antal minutter", "minutes"), gettext_lazy("Minutes spent, in the place of hours.")),
    **{name: COMMON[name] for name in ("affiliations", "theme", "target_group", "locality", "network", "project", "mode", "format")},
    "state": Column(gettext_lazy("State"), ("tilstand", "status", "state"), gettext_lazy("Whether it took place. Empty: it did."), choices=lambda: _labels(State)),
    "reason": Column(gettext_lazy("Why it was moved or cancelled"), ("begrundelse", "årsag", "hvorfor aflyst", "reason")),
    "channel": Column(gettext_lazy("Channel"), ("kanal", "medie", "channel"), gettext_lazy("Of publicity: where it stood."), choices=lambda: _labels(Channel)),
    "link": Column(gettext_lazy("Link"), ("link", "url", "webadresse"), gettext_lazy("An address on the web.")),
    "co_hosts": COMMON["co_hosts"], "note": COMMON["note"],
}


def from_somewhere(text: str) -> str:
    """Organisations of one cell, one on each line: with semicolons or on lines; with commas where the whole is no organisation's name."""
    lines = cells.many_lines(text)
    if "\n" not in lines and "," in lines and lines.lower() not in by_name():
        lines = lines.replace(", ", "\n")
    return lines


def kinds_of_work(*bases: BaseKind) -> Words:
    """The centre's kinds of work in use, by their names and by the words that a base kind is known by where only one has it; of the ``bases`` alone, where there are some."""
    rows = [row for row in KindOfWork.objects.filter(retired=False) if not bases or row.base in bases]
    had = Counter(row.base for row in rows)
    return Words(rows, [(folded(word), row) for row in rows if had[row.base] == 1 for word in (str(BaseKind(row.base).label), *SYNONYMS.get(BaseKind(row.base), ()))])


class Common:
    """What registrations and events read alike: the centre's lists, looked up once."""

    def __init__(self, *bases: BaseKind) -> None:
        localities = list(Locality.objects.filter(retired=False))
        lists = {
            "kind": kinds_of_work(*bases), "theme": Words(Theme.objects.filter(retired=False)), "target_group": Words(TargetGroup.objects.filter(retired=False)),
            "locality": Words(localities, [(code, row) for row in localities for code in row.postal_codes.split()]), "network": Words(Network.objects.all()), "project": Words(Plan.objects.filter(kind=Plan.Kind.PROJECT)),
        }
        self.cells: dict[str, Any] = {name: lambda text, words=words: cells.listed(words, text) for name, words in lists.items()}
        self.cells |= {"mode": lambda text: cells.choice(Mode, text), "format": lambda text: cells.choice(Format, text), "persons": cells.number, "affiliations": from_somewhere}


class Registrations(Common):
    def __init__(self, _by: User) -> None:
        super().__init__()
        self.cells |= {
            "done_on": as_day, "hours": lambda text: cells.minutes(text, in_hours=True), "minutes": lambda text: cells.minutes(text, in_hours=False), "state": lambda text: cells.choice(State, text),
            "channel": lambda text: cells.choice(Channel, text), "link": cells.address,
        }

    def read(self, line: Line) -> None:
        line.name = line.said.get("title", "")
        values = {"mode": Mode.HELD, "state": State.HELD, "format": Format.ON_SITE, **values_of(line, COLUMNS, self.cells)}
        if {"hours", "minutes"} <= line.said.keys():
            line.fault(_("The time stands in hours already."), "minutes")
        form = RegistrationForm(values, instance=Registration())
        if line.faults or not fits(form, line, COLUMNS):
            return
        given, line.form = form.cleaned_data, form
        persons = given["persons"] if given["persons"] is not None else sum(each.persons or 0 for each in given["affiliations"]) or None
        line.key = (given["done_on"], given["kind"].pk, folded(given["title"]), persons, given["minutes"])
        line.shown = [(str(COLUMNS[name].label), said) for name, said in [*_told(given, persons), ("affiliations", line.said.get("affiliations", ""))] if said]

    def there(self, keys: Collection[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        rows = Registration.objects.filter(done_on__in={key[0] for key in keys}, kind__in={key[1] for key in keys}).order_by()
        return Counter((day, kind, folded(title), persons, minutes) for day, kind, title, persons, minutes in rows.values_list("done_on", "kind", "title", "persons", "minutes"))

    def keep(self, line: Line, *, by: User, now: datetime) -> Registration:
        given = line.form.cleaned_data
        try:
            return actions.register(line.form.instance, affiliations=given["affiliations"], co_hosts=given["co_hosts"], by=by, today=localtime(now).date(), now=now)
        except ValidationError as error:
            raise ValidationError(error.messages) from error


def _told(given: dict[str, Any], persons: int | None) -> list[tuple[str, str]]:
    return [
        ("done_on", formats.date_format(given["done_on"])), ("kind", str(given["kind"])), ("theme", str(given["theme"] or "")), ("persons", "" if persons is None else str(persons)),
        ("hours", "" if given["minutes"] is None else duration(given["minutes"])), ("state", "" if given["state"] == State.HELD else str(State(given["state"]).label)),
    ]


def take_out(rows: Any, by: User, now: datetime) -> None:
    for row in rows:
        actions.delete(row, by=by, now=now)


kinds.add("registrations", Kind(
    label=gettext_lazy("Registrations"), lead=gettext_lazy("What you have done: sparring, meetings, courses, all that stands in your own sheet. It counts in the plan at once, by the same rules as what you register here."),
    order=50, needs=May.EDIT_WORK, model=Registration, columns=COLUMNS, reader=Registrations, take_out=take_out, list_url="journal:list", around=asked_once,
))
