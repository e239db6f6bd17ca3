from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import ASSOCIATIONS
from brobygger.accounts.roles import May
from brobygger.accounts.short_lists import ShortList, short_lists
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages
from brobygger.exchange.models import Category

navigation.add("exchange", Door(_("Exchange"), "exchange:posts", May.SEE_EXCHANGE, 37, under=ASSOCIATIONS))
public_pages.add("exchange", Door(_("Exchange"), "exchange_public:posts", "", 30, _("What associations lend each other a hand with: people, things, rooms, knowledge.")))
settings_pages.add("exchange", Door(_("Exchange"), "exchange:rules", May.RUN_CENTRE, 61, _("Accounts of hours, and which neighbours you exchange with.")))
short_lists.add("bytte", ShortList(Category, _("Categories of the exchange"), _("What associations offer each other and look for.")))
