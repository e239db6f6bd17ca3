from brobygger.core.archiving import no_keys_in
from brobygger.events.models import Series

no_keys_in(Series, "skipped")
