from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages

navigation.add("directory", Door(_("Offers"), "directory:offers", May.SEE_OFFERS, 34, under=WORK))
public_pages.add("directory", Door(_("Find help and company"), "directory_public:find", "", 5, _("Say what it is about, in your own words.")))
settings_pages.add("directory.feeds", Door(_("Offers from elsewhere"), "directory:feeds", May.RUN_CENTRE, 51, _("Show others’ offers, given as open data, beside your own.")))
