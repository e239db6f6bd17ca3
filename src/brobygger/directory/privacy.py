from brobygger.core.privacy import OPEN, Keep, declare, personal, sensitive
from brobygger.directory.models import (
    Confirmation,
    FedOffer,
    GuidanceContact,
    HelpLine,
    Indexed,
    KnownWord,
    Meaning,
    Offer,
    OfferFeed,
    OfferLanguage,
    OfferTime,
    OfferTranslation,
    Phrase,
    Referral,
    SearchCount,
    ViewCount,
)

_CALLED = "To let citizens and colleagues reach whoever answers for an offer."
_GONE = Keep(months=24, after="verified_on")
declare(
    Offer, title=OPEN, short=OPEN, text=OPEN, languages=OPEN, place=OPEN, address=OPEN, postal_code=OPEN, when=OPEN, price=OPEN, how=OPEN, accessibility=OPEN,
    contact_name=personal(_CALLED, _GONE), contact_phone=personal(_CALLED, _GONE), contact_mail=personal(_CALLED, _GONE), website=OPEN, image=OPEN, image_alt=OPEN,
)
declare(HelpLine, name=OPEN, phone=OPEN, when=OPEN, about=OPEN, website=OPEN)
declare(OfferTime, note=OPEN)
declare(OfferLanguage)
declare(OfferTranslation, title=OPEN, short=OPEN, how=OPEN, of_title=OPEN, of_short=OPEN, of_how=OPEN)
declare(Meaning, key=OPEN, name=OPEN, words=OPEN)
declare(Confirmation, subjects=("by",))
declare(SearchCount, slot=OPEN)
declare(ViewCount)
declare(Phrase, digest=OPEN, text=OPEN)
declare(GuidanceContact, subjects=("by",))
_LED, _A_MONTH = "To lead somebody, with her consent, to one who can help.", Keep(months=1, after="closed_on")
declare(
    Referral, who=sensitive(_LED, _A_MONTH), phone=sensitive(_LED, _A_MONTH), mail=sensitive(_LED, _A_MONTH), message=sensitive(_LED, _A_MONTH), code=OPEN, reason=personal(_LED, _A_MONTH), key=OPEN, subjects=("made_by",),
)
declare(Indexed, marks=OPEN, order=OPEN, made_by=OPEN)
declare(KnownWord, word=OPEN)
declare(OfferFeed, name=OPEN, url=OPEN, error=OPEN)
# Of a service's contacts no name is read; its mail and telephone are the service's own.
declare(
    FedOffer, outer=OPEN, title=OPEN, organisation=OPEN, text=OPEN, url=OPEN, mail=OPEN, phone=OPEN, where=OPEN, postal_code=OPEN, when=OPEN, how=OPEN, whom=OPEN, price=OPEN, languages=OPEN, marks=OPEN,
)
