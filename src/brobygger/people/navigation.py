from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, settings_pages

settings_pages.add("people", Door(_("Personal data"), "people:search", May.RUN_CENTRE, 80, _("See, fetch and erase what is held on a person.")))
