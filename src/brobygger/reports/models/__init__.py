from brobygger.reports.models.prepared import KEPT, Prepared
from brobygger.reports.models.written import Report, ReportPart, ReportPicture, ReportTemplate, TemplatePart

__all__ = ["KEPT", "Prepared", "Report", "ReportPart", "ReportPicture", "ReportTemplate", "TemplatePart"]
