from brobygger.newsletters.models.audiences import Audience
from brobygger.newsletters.models.subscribers import Subscriber, Withheld

__all__ = ["Audience", "Subscriber", "Withheld"]
