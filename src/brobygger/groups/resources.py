"""Groups and their meetings for programs, in numbers: who waits and who is in one never leaves."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.groups.models import Group, GroupMeeting

scopes.add("groups", _("Groups"))
resources.add("groups", Resource(
    "groups", Group._meta.verbose_name_plural or "", "Self-help groups, communities and open cafés.", Group,
    "type title organisation theme text format place locality target_group project initiative seats weekday at until rhythm first_on planned_meetings anonymous kind state gathering_since started_on ended_on ended_because published_at contact",
    filters="type:type state:state organisation:organisation theme:theme locality:locality project:project",
))
resources.add("group_meetings", Resource(
    "groups", GroupMeeting._meta.verbose_name_plural or "", "A group’s meetings, with how many came. Its key is that of the registration below it.", GroupMeeting,
    "group registration__done_on:done_on at registration__state:state registration__persons:persons registration__minutes:minutes", filters="group:group registration__done_on__gte:done_from registration__done_on__lte:done_to registration__state:state", below={"journal.Registration": "registration"},
    followed=False,
))
