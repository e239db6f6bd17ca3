from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import ASSOCIATIONS
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages

navigation.add("organisations", Door(_("Organisations"), "organisations:organisations", May.SEE_ORGANISATIONS, 35, under=ASSOCIATIONS))
public_pages.add("organisations", Door(_("Our members"), "organisations_public:members", "", 30, _("Associations and others who are part of the centre.")))
