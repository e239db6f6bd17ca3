"""Post and faults at the desk of the house, for programs."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.reception.models import Fault, Post

scopes.add("reception", _("Post and faults"))
resources.add("faults", Resource("reception", Fault._meta.verbose_name_plural or "", "What is broken in the house.", Fault, "room what effect state reported_on expected_on mended_on organisation note mender", filters="room:room state:state"))
resources.add("post", Resource("reception", Post._meta.verbose_name_plural or "", "Post that waits for associations.", Post, "organisation sort pieces received_on notified_on ending ended_at", filters="organisation:organisation"))
