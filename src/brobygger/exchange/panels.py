"""What the exchange puts on an organisation's page, in the office and on its own: its posts, and the way to write one."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.exchange.letters import page_of
from brobygger.exchange.models import Exchange, ExchangePost
from brobygger.organisations.beside import Link, Panel, beside, doors
from brobygger.organisations.models import Organisation
from brobygger.organisations.own import Line, Own, own_pages, own_panels, own_tasks
from brobygger.organisations.own import Panel as OwnPanel

MOST = 8


def _begin(access: Access, organisation: Organisation) -> Iterable[Link]:
    if access.may(May.EDIT_EXCHANGE):
        yield Link(_("New post in the exchange"), f"{reverse('exchange:new_post', kwargs={'centre': access.centre.key})}?forening={organisation.pk}")


def _posts(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.SEE_EXCHANGE):
        rows = ExchangePost.objects.listed().public().filter(organisation=organisation)[:MOST]
        yield Panel(_("Exchange"), [Link(row.title, row.get_absolute_url(), str(row.get_side_display())) for row in rows])


def _own(own: Own) -> OwnPanel:
    here = f"/{own.centre_key}/forening/{own.organisation.pk}/byttebors/"
    rows = ExchangePost.objects.public().filter(organisation=own.organisation)[:MOST]
    lines = [Line(row.title, str(row.get_side_display()), f"{here}{row.pk}/") for row in rows]
    return OwnPanel(gettext_lazy("Your posts in the exchange"), lines, gettext_lazy("Do you have something others could use, or lack something?"), (gettext_lazy("All of them, and a new one"), here))


def _own_tasks(own: Own) -> Iterable[Task]:
    """An answer that nobody has answered, and a proposal that waits for a yes."""
    rows = Exchange.objects.listed().of(own.organisation).filter(state__in=Exchange.TALKING)[:MOST]
    for row in rows:
        poster = row.post is not None and row.post.organisation_id == own.organisation.pk
        here = page_of(row, row.centre, poster=poster)
        if row.state == Exchange.State.PROPOSED and row.by_poster != poster:
            yield Task(_("Say yes to an agreement: %(title)s") % {"title": row.title}, here, None, row.side(poster=not poster))
        elif row.state == Exchange.State.ANSWERED and poster:
            yield Task(_("%(who)s has answered “%(title)s”") % {"who": row.side(poster=False), "title": row.title}, here)


doors.add("exchange", _begin)
beside.add("exchange", _posts)
own_panels.add("exchange", _own)
own_tasks.add("exchange", _own_tasks)
own_pages.add("exchange", Door(gettext_lazy("Exchange"), "own_exchange:posts", May.OWN_ORGANISATION, 60))
