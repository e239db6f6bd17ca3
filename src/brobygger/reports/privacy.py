from brobygger.core.privacy import OPEN, declare
from brobygger.reports.models import Prepared

declare(Prepared, asked=OPEN, name=OPEN, file=OPEN, subjects=("asked_by",), delete=True)
