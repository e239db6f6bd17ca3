from brobygger.newsletters.models.audiences import Audience
from brobygger.newsletters.models.letters import Block, Newsletter
from brobygger.newsletters.models.subscribers import Subscriber, Withheld

__all__ = ["Audience", "Block", "Newsletter", "Subscriber", "Withheld"]
