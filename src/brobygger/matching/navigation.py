from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages

navigation.add("matching", Door(_("Volunteers"), "matching:volunteers", May.SEE_VOLUNTEERS, 28))
navigation.add("matching.jobs", Door(_("Volunteer jobs"), "matching:jobs", May.SEE_OPPORTUNITIES, 28, unless=May.SEE_VOLUNTEERS))  # the desk sees the jobs alone
public_pages.add("matching.jobs", Door(_("Volunteer jobs"), "matching_public:jobs", "", 12, _("Find something to do for others, near you.")))
public_pages.add("matching.sign_up", Door(_("Become a volunteer"), "matching_public:sign_up", "", 13, _("Two minutes, and we find something together.")))
settings_pages.add("matching.feeds", Door(_("Volunteer jobs from elsewhere"), "matching:feeds", May.RUN_CENTRE, 50, _("Show a portal’s jobs in your municipality beside your own.")))
