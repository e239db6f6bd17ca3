"""Volunteers from a spreadsheet: what they like to do and how they are reached, and whether the centre can say that they agreed to it.

What they wish and need in their own words is not brought along: such columns hold what a centre may not keep, and it is heard better in a talk.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from brobygger.accounts.models import User
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Locality
from brobygger.core import outbox
from brobygger.core.tables import as_day
from brobygger.intake import cells
from brobygger.intake.filling import fits, values_of
from brobygger.intake.kinds import Column, Kind, kinds
from brobygger.intake.lines import Line
from brobygger.intake.words import Words, folded
from brobygger.journal.models import Format
from brobygger.matching import confirming
from brobygger.matching.forms.volunteers import VolunteerForm
from brobygger.matching.masks import DAYS, PARTS, half_day
from brobygger.matching.models import Topic, Travel, Volunteer, Way
from brobygger.matching.volunteering import CONSENT_FOR
from brobygger.people.models import Person

_LISTS = {"interests": Topic.Sort.INTEREST, "skills": Topic.Sort.SKILL, "languages": Topic.Sort.LANGUAGE}


def _topics(sort: str) -> Callable[[], list[str]]:
    return lambda: [str(row) for row in Topic.objects.filter(sort=sort, retired=False)]


COLUMNS = {
    "name": Column(gettext_lazy("Name"), ("navn", "fulde navn", "frivillig", "name"), gettext_lazy("First name and surname; of a group, who answers for it."), "Inge Holm", needed=True),
    "mail": Column(gettext_lazy("Mail"), ("mail", "e-mail", "email", "mailadresse", "e-mailadresse"), gettext_lazy("A mail or a telephone number is needed."), "inge@example.org"),
    "phone": Column(gettext_lazy("Telephone"), ("telefon", "tlf", "tlf.", "mobil", "telefonnummer", "mobilnummer", "phone", "telephone"), example="12 34 56 78"),
    "agreed_on": Column(gettext_lazy("Agreed on"), ("samtykke", "samtykke dato", "samtykkedato", "dato for samtykke", "samtykke givet", "sagde ja den", "agreed on", "consent"), gettext_lazy("The day of the yes to being kept and suggested to associations. It holds for a year. Empty: not confirmed, and in no pool."), "01-02-2026"),
    "agreed_how": Column(gettext_lazy("Agreed how"), ("samtykke hvordan", "samtykke kilde", "kilde til samtykke", "hvordan sagde de ja", "samtykke hvor", "agreed how"), gettext_lazy("Where the yes can be found: “form on the site”, “paper in the folder”, “in the talk”."), "Blanket i mappen"),
    "enquired_on": Column(gettext_lazy("Wrote on"), ("henvendt den", "skrev den", "tilmeldt", "oprettet", "dato", "startdato", "frivillig siden", "wrote on"), gettext_lazy("The day of the enquiry, which is counted on that day."), "15-01-2026"),
    "interests": Column(gettext_lazy("Interests"), ("interesser", "interesse", "vil gerne", "ønsker", "interests"), gettext_lazy("Of your list of interests, with commas between."), choices=_topics(Topic.Sort.INTEREST)),
    "skills": Column(gettext_lazy("Knows something about"), ("kompetencer", "kompetence", "kan", "erfaring", "skills"), gettext_lazy("Of your list of skills, with commas between."), choices=_topics(Topic.Sort.SKILL)),
    "languages": Column(gettext_lazy("Languages"), ("sprog", "languages"), gettext_lazy("Of your list of languages, with commas between."), choices=_topics(Topic.Sort.LANGUAGE)),
    "times": Column(gettext_lazy("When"), ("hvornår", "tidspunkter", "kan hvornår", "when"), gettext_lazy("Half-days with commas between, such as Monday evening."), "mandag aften, tirsdag formiddag"),
    "hours_week": Column(gettext_lazy("Hours a week, at most"), ("timer om ugen", "timer pr. uge", "timer"), gettext_lazy("A whole number."), "3"),
    "locality": Column(gettext_lazy("Locality"), ("lokalområde", "by", "område", "postnr", "postnr.", "postnummer", "locality"), gettext_lazy("One of your localities, or its postal code."), choices=lambda: [str(row) for row in Locality.objects.filter(retired=False)]),
    "born": Column(gettext_lazy("Year of birth"), ("fødselsår", "født", "year of birth"), gettext_lazy("The year alone."), "1968"),
    "kind": Column(gettext_lazy("Who they are"), ("hvem", "type", "who they are"), gettext_lazy("One person, a group or a company. Empty: one person."), choices=lambda: [str(label) for label in Volunteer.Kind.labels]),
    "group_name": Column(gettext_lazy("Name of the group or company"), ("gruppe", "gruppens navn", "virksomhed", "firma")),
    "persons": Column(gettext_lazy("How many"), ("antal", "antal personer", "how many"), gettext_lazy("Of a group. Empty: one.")),
    "available_from": Column(gettext_lazy("Can begin"), ("kan begynde", "ledig fra", "can begin")),
    "available_until": Column(gettext_lazy("Until"), ("til", "ledig til", "until")),
    "way": Column(gettext_lazy("Way to us"), ("vej til os", "hørt om os", "kilde", "way to us"), gettext_lazy("One of your ways to you."), choices=lambda: [str(row) for row in Way.objects.filter(retired=False)]),
}


@cache
def _half_days() -> dict[str, str]:
    """Each half-day by its words in both languages, as the bit that the form takes."""
    found: dict[str, str] = {}
    for language in ("en", "da"):
        with override(language):
            found |= {folded(f"{label} {name}"): str(half_day(day, part)) for day, label in enumerate(DAYS) for part, name in enumerate(PARTS)}
    return found


def _times(text: str) -> list[str]:
    found = []
    for piece in filter(None, map(folded, re.split(r"[,;\n]+", text))):
        if piece not in _half_days():
            raise ValidationError(_("“%(text)s” is no half-day. Write such as Monday evening, with commas between.") % {"text": piece[:40]})
        found.append(_half_days()[piece])
    return found


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-8:]


def _bits(words: Words, text: str) -> list[str]:
    return [str(row.bit) for row in cells.several(words, text)]


class Volunteers:
    def __init__(self, _by: User) -> None:
        self.seen: dict[tuple[Any, ...], int] = {}
        localities = list(Locality.objects.filter(retired=False))
        topics = {name: Words(Topic.objects.filter(sort=sort, retired=False)) for name, sort in _LISTS.items()}
        places, ways = Words(localities, [(code, row) for row in localities for code in row.postal_codes.split()]), Words(Way.objects.filter(retired=False))
        self.cells: dict[str, Callable[[str], Any]] = {
            **{name: partial(_bits, words) for name, words in topics.items()},
            "locality": lambda text: cells.listed(places, text), "way": lambda text: cells.listed(ways, text), "kind": lambda text: cells.choice(Volunteer.Kind, text), "times": _times,
            **dict.fromkeys(("persons", "hours_week", "born"), cells.number), **dict.fromkeys(("agreed_on", "enquired_on", "available_from", "available_until"), as_day),
        }

    def read(self, line: Line) -> None:
        line.name = line.said.get("group_name") or line.said.get("name", "")
        values = values_of(line, COLUMNS, self.cells)
        self._agreement(line, values)
        if line.faults:
            return
        given = {"kind": Volunteer.Kind.PERSON, "persons": 1, "travel": Travel.SOME_WAY, "format": Format.BOTH, "accepts_certificate": True, **values}
        form = VolunteerForm(given, instance=Volunteer(enquired_on=timezone.localdate(), last_heard_on=timezone.localdate()), sees_needs=False)
        if not fits(form, line, COLUMNS):
            return
        line.form, line.brought = form, values
        who = form.who()
        line.key = ("mail", who["mail"].casefold()) if who["mail"] else ("phone", folded(who["name"]), _digits(who["phone"]))
        if (first := self.seen.setdefault(line.key, line.number)) != line.number:
            line.fault(_("The same person stands in row %(n)s already.") % {"n": first})
            return
        holds = values.get("agreed_on") is not None and confirming.still_holds(values["agreed_on"], timezone.localdate())
        line.shown = [(str(label), said) for label, said in (
            (_("Name"), who["name"] if line.name != who["name"] else ""), (_("Mail"), who["mail"]), (_("Telephone"), who["phone"]),
            (_("Consent"), _("until %(day)s") % {"day": formats.date_format(values["agreed_on"] + CONSENT_FOR)} if holds else _("not confirmed")),
        ) if said]
        if "enquired_on" not in values and "agreed_on" not in values:
            line.notes.append(_("No day is said, so it counts as an enquiry of today."))

    def _agreement(self, line: Line, values: dict[str, Any]) -> None:
        """A yes is a day and how it can be shown; the one without the other is none."""
        today = timezone.localdate()
        for name in ("agreed_on", "enquired_on"):
            if values.get(name) is not None and values[name] > today:
                line.fault(_("That day has not come yet."), name)
        if bool(values.get("agreed_on")) != bool(values.get("agreed_how")) and "agreed_on" not in {each.field for each in line.faults}:
            missing = "agreed_how" if values.get("agreed_on") else "agreed_on"
            line.fault(_("A yes needs both its day and how it can be shown. Fill in both, or neither: then it is not confirmed."), missing)
        elif not line.faults and values.get("agreed_on") and not confirming.still_holds(values["agreed_on"], today):
            line.notes.append(_("The yes is more than a year old, so it must be given anew."))

    def there(self, keys: Collection[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        rows = Volunteer.objects.exclude(person=None).values_list("person__name", "person__mail", "person__phone")
        here = {("mail", mail.casefold()) for _name, mail, _phone in rows if mail} | {("phone", folded(name), _digits(phone)) for name, _mail, phone in rows if phone}
        return Counter(key for key in keys if key in here)

    def keep(self, line: Line, *, by: User, now: datetime) -> Volunteer:
        values, form = line.brought, line.form
        enquired_on = values.get("enquired_on") or values.get("agreed_on") or timezone.localtime(now).date()
        return confirming.bring(form.instance, **form.who(), enquired_on=enquired_on, agreed_on=values.get("agreed_on"), agreed_how=values.get("agreed_how", ""), by=by, now=now)


def behind(keys: Collection[int]) -> Mapping[type[Any], Mapping[int, int]]:
    return {Person: dict(Volunteer.objects.filter(pk__in=keys, person__isnull=False).values_list("person", "pk"))}


def take_out(rows: Any, by: User, now: datetime) -> None:
    """Gone with their particulars: they were never here."""
    for row in rows.select_related("person"):
        person = row.person
        audit.record("removed", row, by=by, now=now)
        outbox.forget(f"volunteer-{row.pk}-")
        row.delete()
        if person is not None:
            person.delete()


kinds.add("volunteers", Kind(
    label=gettext_lazy("Volunteers"), lead=gettext_lazy("Those who want to volunteer. Say when and how they agreed to be kept; those for whom you cannot stay out of the pool until they say yes here, and you can write to them together."),
    order=30, needs=May.EDIT_VOLUNTEERS, model=Volunteer, columns=COLUMNS, reader=Volunteers, take_out=take_out, list_url="matching:volunteers", remembers=False, behind=behind,
))
