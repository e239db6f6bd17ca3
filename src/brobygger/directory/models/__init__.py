from brobygger.directory.models.counts import Phrase, SearchCount, ViewCount
from brobygger.directory.models.guidance import AgeBand, GuidanceContact
from brobygger.directory.models.index import Indexed, KnownWord
from brobygger.directory.models.meanings import Meaning
from brobygger.directory.models.offers import Confirmation, Offer, OfferTime

__all__ = ["AgeBand", "Confirmation", "GuidanceContact", "Indexed", "KnownWord", "Meaning", "Offer", "OfferTime", "Phrase", "SearchCount", "ViewCount"]
