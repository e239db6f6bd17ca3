from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("start", Door(_("Today"), "overview:start", May.SEE_OFFICE, 10))
navigation.add("search", Door(_("Search"), "overview:search", May.SEE_OFFICE, 90))
