"""Posts of the exchange, the swaps that come of them, what is reported, fairs, and the centre's own list of what they can be about."""

from brobygger.exchange.models.exchanges import Exchange, Message
from brobygger.exchange.models.fairs import Fair
from brobygger.exchange.models.lists import Category
from brobygger.exchange.models.posts import ExchangePost, Side
from brobygger.exchange.models.reports import PostReport
from brobygger.exchange.models.rules import ExchangeRules

__all__ = ["Category", "Exchange", "ExchangePost", "ExchangeRules", "Fair", "Message", "PostReport", "Side"]
