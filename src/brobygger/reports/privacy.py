from brobygger.core.privacy import OPEN, declare, personal
from brobygger.reports.models import OpenYear, Prepared, Report, ReportPart, ReportPicture, ReportTemplate, TemplatePart

declare(Prepared, asked=OPEN, name=OPEN, file=OPEN, subjects=("asked_by",), delete=True)
declare(OpenYear, measures=OPEN, content=OPEN, licence=OPEN, subjects=("published_by",))
declare(ReportTemplate, key=OPEN, name=OPEN, about=OPEN)
declare(TemplatePart, heading=OPEN, section=OPEN, measures=OPEN, guidance=OPEN)
_TOLD = "To tell in a report what came of the work; people in pictures have said yes."
declare(Report, title=OPEN, language=OPEN, frozen=OPEN, subjects=("created_by", "reviewed_by", "published_by"))
declare(ReportPart, heading=OPEN, section=OPEN, measures=OPEN, guidance=OPEN, text=personal(_TOLD))
declare(ReportPicture, file=personal(_TOLD), alt=personal(_TOLD), caption=personal(_TOLD))
