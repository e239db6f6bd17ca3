from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import PLAN
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, settings_pages

navigation.add("plan", Door(_("Plans"), "plan:plans", May.SEE_PLAN, 20, under=PLAN))
settings_pages.add("teams", Door(_("Teams"), "plan:teams", May.EDIT_PLAN, 50, _("Who answers for which goals together.")))
settings_pages.add("markers", Door(_("Strategic markers"), "plan:markers", May.EDIT_PLAN, 60, _("Your own marks on goals, for example the UN goals.")))
