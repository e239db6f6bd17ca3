"""Organisations, their membership and contacts, networks and collaborations for programs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, Trusted, Writing, resources, scopes
from brobygger.organisations.forms.organisations import OrganisationForm
from brobygger.organisations.forms.people import ContactForm
from brobygger.organisations.models import (
    Collaboration,
    Contact,
    Membership,
    MembershipType,
    Network,
    NetworkMember,
    Organisation,
)
from brobygger.organisations.views import contacts, organisations


def _form(data: Any, row: Organisation | None, access: Trusted) -> OrganisationForm:
    return OrganisationForm(data, instance=row or Organisation())


def _keep(form: OrganisationForm, access: Trusted) -> Organisation:
    row: Organisation = form.instance
    organisations.kept(form, Organisation.objects.get(pk=row.pk).locality_id if row.pk else None, by=access.user)
    return row


def _contact_form(data: Any, row: Contact | None, access: Trusted) -> ContactForm:
    if row is None:
        of = (data or {}).get("organisation")
        organisation = Organisation(pk=0) if of is None else Organisation.objects.filter(pk=of).first()
        if organisation is None:
            raise ValidationError({"organisation": [_("There is no such organisation here.")]})
        return ContactForm(data, instance=Contact(organisation=organisation))
    return ContactForm(data, instance=row)


def _keep_contact(form: ContactForm, access: Trusted) -> Contact:
    row: Contact = form.instance
    contacts.kept(form, by=access.user)
    return row


scopes.add("organisations", _("Organisations, members and networks"))
resources.add("organisations", Resource(
    "organisations", Organisation._meta.verbose_name_plural or "", "Associations, authorities, companies and others that the centre works with.", Organisation,
    "name also sector parent legal_form cvr purpose mail phone website social_media address locality localities themes target_groups voluntary_social member_count volunteer_count figures_on welcomes_since welcomes_until prospect_since created_at",
    filters="sector:sector locality:locality cvr:cvr parent:parent voluntary_social:voluntary_social name:name", writing=Writing(_form, _keep),
))
resources.add("contacts", Resource(
    "organisations", Contact._meta.verbose_name_plural or "", "Who speaks for an organisation, and since when.", Contact, "person__name:name person__mail:mail person__phone:phone title organisation person role since until",
    filters="organisation:organisation role:role", below={"people.Person": "person"}, writing=Writing(_contact_form, _keep_contact, parent="organisation"),
))
resources.add("membership_types", Resource("organisations", MembershipType._meta.verbose_name_plural or "", "The centre’s own types of membership.", MembershipType, "name formal public position retired", followed=False))
resources.add("memberships", Resource(
    "organisations", Membership._meta.verbose_name_plural or "", "Stretches of time in which an organisation is a member. Members who are persons are not among them.", Membership, "organisation type locality starts_on ends_on reason created_at",
    rows=lambda: Membership.objects.filter(person=None), filters="organisation:organisation type:type ends_on__isnull:lasting starts_on__gte:from starts_on__lte:to",
))
resources.add("networks", Resource(
    "organisations", Network._meta.verbose_name_plural or "", "Networks and working groups.", Network, "name also form theme purpose started_on resting_since evaluated_on evaluation closed_on closed_because", filters="form:form theme:theme closed_on__isnull:open",
))
resources.add("network_members", Resource(
    "organisations", NetworkMember._meta.verbose_name_plural or "", "Which organisations are in a network, and since when. Members who are persons are not among them.", NetworkMember, "network organisation role since until",
    rows=lambda: NetworkMember.objects.filter(person=None), filters="network:network organisation:organisation", followed=False,
))
resources.add("collaborations", Resource("organisations", Collaboration._meta.verbose_name_plural or "", "Agreements with others.", Collaboration, "title agreement obligations since until partners"))
