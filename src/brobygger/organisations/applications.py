"""An application for membership: received from the public site, approved into a member or declined, each with a mail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.intake.words import folded
from brobygger.organisations import actions, entry
from brobygger.organisations.models import (
    Application,
    Contact,
    Formal,
    Membership,
    MembershipType,
    Organisation,
    Sector,
)
from brobygger.people.models import Person

SECTORS: Final = {Formal.ASSOCIATION: Sector.CIVIL_SOCIETY, Formal.GROUP: Sector.CIVIL_SOCIETY, Formal.COMPANY: Sector.COMPANY}
_TAKEN_OVER = ("cvr", "purpose", "website", "address", "locality")
_FIGURES = ("member_count", "volunteer_count")
CHOSEN: Final = ("localities", "themes", "target_groups")


@transaction.atomic
def receive(application: Application, *, centre: Centre, now: datetime, chosen: Mapping[str, Iterable[Any]] | None = None) -> Application:
    """Keep what was written, with what was ``chosen`` of the lists, and confirm it by mail. The same applicant and sender asking again is one application."""
    waiting = Application.objects.filter(state=Application.State.WAITING, name__iexact=application.name, contact_mail__iexact=application.contact_mail).first()
    if waiting is not None:
        return waiting
    application.applied_at = now
    application.save()
    for name, rows in (chosen or {}).items():
        getattr(application, name).set(rows)
    audit.record("received", application, by=None, now=now)
    _tell(
        application, centre, gettext_lazy("About your membership") if application.personal else gettext_lazy("Your application for membership"),
        gettext_lazy("Thank you for your application. You will have an answer by mail when it has been considered.") if application.personal
        else gettext_lazy("Thank you for your application on behalf of %(name)s. You will have an answer by mail when it has been considered."),
    )
    return application


def likely(application: Application) -> Organisation | None:
    """The organisation it probably is, if the centre knows it already: by CVR number, else by name or nickname."""
    if application.personal:
        return None
    if application.cvr and (found := list(Organisation.objects.filter(cvr=application.cvr)[:2])) and len(found) == 1:
        return found[0]
    wanted = folded(application.name)
    return next((row for row in Organisation.objects.all() if wanted in {folded(word) for word in (row.name, *row.other_words)}), None)


def sector_of(kind: MembershipType) -> str:
    """The sector that follows from a type of membership; empty where it does not: an institution may be the municipality's or its own."""
    found = SECTORS.get(Formal(kind.formal))
    return found.value if found is not None else ""


def person_of(application: Application) -> Person | None:
    """The applicant, if the centre knows somebody of this name and mail: as a list that is read in knows people."""
    rows = Person.objects.filter(erased_on=None, mail__iexact=application.contact_mail).exclude(mail="").order_by("pk")
    return next((row for row in rows if folded(row.name) == folded(application.contact_name)), None)


@transaction.atomic
def approve(
    application: Application, *, organisation: Organisation | None, starts_on: date, answer: str, centre: Centre, by: User, now: datetime, sector: str = "",
) -> Membership:
    """Make ``organisation``, or a new one of ``sector``, a member from ``starts_on``, with the applicant as contact. ValidationError where it cannot be."""
    row = _undecided(application)
    if row.personal:
        return _approve_person(row, starts_on=starts_on, answer=answer, centre=centre, by=by, now=now)
    there = organisation is not None
    if organisation is None:
        if Organisation.objects.filter(name=row.name).exists():
            raise ValidationError({"organisation": _("There is an organisation of this name already. Choose it.")})
        if not (sector := sector or sector_of(row.type)):
            raise ValidationError({"sector": _("Which sector does it belong to? That does not follow from its type.")})
        organisation = Organisation(name=row.name, sector=sector)
    before = audit.values(organisation) if there else None
    for name in _TAKEN_OVER:
        if not getattr(organisation, name):
            setattr(organisation, name, getattr(row, name))
    if row.member_count is not None or row.volunteer_count is not None:  # told by themselves, and so newer than what is known
        for name in _FIGURES:
            setattr(organisation, name, getattr(row, name) if getattr(row, name) is not None else getattr(organisation, name))
        organisation.figures_on = localtime(row.applied_at).date()
    organisation.save()
    for name in CHOSEN:
        getattr(organisation, name).add(*getattr(row, name).all())
    audit.record("edited" if there else "added", organisation, by=by, before=before, now=now)
    membership = actions.keep(Membership(organisation=organisation, type=row.type, locality=organisation.locality, starts_on=starts_on), by=by)
    if row.contact_mail and not any(folded(each.person.name) == folded(row.contact_name) for each in organisation.contacts.select_related("person")):
        person = actions.somebody(person_of(row), name=row.contact_name, mail=row.contact_mail, phone=row.contact_phone, by=by)
        contact = Contact(organisation=organisation, person=person)
        contact.save()
        audit.record("added", contact, by=by, now=now)
    _decide(row, Application.State.APPROVED, answer, by=by, now=now, membership=membership)
    _tell(row, centre, gettext_lazy("%(name)s is a member"), gettext_lazy("%(name)s has become a member. Welcome."), answer, _way_in(row, organisation, centre, by=by, now=now))
    return membership


