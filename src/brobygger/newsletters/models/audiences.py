"""Whom newsletters go to: a rule that is asked anew each time, never a copied list."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import MembershipType, Network, Organisation


class AudienceQuerySet(models.QuerySet["Audience"]):
    def in_use(self) -> "AudienceQuerySet":
        return self.filter(retired=False)

    def open(self) -> "AudienceQuerySet":
        """Those that anybody can put themselves on."""
        return self.filter(public=True, retired=False)


class Audience(Numbered, CentreOwned):
    """A saved rule of who gets a newsletter (modtagergruppe). Within one field any of what is chosen will do, of several fields all must fit.

    ``public``: people choose it themselves where they sign up; who is in it is then who chose it. ``sectors`` and ``roles`` hold keys of
    :class:`~brobygger.organisations.models.Sector` and of a contact's roles. ``also`` are organisations that are in it whatever the rule says, as a list of the press.
    """

    class Who(models.TextChoices):
        SUBSCRIBERS = "subscribers", _("those who have signed up")
        MEMBERS = "members", _("members")
        KNOWN = "known", _("organisations we know, of any sector")
        VOLUNTEERS = "volunteers", _("active volunteers")
        NAMED = "named", _("only those named below")

    class Reach(models.TextChoices):
        ORGANISATION = "organisation", _("one mail to each organisation")
        CONTACTS = "contacts", _("a mail to each contact")

    name = LineField(_("name"), max_length=80)
    about = LineField(_("what is in it, for those who sign up"), max_length=250, blank=True)
    who = models.CharField(_("who"), max_length=15, choices=Who.choices, default=Who.MEMBERS)
    reach = models.CharField(_("of an organisation"), max_length=15, choices=Reach.choices, default=Reach.ORGANISATION)
    public = models.BooleanField(_("people can sign up for it themselves"), default=False)
    types = models.ManyToManyField(MembershipType, blank=True, related_name="+", verbose_name=_("types of membership"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    localities = models.ManyToManyField(Locality, blank=True, related_name="+", verbose_name=_("localities"))
    networks = models.ManyToManyField(Network, blank=True, related_name="+", verbose_name=_("networks"))
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    roles = models.JSONField(_("roles"), default=list, blank=True)
    title_words = LineField(_("words in the contact’s title"), max_length=160, blank=True, help_text=_("With commas between, such as committee, journalist."))
    also = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("these organisations as well"))
    retired = models.BooleanField(_("no longer used"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(AudienceQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("audience of newsletters")
        verbose_name_plural = _("audiences of newsletters")
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="audience_once", violation_error_message=_("There is an audience of this name already.")),
            models.CheckConstraint(
                condition=Q(public=False) | Q(who="subscribers"), name="audience_public_is_of_subscribers",
                violation_error_message=_("Only an audience of those who have signed up can be open to sign up for."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.centre.key}/kontor/nyhedsbreve/modtagergrupper/{self.pk}/"
