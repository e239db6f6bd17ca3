"""Showing somebody the way (vejvisning): counted, without the person. There is no field here for a name, and no free text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality, Theme
from brobygger.centres.scoping import CentreOwned
from brobygger.directory.models.meanings import Meaning
from brobygger.directory.models.offers import Offer


class AgeBand(models.TextChoices):
    CHILD = "0-17", _("under 18")
    YOUNG = "18-29", _("18–29")
    ADULT = "30-59", _("30–59")
    OLDER = "60-79", _("60–79")
    OLDEST = "80-", _("80 or more")


class GuidanceContact(CentreOwned):
    """One who was shown the way: about what, how they came, what came of it."""

    class Channel(models.TextChoices):
        DESK = "desk", _("at the desk")
        PHONE = "phone", _("by telephone")
        MAIL = "mail", _("by mail or chat")
        OUT = "out", _("out of the house")

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("shown an offer")
        REFERRED = "referred", _("referred")
        MUNICIPALITY = "municipality", _("shown to the municipality")
        VOLUNTEER = "volunteer", _("wants to be a volunteer")
        TALKED = "talked", _("a talk was enough")
        NOTHING = "nothing", _("nothing that fits")

    on = models.DateField(_("day"))
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("theme"))
    meaning = models.ForeignKey(Meaning, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("life situation"))
    channel = models.CharField(_("how they came"), max_length=6, choices=Channel.choices, default=Channel.DESK)
    outcome = models.CharField(_("what came of it"), max_length=14, choices=Outcome.choices, default=Outcome.SHOWN)
    age = models.CharField(_("age"), max_length=6, choices=AgeBand.choices, blank=True)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("locality"))
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("offer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("guidance contact")
        verbose_name_plural = _("guidance contacts")

    def __str__(self) -> str:
        return f"{self.on} {self.theme or self.meaning or ''}"
