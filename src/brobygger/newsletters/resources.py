"""Newsletters that were sent, for programs. Who got them never leaves."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.newsletters.models import Newsletter

scopes.add("newsletters", _("Newsletters"))
resources.add("newsletters", Resource(
    "newsletters", Newsletter._meta.verbose_name_plural or "", "Those that were sent.", Newsletter, "subject preheader language theme public started_at finished_at registration", filters="theme:theme started_at__gte:from started_at__lt:before",
    rows=lambda: Newsletter.objects.filter(state=Newsletter.State.SENT),
))
