from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("organisations", Door(_("Organisations"), "organisations:organisations", May.SEE_ORGANISATIONS, 35))
