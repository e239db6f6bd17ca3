from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import afterwards, leave_out
from brobygger.directory.finding import index
from brobygger.directory.models import Indexed, KnownWord

leave_out(Indexed, _("what the search makes of the offers; made anew"))
leave_out(KnownWord, _("what the search makes of the offers; made anew"))
afterwards.add("directory.index", index.build)
