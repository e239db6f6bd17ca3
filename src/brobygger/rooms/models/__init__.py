"""The house and what it is made of; what it costs and for whom; bookings; premises that others lend out."""

from brobygger.rooms.models.bookings import Booking, BookingSeries, BookingState, Occupation
from brobygger.rooms.models.equipment import Condition, Equipment, Half, Loan, LoanState
from brobygger.rooms.models.house import Feature, OpenTo, Premises, Room, SetUp, Space
from brobygger.rooms.models.lent import LentPremises
from brobygger.rooms.models.prices import Booker, BookerTerms, PriceClass
from brobygger.rooms.models.waiting import Waiting, WaitState

__all__ = [
    "Booker", "BookerTerms", "Booking", "BookingSeries", "BookingState", "Condition", "Equipment", "Feature", "Half", "LentPremises", "Loan", "LoanState", "Occupation", "OpenTo", "Premises", "PriceClass", "Room", "SetUp", "Space", "WaitState", "Waiting",
]
