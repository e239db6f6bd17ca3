from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, navigation, public_pages

navigation.add("advice", Door(_("Advice"), "advice:consultations", May.SEE_WORK, 33, under=WORK))
navigation.add("advice.requests", Door(_("Requests"), "advice:requests", May.SERVE, 33, unless=May.SEE_WORK, under=WORK))  # the desk sees what is practical
public_pages.add("advice", Door(_("What we offer"), "advice_public:catalogue", "", 20, _("Sparring, practical help, guides and templates.")))
