from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import leave_out, no_keys_in
from brobygger.reports.models import Prepared, ReportPart, TemplatePart

no_keys_in(TemplatePart, "measures")
no_keys_in(ReportPart, "measures")
leave_out(Prepared, _("files that were made for somebody and are gone after a week"))
