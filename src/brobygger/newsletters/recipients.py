"""Who gets a newsletter, and why: an audience's rule asked anew, one mail to each address, and a word on each of those left out.

Members may be written to because they are members, as the newsletter of any association goes to those in it. Everybody else has said yes by a mail of
their own. Whoever has unsubscribed gets nothing, member or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.centres.scoping import centre_id_in_force
from brobygger.matching.models import Match
from brobygger.newsletters.models import Audience, Subscriber, Withheld
from brobygger.newsletters.models.subscribers import plain
from brobygger.newsletters.withholding import withheld
from brobygger.organisations.models import Contact, Membership, NetworkMember, Organisation
from brobygger.people.models import Person

WITHOUT_MAIL: Final = "without_mail"
NO_CONSENT: Final = "no_consent"
OTHER_THEMES: Final = "other_themes"


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody a rule finds; ``mail`` is empty where none is known."""

    mail: str
    name: str
    person: int | None = None
    organisation: int | None = None
    language: str = ""
    token: str = ""  # of a subscriber, for the link to her wishes


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets the letter, and the sentence that says why."""

    mail: str
    name: str
    because: str
    person: int | None = None
    organisation: int | None = None
    token: str = ""


@dataclass(slots=True)
class Outcome:
    """Who gets a letter, by address; and who is left out, by why. ``twice``: found more than once, and written to once."""

    people: list[Recipient] = field(default_factory=list)
    left_out: dict[str, list[Found]] = field(default_factory=dict)
    twice: int = 0

    @property
    def n(self) -> int:
        return len(self.people)


def outcome(audiences: Iterable[Audience], today: date, *, theme: int | None = None) -> Outcome:
    """Those of all ``audiences`` together. ``theme`` is what the letter is about: subscribers who chose others do not get it."""
    rows = [each for audience in audiences for each in found(audience, today)]
    basis = Basis(today, theme)
    result = Outcome()
    no = withheld({plain(each.mail) for each in rows if each.mail}, centre_id_in_force())
    seen: set[str] = set()
    for each in rows:
        mail = plain(each.mail)
        if mail in seen:
            result.twice += 1
            continue
        if mail:
            seen.add(mail)
        why = WITHOUT_MAIL if not mail else no.get(mail, "")
        because = basis.because(mail) if not why else ""
        if because:
            result.people.append(Recipient(mail, each.name, because, each.person, each.organisation, basis.token(mail)))
        else:
            result.left_out.setdefault(why or (basis.against(mail) or NO_CONSENT), []).append(each)
    return result


class Basis:
    """What a centre may write to an address upon, asked once for all of them."""

    def __init__(self, today: date, theme: int | None = None) -> None:
        members = Membership.objects.on(today).order_by()
        of_members = members.filter(organisation__isnull=False).values("organisation")
        self._members: dict[str, str] = {}
        for mail, name in members.filter(person__isnull=False).values_list("person__mail", "person__name"):
            self._members.setdefault(plain(mail), name)
        for mail, name in Contact.objects.on(today).filter(organisation__in=of_members, person__erased_on=None).order_by().values_list("person__mail", "organisation__name"):
            self._members.setdefault(plain(mail), name)
        for mail, name in Organisation.objects.filter(pk__in=of_members).order_by().values_list("mail", "name"):
            self._members[plain(mail)] = name
        self._members.pop("", None)
        said: QuerySet[Subscriber] = Subscriber.objects.confirmed().order_by()
        self._said = {mail: (localtime(at).date(), token) for mail, at, token in said.values_list("mail", "confirmed_at", "token")}
        chosen = Subscriber.themes.through.objects.filter(subscriber__in=said.values("pk"))
        self._other = set(chosen.values_list("subscriber__mail", flat=True)) - set(chosen.filter(theme=theme).values_list("subscriber__mail", flat=True)) if theme else set()

    def because(self, mail: str) -> str:
        """The sentence on why the address may be written to; empty where it may not."""
        if self.against(mail):
            return ""
        if mail in self._said:
            return _("Has said yes on %(day)s") % {"day": date_format(self._said[mail][0], "j.n.Y")}
        return _("Member: %(name)s") % {"name": self._members[mail]} if mail in self._members else ""

    def against(self, mail: str) -> str:
        return OTHER_THEMES if mail in self._other else ""

    def token(self, mail: str) -> str:
        return self._said[mail][1] if mail in self._said else ""


def found(audience: Audience, today: date) -> list[Found]:
    """All whom the rule of ``audience`` finds, as they come: those without a mail too, and an address as often as it occurs."""
    rule = _Rule(audience, today)
    sources: dict[str, Any] = {
        Audience.Who.SUBSCRIBERS: rule.subscribers, Audience.Who.MEMBERS: rule.members, Audience.Who.KNOWN: rule.known, Audience.Who.VOLUNTEERS: rule.volunteers, Audience.Who.NAMED: lambda: (),
    }
    return [*sources[audience.who](), *rule.of_organisations(Organisation.objects.filter(pk__in=rule.also), narrowed=False)]


class _Rule:
    def __init__(self, audience: Audience, today: date) -> None:
        self.audience, self.today = audience, today
        self.types, self.themes, self.localities, self.networks, self.also = (
            list(getattr(audience, name).values_list("pk", flat=True)) if audience.pk else [] for name in ("types", "themes", "localities", "networks", "also")
        )
        self.words = [word.strip() for word in audience.title_words.split(",") if word.strip()]

    def subscribers(self) -> Iterable[Found]:
        rows = Subscriber.objects.confirmed()
        if self.audience.public:
            rows = rows.filter(lists=self.audience)
        if self.themes:
            chosen = Subscriber.themes.through.objects.order_by()
            rows = rows.filter(Q(pk__in=chosen.filter(theme__in=self.themes).values("subscriber")) | ~Q(pk__in=chosen.values("subscriber")))
        for mail, name, person, language, token in rows.values_list("mail", "name", "person", "language", "token"):
            yield Found(mail, name, person, None, language, token)

    def members(self) -> Iterable[Found]:
        rows = Membership.objects.on(self.today).order_by()
        if self.types:
            rows = rows.filter(type__in=self.types)
        yield from self.of_organisations(self._narrowed(Organisation.objects.filter(pk__in=rows.filter(organisation__isnull=False).values("organisation"))))
        if not self.themes and not self.networks and not self.audience.sectors:
            people = rows.filter(person__isnull=False, person__erased_on=None)
            if self.localities:
                people = people.filter(locality__in=self.localities)
            yield from _persons(Person.objects.filter(pk__in=people.values("person")))

    def known(self) -> Iterable[Found]:
        yield from self.of_organisations(self._narrowed(Organisation.objects.all()))
        if self.networks and not self.themes and not self.localities and not self.audience.sectors:
            rows = NetworkMember.objects.on(self.today).filter(network__in=self.networks, person__isnull=False, person__erased_on=None).order_by()
            yield from _persons(Person.objects.filter(pk__in=rows.values("person")))

    def volunteers(self) -> Iterable[Found]:
        """Those who are at it: their theme is that of their job, their place where they live."""
        rows = Match.objects.filter(started_on__isnull=False, ended_on=None, volunteer__person__isnull=False, volunteer__person__erased_on=None)
        if self.themes:
            rows = rows.filter(opportunity__theme__in=self.themes)
        if self.localities:
            rows = rows.filter(volunteer__locality__in=self.localities)
        yield from _persons(Person.objects.filter(pk__in=rows.order_by().values("volunteer__person")))

    def _narrowed(self, rows: Any) -> Any:
        """An organisation is of the place where it is at home and of those it works in."""
        if self.themes:
            rows = rows.filter(pk__in=Organisation.themes.through.objects.filter(theme__in=self.themes).values("organisation"))
        if self.localities:
            rows = rows.filter(Q(locality__in=self.localities) | Q(pk__in=Organisation.localities.through.objects.filter(locality__in=self.localities).values("organisation")))
        if self.networks:
            rows = rows.filter(pk__in=NetworkMember.objects.on(self.today).filter(network__in=self.networks, organisation__isnull=False).order_by().values("organisation"))
        return rows.filter(sector__in=self.audience.sectors) if self.audience.sectors else rows

    def of_organisations(self, rows: Any, *, narrowed: bool = True) -> Iterable[Found]:
        """By its own mail, else that of one who speaks for it; or, where contacts are asked for, by theirs."""
        contacts = Contact.objects.on(self.today).filter(organisation__in=rows.order_by().values("pk"), person__erased_on=None)
        if self.audience.reach == Audience.Reach.CONTACTS or (narrowed and (self.audience.roles or self.words)):
            if narrowed:
                contacts = self._of_role(contacts)
            for person, name, mail, organisation in contacts.order_by("organisation__name", "pk").values_list("person", "person__name", "person__mail", "organisation"):
                yield Found(mail, name, person, organisation)
            return
        speak: dict[int, tuple[int, str]] = {}
        first = contacts.exclude(person__mail="").order_by(F("acts_since").desc(nulls_last=True), "pk")
        for organisation, person, mail in first.values_list("organisation", "person", "person__mail"):
            speak.setdefault(organisation, (person, mail))
        for pk, name, mail in rows.order_by("name", "pk").values_list("pk", "name", "mail"):
            who, theirs = speak.get(pk, (None, "")) if not mail else (None, "")
            yield Found(mail or theirs, name, who, pk)

    def _of_role(self, contacts: Any) -> Any:
        if self.audience.roles:
            contacts = contacts.filter(role__in=self.audience.roles)
        said = Q()
        for word in self.words:
            said |= Q(title__icontains=word)
        return contacts.filter(said) if self.words else contacts


def _persons(rows: Any) -> Iterable[Found]:
    for pk, name, mail in rows.values_list("pk", "name", "mail"):
        yield Found(mail, name, pk)


def words_of(why: str) -> str:
    """Why somebody is left out, as a heading over their names."""
    return {
        WITHOUT_MAIL: _("No mail is known"), NO_CONSENT: _("No member, and has not said yes to newsletters"), OTHER_THEMES: _("Has chosen other themes"),
        Withheld.Why.UNSUBSCRIBED: _("Has unsubscribed"), Withheld.Why.BOUNCED: _("Mail comes back from the address"),
    }[why]
