from brobygger.accounts.models import Invitation
from brobygger.core.archiving import no_keys_in

no_keys_in(Invitation, "roles")
