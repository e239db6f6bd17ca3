"""Volunteers, volunteer jobs and matches for programs. What a volunteer has said of health, wishes and needs never leaves."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.matching.models import Match, Opportunity, Volunteer, VolunteerHours

scopes.add("matching", _("Volunteers and volunteer jobs"))
resources.add("opportunities", Resource(
    "matching", Opportunity._meta.verbose_name_plural or "", "Volunteer jobs, drafts too.", Opportunity,
    "organisation title tasks text format place locality rhythm hours_from hours_to theme target_group min_age max_age needs_record needs_child_certificate support welcoming welcoming_how starts_on ends_on places contact_name contact_mail contact_phone "
    "state published_on expires_on ended_on created_at", filters="organisation:organisation state:state locality:locality theme:theme",
))
resources.add("volunteers", Resource(
    "matching", Volunteer._meta.verbose_name_plural or "", "The volunteer bank.", Volunteer,
    "person__name:name person__mail:mail person__phone:phone group_name available_from available_until hours_week kind persons locality format way state enquired_on consent_at consent_until last_heard_on archived_on created_at",
    filters="state:state locality:locality kind:kind", below={"people.Person": "person"},
))
resources.add("matches", Resource(
    "matching", Match._meta.verbose_name_plural or "", "Who was introduced to which volunteer job, and what came of it.", Match,
    "volunteer__person__name:name volunteer opportunity state suggested_on introduced_on started_on lasting_on ended_on because talked_on", filters="volunteer:volunteer opportunity:opportunity state:state",
))
resources.add("volunteer_hours", Resource("matching", VolunteerHours._meta.verbose_name_plural or "", "Hours that volunteers have given.", VolunteerHours, "what match on minutes state decided_at", filters="match:match state:state on__gte:from on__lte:to"))
