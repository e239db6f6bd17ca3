from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages

navigation.add("groups", Door(_("Groups"), "groups:groups", May.SEE_GROUPS, 27, under=WORK))
settings_pages.add("groups", Door(_("Groups"), "groups:rules", May.RUN_CENTRE, 60, _("How many must wait before a group is started, and how long participants are kept.")))
public_pages.add("groups", Door(_("Groups and communities"), "groups_public:overview", "", 15, _("Self-help groups we recommend, communities of interest and open cafés.")))
