from brobygger.core.privacy import OPEN, declare, personal
from brobygger.newsletters.models import Audience, Block, Newsletter, Subscriber, Withheld

_WANTED = "To send newsletters to those who have said yes to them, until they say no."

declare(Audience, name=OPEN, about=OPEN, sectors=OPEN, roles=OPEN, title_words=OPEN)
declare(Subscriber, mail=personal(_WANTED), name=personal(_WANTED), token=OPEN, digest=OPEN, subjects=("person",), delete=True)
declare(Withheld, digest=OPEN)
declare(Newsletter, subject=OPEN, preheader=OPEN, content=OPEN, subjects=("written_by",))
declare(Block, heading=OPEN, text=OPEN, picture=OPEN, picture_text=OPEN, token=OPEN)
