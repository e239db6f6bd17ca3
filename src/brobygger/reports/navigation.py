from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("reports", Door(_("Reports"), "reports:reports", May.SEE_REPORTS, 50, under=PLAN))
