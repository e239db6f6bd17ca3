from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, settings_pages

navigation.add("settings", Door(_("Settings"), "settings:settings", May.RUN_CENTRE, 95))
settings_pages.add("centre", Door(_("The centre"), "settings:particulars", May.RUN_CENTRE, 10, _("Name, logo, colour, contact and opening hours.")))
settings_pages.add("lists", Door(_("Your own lists"), "settings:lists", May.RUN_CENTRE, 30, _("Localities, themes, target groups, and what volunteers are described by: your words, in your order.")))
settings_pages.add("colleagues", Door(_("Colleagues and roles"), "settings:colleagues", May.RUN_CENTRE, 20, _("Who may do what here. Invite by mail, change roles, ask for a second factor.")))
settings_pages.add("accessibility", Door(_("Accessibility statement"), "settings:accessibility", May.RUN_CENTRE, 15, _("What is not accessible on your pages, whom to tell, and when you last looked.")))
