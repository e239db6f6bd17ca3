"""Events, sign-ups and how many came, for programs."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, number_of, resources, scopes
from brobygger.events.models import Event, HeadCount, SignUp

scopes.add("events", _("Events and sign-ups"))
resources.add("events", Resource(
    "events", Event._meta.verbose_name_plural or "", "Events with their time. “persons” is how many came; an event’s key is that of the registration below it.", Event,
    "registration__title:title registration__kind:kind registration__state:state registration__theme:theme registration__target_group:target_group registration__locality:locality registration__network:network registration__project:project "
    "registration__mode:mode registration__format:format registration__note:note registration__reason:reason registration__persons:persons starts_at ends_at text place online_link accessibility price published_at listed_publicly signup_list series",
    filters="registration__state:state registration__kind:kind registration__theme:theme registration__network:network registration__project:project starts_at__gte:from starts_at__lt:before published_at__isnull:draft series:series signup_list:signup_list",
    below={"journal.Registration": "pk"},
    filled={"counted": number_of(HeadCount, "event", "Heads counted at the door.", of=Sum("persons"))},
))
resources.add("sign_ups", Resource(
    "events", SignUp._meta.verbose_name_plural or "", "Who has signed up. What they answered to an event’s questions is not given.", SignUp, "name mail note signup_list organisation label persons state signed_up_at queued_at left_at",
    filters="signup_list:signup_list state:state organisation:organisation", followed=False,
))
resources.add("head_counts", Resource("events", HeadCount._meta.verbose_name_plural or "", "Heads counted at an event’s door, by where they came from.", HeadCount, "event organisation label sector persons", filters="event:event organisation:organisation", followed=False))
