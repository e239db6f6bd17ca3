from brobygger.board.models import FrozenCount
from brobygger.core.archiving import no_keys_in

no_keys_in(FrozenCount, "detail")
