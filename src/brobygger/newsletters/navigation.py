from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages

navigation.add("newsletters", Door(_("Newsletters"), "newsletters:newsletters", May.WRITE_NEWSLETTERS, 47, under=WORK))
public_pages.add("newsletters", Door(_("Newsletters"), "newsletters_public:sign_up", "", 40, _("News from the centre and its associations by mail.")))
