"""The start of an association's own pages: its tabs, what needs it, its membership."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation
from brobygger.core.tasks import Task
from brobygger.organisations.models import Membership
from brobygger.organisations.own import Line, Own, Panel, own_pages, own_panels, own_tasks

OLD = timedelta(days=400)  # figures that are told once a year may come a little late


def _tasks(own: Own) -> Iterable[Task]:
    """What is missing on the profile, or older than it should be."""
    row = own.organisation
    profile = f"/{own.centre_key}/forening/{row.pk}/profil/"
    if not row.purpose:
        yield Task(_("Write in a few lines what you do, and for whom"), profile)
    if not row.mail and not row.phone:
        yield Task(_("Write a mail or a telephone number that people can reach you on"), profile)
    if row.figures_on is None:
        yield Task(_("Tell how many members and volunteers you are"), profile)
    elif row.figures_on < own.today - OLD:
        yield Task(_("Are you still as many?"), profile, None, _("told on %(day)s") % {"day": formats.date_format(row.figures_on)})


def _membership(own: Own) -> Panel:
    lines = []
    for row in Membership.objects.filter(organisation=own.organisation).select_related("type", "locality"):
        since, until = formats.date_format(row.starts_on), formats.date_format(row.ends_on) if row.ends_on else ""
        when = _("%(start)s – %(end)s") % {"start": since, "end": until} if until else _("since %(day)s") % {"day": since}
        lines.append(Line(str(row.type), f"{when}{f' · {row.locality}' if row.locality else ''}"))
    return Panel(gettext_lazy("Your membership"), lines, gettext_lazy("You are not a member of the centre."))


own_tasks.add("organisations.profile", _tasks)
own_panels.add("organisations.membership", _membership)
own_pages.add("start", Door(gettext_lazy("Overview"), "own:start", May.OWN_ORGANISATION, 10))
own_pages.add("profile", Door(gettext_lazy("Your profile"), "own:profile", May.OWN_ORGANISATION, 20))
own_pages.add("contacts", Door(gettext_lazy("Contacts and board"), "own:contacts", May.OWN_ORGANISATION, 30))
own_pages.add("consents", Door(gettext_lazy("What others see"), "own:consents", May.OWN_ORGANISATION, 35))
navigation.add("own", Door(gettext_lazy("Our association"), "own:own", May.OWN_ORGANISATION, 15))
