"""What advice puts on others' pages: on an organisation's a new consultation and what is open with it, on an event's the initiatives that grew out of it."""

from collections.abc import Iterable
from textwrap import shorten

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.models import AnswerMail, Consultation, Initiative, Request
from brobygger.advice.wanted import visible
from brobygger.events.offspring import beginnings, offspring
from brobygger.journal.models import Participation, Registration
from brobygger.organisations.beside import Link, Panel, beside, doors
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline

MOST = 8
OF_A_TEXT = 300  # characters of a mail; the whole of it stands on the consultation's page


def _begin(access: Access, organisation: Organisation) -> Iterable[Link]:
    if access.may(May.EDIT_WORK):
        yield Link(_("New consultation"), f"{reverse('advice:new', kwargs={'centre': access.centre.key})}?organisation={organisation.pk}")


def _open(access: Access, organisation: Organisation) -> Iterable[Panel]:
    centre = access.centre.key
    lines: list[Link] = []
    if access.may(May.SERVE):
        asked = visible(access).filter(organisation=organisation, state=Request.State.NEW).order_by("asked_at")
        lines += [Link(str(row.service), reverse("advice:request", kwargs={"centre": centre, "pk": row.pk}), _("waits for an answer")) for row in asked[:MOST]]
    if access.may(May.SEE_WORK):
        theirs = Exists(Participation.objects.filter(registration=OuterRef("registration"), organisation=organisation))
        steps = Consultation.objects.listed().waiting().filter(theirs).order_by(F("next_on").asc(nulls_last=True), "pk")
        lines += [Link(row.next_step, row.get_absolute_url(), _step(row)) for row in steps[:MOST]]
        begun = Initiative.objects.filter(organisation=organisation, ended_on=None)
        lines += [Link(row.name, reverse("advice:initiative", kwargs={"centre": centre, "pk": row.pk}), _("Running") if row.started_on else _("Being talked about")) for row in begun[:MOST]]
    yield Panel(_("Advice that goes on"), lines)


def _step(row: Consultation) -> str:
    day = formats.date_format(row.next_on, "DATE_FORMAT") if row.next_on else ""
    return ", ".join(part for part in (_("next step"), day, str(row.next_owner or "")) if part)


def _written(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    """Mails that were written after a talk with it. Those with a citizen say nothing, and belong to no organisation."""
    if not access.may(May.SEE_WORK):
        return
    theirs = Exists(Participation.objects.filter(registration=OuterRef("consultation__registration"), organisation=organisation))
    rows = AnswerMail.objects.filter(theirs).exclude(text="").select_related("consultation__registration__centre", "sent_by")[:most]
    for row in rows:
        yield Happened(localtime(row.sent_at).date(), row.subject, _("answer by mail"), row.consultation.get_absolute_url(), shorten(row.text, OF_A_TEXT, placeholder=" …"))


def _grew(access: Access, work: Registration) -> Iterable[Link]:
    if access.may(May.SEE_WORK):
        for row in Initiative.objects.filter(grown_from=work).select_related("centre"):
            yield Link(row.name, row.get_absolute_url(), _("Ended") if row.ended_on else _("Running") if row.started_on else _("Being talked about"))


def _grow(access: Access, work: Registration) -> Iterable[Link]:
    if access.may(May.EDIT_WORK):
        yield Link(_("An initiative grew out of it"), f"{reverse('advice:new_initiative', kwargs={'centre': access.centre.key})}?af={work.pk}")


offspring.add("advice", _grew)
beginnings.add("advice", _grow)
timeline.add("advice.answers", _written)
doors.add("advice", _begin)
beside.add("advice", _open)
