"""What an organisation, and each of its contacts, lets the centre publish: field by field, who said so and when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.organisations.models.contacts import Contact
from brobygger.organisations.models.organisations import Organisation

_PERSONS = Q(what__in=["person", "person_mail", "person_phone"])


class ConsentQuerySet(models.QuerySet["Consent"]):
    def given(self) -> "ConsentQuerySet":
        """Those in force."""
        return self.filter(withdrawn_at=None)


class Consent(CentreOwned):
    """One thing may be published, of an organisation or of one of its contacts, from when it was said to when it was taken back.

    A member's name is public without; all else is not until somebody has said yes. What is the organisation's own does not move to another
    organisation when two are made one.
    """

    class What(models.TextChoices):
        PURPOSE = "purpose", _("what you do")
        WORK = "work", _("themes, target groups and where you work")
        LOGO = "logo", _("logo")
        MAIL = "mail", _("mail")
        PHONE = "phone", _("telephone")
        WEBSITE = "website", _("website")
        SOCIAL_MEDIA = "social_media", _("social media")
        ADDRESS = "address", _("address")
        SIZES = "sizes", _("how many members and volunteers you are")
        WELCOMES = "welcomes", _("that you welcome vulnerable people as volunteers")
        PERSON = "person", _("name and role")
        PERSON_MAIL = "person_mail", _("the person’s mail")
        PERSON_PHONE = "person_phone", _("the person’s telephone")

    OF_A_PERSON: ClassVar = (What.PERSON, What.PERSON_MAIL, What.PERSON_PHONE)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="consents")
    what = models.CharField(_("what"), max_length=15, choices=What.choices)
    given_at = models.DateTimeField(_("given"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar = CentreManager.from_queryset(ConsentQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]
        verbose_name = _("consent to publish")
        verbose_name_plural = _("consents to publish")
        constraints = [
            models.CheckConstraint(condition=Q(organisation=None, contact__isnull=False) | Q(organisation__isnull=False, contact=None), name="consent_of_one"),
            models.CheckConstraint(condition=Q(contact=None) & ~_PERSONS | Q(contact__isnull=False) & _PERSONS, name="consent_of_a_person_or_not"),
            models.UniqueConstraint(fields=["organisation", "what"], condition=Q(withdrawn_at=None, contact=None), name="consent_of_organisation_once"),
            models.UniqueConstraint(fields=["contact", "what"], condition=Q(withdrawn_at=None, organisation=None), name="consent_of_contact_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())
