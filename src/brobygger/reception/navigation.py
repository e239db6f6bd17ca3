from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import ASSOCIATIONS
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("reception", Door(_("The house today"), "reception:today", May.RECEIVE, 35, under=ASSOCIATIONS))
