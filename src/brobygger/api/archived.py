from django.utils.translation import gettext_lazy as _

from brobygger.api.models import AccessToken, MadeOnce
from brobygger.core.archiving import leave_out

leave_out(AccessToken, _("keys of programs, which open this installation alone; make new ones"))
leave_out(MadeOnce, _("what programs have sent, so that it is not done twice; it is gone after a day"))
