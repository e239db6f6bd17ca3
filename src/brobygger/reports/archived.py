from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import leave_out, no_keys_in
from brobygger.reports.models import OpenYear, Prepared, ReportPart, TemplatePart

no_keys_in(TemplatePart, "measures")
no_keys_in(ReportPart, "measures")
no_keys_in(OpenYear, "measures", "content")
leave_out(Prepared, _("files that were made for somebody and are gone after a week"))
