from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.intake.models import Intake, IntakeRow

_ROWS, _A_MONTH = "To take a list in that the centre brings along.", Keep(months=1, after="uploaded_at")
declare(
    Intake, kind=OPEN, filename=OPEN, headings=OPEN, chosen=OPEN, language=OPEN, failed=OPEN, result=OPEN, rows=personal(_ROWS, _A_MONTH, blank=[]), left_out=personal(_ROWS, _A_MONTH, blank=[]),
    looked=personal(_ROWS, _A_MONTH, blank={}), subjects=("uploaded_by", "undo_by"),
)
declare(IntakeRow, kind=OPEN, with_it=OPEN, fingerprint=OPEN)
