from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import ASSOCIATIONS
from brobygger.accounts.roles import May
from brobygger.accounts.short_lists import ShortList, short_lists
from brobygger.core.navigation import Door, navigation, public_pages
from brobygger.rooms.models import Feature, SetUp

navigation.add("rooms", Door(_("Rooms"), "rooms:day", May.SEE_ROOMS, 36, under=ASSOCIATIONS))
public_pages.add("rooms", Door(_("Rooms and premises"), "rooms_public:overview", "", 45, _("Meeting rooms you can book in our house, and premises that others lend out.")))
short_lists.add("lokaleudstyr", ShortList(Feature, _("What is in rooms"), _("Projector, hearing loop, piano: what one can look for when one needs a room."), words=False))
short_lists.add("opstillinger", ShortList(SetUp, _("Set-ups of rooms"), _("How tables and chairs can stand."), words=False))
