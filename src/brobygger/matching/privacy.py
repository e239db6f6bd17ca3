from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.matching.models import Alert, Opportunity, Topic

declare(Topic, name=OPEN, also=OPEN)
_HOST, _A_YEAR_ON = "To reach the association about its volunteer job.", Keep(months=12, after="ended_on")
declare(
    Opportunity, title=OPEN, tasks=OPEN, text=OPEN, place=OPEN, support=OPEN, welcoming_how=OPEN, said=OPEN, key=OPEN,
    contact_name=personal(_HOST, _A_YEAR_ON), contact_mail=personal(_HOST, _A_YEAR_ON), contact_phone=personal(_HOST, _A_YEAR_ON), subjects=("created_by",),
)
_TELL = "To write to somebody who has asked to hear of new volunteer jobs. Gone as soon as she says stop."
declare(Alert, mail=personal(_TELL), words=personal(_TELL), language=OPEN, token=OPEN)
