from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.newsletters.models import (
    Audience,
    Block,
    ClickCount,
    ClickRules,
    Delivery,
    LetterLink,
    Newsletter,
    Subscriber,
    Withheld,
)

_WANTED = "To send newsletters to those who have said yes to them, until they say no."

declare(Audience, name=OPEN, about=OPEN, sectors=OPEN, roles=OPEN, title_words=OPEN)
declare(Subscriber, mail=personal(_WANTED), name=personal(_WANTED), token=OPEN, digest=OPEN, subjects=("person",), delete=True)
declare(Withheld, digest=OPEN)
declare(Newsletter, subject=OPEN, preheader=OPEN, content=OPEN, trouble=OPEN, subjects=("written_by", "sent_by"))
declare(Block, heading=OPEN, text=OPEN, picture=OPEN, picture_text=OPEN, token=OPEN)
_SENT, _A_YEAR = "To send a newsletter to each once, and to see whom mail comes back from.", Keep(months=12, after="newsletter__started_at")
declare(
    Delivery, mail=personal(_SENT, _A_YEAR), name=personal(_SENT, _A_YEAR), because=personal(_SENT, _A_YEAR), said=personal(_SENT, _A_YEAR), digest=OPEN, claim=OPEN, subjects=("person",),
)
declare(ClickRules)
declare(LetterLink, url=OPEN, label=OPEN, token=OPEN)
declare(ClickCount)
