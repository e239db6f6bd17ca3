from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("projects", Door(_("Projects and money"), "projects:projects", May.SEE_PROJECTS, 45, under=PLAN))
