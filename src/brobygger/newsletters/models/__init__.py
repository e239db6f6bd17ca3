from brobygger.newsletters.models.audiences import Audience
from brobygger.newsletters.models.deliveries import Delivery
from brobygger.newsletters.models.letters import Block, Newsletter
from brobygger.newsletters.models.links import ClickCount, ClickRules, LetterLink
from brobygger.newsletters.models.subscribers import Subscriber, Withheld

__all__ = ["Audience", "Block", "ClickCount", "ClickRules", "Delivery", "LetterLink", "Newsletter", "Subscriber", "Withheld"]
