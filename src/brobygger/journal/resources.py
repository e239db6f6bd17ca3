"""Registrations for programs: what was done, when and with whom. Work that a tool stands on is changed with the tool."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres import audit
from brobygger.core.resources import Resource, Trusted, Writing, keys_of, number_of, resources, scopes
from brobygger.journal import actions
from brobygger.journal.forms import RegistrationForm
from brobygger.journal.models import ExternalFigure, Kind, Participation, Registration


def _form(data: Any, row: Registration | None, access: Trusted) -> RegistrationForm:
    return RegistrationForm(data, instance=row or Registration())


def _keep(form: RegistrationForm, access: Trusted) -> Registration:
    row, now = form.instance, timezone.now()
    given: dict[str, Any] = {"affiliations": form.cleaned_data["affiliations"], "co_hosts": form.cleaned_data["co_hosts"], "by": access.user, "today": timezone.localdate(), "now": now}
    return actions.edit(row, before=audit.values(Registration.objects.get(pk=row.pk)), **given) if row.pk else actions.register(row, **given)


def _refuse(row: Registration) -> Any:
    return _("A tool stands on this work, as an event or a consultation. It is changed there.") if row.tool else ""


scopes.add("journal", _("Registrations"))
resources.add("kinds", Resource("journal", Kind._meta.verbose_name_plural or "", "The centre’s own kinds of work, each over one of the fixed ones that measures count.", Kind, "name base also position retired", filters="base:base retired:retired", followed=False))
resources.add("registrations", Resource(
    "journal", Registration._meta.verbose_name_plural or "", "Pieces of work, each registered once. One with a “tool” is an event, a consultation, a group’s meeting and so on: it is changed there.", Registration,
    "done_on kind base title mode state reason moved_from format theme target_group locality network project persons minutes note link channel tool draft created_at co_hosts",
    filters="kind:kind base:base state:state draft:draft theme:theme locality:locality network:network project:project done_on__gte:done_from done_on__lte:done_to",
    filled={
        "organisations": keys_of(Participation, "registration", "organisation", "The organisations that those who took part came from.", organisation__isnull=False),
        "affiliations": number_of(Participation, "registration", "How many places those who took part came from, also those that are no organisation here."),
    },
    writing=Writing(_form, _keep, remove=lambda row, access: actions.delete(row, by=access.user, now=timezone.now()), refuse=_refuse),
))
resources.add("external_figures", Resource("journal", ExternalFigure._meta.verbose_name_plural or "", "Figures from elsewhere, with their source.", ExternalFigure, "source name starts_on ends_on value read_on link"))
