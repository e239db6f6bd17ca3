from brobygger.core.archiving import no_keys_in
from brobygger.rooms.models import BookingSeries

no_keys_in(BookingSeries, "skipped")
