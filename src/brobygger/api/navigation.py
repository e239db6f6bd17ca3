from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, settings_pages

settings_pages.add("programs", Door(_("Programs that are let in"), "api:programs", May.RUN_CENTRE, 90, _("Let your website, your accounts or another program read from here, or write. You decide what, and can close it at once.")))
