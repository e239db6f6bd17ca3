from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.exchange.models import Category, ExchangePost

declare(Category, name=OPEN, also=OPEN)
_ANSWERED, _A_YEAR_ON = "To let answers to a post of the exchange reach the association.", Keep(months=12, after="ended_on")
_reached = personal(_ANSWERED, _A_YEAR_ON)
declare(
    ExchangePost, title=OPEN, text=OPEN, when=OPEN, place=OPEN, image=OPEN, image_alt=OPEN, said=OPEN, token=OPEN, contact_name=_reached, contact_mail=_reached, contact_phone=_reached, subjects=("created_by",),
)
