from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("board", Door(_("Board"), "board:meetings", May.SEE_BOARD, 40, under=PLAN))
