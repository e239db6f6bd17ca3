from brobygger.directory.models.counts import Phrase, SearchCount, ViewCount
from brobygger.directory.models.feeds import FedOffer, OfferFeed
from brobygger.directory.models.guidance import AgeBand, GuidanceContact
from brobygger.directory.models.index import Indexed, KnownWord
from brobygger.directory.models.lines import HelpLine
from brobygger.directory.models.meanings import Meaning
from brobygger.directory.models.offers import Confirmation, Offer, OfferTime
from brobygger.directory.models.referrals import Referral
from brobygger.directory.models.translations import OfferLanguage, OfferTranslation

__all__ = [
    "AgeBand", "Confirmation", "FedOffer", "GuidanceContact", "HelpLine", "Indexed", "KnownWord", "Meaning", "Offer", "OfferFeed", "OfferLanguage", "OfferTime", "OfferTranslation", "Phrase", "Referral", "SearchCount", "ViewCount",
]
