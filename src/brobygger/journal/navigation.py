from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, settings_pages

navigation.add("journal", Door(_("Registrations"), "journal:list", May.REGISTER, 30, under=WORK))
settings_pages.add("kinds", Door(_("Kinds of work"), "journal:kinds", May.RUN_CENTRE, 40, _("Your own words for the work, and what each counts as.")))
