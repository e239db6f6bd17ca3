from brobygger.core.privacy import OPEN, declare
from brobygger.reception.models import Copying, Post, SheetPrice

declare(Post, subjects=("received_by", "ended_by"))
declare(SheetPrice, name=OPEN, also=OPEN)
declare(Copying, subjects=("by",))
