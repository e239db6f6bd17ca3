"""Consultations, initiatives and the catalogue of services for programs."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.advice import actions
from brobygger.advice.forms.consultations import ConsultationForm
from brobygger.advice.models import Consultation, Initiative, Service
from brobygger.core.resources import Resource, Trusted, Writing, keys_of, resources, scopes
from brobygger.journal.models import Participation, Registration


def _form(data: Any, row: Consultation | None, access: Trusted) -> ConsultationForm:
    new = row or Consultation(next_owner=access.user)
    return ConsultationForm(data, instance=new, registration=row.registration if row else Registration(done_on=timezone.localdate()), initial={} if row else {"advised_by": [access.user.pk]})


def _keep(form: ConsultationForm, access: Trusted) -> Consultation:
    return actions.keep(form.instance, form.registration, form.cleaned_data["whom"], before=form.before, advised_by=form.advised_by(access.user), by=access.user, now=timezone.now())


scopes.add("advice", _("Consultations and initiatives"))
resources.add("consultations", Resource(
    "advice", Consultation._meta.verbose_name_plural or "", "Talks in which the centre has helped somebody on. Its key is that of the registration below it.", Consultation,
    "registration__done_on:done_on registration__title:title registration__kind:kind registration__state:state registration__draft:draft registration__theme:theme registration__target_group:target_group registration__locality:locality registration__network:network "
    "registration__project:project registration__persons:persons registration__minutes:minutes client about channel place initiative fell_through notes result next_step next_on next_done_on",
    filters="registration__done_on__gte:done_from registration__done_on__lte:done_to registration__state:state registration__theme:theme about:about client:client channel:channel initiative:initiative", below={"journal.Registration": "pk"},
    filled={"organisations": keys_of(Participation, "registration", "organisation", "The organisations it was with.", organisation__isnull=False)},
    writing=Writing(_form, _keep, remove=lambda row, access: actions.delete(row, by=access.user, now=timezone.now())),
))
resources.add("initiatives", Resource(
    "advice", Initiative._meta.verbose_name_plural or "", "Ideas that the centre helps from the first talk until they run by themselves.", Initiative,
    "name idea organisation network theme locality target_group heard_on begun_on started_on ended_on ended_because next_step next_on next_done_on", filters="organisation:organisation theme:theme ended_on__isnull:open",
))
resources.add("services", Resource("advice", Service._meta.verbose_name_plural or "", "What associations can get help with.", Service, "title sort about text for_whom price theme position published", filters="published:published"))
