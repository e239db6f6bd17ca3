"""Premises that others in the municipality lend out."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.centres.scoping import CentreManager, CentreOwned
from brobygger.core.fields import LineField, TextField, UrlField
from brobygger.core.versions import Numbered
from brobygger.organisations.models import Organisation


class LentPremises(Numbered, CentreOwned):
    """Premises of others that can be borrowed or hired (lokaler hos andre): for how many, on which terms, whom to ask. Nothing is booked here."""

    name = LineField(_("name"), max_length=160)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lent out by"))
    owner = LineField(_("lent out by, where we do not know it"), max_length=160, blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    capacity = models.PositiveSmallIntegerField(_("room for how many"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5000)])
    text = TextField(_("what it is good for"), blank=True, max_length=4000)
    step_free = models.BooleanField(_("one can get there without steps"), default=False)
    free_of_charge = models.BooleanField(_("free of charge for associations"), default=False)
    terms = TextField(_("terms"), blank=True, max_length=2000, help_text=_("Who may use it, what it costs, when."))
    contact = LineField(_("whom to write or call"), max_length=200)
    website = UrlField(_("website"), blank=True)
    looked_on = models.DateField(_("last checked"), null=True, blank=True)
    retired = models.BooleanField(_("not shown"), default=False)

    objects: ClassVar = CentreManager()

    class Meta(CentreOwned.Meta):
        ordering = ["name", "pk"]
        verbose_name = _("premises of others")
        verbose_name_plural = _("premises that others lend out")

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> str:
        return str(self.organisation) if self.organisation else self.owner
