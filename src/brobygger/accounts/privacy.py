from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from brobygger.accounts.models import Invitation, RoleAssignment, User
from brobygger.core.privacy import OPEN, Keep, declare, personal

_SIGN_IN = "To let the person sign in and show colleagues who did what."
declare(
    User,
    email=personal(_SIGN_IN, blank="erased@example.invalid"),
    name=personal(_SIGN_IN, blank="–"),
    password=personal(_SIGN_IN, blank="!"),
    subjects=("pk",),
)
declare(RoleAssignment, subjects=("user",))
_INVITED = Keep(months=3, after="invited_at")
declare(
    Invitation,
    mail=personal("To reach the colleague who is invited.", _INVITED, blank="erased@example.invalid"),
    name=personal("To reach the colleague who is invited.", _INVITED, blank="–"),
    roles=OPEN,
    digest=OPEN,
    subjects=("accepted_by",),
)
declare(EmailAddress, email=personal(_SIGN_IN), subjects=("user",), delete=True)
declare(Authenticator, type=OPEN, data=personal("The second factor of the sign-in."), subjects=("user",), delete=True)
declare(
    UserSession,
    ip=personal("To let people see and end their own sessions.", blank="0.0.0.0"),  # noqa: S104 -- a blank address, nothing listens on it
    session_key=personal("To let people see and end their own sessions."),
    user_agent=personal("To let people see and end their own sessions."),
    data=personal("To let people see and end their own sessions.", blank={}),
    subjects=("user",),
    delete=True,
)
