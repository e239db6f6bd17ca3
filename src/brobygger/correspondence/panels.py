"""What was written to an organisation or a person, on its page; the way to write to it; and the ways to write to those on a list."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.addressing import lists
from brobygger.core.papers import Listed, Paper, papers
from brobygger.correspondence.models import Letter
from brobygger.organisations.beside import Link, doors
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline
from brobygger.people.beside import Written, written


def _written(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.WRITE_MAIL):
        return
    rows = Letter.objects.listed().filter(recipients__organisation=organisation).exclude(state=Letter.State.STOPPED).distinct().order_by("-written_at", "-pk")
    for row in rows[:most]:
        yield Happened(localtime(row.written_at).date(), row.subject, gettext_lazy("mail"), row.get_absolute_url(), str(row.written_by or ""))


def _written_to(access: Access, person: int, most: int) -> Iterable[Written]:
    if access.may(May.WRITE_MAIL):
        for row in Letter.objects.listed().filter(recipients__person=person).exclude(state=Letter.State.STOPPED).distinct().order_by("-written_at", "-pk")[:most]:
            yield Written(localtime(row.written_at).date(), row.subject, row.get_absolute_url(), str(row.written_by or ""))


def _to_it(access: Access, organisation: Organisation) -> Iterable[Link]:
    if access.may(May.WRITE_MAIL) and access.may(lists["organisations"].needs):
        yield Link(_("Write to it"), f"{reverse('correspondence:write', args=[access.centre.key])}?{urlencode({'liste': 'organisations', 'organisation': organisation.pk})}")


def _to_a_list(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if not isinstance(row, Listed) or access is None or not access.may(May.WRITE_MAIL) or not access.may(lists[row.key].needs):
        return
    yield Paper(_("Write to it") if row.one else _("Write to them"), f"{reverse('correspondence:write', args=[access.centre.key])}?{urlencode({'liste': row.key})}{f'&{row.asked}' if row.asked else ''}")


timeline.add("correspondence", _written)
written.add("correspondence", _written_to)
doors.add("correspondence", _to_it)
papers.add("correspondence", _to_a_list)
