"""What an association's own pages say of its offers: which there are, and which wait for its word."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.directory import freshness
from brobygger.directory.models import Offer
from brobygger.organisations.own import Line, Own, Panel, own_pages, own_panels, own_tasks

SHOWN = 5


def _panel(own: Own) -> Panel:
    rows = Offer.objects.filter(provider=own.organisation).exclude(state=Offer.State.ENDED)[:SHOWN]
    base = f"/{own.centre_key}/forening/{own.organisation.pk}/tilbud/"
    lines = [Line(row.title, " · ".join(part for part in (str(row.get_state_display()), _("confirmed on %(day)s") % {"day": formats.date_format(row.verified_on)} if row.verified_on else "") if part), f"{base}{row.pk}/") for row in rows]
    return Panel(gettext_lazy("Your offers to citizens"), lines, gettext_lazy("People who need help or company could find you here."), (gettext_lazy("Your offers"), base))


def _to_confirm(own: Own) -> Iterable[Task]:
    for row in freshness.due(own.today).filter(provider=own.organisation)[:SHOWN]:
        yield Task(_("Is “%(title)s” still right?") % {"title": row.title}, f"/{own.centre_key}/forening/{own.organisation.pk}/tilbud/", row.due_on)


own_panels.add("offers", _panel)
own_tasks.add("directory.confirm", _to_confirm)
own_pages.add("offers", Door(gettext_lazy("Offers"), "own_directory:offers", May.OWN_ORGANISATION, 50))
