"""What organisations themselves put on the pages that others look at; found at start."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.money import in_kroner
from brobygger.organisations import own_start, told  # noqa: F401 -- they register what they show
from brobygger.organisations.fees.charging import settings_here
from brobygger.organisations.models import Charge, Organisation
from brobygger.organisations.timeline import Happened, timeline


def _fees(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.EDIT_ORGANISATIONS):
        return
    rows = list(Charge.objects.with_paid().filter(membership__organisation=organisation).order_by("-charged_on")[:most])
    how = settings_here() if rows else None
    for row in rows:
        text = _("Membership fee %(year)s: %(amount)s kr.") % {"year": how.label(row.year) if how else row.year, "amount": in_kroner(row.amount)}
        yield Happened(row.charged_on, text, gettext_lazy("fee"), f"/{access.centre.key}/kontor/kontingent/{row.pk}/", str(row.state.label))


timeline.add("organisations.fees", _fees)
