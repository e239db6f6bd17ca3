from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.reception.models import CheckPoint, Copying, Fault, HostRota, Inspection, Post, SheetPrice, UpkeepTurn

declare(Post, subjects=("received_by", "ended_by"))
declare(SheetPrice, name=OPEN, also=OPEN)
declare(Copying, subjects=("by",))
declare(CheckPoint, name=OPEN, also=OPEN)
_SEEN, _A_YEAR = "To know what was seen in the rooms, and what is to be mended.", Keep(months=12, after="mended_on")
declare(Inspection, note=OPEN, subjects=("by",))
declare(Fault, what=OPEN, note=personal(_SEEN, _A_YEAR), picture=personal(_SEEN, _A_YEAR), mender=personal(_SEEN, _A_YEAR, of_others=True), subjects=("reported_by",))
declare(UpkeepTurn)
declare(HostRota)
