from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation

navigation.add("correspondence", Door(_("Mail"), "correspondence:letters", May.WRITE_MAIL, 48, under=WORK))
