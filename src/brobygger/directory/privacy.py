from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.directory.models import (
    Confirmation,
    GuidanceContact,
    Indexed,
    KnownWord,
    Meaning,
    Offer,
    OfferTime,
    Phrase,
    SearchCount,
)

_CALLED = "To let citizens and colleagues reach whoever answers for an offer."
_GONE = Keep(months=24, after="verified_on")
declare(
    Offer, title=OPEN, short=OPEN, text=OPEN, languages=OPEN, place=OPEN, address=OPEN, postal_code=OPEN, when=OPEN, price=OPEN, how=OPEN, accessibility=OPEN,
    contact_name=personal(_CALLED, _GONE), contact_phone=personal(_CALLED, _GONE), contact_mail=personal(_CALLED, _GONE), website=OPEN, image=OPEN, image_alt=OPEN,
)
declare(OfferTime, note=OPEN)
declare(Meaning, key=OPEN, name=OPEN, words=OPEN)
declare(Confirmation, subjects=("by",))
declare(SearchCount, slot=OPEN)
declare(Phrase, digest=OPEN, text=OPEN)
declare(GuidanceContact, subjects=("by",))
declare(Indexed, marks=OPEN, order=OPEN, made_by=OPEN)
declare(KnownWord, word=OPEN)
