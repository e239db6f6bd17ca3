"""What quality shows on others' pages: an activity of the plan says which improvement it came of."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.papers import Paper, papers
from brobygger.plan.models import Activity
from brobygger.quality.models import Improvement


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if not isinstance(row, Activity) or access is None or not access.may(May.SEE_QUALITY):
        return
    for each in Improvement.objects.filter(activity=row).select_related("round__framework", "round__centre"):
        yield Paper(_("Came of: %(round)s") % {"round": each.round}, f"{each.round.get_absolute_url()}#forbedringer")


papers.add("quality", offered)
