from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("quality", Door(_("Quality"), "quality:frameworks", May.SEE_QUALITY, 47, under=PLAN))
