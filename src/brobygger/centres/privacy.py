from brobygger.centres.models import AccessibilityStatement, Centre, Change, Locality, TargetGroup, Theme
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import OPEN, Keep, declare, personal

declare(
    Centre,
    key=OPEN, name=OPEN, municipality=OPEN, logo=OPEN, accent=OPEN, mail=OPEN, phone=OPEN, address=OPEN, website=OPEN,
    opening_hours=OPEN, about=OPEN, second_factor_roles=OPEN,
)
declare(AccessibilityStatement, gaps=OPEN, instead=OPEN, mail=OPEN, phone=OPEN, elsewhere=OPEN)
for listed in (Theme, TargetGroup):
    declare(listed, name=OPEN, also=OPEN)
declare(Locality, name=OPEN, also=OPEN, postal_codes=OPEN)
declare(Change, verb=OPEN, model=OPEN, label=OPEN, fields=OPEN, subjects=("by",))

_SENT = Keep(months=3, after="written_at")
declare(
    OutgoingMail,
    to=personal("To deliver the mail and show that it was sent.", _SENT, blank="erased@example.invalid"),
    sender=OPEN,
    subject=personal("To deliver the mail and show that it was sent.", _SENT),
    text=personal("To deliver the mail and show that it was sent.", _SENT),
    html=personal("To deliver the mail and show that it was sent.", _SENT),
    headers=OPEN,
    calendar=personal("To deliver the mail and show that it was sent.", _SENT),
    once_key=OPEN,
    last_error=OPEN,
)