def _way_in(row: Application, organisation: Organisation, centre: Centre, *, by: User, now: datetime) -> str:
    """The link by which the applicant comes to the association's own pages; nothing where she does already, or wrote another mail than we know."""
    mine = organisation.contacts.on(localtime(now).date()).filter(person__mail__iexact=row.contact_mail, acts_since=None).select_related("person").order_by("-pk")
    contact = next((each for each in mine if folded(each.person.name) == folded(row.contact_name)), None)
    return entry.prepare(contact, centre=centre, by=by, now=now)[1] if contact is not None else ""


def _approve_person(row: Application, *, starts_on: date, answer: str, centre: Centre, by: User, now: datetime) -> Membership:
    """A member in her own name: somebody known by this name and mail, or a new person."""
    person = actions.somebody(person_of(row), name=row.name, mail=row.contact_mail, phone=row.contact_phone, by=by)
    membership = actions.keep(Membership(person=person, type=row.type, locality=row.locality, starts_on=starts_on), by=by)
    _decide(row, Application.State.APPROVED, answer, by=by, now=now, membership=membership)
    _tell(row, centre, gettext_lazy("You are a member"), gettext_lazy("You have become a member. Welcome."), answer)
    return membership


@transaction.atomic
def decline(application: Application, *, answer: str, centre: Centre, by: User, now: datetime) -> None:
    """Say no, with an answer that the applicant gets by mail."""
    row = _undecided(application)
    if not answer:
        raise ValidationError({"answer": _("Say why; the applicant gets your words by mail.")})
    _decide(row, Application.State.DECLINED, answer, by=by, now=now)
    if row.personal:
        _tell(row, centre, gettext_lazy("About your membership"), gettext_lazy("Your application was not approved."), answer)
    else:
        _tell(row, centre, gettext_lazy("Your application for membership"), gettext_lazy("The application of %(name)s was not approved."), answer)


def _undecided(application: Application) -> Application:
    row: Application = Application.objects.select_for_update(of=("self",)).select_related("type", "locality").get(pk=application.pk)
    if row.state != Application.State.WAITING:
        raise ValidationError(_("The application has been answered already."))
    return row


def _decide(row: Application, state: str, answer: str, *, by: User, now: datetime, membership: Membership | None = None) -> None:
    before = audit.values(row)
    row.state, row.reason, row.decided_at, row.decided_by, row.membership = state, answer, now, by, membership
    row.save()
    audit.record(str(state), row, by=by, before=before, now=now)


def _tell(row: Application, centre: Centre, subject: Promise, text: Promise, answer: str = "", link: str = "") -> None:
    """A mail to the applicant in the language the form was in; ``subject`` and ``text`` may name the association. None where the time to keep the address is up."""
    if not row.contact_mail:
        return
    with translation.override(row.language):
        lines = [_("Dear %(who)s") % {"who": row.contact_name}, str(text) % {"name": row.name}, answer]
        if link:
            lines.append(_("You have pages of your own with us, where you keep what we know of you up to date. Come in here; the link is yours alone and can be used for two weeks:\n%(link)s") % {"link": link})
        lines += [_("Kind regards"), centre.name]
        outbox.write(to=row.contact_mail, subject=str(subject) % {"name": row.name}, text="\n\n".join(line for line in lines if line))
