from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages

navigation.add("events", Door(_("Events"), "events:events", May.SEE_EVENTS, 25, under=WORK))
public_pages.add("events", Door(_("What is on"), "events_public:calendar", "", 10, _("Courses, meetings and open activities.")))
