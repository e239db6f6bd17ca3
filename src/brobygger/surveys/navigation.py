from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("surveys", Door(_("Questionnaires"), "surveys:sendings", May.SEE_SURVEYS, 45, under=PLAN))
