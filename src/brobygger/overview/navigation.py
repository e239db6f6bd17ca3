from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, settings_pages

navigation.add("start", Door(_("Today"), "overview:start", May.SEE_OFFICE, 10))
navigation.add("search", Door(_("Search"), "overview:search", May.SEE_OFFICE, 90))
settings_pages.add("trail", Door(_("Audit trail"), "overview:trail", May.RUN_CENTRE, 90, _("Who did what, and what it was before.")))
