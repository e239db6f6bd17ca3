from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("events", Door(_("Events"), "events:events", May.SEE_EVENTS, 25))
