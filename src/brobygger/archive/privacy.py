from brobygger.archive.models import CentreArchive
from brobygger.core.privacy import OPEN, declare

declare(CentreArchive, file=OPEN, subjects=("asked_by",))
