from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, settings_pages

settings_pages.add("move_in", Door(_("Move in"), "intake:start", May.EDIT_WORK, 5, _("Bring along what you have in spreadsheets today: members, volunteers, events, registrations and the plan.")))
