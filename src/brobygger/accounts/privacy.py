from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from brobygger.accounts.models import RoleAssignment, User
from brobygger.core.privacy import OPEN, declare, personal

_SIGN_IN = "To let the person sign in and show colleagues who did what."
declare(
    User,
    email=personal(_SIGN_IN, blank="erased@example.invalid"),
    name=personal(_SIGN_IN, blank="–"),
    password=personal(_SIGN_IN, blank="!"),
    subjects=("pk",),
)
declare(RoleAssignment, subjects=("user",))
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
