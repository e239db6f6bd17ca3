"""An association's groups on its own pages: what it says of them, looked at by the centre before it is shown."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.groups import actions
from brobygger.groups.models import Group, GroupState
from brobygger.groups.shown import rhythm
from brobygger.organisations.own import Line, Own, Panel, own_pages, own_panels


@transaction.atomic
def propose(group: Group, own: Own, *, before: dict[str, object] | None) -> Group:
    """Keep what the association says of a group of its own, and let the centre look at it: until then a new one is not shown.

    A change to one that is shown stands at once, and the centre is asked to look all the same. ValidationError for one of somebody else's.
    """
    if before is not None and not Group.objects.filter(pk=group.pk, organisation=own.organisation).exclude(state=GroupState.ENDED).exists():
        raise ValidationError(_("It has ended already."))
    group.organisation, group.proposed_at = own.organisation, own.now
    if before is None:
        group.first_talk, group.takes_interest = False, False  # one writes to the association itself, which knows its own people
    return actions.keep(group, before=before, by=own.user, now=own.now)


def _panel(own: Own) -> Panel:
    rows = Group.objects.listed().alive().filter(organisation=own.organisation)
    lines = [Line(row.title, " · ".join(each for each in (rhythm(row), str(row.get_state_display())) if each), row.public_url if row.published_at else "") for row in rows]
    return Panel(
        gettext_lazy("Your groups"), lines, gettext_lazy("You have no groups in the overview yet."),
        (gettext_lazy("Show one in the overview, or change it"), f"/{own.centre_key}/forening/{own.organisation.pk}/grupper/"),
    )


own_panels.add("groups", _panel)
own_pages.add("groups", Door(gettext_lazy("Groups"), "own_groups:groups", May.OWN_ORGANISATION, 45))
