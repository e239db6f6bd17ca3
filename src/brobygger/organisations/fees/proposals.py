"""Who would be charged for a membership year, how much and why: what the round shows before anything is sent, and what it then does."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from brobygger.organisations.fees.reckoning import Fee, fee
from brobygger.organisations.models import Charge, Contact, FeeRule, FeeSettings, LeftOut, Membership
from brobygger.people.models import Person

Member = tuple[int | None, int | None]  # an organisation's key, or a person's
# Who is written to, the first that has a mail; the organisation's own mail comes before those who are not named here.
FIRST: Final = (Contact.Role.TREASURER, Contact.Role.CONTACT, Contact.Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom to write to: a name that may be empty, a mail, a language."""

    name: str
    mail: str
    language: str


@dataclass(slots=True)
class Proposal:
    """One member of the year. ``fee`` is None where no rule holds, or a size is wanted (``no_size``); ``letter`` None where there is no mail."""

    membership: Membership
    fee: Fee | None = None
    no_size: bool = False
    letter: Letter | None = None
    already: Charge | None = None
    left_out: LeftOut | None = None

    @property
    def to_be_charged(self) -> bool:
        """Whether a round charges it: there is a fee, it has not been asked yet, and nobody has left it out."""
        return self.fee is not None and self.already is None and self.left_out is None

    @property
    def member(self) -> str:
        return str(self.membership.organisation or self.membership.person)


def day_of_round(how: FeeSettings, year: int, today: date) -> date:
    """The members of this day are in the round: today, or the year's nearest day."""
    return min(max(today, how.first_day(year)), how.last_day(year))


def proposals(how: FeeSettings, year: int, *, today: date, only: Membership | None = None) -> list[Proposal]:
    """Every member of the year, or ``only`` that one; in a number of queries that does not grow with them."""
    rows = Membership.objects.select_related("organisation", "person__account", "type")
    rows = rows.filter(pk=only.pk) if only is not None else rows.on(day_of_round(how, year, today)).order_by("type__position", "organisation__name", "person__name", "pk")
    found = list(rows)
    rules = newest_first(FeeRule.objects.select_related("type"))
    charged, out = charged_in(year), left_out_of(year)
    spoken_for = contacts_on(today, [row.organisation_id for row in found if row.organisation_id])
    return [_proposal(row, how, year, rules, charged, out, spoken_for, today) for row in found]


def _proposal(
    row: Membership, how: FeeSettings, year: int, rules: dict[int, list[FeeRule]], charged: dict[Member, Charge],
    out: dict[Member, LeftOut], spoken_for: dict[int, list[Contact]], today: date,
) -> Proposal:
    made = Proposal(row, already=charged.get((row.organisation_id, row.person_id)), left_out=out.get((row.organisation_id, row.person_id)), letter=letter_to(row, spoken_for.get(row.organisation_id or 0, [])))
    rule = rule_on(rules.get(row.type_id, []), max(how.first_day(year), row.starts_on))
    if rule is not None:
        members, volunteers = (row.organisation.member_count, row.organisation.volunteer_count) if row.organisation else (None, None)
        made.fee = fee(rule, members=members, volunteers=volunteers)
        made.no_size = made.fee is None
    return made


def newest_first(rules: Iterable[FeeRule]) -> dict[int, list[FeeRule]]:
    found: dict[int, list[FeeRule]] = {}
    for rule in sorted(rules, key=lambda each: each.valid_from, reverse=True):
        found.setdefault(rule.type_id, []).append(rule)
    return found


def rule_on(newest: Iterable[FeeRule], day: date) -> FeeRule | None:
    return next((rule for rule in newest if rule.valid_from <= day), None)


def charged_in(year: int) -> dict[Member, Charge]:
    """The year's charges by member: who changed type within the year has been charged all the same."""
    rows = Charge.objects.filter(year=year).exclude(closed=Charge.Closed.WITHDRAWN).select_related("membership")
    return {(row.membership.organisation_id, row.membership.person_id): row for row in rows}


def left_out_of(year: int) -> dict[Member, LeftOut]:
    """Those whom somebody left out of the year's rounds, by member: a change of type does not take one in again."""
    rows = LeftOut.objects.filter(year=year).select_related("membership", "by")
    return {(row.membership.organisation_id, row.membership.person_id): row for row in rows}


def contacts_on(day: date, organisations: Iterable[int]) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = {}
    for contact in Contact.objects.on(day).filter(organisation__in=list(organisations)).select_related("person__account"):
        found.setdefault(contact.organisation_id, []).append(contact)
    return found


def letter_to(row: Membership, contacts: Iterable[Contact]) -> Letter | None:
    """The treasurer, else a contact, else the chair, else the organisation's own mail, else whoever there is."""
    if row.person is not None:
        return _to(row.person)
    reached = [each for each in contacts if each.person.mail]
    for role in FIRST:
        for each in reached:
            if each.role == role:
                return _to(each.person)
    if row.organisation is not None and row.organisation.mail:
        return Letter(row.organisation.name, row.organisation.mail, settings.LANGUAGE_CODE)
    return _to(reached[0].person) if reached else None


def _to(person: Person) -> Letter | None:
    if not person.mail or person.erased_on is not None:
        return None
    return Letter(person.name, person.mail, person.account.language if person.account else settings.LANGUAGE_CODE)


def seal(found: Iterable[Proposal]) -> str:
    """A mark of who would be charged how much: the same as long as nothing has changed since it was looked at."""
    said = ";".join(f"{each.membership.pk}:{each.fee.amount}" for each in found if each.fee is not None and each.to_be_charged)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
