from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages

navigation.add("newsletters", Door(_("Newsletters"), "newsletters:newsletters", May.WRITE_NEWSLETTERS, 47, under=WORK))
public_pages.add("newsletters", Door(_("Newsletters"), "newsletters_public:sign_up", "", 40, _("News from the centre and its associations by mail.")))
settings_pages.add("newsletters", Door(_("Newsletters"), "newsletters:rules", May.RUN_CENTRE, 42, _("Whether it is counted how often the links in them are opened.")))
