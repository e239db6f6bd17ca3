from brobygger.reports.models.open_years import OpenYear
from brobygger.reports.models.prepared import KEPT, Prepared
from brobygger.reports.models.written import Report, ReportPart, ReportPicture, ReportTemplate, TemplatePart

__all__ = ["KEPT", "OpenYear", "Prepared", "Report", "ReportPart", "ReportPicture", "ReportTemplate", "TemplatePart"]
