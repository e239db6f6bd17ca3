from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("journal", Door(_("Registrations"), "journal:list", May.REGISTER, 30))
