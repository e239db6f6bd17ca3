from brobygger.api.models import AccessToken, MadeOnce
from brobygger.core.privacy import OPEN, declare

declare(AccessToken, name=OPEN, digest=OPEN, tail=OPEN, reads=OPEN, writes=OPEN, subjects=("kept_by",))
declare(MadeOnce, key=OPEN, digest=OPEN, resource=OPEN)
