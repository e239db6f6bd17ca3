from brobygger.core.privacy import OPEN, declare, personal
from brobygger.newsletters.models import Audience, Subscriber, Withheld

_WANTED = "To send newsletters to those who have said yes to them, until they say no."

declare(Audience, name=OPEN, about=OPEN, sectors=OPEN, roles=OPEN, title_words=OPEN)
declare(Subscriber, mail=personal(_WANTED), name=personal(_WANTED), token=OPEN, digest=OPEN, subjects=("person",), delete=True)
declare(Withheld, digest=OPEN)
