from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("plan", Door(_("Plans"), "plan:plans", May.SEE_PLAN, 20))
