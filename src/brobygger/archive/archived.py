from django.utils.translation import gettext_lazy as _

from brobygger.archive.models import CentreArchive
from brobygger.core.archiving import leave_out

leave_out(CentreArchive, _("earlier archives of the centre"))
