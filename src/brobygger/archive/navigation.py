from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door, settings_pages

settings_pages.add("archive", Door(_("Take the centre along"), "archive:archives", May.RUN_CENTRE, 85, _("Everything in one file: all rows, all attachments, in a format that is written down.")))
