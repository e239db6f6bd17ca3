from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.journal.models import ExternalFigure, Kind, Participation, Registration

declare(Kind, name=OPEN, also=OPEN)
declare(Registration, title=OPEN, reason=OPEN, note=OPEN, link=OPEN, attachment=OPEN, tool=OPEN, subjects=("created_by",))
declare(
    Participation,
    label=OPEN,
    who=OPEN,
    names=personal("To follow up with those who took part.", Keep(months=24, after="registration__done_on")),
)
declare(ExternalFigure, source=OPEN, name=OPEN, link=OPEN, subjects=("created_by",))
