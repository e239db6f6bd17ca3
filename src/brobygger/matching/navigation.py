from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages

navigation.add("matching", Door(_("Volunteers"), "matching:jobs", May.SEE_OPPORTUNITIES, 28))
public_pages.add("matching.jobs", Door(_("Volunteer jobs"), "matching_public:jobs", "", 12, _("Find something to do for others, near you.")))
