from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.exchange.models import Category, Exchange, ExchangePost, ExchangeRules, Fair, Message, PostReport

declare(Category, name=OPEN, also=OPEN)
_ANSWERED, _A_YEAR_ON = "To let answers to a post of the exchange reach the association.", Keep(months=12, after="ended_on")
_reached = personal(_ANSWERED, _A_YEAR_ON)
declare(
    ExchangePost, title=OPEN, text=OPEN, when=OPEN, place=OPEN, image=OPEN, image_alt=OPEN, said=OPEN, token=OPEN, contact_name=_reached, contact_mail=_reached, contact_phone=_reached, subjects=("created_by",),
)
_TALKED, _HALF_A_YEAR = "To let two who swap write to each other, and reach each other once they have agreed.", Keep(months=6, after="closed_on")
_said = personal(_TALKED, _HALF_A_YEAR)
declare(
    Exchange, gives_name=OPEN, gets_name=OPEN, what=OPEN, name=_said, mail=_said, phone=_said, thanks=_said, language=OPEN, poster_token=OPEN, other_token=OPEN, key=OPEN, subjects=("created_by",),
)
declare(Message, text=personal(_TALKED, Keep(months=6, after="exchange__closed_on")))
declare(PostReport, text=personal("To look at a post that somebody has reported.", Keep(months=6, after="handled_at"), of_others=True), subjects=("handled_by",))
declare(Fair, brokers=personal("To know who helps people find each other at an exchange fair.", Keep(months=12, after="event__ends_at"), of_others=True))
declare(ExchangeRules)
