from brobygger.core.privacy import OPEN, declare
from brobygger.organisations.models import Network, Organisation

declare(Organisation, name=OPEN, also=OPEN)
declare(Network, name=OPEN, also=OPEN)
