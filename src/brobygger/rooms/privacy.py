from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.rooms.models import (
    BookerTerms,
    Booking,
    BookingSeries,
    Equipment,
    Feature,
    LentPremises,
    Loan,
    Occupation,
    Premises,
    PriceClass,
    Room,
    SetUp,
    Space,
    Waiting,
)

_WHY, _A_YEAR = "To reach the one who has booked a room.", Keep(months=12, after="ends_at")

declare(Feature, name=OPEN, also=OPEN)
declare(SetUp, name=OPEN, also=OPEN)
declare(Premises, name=OPEN, address=OPEN, access=OPEN, opening_hours=OPEN)
declare(Room, name=OPEN, text=OPEN, accessibility=OPEN, house_rules=OPEN, way_in=OPEN, picture=OPEN, picture_text=OPEN)
declare(Space)
declare(PriceClass, name=OPEN, also=OPEN, about=OPEN)
declare(BookerTerms)
declare(LentPremises, name=OPEN, owner=OPEN, address=OPEN, text=OPEN, terms=OPEN, contact=personal("So that people can ask about premises of others.", blank="–"), website=OPEN)
declare(BookingSeries, rule=OPEN, skipped=OPEN)
declare(
    Booking, name=personal(_WHY, _A_YEAR, blank="–"), mail=personal(_WHY, _A_YEAR), phone=personal(_WHY, _A_YEAR), purpose=OPEN, reason=personal("To know why a booking was declined or cancelled.", _A_YEAR), language=OPEN, token=OPEN,
    subjects=("by",),
)
declare(Occupation)
_WAITS = "To write to one who waits for a room."
declare(Waiting, name=personal(_WAITS, _A_YEAR, blank="–"), mail=personal(_WAITS, _A_YEAR, blank="slettet@example.invalid"), phone=personal(_WAITS, _A_YEAR), purpose=OPEN, language=OPEN, token=OPEN)
declare(Equipment, name=OPEN, text=OPEN)
_LENT, _OVER = "To lend out equipment, and to get it back.", Keep(months=12, after="ended_on")
declare(
    Loan, name=personal(_LENT, _OVER, blank="–"), mail=personal(_LENT, _OVER), note=personal(_LENT, _OVER), reason=personal(_LENT, _OVER), condition_note=OPEN, subjects=("created_by",),
)
