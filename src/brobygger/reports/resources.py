"""Reports that people have written, for programs: those that were published, but those for the board alone. The document itself stands on the site where it is public."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.reports.models import Report

scopes.add("reports", _("Reports"))
resources.add("reports", Resource(
    "reports", Report._meta.verbose_name_plural or "", "Those that were published, but those for the board alone.", Report, "title plan starts_on ends_on language published_at public follows",
    filters="plan:plan public:public ends_on__gte:from ends_on__lte:to",
    rows=lambda: Report.objects.published().filter(for_board=False),
))
