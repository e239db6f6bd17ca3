from brobygger.core.privacy import OPEN, declare, personal
from brobygger.quality.models import Answer, Assessor, Evidence, Framework, Improvement, Point, Round

_OWN = "What a member of the board or the staff thinks of how well the centre does; the joint answer is made from it."
declare(Framework, name=OPEN, edition=OPEN, source=OPEN, link=OPEN, text=OPEN, scale=OPEN, subjects=("responsible",))
declare(Point, title=OPEN, text=OPEN)
declare(Round, conclusion=OPEN, subjects=("closed_by",))
declare(Assessor, subjects=("user",))
declare(Answer, text=personal(_OWN, blank="–"), subjects=("assessor__user",))
declare(Evidence, measure=OPEN, thing=OPEN, name=OPEN, text=OPEN)
declare(Improvement, text=OPEN)
