from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, settings_pages

navigation.add("correspondence", Door(_("Mail"), "correspondence:letters", May.WRITE_MAIL, 48, under=WORK))
settings_pages.add("mail_server", Door(_("Mail server"), "correspondence:server", May.RUN_CENTRE, 40, _("Where your mail leaves, and whether it does; send a test.")))
