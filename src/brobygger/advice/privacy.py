from brobygger.advice.models import (
    Adviser,
    AdviserTime,
    AnswerMail,
    Carrier,
    Consultation,
    Initiative,
    ItemSent,
    Request,
    Service,
    ShelfItem,
)
from brobygger.core.privacy import OPEN, Keep, declare, personal

_TALKED = "To go on where a consultation stopped, and to show what came of it."
_FIVE_YEARS = Keep(months=60, after="registration__done_on")
declare(
    Consultation, place=OPEN, notes=personal(_TALKED, _FIVE_YEARS), result=personal(_TALKED, _FIVE_YEARS), next_step=personal(_TALKED, _FIVE_YEARS, blank="–"), subjects=("next_owner", "advised_by"),
)
_FOLLOWED = "To follow an idea from the first talk until it runs by itself."
declare(Initiative, name=OPEN, idea=OPEN, ended_because=OPEN, next_step=personal(_FOLLOWED, Keep(months=60, after="next_done_on"), blank="–"), subjects=("next_owner",))
declare(Carrier, part=personal("To know whom to call about an initiative.", Keep(months=24, after="initiative__ended_on")), subjects=("person",), delete=True)
_ADVISES, _TWO_YEARS = "To agree on times with somebody from outside who advises through the centre.", Keep(months=24, after="retired_on")
declare(Adviser, name=personal(_ADVISES, _TWO_YEARS, blank="–"), mail=personal(_ADVISES, _TWO_YEARS), title=OPEN, about=OPEN)
declare(AdviserTime, place=OPEN)
declare(Service, title=OPEN, text=OPEN, for_whom=OPEN, price=OPEN)
_ASKED, _A_YEAR = "To answer somebody who asks for help, and for a while after, to know what was answered.", Keep(months=12, after="asked_at")
declare(
    Request, name=personal(_ASKED, _A_YEAR, blank="–"), mail=personal(_ASKED, _A_YEAR), phone=personal(_ASKED, _A_YEAR), message=personal(_ASKED, _A_YEAR, blank="–"),
    wished=personal(_ASKED, _A_YEAR), answer=personal(_ASKED, _A_YEAR), label=personal(_ASKED, _A_YEAR),
    left_because=personal(_ASKED, _A_YEAR), token=OPEN,     language=OPEN, key=OPEN, subjects=("answered_by",),
)
declare(ShelfItem, title=OPEN, text=OPEN, file=OPEN, link=OPEN)
_ANSWERED = Keep(months=60, after="sent_at")
declare(AnswerMail, to=personal(_TALKED, _ANSWERED), subject=personal(_TALKED, _ANSWERED), text=personal(_TALKED, _ANSWERED), key=OPEN, subjects=("sent_by",))
declare(ItemSent, token=OPEN, subjects=("sent_by",))
