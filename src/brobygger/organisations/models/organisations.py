"""An organisation of any sector: what it is, whom it is for, where it works."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import EmailField, LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.cvr import refuse_impossible_cvr
from brobygger.organisations.social import Place, places, refuse_what_is_no_address


class Sector(models.TextChoices):
    CIVIL_SOCIETY = "civil_society", _("civil society")
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    COUNCIL = "council", _("council")
    POLITICS = "politics", _("politics")
    COMPANY = "company", _("company")
    EDUCATION = "education", _("education")
    OTHER_CENTRE = "other_centre", _("other volunteer centre")


class LegalForm(models.TextChoices):
    ASSOCIATION = "association", _("association")
    SELF_GOVERNING = "self_governing", _("self-governing institution")
    INFORMAL = "informal", _("informal group")
    FOUNDATION = "foundation", _("foundation")
    PUBLIC = "public", _("public authority")
    COMPANY = "company", pgettext_lazy("legal form", "company")
    OTHER = "other", pgettext_lazy("legal form", "other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def welcoming(self, day: date) -> "OrganisationQuerySet":
        """Those ready on ``day`` to welcome vulnerable people as volunteers."""
        return self.filter(Q(welcomes_since__lte=day), Q(welcomes_until=None) | Q(welcomes_until__gt=day))


class Organisation(Numbered, CentreOwned):
    """An association, a municipal department, a council, a company … ``also`` holds nicknames, commas between.

    ``locality`` is where it is at home, ``localities`` all that it works in. ``figures_on`` is the day its sizes were told.
    ``welcomes_since``: the day it said it is ready for vulnerable volunteers; ``welcomes_until``: the day it no longer was.
    ``prospect_since``: the day the centre began to wish for it as a member; ``standing`` says when that is spent.
    """

    name = LineField(_("name"), max_length=160)
    also = LineField(_("also called"), max_length=250, blank=True, help_text=_("Other words for it, with commas between."))
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, default=Sector.CIVIL_SOCIETY)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    locality = models.ForeignKey(
        Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality")
    )
    voluntary_social = models.BooleanField(
        _("local voluntary social association"), default=False, help_text=_("Counts in the rule for the board's majority.")
    )
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm.choices, blank=True)
    cvr = LineField(_("CVR number"), max_length=8, blank=True, validators=[refuse_impossible_cvr])
    purpose = TextField(_("purpose"), blank=True)
    mail = EmailField(_("mail"), blank=True)
    phone = LineField(_("telephone"), max_length=30, blank=True)
    website = UrlField(_("website"), blank=True)
    social_media = TextField(_("social media"), blank=True, max_length=1000, validators=[refuse_what_is_no_address])
    logo = models.FileField(_("logo"), upload_to="organisations/", blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name=_("target groups"))
    localities = models.ManyToManyField(Locality, blank=True, related_name="+", verbose_name=_("works in"))
    member_count = models.PositiveIntegerField(_("members of its own"), null=True, blank=True)
    volunteer_count = models.PositiveIntegerField(_("volunteers"), null=True, blank=True)
    figures_on = models.DateField(_("figures told on"), null=True, blank=True)
    welcomes_since = models.DateField(_("ready for vulnerable volunteers since"), null=True, blank=True)
    welcomes_until = models.DateField(_("no longer ready since"), null=True, blank=True)
    prospect_since = models.DateField(_("possible member since"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar = CentreManager.from_queryset(OrganisationQuerySet)()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"], name="organisation_once",
                violation_error_message=_("This organisation is already here."),
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_part"),
            models.CheckConstraint(
                condition=Q(welcomes_until=None) | Q(welcomes_until__gt=F("welcomes_since")), name="organisation_welcomes_before_it_stops",
                violation_error_message=_("It stops being ready before it is."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def other_words(self) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.also.split(",") if word.strip())

    @property
    def social_places(self) -> list[Place]:
        return places(self.social_media)
