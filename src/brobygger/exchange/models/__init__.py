"""Posts of the exchange, and the centre's own list of what they can be about."""

from brobygger.exchange.models.lists import Category
from brobygger.exchange.models.posts import ExchangePost, Side

__all__ = ["Category", "ExchangePost", "Side"]
