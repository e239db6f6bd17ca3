from django.utils.translation import gettext_lazy as _

from brobygger.api.models import AccessToken, MadeOnce, Webhook, WebhookMessage
from brobygger.core.archiving import leave_out

leave_out(AccessToken, _("keys of programs, which open this installation alone; make new ones"))
leave_out(MadeOnce, _("what programs have sent, so that it is not done twice; it is gone after a day"))
leave_out(Webhook, _("where programs are told of changes, with secrets that are this installation’s; set them up anew"))
leave_out(WebhookMessage, _("what programs have been told; it is gone after a week"))
