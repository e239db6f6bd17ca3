"""Posts of the exchange, the swaps that come of them, and the centre's own list of what they can be about."""

from brobygger.exchange.models.exchanges import Exchange, Message
from brobygger.exchange.models.lists import Category
from brobygger.exchange.models.posts import ExchangePost, Side

__all__ = ["Category", "Exchange", "ExchangePost", "Message", "Side"]
